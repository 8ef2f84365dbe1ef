// What becomes of a window's contents (Flink's ReduceFunction, AggregateFunction and
// ProcessWindowFunction, and how they combine).

import type { Key } from "../../element/key.ts";
import type { StateOf } from "../../6_state/state_access.ts";
import type { StateDescriptor } from "../../6_state/state_descriptor.ts";
import type { Millis } from "../../clock/time.ts";
import type { Collector } from "../collector.ts";
import type { SideOutput } from "../side_output.ts";
import type { Lifecycle } from "../function_life.ts";
import type { TimeWindow } from "./time_window.ts";
import type { AggregateFunction } from "../../6_state/aggregating_state.ts";
import type { ReduceFunction } from "../../6_state/reducing_state.ts";

/** Turns the contents of a window into results (Flink's ProcessWindowFunction). */
export type ProcessWindowFunction<IN, OUT, K extends Key = Key> = (
  key: K,
  context: ProcessWindowContext,
  elements: readonly IN[],
  out: Collector<OUT>,
) => void;

/**
 * The same with a life of its own, and a last word: what it keeps in a window's state goes when the
 * window goes (W-11).
 */
export interface RichProcessWindowFunction<IN, OUT, K extends Key = Key> extends Lifecycle {
  readonly process: ProcessWindowFunction<IN, OUT, K>;
  readonly clear?: (context: ProcessWindowContext) => void;
}

/** Either form. */
export type AnyProcessWindowFunction<IN, OUT, K extends Key = Key> =
  | ProcessWindowFunction<IN, OUT, K>
  | RichProcessWindowFunction<IN, OUT, K>;

/** What a process window function may ask and do. Valid during the call only. */
export interface ProcessWindowContext {
  /** The window that fires. */
  readonly window: TimeWindow;
  /** Event time: during an on-time firing, the watermark that caused it (W-16). */
  readonly currentWatermark: Millis;
  readonly currentProcessingTime: Millis;
  /** State of this key and window; refused where windows merge (W-15). Errors: `E-WINDOW-STATE`. */
  windowState<D extends StateDescriptor>(descriptor: D): StateOf<D>;
  /** State of this key, whatever the window (W-15). */
  globalState<D extends StateDescriptor>(descriptor: D): StateOf<D>;
  /** Emits on a side output, with the window's last timestamp (W-12). */
  output<X>(tag: SideOutput<X>, value: NoInfer<X>): void;
}

/** The functions of a window: `process`, `reduce` or `aggregate`, or `process` behind one of them. */
export interface WindowFunctions<IN, MID, OUT, K extends Key> {
  readonly reduce?: ReduceFunction<IN>;
  readonly aggregate?: AggregateFunction<IN, unknown, MID>;
  readonly process?: AnyProcessWindowFunction<MID, OUT, K>;
}
