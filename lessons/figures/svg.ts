// The smallest painter that can update in place. A figure says what is to be seen as a list of marks;
// `paintMarks` makes the elements agree with it, keeping those that stay, and with them the focus.
//
//     model ──figure──▶ marks (plain data) ──paintMarks──▶ elements, joined on kind and id
//
// Works with any document that is passed in: a browser's, a worker's, or one at build time.

import { FIGURE_CLASS } from "./figure_style.ts";
import type { FigureModel } from "./figure.ts";

/** The namespace of SVG. */
export const SVG = "http://www.w3.org/2000/svg";

/** One thing to be seen, with its parts. */
export interface Mark {
  /** Name of the SVG element. */
  readonly tag: string;
  /** What it shows, such as `record`. Parts of a mark have neither kind nor id. */
  readonly kind?: string;
  /** Which one, unique among its siblings of that kind: `r5`, `window[1]`. */
  readonly id?: string;
  readonly class?: string;
  /** Geometry and everything else; numbers are written with one decimal. */
  readonly at?: Readonly<Record<string, string | number>>;
  readonly text?: string;
  readonly parts?: readonly Mark[];
}

/** Makes an `<svg>` show the marks and nothing else but its title and description. */
export function paintMarks(
  svg: Element,
  { figure, width, height }: FigureModel,
  marks: readonly Mark[],
): void {
  put(svg, "class", `${FIGURE_CLASS} ${figure}`);
  put(svg, "viewBox", `0 0 ${decimal(width)} ${decimal(height)}`);
  put(svg, "width", decimal(width));
  put(svg, "height", decimal(height));
  join(svg, marks);
}

/** A path from a template: numbers in it are written with one decimal. */
export function path(strings: TemplateStringsArray, ...numbers: readonly number[]): string {
  return strings.map((text, index) =>
    index < numbers.length ? text + decimal(numbers[index]) : text
  ).join("");
}

/** A number with at most one decimal. */
export function decimal(value: number): string {
  // −0 is written as 0
  return String(Math.round(value * 10) / 10 + 0);
}

function join(parent: Element, marks: readonly Mark[]): void {
  const old = new Map<string, Element>();
  const anonymous = new Map<string, number>();
  for (const child of [...parent.children]) {
    if (child.localName === "title" || child.localName === "desc") continue;
    const kind = child.getAttribute("data-kind");
    old.set(keyOf(child.localName, kind, child.getAttribute("data-id"), anonymous), child);
  }
  anonymous.clear();
  let place: Element | null =
    [...parent.children].find((child) =>
      child.localName !== "title" && child.localName !== "desc"
    ) ??
      null;
  for (const mark of marks) {
    const key = keyOf(mark.tag, mark.kind ?? null, mark.id ?? null, anonymous);
    const known = old.get(key);
    const element = known ?? parent.ownerDocument.createElementNS(SVG, mark.tag);
    old.delete(key);
    // an element that already stands here is not moved, so it keeps its focus
    if (element === place) place = place.nextElementSibling;
    else parent.insertBefore(element, place);
    dress(element, mark);
  }
  for (const element of old.values()) element.remove();
}

function keyOf(
  tag: string,
  kind: string | null,
  id: string | null,
  anonymous: Map<string, number>,
): string {
  if (kind !== null) return `${tag} ${kind} ${id}`;
  const index = anonymous.get(tag) ?? 0;
  anonymous.set(tag, index + 1);
  return `${tag} ${index}`;
}

function dress(element: Element, { kind, id, class: name, at = {}, text, parts }: Mark): void {
  const wanted = new Map<string, string>();
  if (kind !== undefined) wanted.set("data-kind", kind);
  if (id !== undefined) wanted.set("data-id", id);
  if (name !== undefined) wanted.set("class", name);
  for (const [attribute, value] of Object.entries(at)) {
    wanted.set(attribute, typeof value === "number" ? decimal(value) : value);
  }
  for (const { name } of [...element.attributes]) {
    // what others put on a mark stays: its focus, its description
    if (!wanted.has(name) && !/^(aria-|tabindex$|role$)/.test(name)) element.removeAttribute(name);
  }
  for (const [attribute, value] of wanted) put(element, attribute, value);
  if (text === undefined) join(element, parts ?? []);
  else if (element.textContent !== text) element.textContent = text;
}

function put(element: Element, attribute: string, value: string): void {
  if (element.getAttribute(attribute) !== value) element.setAttribute(attribute, value);
}
