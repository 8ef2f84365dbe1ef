// How a windowed operation is described (Flink's WindowedStream and WindowOperatorBuilder).

import type { Key } from "../../element/key.ts";
import type { Millis } from "../../clock/time.ts";
import type { AppendingStateDescriptor } from "../../6_state/state_descriptor.ts";
import type { OperatorOptions, OperatorSpec } from "../operator.ts";
import type { WindowAssigner } from "./assigner.ts";
import type { Trigger } from "./trigger.ts";
import { refuse, showValue } from "../../clock/named_error.ts";
import { MAX } from "../../clock/time.ts";
import { windowContents } from "./window_contents.ts";
import type { ProcessWindowFunction, WindowFunctions } from "./window_function.ts";
import { WindowOperator } from "./window_operator.ts";

/** What whoever builds a job says about a windowed operation. */
export interface WindowOperatorOptions<IN, MID, OUT, K extends Key>
  extends OperatorOptions, WindowFunctions<IN, MID, OUT, K> {
  readonly assigner: WindowAssigner<IN>;
  /** Left out: the assigner's own (WN-7). */
  readonly trigger?: Trigger<IN>;
  /** How long after its end a window still takes records; 0 if left out (W-13). */
  readonly allowedLateness?: Millis;
  /** Side output for records that come too late; left out, they are dropped and counted (W-9). */
  readonly lateTag?: string | null;
}

/** What a window operator is told once: complete. */
export interface WindowOperatorSpec extends OperatorSpec {
  readonly assigner: WindowAssigner<never>;
  readonly trigger: Trigger<never>;
  readonly allowedLateness: Millis;
  readonly lateTag: string | null;
  readonly contents: AppendingStateDescriptor<unknown, unknown, unknown>;
  readonly process: ProcessWindowFunction<never, never, never> | null;
}

/**
 * Describes a windowed operation on a keyed stream (W-1 … W-16).
 *
 * Errors: `E-LATENESS`, `E-WINDOW-FUNCTION`; when it runs, `E-TS-MISSING` from an event-time assigner.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { TumblingEventTimeWindows, windowOperator } from "@headwater/sim";
 * import { OperatorHarness } from "@headwater/sim/testing";
 * const count = windowOperator({
 *   name: "count",
 *   uid: "count",
 *   cost: 0,
 *   assigner: TumblingEventTimeWindows.of(10),
 *   aggregate: {
 *     createAccumulator: () => 0,
 *     add: (_letter: string, count: number) => count + 1,
 *     getResult: (count: number) => count,
 *   },
 * });
 * const harness = new OperatorHarness<string>(count, { keyBy: (letter) => letter });
 * harness.processElement("a", 3).processElement("b", 12).processElement("a", 7);
 * harness.processWatermark(9);
 * deepStrictEqual(harness.takeOutput(), [
 *   { type: "record", value: 2, timestamp: 9 },
 *   { type: "watermark", timestamp: 9 },
 * ]);
 * ```
 */
export function windowOperator<IN, MID = IN, OUT = MID, K extends Key = Key>(
  options: WindowOperatorOptions<IN, MID, OUT, K>,
): WindowOperatorSpec {
  const { reduce, aggregate, process, trigger, allowedLateness = 0, ...rest } = options;
  const spec = {
    ...rest,
    Operator: WindowOperator,
    trigger: trigger ?? options.assigner.defaultTrigger,
    allowedLateness: requireLateness(allowedLateness, options.name),
    lateTag: options.lateTag ?? null,
    contents: windowContents({ reduce, aggregate, process }, options.name),
    process: process ?? null,
  };
  return Object.freeze(spec) as unknown as WindowOperatorSpec;
}

function requireLateness(lateness: unknown, operatorName: string): Millis {
  if (Number.isInteger(lateness) && (lateness as Millis) >= 0 && (lateness as Millis) <= MAX) {
    return lateness as Millis;
  }
  refuse(
    "E-LATENESS",
    `Allowed lateness of window "${operatorName}" is ${
      showValue(lateness)
    }, but it is how long a ` +
      `window is kept after its end: a whole number of milliseconds, 0 or more`,
  );
}
