import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { cellsOf, figureIdsOf } from "./lesson_source.ts";
import { fileOf, readLessons } from "./lesson_files.ts";
import type { MimeBundle } from "./figure_bundle.ts";
import { type NotebookCell, notebookOf, notebookText } from "./notebook.ts";
import { notebookMarkdown } from "./notebook_markdown.ts";
import { parse } from "./read_lesson.ts";
import { refuseIn } from "./lesson_error.ts";

const BYTES_MAX = 300_000;

/** A code cell as a notebook's file holds it. */
interface CodeCell extends NotebookCell {
  readonly outputs: readonly { readonly data: Readonly<Record<string, readonly string[]>> }[];
}

for (const lesson of [...await readLessons("en"), ...await readLessons("zh")]) {
  const { slug, language } = lesson;
  const name = `${slug}.${language}.ipynb`;
  const text = await fileOf("../notebooks", name);
  const cells: CodeCell[] = JSON.parse(text).cells;

  Deno.test(`${slug}, ${language}: a notebook holds every cell of the lesson, to the byte`, () => {
    const nothing: MimeBundle = { "text/html": "", "text/plain": "" };
    const figures = new Map(figureIdsOf(lesson).map((id) => [id, nothing]));
    const made = notebookOf(lesson, { values: new Map([["calm", "1\n2"]]), figures });
    for (const { id, code } of cellsOf(lesson)) {
      strictEqual(made.cells.find((cell) => cell.id === id)!.source.join(""), code);
    }
    strictEqual(notebookText(made), notebookText(made));
  });

  Deno.test(`${name} is small, runs nothing by itself, and has ids that nbformat allows`, () => {
    const size = new TextEncoder().encode(text).length;
    ok(size <= BYTES_MAX, `${size} bytes are more than ${BYTES_MAX}`);
    ok(!/<script|javascript:|on\w+=\\?"/i.test(text));
    const ids = cells.map(({ id }) => id);
    strictEqual(new Set(ids).size, ids.length);
    for (const id of ids) match(id, /^[a-zA-Z0-9_-]{1,64}$/);
  });

  Deno.test(`${name} shows every figure as an image with words, and as text`, () => {
    for (const id of figureIdsOf(lesson)) {
      const { data } = cells.find((cell) => cell.id === id)!.outputs[0];
      const html = data["text/html"].join("");
      match(html, /<img src="data:image\/svg\+xml;base64,[\w+/=]+" alt="[^"]{10,}"/);
      match(html, /<figcaption><strong>[^<]{10,}\.<\/strong> [^<]{10,}<\/figcaption>/);
      ok(data["text/plain"].join("").length > 40);
    }
  });

  Deno.test(`${name} says first what the kernel may do, and what it needs`, () => {
    const [preface] = cells;
    match(preface.source.join(""), /every permission/);
    match(preface.source.join(""), /clone the repository/);
  });
}

Deno.test("prose becomes plain Markdown: words are links, answers open, comments go", () => {
  const refuse = refuseIn("lessons/toy/lesson.en.mdx");
  const mdx = `A <Term id="subtask">subtask</Term> and <Law id="order/x" />.{/* not said */}

<Choice says="a < b">
Yes, *why not*.
</Choice>
`;
  const text = notebookMarkdown(parse(mdx, refuse).children!, "en", refuse);
  const [first, , open, summary, ...rest] = text.split("\n");
  match(
    first,
    /^A \[subtask\]\(https:\S+ "subtask: One of the parallel copies[^"]+"\) and `order\/x`\.$/,
  );
  deepStrictEqual([open, summary], ["<details>", "<summary>a &lt; b</summary>"]);
  deepStrictEqual(rest, ["", "Yes, _why not_.", "", "</details>"]);
});
