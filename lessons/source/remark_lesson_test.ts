import { deepStrictEqual } from "node:assert";
import { refuseIn } from "./lesson_error.ts";
import { parse, readLesson } from "./read_lesson.ts";
import { remarkLesson } from "./remark_lesson.ts";

const TEXT = `---
title: Toy
summary: One sentence.
minutes: 10
flink: https://example.org/
---

Words.

\`\`\`ts id=first
a; //=> 1
\`\`\`

\`\`\`ts file=job.ts
env.execute();
\`\`\`

\`\`\`text
not code
\`\`\`
`;

const componentsOf = (text: string, lesson: Parameters<typeof remarkLesson>[0]) => {
  const tree = parse(text, refuseIn(lesson.path));
  remarkLesson(lesson)()(tree);
  return tree.children!.map(({ type, name, attributes = [] }) =>
    name === undefined
      ? type
      : [name, ...attributes.map(({ name, value }) => `${name}=${value}`)].join(" ")
  );
};

Deno.test("cells and listings become components that carry their code", () => {
  const lesson = readLesson(TEXT, { slug: "toy", language: "en" });
  deepStrictEqual(componentsOf(TEXT, lesson), [
    "yaml",
    "paragraph",
    "Cell id=first code=a; //=> 1 line=11",
    "Listing file=job.ts code=env.execute(); line=15",
    "code",
  ]);
});

Deno.test("in a translation the cell that is named carries the code of the original", () => {
  const original = readLesson(TEXT, { slug: "toy", language: "en" });
  const text = TEXT.slice(0, TEXT.indexOf("Words.")) + `<Cell id="first" />\n`;
  const lesson = readLesson(text, { slug: "toy", language: "zh", original });
  deepStrictEqual(componentsOf(text, lesson), ["yaml", "Cell id=first code=a; //=> 1 line=11"]);
});
