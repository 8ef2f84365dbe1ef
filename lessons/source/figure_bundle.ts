// A figure as what a notebook shows: the picture inside an image, so that nothing in it can run, its words
// below it, and the same as plain text. No script, so it shows wherever notebooks are shown.

import type { Description, FigureTable } from "../figures/figure.ts";
import type { DrawnPicture } from "./draw_lesson_figure.ts";

/** An output by media type, as Jupyter calls it. */
export type MimeBundle = Readonly<Record<"text/html" | "text/plain", string>>;

/** The pictures of one figure as one output. */
export function figureBundle(pictures: readonly DrawnPicture[]): MimeBundle {
  return {
    "text/html": pictures.map(htmlOf).join("\n"),
    "text/plain": pictures.map(({ description }) => plainOf(description)).join("\n\n"),
  };
}

function htmlOf({ svg, description }: DrawnPicture): string {
  const { title, caption, alternative, table } = description;
  const source = `data:image/svg+xml;base64,${base64(svg)}`;
  return [
    "<figure>",
    `<img src="${source}" alt="${escape(title)}" style="max-width:100%">`,
    `<figcaption><strong>${escape(title)}.</strong> ${escape(caption)}</figcaption>`,
    "<details><summary>The same in words and numbers</summary>",
    `<p>${escape(alternative)}</p>`,
    tableOf(table),
    "</details>",
    "</figure>",
  ].join("\n");
}

function tableOf({ columns, rows }: FigureTable): string {
  const cells = (row: readonly (string | number)[], tag: "th" | "td") =>
    `<tr>${row.map((cell) => `<${tag}>${escape(String(cell))}</${tag}>`).join("")}</tr>`;
  if (columns.length === 0) return "";
  const body = rows.map((row) => cells(row, "td")).join("\n");
  return `<table>\n<thead>${cells(columns, "th")}</thead>\n<tbody>\n${body}\n</tbody>\n</table>`;
}

function plainOf({ title, caption, alternative }: Description): string {
  return [title, caption, alternative].filter((text) => text !== "").join("\n");
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

function base64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
