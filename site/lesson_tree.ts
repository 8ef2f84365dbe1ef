// What a page makes of a lesson's syntax tree, before it is compiled: chapters get places to link to, and
// the words that a paragraph uses for the first time are explained in a note beside it.

import {
  attributeOf,
  isComponent,
  type MdxNode,
  textOf,
  visit,
} from "../lessons/source/mdx_node.ts";
import { typeset } from "./typeset.ts";

/** A place within a page. */
export interface Chapter {
  readonly id: string;
  readonly title: string;
}

/** A remark plugin; it also tells which chapters it found. */
export function lessonTree(chapters: Chapter[]): () => (tree: MdxNode) => void {
  return () => (tree) => {
    visit(tree, (node) => {
      if (node.type === "text") node.value = typeset(node.value!);
      if (node.type === "code") asListing(node);
      if (node.type === "heading" && node.depth === 2) chapters.push(asChapter(node));
    });
    const explained = new Set<string>();
    visit(tree, (node) => {
      if (node.children?.some(({ type }) => type === "paragraph")) {
        node.children = withNotes(node.children, explained);
      }
    });
  };
}

/** A fence that is neither cell nor listing of a file: something to type, or to look at. */
function asListing(node: MdxNode): void {
  const { lang, value = "" } = node;
  Object.assign(node, component("Listing", { code: value, language: lang ?? "text" }, []));
  delete node.value;
}

function asChapter(node: MdxNode): Chapter {
  const title = textOf(node);
  const id = title.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "-").replaceAll(/^-|-$/g, "");
  Object.assign(node, { data: { hProperties: { id } } });
  return { id, title };
}

/** Paragraphs that explain words, or that an aside follows, each with a note. */
function withNotes(nodes: readonly MdxNode[], explained: Set<string>): MdxNode[] {
  const result: MdxNode[] = [];
  for (const node of nodes) {
    const last = result[result.length - 1];
    if (node.name === "Aside" && last !== undefined) {
      result[result.length - 1] = component("Noted", {}, [
        component("Note", {}, node.children!),
        last,
      ]);
      continue;
    }
    const terms = node.type === "paragraph" ? newTerms(node, explained) : [];
    result.push(terms.length === 0 ? node : component("Noted", { terms: terms.join(" ") }, [node]));
  }
  return result;
}

function newTerms(paragraph: MdxNode, explained: Set<string>): string[] {
  const terms: string[] = [];
  visit(paragraph, (node) => {
    if (!isComponent(node) || node.name !== "Term") return;
    const id = attributeOf(node, "id")!;
    if (explained.has(id)) return;
    explained.add(id);
    terms.push(id);
    node.attributes!.push({ type: "mdxJsxAttribute", name: "explained", value: "here" });
  });
  return terms;
}

function component(
  name: string,
  attributes: Readonly<Record<string, string | undefined>>,
  children: MdxNode[],
): MdxNode {
  return {
    type: "mdxJsxFlowElement",
    name,
    attributes: Object.entries(attributes)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => ({ type: "mdxJsxAttribute", name, value })),
    children,
  };
}
