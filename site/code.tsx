// Code on a page, told apart by weight and slant alone: colour is kept for what figures mean.

import { classHighlighter, highlightCode } from "@lezer/highlight";
import { parser } from "@lezer/javascript";
import type { VNode } from "preact";

const typescript = parser.configure({ dialect: "ts" });

// what is worth a difference in print; everything else is plain
const SHOWN = /\btok-(comment|keyword|string|number)\b/;

/** A listing. Lines of a shell and of plain text are shown as they are. */
export function Code({ text, language = "ts" }: { text: string; language?: string }): VNode {
  const lines = text.replace(/\n+$/, "");
  return (
    <pre class="code" tabindex={0}>
      <code>{language === "ts" ? <Tokens text={lines} /> : lines}</code>
    </pre>
  );
}

function Tokens({ text }: { text: string }): VNode {
  const parts: (VNode | string)[] = [];
  highlightCode(
    text,
    typescript.parse(text),
    classHighlighter,
    (part, classes) => {
      const shown = SHOWN.exec(classes);
      parts.push(shown === null ? part : <span class={shown[1]}>{part}</span>);
    },
    () => parts.push("\n"),
  );
  return <>{parts}</>;
}
