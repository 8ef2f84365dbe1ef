// Reads a lesson: Markdown with a few components, into blocks with their lines.
//
//   ```ts id=run                a cell: code that runs
//   ```ts file=job.ts           a listing: code to read, which must stand in that file
//   ```ts id=mend file=try.ts   a cell whose code stands in that file too
//   <Figure id="ways" />        a figure of figures.ts
//   expression; //=> value      inside a cell: a claim

import type { Language } from "@headwater/sim/trace";
import type { Block, Cell, LessonSource } from "./lesson_source.ts";
import remarkFrontmatter from "remark-frontmatter";
import remarkGfm from "remark-gfm";
import remarkMdx from "remark-mdx";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { checkTree } from "./check_tree.ts";
import { readFrontMatter } from "./front_matter.ts";
import { type Refuse, refuseIn } from "./lesson_error.ts";
import { cellsOf } from "./lesson_source.ts";
import { attributeOf, lineOf, type MdxNode } from "./mdx_node.ts";

/** Which lesson a text is. */
export interface LessonPlace {
  readonly slug: string;
  readonly language: Language;
  /** The English lesson, for a translation: its cells hold the code. */
  readonly original?: LessonSource;
}

/** Reads the text of a `lesson.<language>.mdx`. Errors: {@linkcode LessonError}, with the line. */
export function readLesson(text: string, place: LessonPlace): LessonSource {
  const { slug, language } = place;
  const path = `lessons/${slug}/lesson.${language}.mdx`;
  const refuse = refuseIn(path);
  const [first, ...nodes] = parse(text, refuse).children ?? [];
  if (first?.type !== "yaml") {
    refuse(1, "wanted: the lines about the lesson, between two lines of ---");
  }
  const front = readFrontMatter(first.value ?? "", lineOf(first), refuse);
  checkTree({ type: "root", children: nodes }, refuse);
  const blocks = blocksOf(nodes, cellReader(place, refuse));
  refuseTwins(blocks, refuse);
  return { slug, language, path, front, blocks };
}

/** The syntax tree of a lesson. */
export function parse(text: string, refuse: Refuse): MdxNode {
  const reader = unified().use(remarkParse).use(remarkFrontmatter).use(remarkGfm).use(remarkMdx);
  try {
    return reader.parse(text) as MdxNode;
  } catch (error) {
    const { line, reason, message } = error as { line?: number; reason?: string; message: string };
    return refuse(line ?? 1, reason ?? message);
  }
}

type ReadCell = (node: MdxNode) => Exclude<Block, { kind: "prose" }> | null;

/** Chapters and what is not prose begin a new block. */
function blocksOf(nodes: readonly MdxNode[], readCell: ReadCell): Block[] {
  const blocks: Block[] = [];
  let prose: MdxNode[] = [];
  const close = () => {
    if (prose.length > 0) blocks.push({ kind: "prose", line: lineOf(prose[0]), nodes: prose });
    prose = [];
  };
  for (const node of nodes) {
    const block = readCell(node);
    if (block !== null || node.type === "heading") close();
    if (block !== null) blocks.push(block);
    else prose.push(node);
  }
  close();
  return blocks;
}

function cellReader({ original }: LessonPlace, refuse: Refuse): ReadCell {
  const originals = new Map<string, Cell>();
  for (const cell of original === undefined ? [] : cellsOf(original)) originals.set(cell.id, cell);
  return (node) => {
    const id = attributeOf(node, "id") ?? "";
    if (node.name === "Figure") return { kind: "figure", id, line: lineOf(node) };
    if (node.name === "Cell") {
      return originals.get(id) ?? refuse(lineOf(node), `there is no cell "${id}" in English`);
    }
    if (node.type !== "code" || node.lang !== "ts") return null;
    if (original !== undefined) refuse(lineOf(node), `code is written once: <Cell id="…" />`);
    return readFence(node, refuse);
  };
}

function readFence(node: MdxNode, refuse: Refuse): Exclude<Block, { kind: "prose" }> {
  const meta = new Map(
    (node.meta ?? "").split(" ").map((part) => {
      const [name, value] = part.split("=");
      return [name, value];
    }),
  );
  const id = meta.get("id"), file = meta.get("file");
  const code = node.value ?? "";
  const line = lineOf(node) + 1;
  if (id === undefined) {
    if (file !== undefined) return { kind: "listing", line, code, file };
    refuse(lineOf(node), "a fence of ts says id=… if it runs, and file=… if it stands in a file");
  }
  if (!/^[a-z][a-z0-9-]{0,40}$/.test(id)) {
    refuse(lineOf(node), `"${id}" is no id; wanted: lower-case letters, digits and hyphens`);
  }
  return file === undefined
    ? { kind: "cell", id, line, code }
    : { kind: "cell", id, line, code, file };
}

function refuseTwins(blocks: readonly Block[], refuse: Refuse): void {
  const taken = new Set<string>();
  for (const block of blocks) {
    if (block.kind !== "cell" && block.kind !== "figure") continue;
    if (taken.has(block.id)) refuse(block.line, `there are two blocks with the id "${block.id}"`);
    taken.add(block.id);
  }
}
