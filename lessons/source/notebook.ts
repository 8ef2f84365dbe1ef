// Writes a lesson as a Jupyter notebook (nbformat 4.5) with its outputs inside. The kernel loses outputs
// now and then, so what is embedded comes from here, the same to the byte each time; the kernel is only
// asked whether every cell runs.

import type { MimeBundle } from "./figure_bundle.ts";
import { refuseIn } from "./lesson_error.ts";
import type { Block, LessonSource } from "./lesson_source.ts";
import { notebookMarkdown } from "./notebook_markdown.ts";
import { prefaceOf } from "./notebook_preface.ts";

/** What cells gave, and what figures show. */
export interface NotebookOutputs {
  /** By id of the cell, the text of the value that it ends with. */
  readonly values: ReadonlyMap<string, string>;
  readonly figures: ReadonlyMap<string, MimeBundle>;
}

/** One cell of a notebook. */
export type NotebookCell = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly cell_type: "markdown" | "code";
  readonly source: readonly string[];
};

/** A notebook, as its file holds it. */
export interface Notebook {
  readonly cells: readonly NotebookCell[];
  readonly metadata: unknown;
  readonly nbformat: 4;
  readonly nbformat_minor: 5;
}

/** The lesson as a notebook. */
export function notebookOf(lesson: LessonSource, outputs: NotebookOutputs): Notebook {
  const preface = prefaceOf(lesson);
  const cells: NotebookCell[] = [
    markdownCell("preface", preface.markdown),
    codeCell("set-up", preface.code, 1, []),
  ];
  for (const block of lesson.blocks) cells.push(cellOf(block, lesson, outputs, cells));
  return { cells, metadata: METADATA, nbformat: 4, nbformat_minor: 5 };
}

/** The text of its file: as Jupyter itself writes it, so that saving it there changes little. */
export function notebookText(notebook: Notebook): string {
  return JSON.stringify(sorted(notebook), null, 1) + "\n";
}

function cellOf(
  block: Block,
  lesson: LessonSource,
  { values, figures }: NotebookOutputs,
  before: readonly NotebookCell[],
): NotebookCell {
  const count = before.filter(({ cell_type }) => cell_type === "code").length + 1;
  const refuse = refuseIn(lesson.path);
  switch (block.kind) {
    case "prose":
      return markdownCell(
        `prose-${before.length}`,
        notebookMarkdown(block.nodes, lesson.language, refuse),
      );
    case "listing":
      return markdownCell(`listing-${before.length}`, "```ts\n" + block.code + "\n```");
    case "cell": {
      const text = values.get(block.id);
      return codeCell(block.id, block.code, count, text === undefined ? [] : [result(text, count)]);
    }
    case "figure": {
      const data = figures.get(block.id) ??
        refuse(block.line, `figures.ts has no "${block.id}"`);
      const display = { data: lined(data), metadata: {}, output_type: "display_data" };
      const asked = lesson.language === "en" ? "" : `, "${lesson.language}"`;
      const figure = block.id.includes("-") ? `["${block.id}"]` : `.${block.id}`;
      return codeCell(block.id, `await show(figures${figure}${asked});`, count, [display]);
    }
  }
}

function markdownCell(id: string, text: string): NotebookCell {
  return { cell_type: "markdown", id, metadata: {}, source: lines(text) };
}

function codeCell(
  id: string,
  code: string,
  count: number,
  outputs: readonly unknown[],
): NotebookCell {
  const rest = { metadata: {}, outputs, source: lines(code) };
  return { cell_type: "code", execution_count: count, id, ...rest };
}

function result(text: string, count: number): unknown {
  return {
    data: { "text/plain": lines(text) },
    execution_count: count,
    metadata: {},
    output_type: "execute_result",
  };
}

function lined(bundle: MimeBundle): Record<string, string[]> {
  return Object.fromEntries(Object.entries(bundle).map(([type, text]) => [type, lines(text)]));
}

/** Lines, each but the last with its newline. */
function lines(text: string): string[] {
  return text.split("\n").map((line, index, all) => index < all.length - 1 ? `${line}\n` : line);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1);
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

const METADATA = {
  kernelspec: { display_name: "Deno", language: "typescript", name: "deno" },
  language_info: {
    codemirror_mode: "typescript",
    file_extension: ".ts",
    mimetype: "text/x.typescript",
    name: "typescript",
    nbconvert_exporter: "script",
    pygments_lexer: "typescript",
  },
};
