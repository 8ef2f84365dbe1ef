// Runs the cells of a lesson and tells what they gave: for pages and notebooks, which show it below each
// cell. The cells run as the test that `deno task gen` writes, so what is shown is what is tested.

import { claimsOf } from "./claims.ts";
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
  const { path, outcomes }: LessonRun = (await import(test.href)).default;
  const values = new Map<string, string>();
  for (const cell of cellsOf(lesson)) {
    const line = lastClaimOf(cell, path);
    const outcome = outcomes.find((outcome) => outcome.line === line);
    if (outcome !== undefined) values.set(cell.id, outcome.got);
  }
  const wrong = outcomes.filter(({ holds }) => !holds).map(({ line }) => `${path}:${line}`);
  return { values, wrong };
}

/** The line of the claim that ends a cell; null when it ends with something else. */
function lastClaimOf(cell: Cell, path: string): number | null {
  const claim = claimsOf(cell, refuseIn(path)).at(-1);
  const last = cell.code.trimEnd().split("\n").length - 1;
  return claim?.end === last ? cell.line + claim.end - claim.value.length + 1 : null;
}
