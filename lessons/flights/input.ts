// Other flights in place of the shipped quarter: their text for the job, their first midnight for the run.

import type { LessonInput } from "../lesson.ts";
import { flightLog } from "./source.ts";

/**
 * What a run is told about another file of flights.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { readFlightsInput } from "./input.ts";
 * const text = "departure,origin,destination,distance,delay\n90000000,ORD,LAX,1745,-3\n";
 * strictEqual(readFlightsInput(text, "my.csv").config.startTime, 86_400_000);
 * ```
 */
export function readFlightsInput(text: string, name: string): LessonInput {
  const { startTime } = flightLog(text, name);
  return { options: { input: text, inputName: name }, config: { startTime } };
}
