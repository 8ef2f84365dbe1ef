// Writes a lesson as a test: its cells as one module, each line of code at the number that it has in
// the lesson, so that whatever is wrong is found at the line where it was written.
//
//   lesson.en.mdx                         the test
//   57  ```ts id=calm                     $.cell("calm");
//   58  const names = shown(0);           const names = shown(0);
//   59  names.length; //=> 12             $.claim(59, (names.length), ( 12));
//   60  ```

import { type Claim, claimsOf, requireClaim } from "./claims.ts";
import { refuseIn } from "./lesson_error.ts";
import { type Cell, cellsOf, type LessonSource } from "./lesson_source.ts";

/** The text of the test of a lesson. */
export function lessonTestText(lesson: LessonSource): string {
  const { path } = lesson;
  const refuse = refuseIn(path);
  const rows: string[] = [
    `import { LessonRun } from "@headwater/lessons/run"; ` +
    `const $ = new LessonRun(${JSON.stringify(path)}, import.meta.url);`,
  ];
  for (const cell of cellsOf(lesson)) {
    const claims = claimsOf(cell, refuse);
    requireClaim(cell, claims, refuse);
    const code = testedLines(cell, claims);
    rows[cell.line - 2] = `$.cell(${JSON.stringify(cell.id)});`;
    code.forEach((row, index) => rows[cell.line - 1 + index] = row);
  }
  rows.push("$.register((name, body) => Deno.test(name, body));", "export default $;");
  return Array.from(rows, (row) => row ?? "").join("\n") + "\n";
}

/** The lines of a cell with its claims made calls. No line moves. */
function testedLines(cell: Cell, claims: readonly Claim[]): string[] {
  const lines = cell.code.split("\n");
  for (const { from, until, end, expression, value } of claims) {
    const rows = expression.split("\n");
    const mark = cell.line + end - value.length + 1;
    rows[0] = `$.claim(${mark}, ${name(expression)}, (${rows[0]}`;
    rows[rows.length - 1] += ")";
    rows.forEach((row, index) => lines[from + index] = row);
    const first = end - value.length + 1;
    if (first === until) lines[until] += `, (${value[0]}`;
    else lines[first] = `, (${value[0]}`;
    value.slice(1).forEach((row, index) => lines[first + 1 + index] = row);
    lines[end] += "));";
  }
  return lines;
}

function name(expression: string): string {
  return JSON.stringify(expression.replace(/\s+/g, " ").slice(0, 80));
}
