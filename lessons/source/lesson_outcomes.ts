// Runs the cells of a lesson and tells what they gave: for pages and notebooks, which show it below each
// cell. The cells run as the test that `deno task gen` writes, so what is shown is what is tested.

import { claimsOf, lastValueOf } from "./claims.ts";
import { refuseIn } from "./lesson_error.ts";
import type { LessonRun } from "./lesson_run.ts";
import { type Cell, cellsOf, type LessonSource } from "./lesson_source.ts";

const ROOT = new URL("../../", import.meta.url);

/** What became of the cells of a lesson. */
export interface LessonOutcomes {
  /** By id, what a notebook would show below the cell; cells without a value are left out. */
  readonly values: ReadonlyMap<string, string>;
  /** Claims that do not hold, as `lessons/order/lesson.en.mdx:59`. */
  readonly wrong: readonly string[];
}

/** Runs the cells. They are written once, in English. */
export async function outcomesOf(lesson: LessonSource): Promise<LessonOutcomes> {
  const test = new URL(`gen/lessons/${lesson.slug}/lesson.en.mdx.test.ts`, ROOT);
  const run: LessonRun = (await import(test.href)).default;
  const values = new Map<string, string>();
  for (const cell of cellsOf(lesson)) {
    const line = lastLineOf(cell, run.path);
    const value = line === null ? undefined : run.values.get(line);
    if (value !== undefined) values.set(cell.id, value);
  }
  const wrong = run.outcomes.filter(({ holds }) => !holds).map(({ line }) => `${run.path}:${line}`);
  return { values, wrong };
}

/** The line of the claim or expression that ends a cell; null when it ends with something else. */
function lastLineOf(cell: Cell, path: string): number | null {
  const claims = claimsOf(cell, refuseIn(path));
  const value = lastValueOf(cell, claims);
  if (value !== null) return cell.line + value.from;
  const claim = claims.at(-1);
  const last = cell.code.trimEnd().split("\n").length - 1;
  return claim?.end === last ? cell.line + claim.end - claim.value.length + 1 : null;
}
