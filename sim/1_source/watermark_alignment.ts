// Sources that wait for each other (FLIP-182, FLIP-217): whoever is too far ahead of the slowest of
// its group stops to read, so that nobody downstream has to keep what is early.
//
//   group minimum 40                 max drift 30: nobody may be beyond 70
//        │◀────────── 30 ──────────▶│
//   ─────●────────●─────────────────┼────●──▶ watermark
//      slowest   reads                 waits

import { refuse, showValue } from "../clock/named_error.ts";
import { type Millis, saturatingAdd } from "../clock/time.ts";

/** How a source takes part in a group (Flink's WatermarkAlignmentParams). */
export interface WatermarkAlignment {
  /** Sources of equal label wait for each other. */
  readonly group: string;
  /** How far a subtask's watermark may be ahead of the slowest. */
  readonly maxDrift: Millis;
  /** How often subtasks report, and how often the coordinator announces. */
  readonly updateInterval: Millis;
}

/** The default of `withWatermarkAlignment` (WA-1). */
export const ALIGNMENT_UPDATE_INTERVAL: Millis = 1000;

/**
 * The watermark beyond which a subtask of the group must wait (WA-1).
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { MAX, maxAllowedWatermark } from "@headwater/sim";
 * deepStrictEqual([maxAllowedWatermark(40, 30), maxAllowedWatermark(MAX, 30)], [70, MAX]);
 * ```
 */
export function maxAllowedWatermark(groupMinimum: Millis, maxDrift: Millis): Millis {
  return saturatingAdd(groupMinimum, maxDrift);
}

/**
 * Whether a subtask, or one split of it, must wait: its last watermark is *larger* than what is
 * allowed (WA-2, WA-3).
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { mustWaitForAlignment } from "@headwater/sim";
 * deepStrictEqual([mustWaitForAlignment(70, 70), mustWaitForAlignment(71, 70)], [false, true]);
 * ```
 */
export function mustWaitForAlignment(lastWatermark: Millis, maxAllowed: Millis): boolean {
  return lastWatermark > maxAllowed;
}

/** Gives the description of a member back, frozen. Errors: `E-ALIGNMENT`. */
export function requireAlignment(alignment: WatermarkAlignment): WatermarkAlignment {
  const { group, maxDrift, updateInterval } = alignment;
  if (typeof group !== "string" || group === "") {
    refuseAlignment("group", group, "a text that names the group");
  }
  if (!Number.isSafeInteger(maxDrift) || maxDrift < 0) {
    refuseAlignment("largest drift", maxDrift, "a whole number of milliseconds, 0 or more");
  }
  if (!Number.isSafeInteger(updateInterval) || updateInterval < 1) {
    refuseAlignment("update interval", updateInterval, "a positive whole number of milliseconds");
  }
  return Object.freeze({ group, maxDrift, updateInterval });
}

function refuseAlignment(what: string, value: unknown, wanted: string): never {
  refuse(
    "E-ALIGNMENT",
    `While aligning watermarks: the ${what} is ${
      showValue(value)
    }; wanted: ${wanted}. Usual cause: ` +
      `withWatermarkAlignment takes the group first, then the drift, then the interval`,
  );
}
