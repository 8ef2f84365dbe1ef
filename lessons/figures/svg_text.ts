// A picture as text: for goldens one element per line with sorted attributes, and for everything that
// leaves the page a file that carries its own paper, its own colours and the measure of its text.

import { SVG } from "./svg.ts";
import { resolvedStyle } from "./figure_style.ts";
import { measure } from "./text.ts";
import { COLOURS, type Mode, SIZE } from "./theme.ts";

/** One element per line, attributes sorted: equal pictures give equal text, whatever the document. */
export function goldenText(element: Element, indent = ""): string {
  const open = `${indent}<${element.localName}${attributesOf(element)}`;
  const children = [...element.children];
  if (children.length > 0) {
    const inner = children.map((child) => goldenText(child, `${indent} `)).join("");
    return `${open}>\n${inner}${indent}</${element.localName}>\n`;
  }
  const text = element.textContent ?? "";
  return text === "" ? `${open}/>\n` : `${open}>${escape(text)}</${element.localName}>\n`;
}

/** Paper around a picture that leaves the page. */
const PAPER = 12;

/** A picture as a file of its own; text keeps the width it was given, whatever face is at hand. */
export function exportText(svg: Element, mode: Mode): string {
  const { paper } = COLOURS[mode];
  const [width, height] = ["width", "height"].map((name) => Number(svg.getAttribute(name)));
  const size = `width="${width + 2 * PAPER}" height="${height + 2 * PAPER}"`;
  const box = [-PAPER, -PAPER, width + 2 * PAPER, height + 2 * PAPER].join(" ");
  const inner = [...svg.children].map(exportElement).join("");
  return `<svg xmlns="${SVG}"${attributesOf(svg, /^(?!width$|height$|viewBox$)/)} ${size} ` +
    `viewBox="${box}"><style>${resolvedStyle(mode)}</style>` +
    `<rect x="${-PAPER}" y="${-PAPER}" ${size} fill="${paper}"/>${inner}</svg>`;
}

function exportElement(element: Element): string {
  const { localName } = element;
  const text = element.textContent ?? "";
  const inner = element.children.length > 0
    ? [...element.children].map(exportElement).join("")
    : escape(text);
  const open = `<${localName}${attributesOf(element)}${
    localName === "text" ? lengthOf(element) : ""
  }`;
  return inner === "" ? `${open}/>` : `${open}>${inner}</${localName}>`;
}

function lengthOf(text: Element): string {
  const classes = (text.getAttribute("class") ?? "").split(" ");
  const cut = (["mono", "strong", "italic"] as const).find((name) => classes.includes(name));
  const width = measure(
    text.textContent ?? "",
    classes.includes("small") ? SIZE.small : SIZE.text,
    cut,
  );
  return ` textLength="${width}" lengthAdjust="spacingAndGlyphs"`;
}

function attributesOf(element: Element, wanted = /./): string {
  return [...element.attributes]
    .map(({ name, value }) => ({ name, value }))
    .filter(({ name }) => name !== "xmlns" && wanted.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, value }) => ` ${name}="${escape(value)}"`).join("");
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
