// What becomes of a window's contents (Flink's ReduceFunction, AggregateFunction and
// ProcessWindowFunction, and how they combine).
//
//   functions            kept per (key, window)      when the window fires
//   reduce               one value                   the value
//   aggregate            one accumulator             getResult(accumulator)
//   process              all elements, in order      process(elements)
//   reduce + process     one value                   process([value])
//   aggregate + process  one accumulator             process([getResult(accumulator)])

import type { Key } from "../../element/key.ts";
import type { Millis } from "../../clock/time.ts";
import type { Collector } from "../collector.ts";
import type { TimeWindow } from "./time_window.ts";
import { refuse } from "../../clock/named_error.ts";
import { type AggregateFunction, aggregatingState } from "../../6_state/aggregating_state.ts";
import { listState } from "../../6_state/list_state.ts";
import { type ReduceFunction, reducingState } from "../../6_state/reducing_state.ts";
import type { AppendingStateDescriptor } from "../../6_state/state_descriptor.ts";

/** Turns the contents of a window into results (Flink's ProcessWindowFunction). */
export type ProcessWindowFunction<IN, OUT, K extends Key = Key> = (
  key: K,
  context: ProcessWindowContext,
  elements: readonly IN[],
  out: Collector<OUT>,
) => void;

/** What a process window function may ask and do. Valid during the call only. */
export interface ProcessWindowContext {
  /** The window that fires. */
  readonly window: TimeWindow;
  /** Event time: during an on-time firing, the watermark that caused it (W-16). */
  readonly currentWatermark: Millis;
  readonly currentProcessingTime: Millis;
  /** Emits on a side output, with the window's last timestamp (W-12). */
  output(tag: { readonly id: string }, value: unknown): void;
}

/** The functions of a window: `process`, `reduce` or `aggregate`, or `process` behind one of them. */
export interface WindowFunctions<IN, MID, OUT, K extends Key> {
  readonly reduce?: ReduceFunction<IN>;
  readonly aggregate?: AggregateFunction<IN, unknown, MID>;
  readonly process?: ProcessWindowFunction<MID, OUT, K>;
}

/** What is kept per (key, window), declared as state (W-1). Errors: `E-WINDOW-FUNCTION`. */
export function windowContents<IN, MID, OUT, K extends Key>(
  { reduce, aggregate, process }: WindowFunctions<IN, MID, OUT, K>,
  operatorName: string,
): AppendingStateDescriptor<unknown, unknown, unknown> {
  if (reduce && aggregate || !(reduce || aggregate || process)) {
    refuse(
      "E-WINDOW-FUNCTION",
      `Window "${operatorName}" has ${
        reduce ? "both reduce and aggregate" : "no function"
      }, but it ` +
        `wants reduce, aggregate or process, or process behind one of the other two`,
    );
  }
  const name = "window-contents";
  const contents = reduce
    ? reducingState(name, reduce)
    : aggregate
    ? aggregatingState(name, aggregate)
    : listState(name);
  return contents as AppendingStateDescriptor<unknown, unknown, unknown>;
}
