import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { cellsOf } from "./lesson_source.ts";
import { readLesson } from "./read_lesson.ts";

const FRONT = `---
title: "A title: with a colon"
summary: One sentence.
minutes: 10
flink: https://example.org/page.html
rules: CI-1, CI-2
---
`;
const place = { slug: "toy", language: "en" as const };
const read = (body: string) => readLesson(`${FRONT}\n${body}`, place);

const TOY = `## One

Words with a <Term id="subtask">word</Term>.

\`\`\`ts id=first
const a = 1;
a; //=> 1
\`\`\`

<Figure id="ways" />

More words.

## Two

\`\`\`ts file=job.ts
env.execute();
\`\`\`
`;

Deno.test("a lesson is prose, cells, figures and listings, each with its line", () => {
  const { front, blocks, path } = read(TOY);
  strictEqual(path, "lessons/toy/lesson.en.mdx");
  strictEqual(front.title, "A title: with a colon");
  deepStrictEqual(front.rules, ["CI-1", "CI-2"]);
  deepStrictEqual(
    blocks.map((block) => [block.kind, block.line]),
    [["prose", 9], ["cell", 14], ["figure", 18], ["prose", 20], ["prose", 22], ["listing", 25]],
  );
  strictEqual(cellsOf(read(TOY))[0].code, "const a = 1;\na; //=> 1");
});

Deno.test("a translation names cells; their code stays where it was written", () => {
  const original = read(TOY);
  const text = `${FRONT}\n## 一\n\n<Cell id="first" />\n\n<Figure id="ways" />\n`;
  const translated = readLesson(text, { slug: "toy", language: "zh", original });
  deepStrictEqual(cellsOf(translated), cellsOf(original));
  const unknown = text.replace("first", "second");
  throws(
    () => readLesson(unknown, { slug: "toy", language: "zh", original }),
    /lesson\.zh\.mdx:11: there is no cell "second"/,
  );
});

const REFUSED: readonly (readonly [what: string, body: string, sentence: RegExp])[] = [
  ["an import", `import a from "./a.ts"`, /:9: a lesson imports and exports nothing/],
  ["an expression", "One {1 + 1} two.", /:9: \{1 \+ 1\} is code; only cells run/],
  ["an unknown component", "<Video />", /:9: <Video> is not known; wanted: Cell, Figure/],
  ["an unknown attribute", `<Figure id="a" width="3" />`, /:9: <Figure> has id, width; wanted: id/],
  ["a computed attribute", "<Figure id={a} />", /:9: id of <Figure> is no plain text/],
  ["a figure in a line", `See <Figure id="a" /> here.`, /:9: <Figure \/> stands on its own/],
  ["code of no cell", "```ts\n1;\n```", /:9: a fence of ts says id=… if it runs/],
  ["a bad id", "```ts id=A_b\n1;\n```", /:9: "A_b" is no id; wanted: lower-case/],
  [
    "a cell inside something",
    `<Hint says="a">\n\n\`\`\`ts id=a\n1;\n\`\`\`\n\n</Hint>`,
    /:11: cells and listings stand on their own/,
  ],
  [
    "two blocks of one id",
    `<Figure id="a" />\n\n<Figure id="a" />`,
    /:11: there are two blocks with the id "a"/,
  ],
];

for (const [what, body, sentence] of REFUSED) {
  Deno.test(`a lesson may not hold ${what}, and is told the line`, () => {
    throws(() => read(body), sentence);
  });
}

Deno.test("front matter is complete, and has nothing that nobody reads", () => {
  throws(() => readLesson("# No lines above", place), /:1: wanted: the lines about the lesson/);
  throws(() => readLesson(FRONT.replace("minutes: 10\n", ""), place), /lack "minutes: …"/);
  throws(() => readLesson(FRONT.replace("10", "ten"), place), /minutes is ten; wanted: a whole/);
  throws(() => readLesson(FRONT.replace("rules", "rule"), place), /:6: "rule" is not known/);
});
