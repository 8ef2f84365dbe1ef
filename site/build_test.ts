import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { type SiteFile, siteFiles } from "./build.ts";
import { checkHtml, elementsOf } from "./html_check.ts";

const FONT_BYTES_MAX = 120_000;
const DRAWING_BYTES_MAX = 60 * 1024;

const files = await siteFiles();
const paths = new Set(files.map(({ path }) => path));
const pages = files.filter(({ path }) => path.endsWith(".html"));

const textOf = ({ content }: SiteFile): string => content as string;

/** Where a relative link leads: a path below the root, and a place there. */
function targetOf(from: string, link: string): { path: string; place: string } {
  const { pathname, hash } = new URL(link, `http://site/${from}`);
  return { path: pathname.slice(1), place: hash.slice(1) };
}

Deno.test("the pages of a first visit are there", () => {
  for (const path of ["index.html", "figures.html", "laws.html", "style.css", "icon.svg"]) {
    ok(paths.has(path), `${path} is missing`);
  }
});

Deno.test("every page is sound HTML that the policy lets pass", () => {
  for (const page of pages) deepStrictEqual(checkHtml(textOf(page)), [], page.path);
});

Deno.test("a page that is not sound is found out", () => {
  const found = checkHtml(
    '<p id="a"><div></p><i id="a" style="x" aria-labelledby="b"></i><script></script><h2></h2>',
  ).join("\n");
  for (
    const fault of [
      "<div> stands in a <p>",
      "</p> closes something else",
      "two elements have the id a",
      "no element has the id b",
      "<i> has a style of its own",
      "carries a <script>",
      "an h2 skips a level",
      "does not say its language",
    ]
  ) ok(found.includes(fault), `${fault} is not in\n${found}`);
});

Deno.test("every link leads to a file and a place of the site, relative to its page", () => {
  const places = new Map(pages.map((page) => [
    page.path,
    new Set(elementsOf(textOf(page)).flatMap(({ attributes }) => attributes.get("id") ?? [])),
  ]));
  for (const page of pages) {
    for (const { name, attributes } of elementsOf(textOf(page))) {
      const link = attributes.get("href") ?? attributes.get("src");
      // a link that somebody follows may lead elsewhere; what the page itself loads may not
      if (link === undefined || (name === "a" && /^https:/.test(link))) continue;
      ok(!/^([a-z]+:|\/)/.test(link), `${page.path} says ${link}, which works in one place only`);
      const { path, place } = targetOf(page.path, link);
      ok(paths.has(path), `${page.path} leads to ${link}, which is no file`);
      ok(
        place === "" || places.get(path)?.has(place),
        `${page.path} leads to ${link}: no such place`,
      );
    }
  }
});

Deno.test("every page can be reached from the first one", () => {
  const reached = new Set(["index.html"]);
  for (const path of reached) {
    const page = pages.find((page) => page.path === path);
    if (page === undefined) continue; // a notebook, say
    for (const { name, attributes } of elementsOf(textOf(page))) {
      const link = attributes.get("href");
      if (name !== "a" || link === undefined || /^https:/.test(link)) continue;
      reached.add(targetOf(path, link).path);
    }
  }
  deepStrictEqual(pages.map(({ path }) => path).filter((path) => !reached.has(path)), []);
});

Deno.test("style and icon ask for nothing that is not in the folder", () => {
  const style = textOf(files.find(({ path }) => path === "style.css")!);
  for (const [, address] of style.matchAll(/url\("?([^")]+)"?\)/g)) {
    ok(paths.has(address), `the style asks for ${address}`);
  }
  ok(!/@import|https?:/.test(style));
});

Deno.test("every figure has a name, a story, a caption, a table, and drawings that are light", () => {
  for (const page of pages) {
    for (const [figure] of textOf(page).matchAll(/<figure[\s\S]*?<\/figure>/g)) {
      const id = /id="([^"]+)"/.exec(figure)?.[1];
      const where = `${page.path}#${id}`;
      ok(/<figcaption>[^<]{20,}/.test(figure), `${where} has no caption`);
      ok(/<details>[\s\S]*<td/.test(figure), `${where} has no table`);
      const drawings = figure.match(/<svg[\s\S]*?<\/svg>/g) ?? [];
      ok(drawings.length >= 2, `${where} is drawn for one width only`);
      for (const drawing of drawings) {
        ok(/^<svg[^>]*role="img"/.test(drawing), `${where} is no image to a reader`);
        ok(/<title[^>]*>[^<]{10,}/.test(drawing), `${where} has no name`);
        ok(/<desc[^>]*>[^<]{40,}/.test(drawing), `${where} tells no story`);
        ok(drawing.length <= DRAWING_BYTES_MAX, `${where} weighs ${drawing.length} bytes`);
      }
    }
  }
});

Deno.test("the faces weigh at most 120 KB, and their licences lie beside them", () => {
  const licences = files.filter(({ path }) => path.endsWith(".licence.txt"));
  strictEqual(licences.length, 3);
  for (const { content } of licences) {
    ok(/Open Font License/i.test(new TextDecoder().decode(content as Uint8Array)));
  }
  const bytes = files.filter(({ path }) => path.endsWith(".woff2"))
    .reduce((sum, { content }) => sum + content.length, 0);
  ok(bytes > 0 && bytes <= FONT_BYTES_MAX, `${bytes} bytes`);
});

Deno.test("the same sources give the same bytes", async () => {
  const again = await siteFiles();
  strictEqual(again.length, files.length);
  again.forEach(({ path, content }, index) => {
    strictEqual(path, files[index].path);
    deepStrictEqual(content, files[index].content, path);
  });
});
