// A place in a run that survives every change of recording: a time, and how many actions of that time
// are done. Step numbers are for display only.

import type { Micros } from "./clock/time.ts";
import { parseMicros } from "./clock/duration.ts";
import { NamedError, showValue } from "./clock/named_error.ts";

/** The instant between two actions: `done` actions of `time` have happened. */
export interface Position {
  readonly time: Micros;
  readonly done: number;
}

/**
 * The start of every run.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { showPosition, START } from "@headwater/sim";
 * strictEqual(showPosition(START), "0");
 * ```
 */
export const START: Position = Object.freeze({ time: 0, done: 0 });

/**
 * Negative when a comes before b, 0 when they are the same place.
 *
 * ```ts
 * import { ok } from "node:assert";
 * import { comparePositions } from "@headwater/sim";
 * ok(comparePositions({ time: 5, done: 2 }, { time: 5, done: 3 }) < 0);
 * ```
 */
export function comparePositions(a: Position, b: Position): number {
  return a.time - b.time || a.done - b.done;
}

/**
 * The nearest place that there can be: not before the start, and at a number. A place that is one
 * already comes back itself.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { nearestPosition, START } from "@headwater/sim";
 * strictEqual(nearestPosition({ time: -5, done: 2 }), START);
 * ```
 */
export function nearestPosition(position: Position): Position {
  const { time, done } = position;
  if (typeof time !== "number" || !(time >= 0)) return START;
  return typeof done === "number" && done >= 0 ? position : { time, done: 0 };
}

/**
 * The position as text, `time µs` or `time/done`.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { parsePosition, showPosition } from "@headwater/sim";
 * deepStrictEqual(parsePosition(showPosition({ time: 12, done: 3 })), { time: 12, done: 3 });
 * ```
 */
export function showPosition({ time, done }: Position): string {
  return done === 0 ? String(time) : `${time}/${done}`;
}

/**
 * Reads a position: `1500000` (µs), `1.5s`, `20ms`, `1d`, or `time/done`. Errors: `E-POSITION`.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { parsePosition } from "@headwater/sim";
 * strictEqual(parsePosition("1.5s").time, 1_500_000);
 * ```
 */
export function parsePosition(text: string): Position {
  const match = /^(\d+)?([^/]*)(?:\/(\d+))?$/.exec(text.trim());
  const [, whole = "", rest = "", done = "0"] = match ?? [];
  const time = parseMicros(`${whole}${rest || "us"}`);
  if (time === undefined) {
    throw new NamedError(
      "E-POSITION",
      `${
        showValue(text)
      } is not a position; wanted: a time such as 1500000 (microseconds), 1.5s, ` +
        `20ms or 2h, and after a slash how many actions of that instant are done, as in 1.5s/3`,
    );
  }
  return { time, done: Number(done) };
}
