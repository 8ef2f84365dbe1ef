import { deepStrictEqual, match, strictEqual, throws } from "node:assert";
import { LessonRun, show } from "./lesson_run.ts";
import type { Cell, LessonSource } from "./lesson_source.ts";
import { lessonTestText } from "./lesson_test_text.ts";

const lessonOf = (...cells: Omit<Cell, "kind">[]): LessonSource => ({
  slug: "toy",
  language: "en",
  path: "lessons/toy/lesson.en.mdx",
  front: { title: "", summary: "", minutes: 1, flink: "", rules: [], misconceptions: [] },
  blocks: cells.map((cell) => ({ kind: "cell", ...cell })),
});
const linesOf = (lesson: LessonSource) => lessonTestText(lesson).split("\n");

Deno.test("each line of a cell stands at its number in the lesson", () => {
  const lines = linesOf(lessonOf(
    { id: "a", line: 12, code: "const a = 1;\n\na + 1; //=> 2" },
    { id: "b", line: 40, code: "const b = a;" },
  ));
  deepStrictEqual(lines.slice(10, 14), [
    '$.cell("a");',
    "const a = 1;",
    "",
    '$.claim(14, "a + 1", (a + 1), ( 2));',
  ]);
  deepStrictEqual(lines.slice(38, 40), ['$.cell("b");', "const b = a;"]);
});

Deno.test("expression and value of a claim may both be long; no line moves", () => {
  const code = "f(\n  1,\n);\n//=> {\n//   a: 1,\n//   }";
  const lines = linesOf(lessonOf({ id: "a", line: 5, code })).slice(4, 10);
  deepStrictEqual(lines, [
    '$.claim(8, "f( 1, )", (f(',
    "  1,",
    "))",
    ", ( {",
    "   a: 1,",
    "   }));",
  ]);
});

Deno.test("a cell that ends with a value claims it; a declaration and a block have none", () => {
  const last = (code: string) => linesOf(lessonOf({ id: "a", line: 3, code }))[2];
  throws(() => last("f(\n  1,\n);"), /lesson\.en\.mdx:3: a cell that ends with a value claims it/);
  strictEqual(last("const a = f(1);"), "const a = f(1);");
  strictEqual(last("// words"), "// words");
});

Deno.test("a claim stands behind an expression and nothing else", () => {
  throws(
    () => lessonTestText(lessonOf({ id: "a", line: 7, code: "const a = 1; //=> 1" })),
    /lesson\.en\.mdx:7: a claim stands behind an expression/,
  );
});

Deno.test("a claim that does not hold is one red test, at the line of the lesson", () => {
  const run = new LessonRun("lessons/toy/lesson.en.mdx", "file:///here/gen/lessons/toy/x.test.ts");
  run.cell("a");
  run.claim(14, "a + 1", 2, 2);
  run.claim(15, "[a]", [1], [2]);
  const failed: Error[] = [];
  const names: string[] = [];
  run.register((name, body) => {
    names.push(name);
    try {
      body();
    } catch (error) {
      failed.push(error as Error);
    }
  });
  deepStrictEqual(names, [
    "lessons/toy/lesson.en.mdx:14 a + 1",
    "lessons/toy/lesson.en.mdx:15 [a]",
  ]);
  strictEqual(failed.length, 1);
  match(failed[0].message, /got {2}\[ 1 \]\n {4}want \[ 2 \]/);
  match(failed[0].stack!, /at file:\/\/\/here\/lessons\/toy\/lesson\.en\.mdx:15:1$/);
});

Deno.test("a value is kept as it was when it was claimed, and shown as notebooks show it", () => {
  const run = new LessonRun("lessons/toy/lesson.en.mdx", import.meta.url);
  const list = [1];
  run.claim(3, "list", list, [1]);
  list.push(2);
  strictEqual(run.outcomes[0].got, "[ 1 ]");
  strictEqual(show(new Set(["r2"])), 'Set(1) { "r2" }');
});
