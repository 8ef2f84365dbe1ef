// Another feed in place of the shipped week: its text for the job, and its first midnight for the run.

import type { LessonInput } from "../lesson.ts";
import { quakeFeed } from "./source.ts";

/**
 * What a run is told about another file of quakes.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { readQuakesInput } from "./input.ts";
 * const line = '{"id":"ci1","net":"ci","type":"earthquake","time":90000000,"updated":90000005,"mag":1}';
 * strictEqual(readQuakesInput(line, "my.ndjson").config.startTime, 86_400_000);
 * ```
 */
export function readQuakesInput(text: string, name: string): LessonInput {
  const { startTime } = quakeFeed(text, name);
  return { options: { input: text, inputName: name }, config: { startTime } };
}
