// For the page: turns the code of a lesson into components, so that MDX renders them like all others.
//
//   ```ts id=run            becomes    <Cell id="run" code="…" line="58" />
//   ```ts file=job.ts       becomes    <Listing file="job.ts" code="…" line="20" />
//   <Cell id="run" />       becomes    <Cell id="run" code="…" line="58" />   in a translation
//
// To be used with what the reader uses: `remarkPlugins: lessonPlugins(lesson)`.

import remarkFrontmatter from "remark-frontmatter";
import remarkGfm from "remark-gfm";
import type { Cell, LessonSource, Listing } from "./lesson_source.ts";
import { attributeOf, lineOf, type MdxNode } from "./mdx_node.ts";

/** A plugin of unified, as far as MDX asks: called once, and what it gives is called with the tree. */
type Plugin = () => (tree: MdxNode) => void;

/** What MDX needs to know of a lesson, in the order of use. */
export function lessonPlugins(lesson: LessonSource): unknown[] {
  return [remarkFrontmatter, remarkGfm, remarkLesson(lesson)];
}

/** The plugin alone. */
export function remarkLesson({ blocks }: LessonSource): Plugin {
  const code = blocks.filter((block) => block.kind === "cell" || block.kind === "listing");
  const byLine = new Map(code.map((block) => [block.line, block]));
  const byId = new Map(code.map((block) => [block.kind === "cell" ? block.id : "", block]));
  return () => (tree) => {
    tree.children = tree.children?.map((node) => {
      const isFence = node.type === "code" && node.lang === "ts";
      const block = isFence
        ? byLine.get(lineOf(node) + 1)
        : node.name === "Cell"
        ? byId.get(attributeOf(node, "id") ?? "")
        : undefined;
      return block === undefined ? node : componentOf(block, node);
    });
  };
}

function componentOf(block: Cell | Listing, { position }: MdxNode): MdxNode {
  const { code, line, file } = block;
  const isCell = block.kind === "cell";
  const attributes = { ...(isCell ? { id: block.id } : {}), ...(file ? { file } : {}), code };
  return {
    type: "mdxJsxFlowElement",
    name: isCell ? "Cell" : "Listing",
    attributes: Object.entries({ ...attributes, line: String(line) }).map(([name, value]) => ({
      type: "mdxJsxAttribute",
      name,
      value,
    })),
    children: [],
    position,
  };
}
