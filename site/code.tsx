// Code on a page, told apart by weight and slant alone: colour is kept for what figures mean. Imports
// step back, and what a cell claims of itself (`//=> value`) stands out.

import { classHighlighter, highlightTree } from "@lezer/highlight";
import { parser } from "@lezer/javascript";
import type { VNode } from "preact";

const typescript = parser.configure({ dialect: "ts" });

// what is worth a difference in print; everything else is plain
const SHOWN = /\btok-(comment|keyword)\b/;

/** A stretch of code that looks the same. */
interface Stretch {
  readonly from: number;
  readonly until: number;
  readonly look: string;
}

/** A listing. Lines of a shell and of plain text are shown as they are. */
export function Code({ text, language = "ts" }: { text: string; language?: string }): VNode {
  const code = text.replace(/\n+$/, "");
  return (
    <pre class="code" tabindex={0}>
      <code>{language === "ts" ? <Tokens code={code} /> : code}</code>
    </pre>
  );
}

function Tokens({ code }: { code: string }): VNode {
  const parts: (VNode | string)[] = [];
  let at = 0;
  for (const { from, until, look } of stretchesOf(code)) {
    if (from > at) parts.push(code.slice(at, from));
    parts.push(<span class={look}>{code.slice(from, until)}</span>);
    at = until;
  }
  return <>{[...parts, code.slice(at)]}</>;
}

function stretchesOf(code: string): Stretch[] {
  const tree = typescript.parse(code);
  const imports: Stretch[] = [];
  tree.iterate({
    enter({ name, from, to }) {
      if (name === "ImportDeclaration") imports.push({ from, until: to, look: "import" });
    },
  });
  const others: Stretch[] = [];
  highlightTree(tree, classHighlighter, (from, until, classes) => {
    const look = SHOWN.exec(classes)?.[1];
    if (look === undefined || imports.some((one) => from >= one.from && until <= one.until)) return;
    const goesOn = others.at(-1)?.look === "result" && /^\/\/ {2}/.test(code.slice(from, until));
    const isResult = code.startsWith("//=>", from) || goesOn;
    others.push({ from, until, look: isResult ? "result" : look });
  });
  return [...imports, ...others].sort((a, b) => a.from - b.from);
}
