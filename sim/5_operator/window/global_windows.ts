// One window for everything (WN-5): useful with a trigger that is not about time, for by default it never
// speaks.

import type { Millis } from "../../clock/time.ts";
import type { AssignerContext, WindowAssigner } from "./assigner.ts";
import { EndOfStreamTrigger } from "./end_of_stream_trigger.ts";
import { NeverTrigger } from "./never_trigger.ts";
import { GLOBAL_WINDOW } from "./time_window.ts";
import type { Trigger } from "./trigger.ts";

/**
 * Assigns every record to the global window. It does not live in event time, so nothing is ever late.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { GlobalWindows } from "@headwater/sim";
 * const assigners = [GlobalWindows.create(), GlobalWindows.createWithEndOfStreamTrigger()];
 * deepStrictEqual(assigners.map((assigner) => assigner.defaultTrigger.name), [
 *   "NeverTrigger",
 *   "EndOfStreamTrigger",
 * ]);
 * ```
 */
export class GlobalWindows implements WindowAssigner {
  readonly name = "GlobalWindows";
  readonly isEventTime = false;

  private constructor(readonly defaultTrigger: Trigger) {
    Object.freeze(this);
  }

  /** It never speaks unless it is given a trigger (WN-7). */
  static create(): GlobalWindows {
    return new GlobalWindows(NeverTrigger.create());
  }

  /** It speaks once, when the input has ended (TR-11). */
  static createWithEndOfStreamTrigger(): GlobalWindows {
    return new GlobalWindows(EndOfStreamTrigger.create());
  }

  assignWindows(_value: unknown, _timestamp: Millis, context: AssignerContext): void {
    context.window(GLOBAL_WINDOW.start, GLOBAL_WINDOW.end);
  }
}
