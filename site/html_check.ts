// What is wrong with the text of a page, as far as one can tell without a browser: open and crossed
// elements, ids given twice, blocks inside a paragraph, style and script that the policy would refuse.

const VOID = /^(meta|link|br|hr|img|input|wbr|col)$/;
const NOT_IN_PARAGRAPH =
  /^(p|div|ul|ol|dl|figure|figcaption|table|section|article|aside|details|pre|h[1-6]|blockquote|main|nav)$/;
const TAG = /<(\/?)([a-zA-Z][\w-]*)((?:\s+[\w:.-]+(?:="[^"]*")?)*)\s*(\/?)>/g;
const ATTRIBUTE = /([\w:.-]+)(?:="([^"]*)")?/g;
const REFERS = /^(aria-labelledby|aria-describedby|for)$/;

/** An element as it is opened. */
export interface Opened {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/** Every element of a page, in the order of the text. */
export function elementsOf(html: string): Opened[] {
  return [...html.matchAll(TAG)].filter(([, closes]) => closes === "").map(([, , name, text]) => ({
    name: name.toLowerCase(),
    attributes: attributesOf(text),
  }));
}

/** A sentence for everything that is wrong. */
export function checkHtml(html: string): string[] {
  const elements = elementsOf(html);
  return [...checkNesting(html), ...checkIds(elements), ...checkShape(elements, html)];
}

function checkNesting(html: string): string[] {
  const found: string[] = [];
  const open: string[] = [];
  for (const [, closes, written, , selfCloses] of html.matchAll(TAG)) {
    const name = written.toLowerCase();
    if (VOID.test(name)) continue;
    if (closes === "") {
      if (open.includes("p") && NOT_IN_PARAGRAPH.test(name)) {
        found.push(`<${name}> stands in a <p>`);
      }
      if (selfCloses === "") open.push(name);
      else if (!open.includes("svg")) found.push(`<${name}/> closes itself outside a drawing`);
    } else if (open.pop() !== name) {
      return [...found, `</${name}> closes something else`];
    }
  }
  return open.length === 0 ? found : [...found, `<${open.join("> <")}> stay open`];
}

function checkIds(elements: readonly Opened[]): string[] {
  const ids = elements.flatMap(({ attributes }) => attributes.get("id") ?? []);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  const missing = elements.flatMap(({ attributes }) =>
    [...attributes].filter(([name]) => REFERS.test(name)).flatMap(([, value]) => value.split(" "))
  ).filter((id) => !ids.includes(id));
  return [
    ...twice.map((id) => `two elements have the id ${id}`),
    ...missing.map((id) => `no element has the id ${id}`),
  ];
}

function checkShape(elements: readonly Opened[], html: string): string[] {
  const found: string[] = [];
  const has = (name: string) => elements.filter((element) => element.name === name);
  if (!html.startsWith("<!doctype html>")) found.push("does not begin with its type");
  if (!has("html")[0]?.attributes.get("lang")) found.push("does not say its language");
  if (has("title").length === 0) found.push("has no title");
  if (has("h1").length !== 1) found.push(`has ${has("h1").length} first headings`);
  if (has("main").length !== 1) found.push("has no main part, or several");
  if (has("style").length > 0) found.push("carries its own <style>, which the policy refuses");
  if (has("script").length > 0) found.push("carries a <script>");
  for (const { name, attributes } of elements) {
    if (attributes.has("style")) found.push(`<${name}> has a style of its own`);
    if ([...attributes.keys()].some((key) => /^on\w/.test(key))) found.push(`<${name}> has code`);
  }
  const levels = elements.filter(({ name }) => /^h[1-6]$/.test(name)).map(({ name }) => +name[1]);
  levels.forEach((level, index) => {
    if (level > (levels[index - 1] ?? 0) + 1) found.push(`an h${level} skips a level`);
  });
  return found;
}

function attributesOf(text: string): Map<string, string> {
  return new Map([...text.matchAll(ATTRIBUTE)].map(([, name, value = ""]) => [name, value]));
}
