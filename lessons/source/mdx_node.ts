// One node of a lesson's syntax tree, as far as we look at it: Markdown's nodes, and the components that
// MDX adds. The packages have types of their own, one per node; a lesson needs these few fields.

/** A node of Markdown or MDX. */
export interface MdxNode {
  type: string;
  children?: MdxNode[];
  /** The text of a leaf. */
  value?: string;
  /** The language of a fence, and what stands behind it. */
  lang?: string | null;
  meta?: string | null;
  /** The name of a component. */
  name?: string | null;
  attributes?: MdxAttribute[];
  /** Depth of a heading. */
  depth?: number;
  url?: string;
  title?: string | null;
  position?: { start: { line: number; offset?: number }; end: { line: number; offset?: number } };
}

/** One attribute of a component. */
export interface MdxAttribute {
  type: string;
  name: string;
  value?: unknown;
}

/** The line where a node begins; the first line is 1. */
export function lineOf(node: MdxNode): number {
  return node.position?.start.line ?? 0;
}

/** All text in a node, as a reader would hear it. */
export function textOf(node: MdxNode): string {
  return node.value ?? (node.children ?? []).map(textOf).join("");
}

/** A component's attribute; undefined when it is not there or is no plain text. */
export function attributeOf(node: MdxNode, name: string): string | undefined {
  const value = node.attributes?.find((attribute) => attribute.name === name)?.value;
  return typeof value === "string" ? value : undefined;
}

/** True for a component, whether it stands alone or in a line. */
export function isComponent(node: MdxNode): boolean {
  return node.type === "mdxJsxFlowElement" || node.type === "mdxJsxTextElement";
}

/** Calls for a node and everything in it, parents first. */
export function visit(node: MdxNode, call: (node: MdxNode) => void): void {
  call(node);
  for (const child of node.children ?? []) visit(child, call);
}
