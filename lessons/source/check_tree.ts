// Refuses what a lesson may not hold: code outside cells, components that nobody knows, attributes that
// nobody reads. So every writer can trust the tree, and a lesson stays text that anybody may change.

import type { Refuse } from "./lesson_error.ts";
import { COMPONENTS } from "./components.ts";
import { isComponent, lineOf, type MdxNode } from "./mdx_node.ts";

/** Complains about the first thing that is not allowed. */
export function checkTree(root: MdxNode, refuse: Refuse): void {
  checkNode(root, refuse, 0);
}

function checkNode(node: MdxNode, refuse: Refuse, depth: number): void {
  if (node.type === "mdxjsEsm") refuse(lineOf(node), "a lesson imports and exports nothing");
  if (node.type === "mdxFlowExpression" || node.type === "mdxTextExpression") {
    const isComment = /^\/\*.*\*\/$/s.test((node.value ?? "").trim());
    if (!isComment) refuse(lineOf(node), `{${node.value}} is code; only cells run`);
  }
  if (node.type === "html") refuse(lineOf(node), "HTML is not for lessons; there are components");
  if (isComponent(node)) checkComponent(node, refuse, depth);
  if (node.type === "code" && node.lang === "ts" && depth > 1) {
    refuse(lineOf(node), "cells and listings stand on their own, not inside something");
  }
  for (const child of node.children ?? []) checkNode(child, refuse, depth + 1);
}

function checkComponent(node: MdxNode, refuse: Refuse, depth: number): void {
  const spec = COMPONENTS.get(node.name ?? "");
  if (spec === undefined) {
    return refuse(
      lineOf(node),
      `<${node.name}> is not known; wanted: ${[...COMPONENTS.keys()].join(", ")}`,
    );
  }
  const given = (node.attributes ?? []).map(({ name, value }) => {
    if (typeof value !== "string") {
      refuse(lineOf(node), `${name} of <${node.name}> is no plain text`);
    }
    return name;
  });
  const [has, wants] = [given.toSorted().join(", "), spec.attributes.toSorted().join(", ")];
  if (has !== wants) {
    refuse(
      lineOf(node),
      `<${node.name}> has ${has || "no attributes"}; wanted: ${wants || "none"}`,
    );
  }
  if (spec.place === "alone" && (depth > 1 || node.type === "mdxJsxTextElement")) {
    refuse(lineOf(node), `<${node.name} /> stands on its own, with empty lines around it`);
  }
}
