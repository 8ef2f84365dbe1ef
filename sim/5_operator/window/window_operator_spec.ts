// How a windowed operation is described (Flink's WindowedStream and WindowOperatorBuilder).

import type { Key } from "../../element/key.ts";
import type { Millis } from "../../clock/time.ts";
import type { AppendingStateDescriptor } from "../../6_state/state_descriptor.ts";
import type { LivingOperatorSpec } from "../living_operator.ts";
import type { OperatorOptions } from "../operator.ts";
import type { WindowAssigner } from "./assigner.ts";
import type { Trigger } from "./trigger.ts";
import { refuse, showValue } from "../../clock/named_error.ts";
import { MAX } from "../../clock/time.ts";
import type { Evictor } from "./evictor.ts";
import { lifecycleOf } from "../function_life.ts";
import { windowContents } from "./window_contents.ts";
import { windowFold } from "./window_fold.ts";
import type {
  ProcessWindowContext,
  ProcessWindowFunction,
  WindowFunctions,
} from "./window_function.ts";
import { MergingWindowOperator } from "./merging_window_operator.ts";
import { WindowOperator } from "./window_operator.ts";

/** What whoever builds a job says about a windowed operation. */
export interface WindowOperatorOptions<IN, MID, OUT, K extends Key>
  extends OperatorOptions, WindowFunctions<IN, MID, OUT, K> {
  readonly assigner: WindowAssigner<IN>;
  /** Left out: the assigner's own (WN-7). */
  readonly trigger?: Trigger<IN>;
  /** Left out: nothing is evicted. */
  readonly evictor?: Evictor<IN> | null;
  /** How long after its end a window still takes records; 0 if left out (W-13). */
  readonly allowedLateness?: Millis;
  /** Side output for records that come too late; left out, they are dropped and counted (W-9). */
  readonly lateTag?: string | null;
}

/** What a window operator is told once: complete. */
export interface WindowOperatorSpec extends LivingOperatorSpec {
  readonly assigner: WindowAssigner<never>;
  readonly trigger: Trigger<never>;
  readonly allowedLateness: Millis;
  readonly lateTag: string | null;
  readonly contents: AppendingStateDescriptor<unknown, unknown, unknown>;
  readonly process: ProcessWindowFunction<never, never, never> | null;
  /** What the process function does when a window goes. */
  readonly clear: ((context: ProcessWindowContext) => void) | null;
  readonly evictor: Evictor<never> | null;
  /** With an evictor: makes the function's elements of the values that stay (EV-7). */
  readonly fold: ((values: readonly unknown[]) => readonly unknown[]) | null;
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
  const { reduce, aggregate, process, evictor = null, allowedLateness = 0, ...rest } = options;
  const functions = { reduce, aggregate, process };
  const trigger = options.trigger ?? options.assigner.defaultTrigger;
  if (options.assigner.mergeWindows) requireMerging(trigger, aggregate, options.name);
  const spec = {
    ...rest,
    ...typeof process === "object" ? lifecycleOf(process) : {},
    Operator: options.assigner.mergeWindows ? MergingWindowOperator : WindowOperator,
    trigger,
    allowedLateness: requireLateness(allowedLateness, options.name),
    lateTag: options.lateTag ?? null,
    contents: windowContents(functions, options.name, evictor !== null),
    process: typeof process === "object" ? process.process.bind(process) : process ?? null,
    clear: typeof process === "object" ? process.clear?.bind(process) ?? null : null,
    evictor,
    fold: evictor === null ? null : windowFold(functions, options.name),
  };
  return Object.freeze(spec) as unknown as WindowOperatorSpec;
}

/** Where windows merge, so must whatever is kept of them (M-9). */
function requireMerging(
  { canMerge, name }: Trigger<never>,
  aggregate: { readonly merge?: unknown } | undefined,
  operatorName: string,
): void {
  if (!canMerge) {
    refuse(
      "E-WINDOW-MERGE",
      `Window "${operatorName}" has windows that merge and the trigger ${name}, which cannot; wanted: ` +
        `a trigger that can, such as EventTimeTrigger or CountTrigger. Usual cause: session windows ` +
        `with a trigger that was written for others`,
    );
  }
  if (aggregate === undefined || aggregate.merge !== undefined) return;
  refuse(
    "E-WINDOW-MERGE",
    `The aggregate function of window "${operatorName}" has no merge, but its windows merge; wanted: ` +
      `merge(first, second). Usual cause: session windows, which grow together`,
  );
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
