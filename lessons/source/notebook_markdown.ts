// Prose as a notebook shows it: plain Markdown. Components become what Markdown has: a word of the glossary
// a link with its meaning as a tooltip, an answer or a hint something that opens.

import type { Language } from "@headwater/sim/trace";
import remarkGfm from "remark-gfm";
import remarkStringify from "remark-stringify";
import { unified } from "unified";
import { glossaryEntry } from "../glossary.ts";
import { attributeOf, isComponent, lineOf, type MdxNode } from "./mdx_node.ts";
import type { Refuse } from "./lesson_error.ts";

/** The text of a Markdown cell. */
export function notebookMarkdown(
  nodes: readonly MdxNode[],
  language: Language,
  refuse: Refuse,
): string {
  const writer = unified().use(remarkStringify, { bullet: "-", emphasis: "_", fences: true })
    .use(remarkGfm);
  const children = nodes.flatMap((node) => plain(node, language, refuse));
  // deno-lint-ignore no-explicit-any -- the packages' own types of nodes, which we do without
  return writer.stringify({ type: "root", children } as any).trimEnd();
}

function plain(node: MdxNode, language: Language, refuse: Refuse): MdxNode[] {
  if (node.type === "mdxFlowExpression" || node.type === "mdxTextExpression") return [];
  const children = node.children?.flatMap((child) => plain(child, language, refuse));
  if (!isComponent(node)) return [children === undefined ? node : { ...node, children }];
  const inner = children ?? [];
  switch (node.name) {
    case "Term":
      return [linkOf(node, inner, language, refuse)];
    case "Law":
      return [{ type: "inlineCode", value: attributeOf(node, "id") ?? "" }];
    case "Choice":
    case "Hint":
    case "Teachers":
      return folded(attributeOf(node, "says") ?? "", inner);
    case "Aside":
      return [{ type: "blockquote", children: inner }];
    default:
      return inner;
  }
}

function linkOf(node: MdxNode, children: MdxNode[], language: Language, refuse: Refuse): MdxNode {
  const id = attributeOf(node, "id") ?? "";
  const entry = glossaryEntry(id) ??
    refuse(lineOf(node), `the glossary has no "${id}"; lessons/glossary.ts is the place to add it`);
  const { term, meaning, flink } = entry;
  const said = meaning[language] ?? meaning.en;
  return { type: "link", url: flink, title: `${term[language]}: ${said}`, children };
}

function folded(says: string, children: readonly MdxNode[]): MdxNode[] {
  const open = `<details>\n<summary>${
    says.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
  }</summary>`;
  return [{ type: "html", value: open }, ...children, { type: "html", value: "</details>" }];
}
