// What holds for every picture: its size, its type, its words, and that no text lies on another.

import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { parseHTML } from "linkedom";
import { CHART_PAINTERS } from "./chart_painters.ts";
import { gallery } from "./gallery.ts";
import { type Box, overlaps } from "./labels.ts";
import { exportText } from "./svg_text.ts";
import { PAINTERS } from "./painters.ts";
import { lineHeight, measure } from "./text.ts";
import { SIZE } from "./theme.ts";

const BYTES_MAX = 60_000;
const MARKS_MAX = 1500;

const { document } = parseHTML("<!doctype html><html></html>");

for (const exhibit of gallery.flatMap(({ exhibits }) => exhibits)) {
  for (const width of exhibit.widths) {
    const draw = (language: "en" | "zh" = "en") =>
      exhibit.draw(width, {
        document: document as unknown as Document,
        prefix: exhibit.id,
        language,
      });

    Deno.test(`${exhibit.id} at ${width}: at most 60 KB and 1,500 marks, as wide as asked`, () => {
      const { svg } = draw();
      ok(svg.outerHTML.length <= BYTES_MAX, `${svg.outerHTML.length} bytes`);
      ok(exportText(svg, "light").length <= BYTES_MAX);
      const count = svg.querySelectorAll("*").length;
      ok(count <= MARKS_MAX, `${count} marks`);
      strictEqual(svg.getAttribute("width"), `${width}`);
    });

    Deno.test(`${exhibit.id} at ${width}: its model crosses a worker as JSON`, () => {
      const model = exhibit.model(width);
      deepStrictEqual(JSON.parse(JSON.stringify(model)), model);
    });

    Deno.test(`${exhibit.id} at ${width}: one decimal, no colour, no size of type of its own`, () => {
      for (const element of draw().svg.querySelectorAll("*")) {
        for (const { name, value } of [...element.attributes]) {
          if (!/^(id|data-|aria-)/.test(name)) ok(!/\d\.\d\d/.test(value), `${name}="${value}"`);
          ok(!/^(style|fill|stroke|font.*)$/.test(name), name);
        }
      }
    });

    Deno.test(`${exhibit.id} at ${width}: marks have a kind and an id, once among siblings`, () => {
      const { svg } = draw();
      const seen = new Set<string>();
      for (const mark of svg.querySelectorAll("[data-kind]")) {
        const [kind, id] = [mark.getAttribute("data-kind"), mark.getAttribute("data-id")];
        ok(id !== null && id !== "", `a ${kind} has no id`);
        const key = `${kind} ${id}`;
        ok(!seen.has(key) || mark.parentNode !== svg, `${key} twice`);
        seen.add(key);
      }
      ok(seen.size > 0);
    });

    Deno.test(`${exhibit.id} at ${width}: no text on another, none outside`, () => {
      const boxes = textBoxes(draw().svg);
      for (const [index, { text, box }] of boxes.entries()) {
        ok(box.x >= -1 && box.x + box.width <= width + 1, `“${text}” leaves the picture`);
        for (const other of boxes.slice(index + 1)) {
          ok(!overlaps(box, other.box), `“${text}” lies on “${other.text}”`);
        }
      }
    });

    Deno.test(`${exhibit.id} at ${width}: tells its message, its story and its data`, () => {
      for (const language of ["en", "zh"] as const) {
        const { description: { title, caption, alternative, table } } = draw(language);
        ok(title !== "" && !title.endsWith("."), title);
        ok(/[.。]$/.test(caption), caption);
        ok(alternative.length > 10, alternative);
        ok(table.rows.length > 0);
        for (const row of table.rows) strictEqual(row.length, table.columns.length);
      }
    });
  }
}

Deno.test("PAINTERS: a page can paint every figure of the gallery", () => {
  for (const { figure } of gallery.flatMap(({ exhibits }) => exhibits)) {
    const isKnown = PAINTERS.has(figure) || CHART_PAINTERS.has(figure);
    ok(isKnown, `neither painters.ts nor chart_painters.ts has a painter for ${figure}`);
  }
});

/** Where every text of a picture lies, by the widths of the bundled face. */
function textBoxes(svg: Element): { text: string; box: Box }[] {
  return [...svg.querySelectorAll("text")].filter(({ textContent }) => textContent !== "")
    .map((element) => {
      const text = element.textContent!;
      const classes = (element.getAttribute("class") ?? "").split(" ");
      const size = classes.includes("small") ? SIZE.small : SIZE.text;
      const cut = (["mono", "strong", "italic"] as const).find((name) => classes.includes(name));
      const width = measure(text, size, cut);
      const [x, y] = placeOf(element);
      const left = classes.includes("middle") ? width / 2 : classes.includes("end") ? width : 0;
      // from the top of the capitals to the base line: descenders may touch
      const height = lineHeight(size) - 5;
      return { text, box: { x: x - left, y: y - height, width, height } };
    });
}

/** The point of a text, moved by the groups that it stands in. */
function placeOf(element: Element): [x: number, y: number] {
  let [x, y] = ["x", "y"].map((name) => Number(element.getAttribute(name) ?? 0));
  for (let at: Element | null = element; at !== null; at = at.parentElement) {
    const moved = /^translate\(([-\d.]+)[ ,]+([-\d.]+)\)$/.exec(at.getAttribute("transform") ?? "");
    if (moved !== null) [x, y] = [x + Number(moved[1]), y + Number(moved[2])];
  }
  return [x, y];
}
