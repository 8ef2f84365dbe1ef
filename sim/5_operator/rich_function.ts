// Maps and filters that are told more than their value (Flink's RichMapFunction and its siblings): they are
// opened and closed, and may remember something, of the current key or of their subtask.
//
//   numbers.keyBy(sensor).map({ map: (n, context) => n - (context.state(LAST).value() ?? n) })

import type { StateOf } from "../6_state/state_access.ts";
import type { StateDescriptor } from "../6_state/state_descriptor.ts";
import { freezeResult, refusePromise } from "../6_state/user_result.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import type { Collector } from "./collector.ts";
import { type Lifecycle, lifecycleOf, type RuntimeContext } from "./function_life.ts";
import { type FunctionOperatorSpec, processOperator } from "./function_operator.ts";
import type { FunctionView } from "./function_view.ts";
import type { OperatorOptions } from "./operator.ts";

/** What a rich function may ask during a call. */
export interface RichContext extends RuntimeContext {
  /** State of the current key: `E-STATE-NO-KEY` without one (ST-2). */
  state<D extends StateDescriptor>(descriptor: D): StateOf<D>;
}

/** One value for each value. */
export interface RichMapFunction<IN, OUT> extends Lifecycle {
  readonly map: (value: IN, context: RichContext) => OUT;
}

/** True for the values that pass. */
export interface RichFilterFunction<T> extends Lifecycle {
  readonly filter: (value: T, context: RichContext) => boolean;
}

/** Any number of values for each value. */
export interface RichFlatMapFunction<IN, OUT> extends Lifecycle {
  readonly flatMap: (value: IN, out: Collector<OUT>, context: RichContext) => void;
}

/** The description of a map with a life. */
export function richMapOperator<IN, OUT>(
  options: OperatorOptions,
  rich: RichMapFunction<IN, OUT>,
): FunctionOperatorSpec {
  return richOperator(options, rich, (value, view, out) => {
    out.collect(freezeResult(rich.map(value as IN, view), "mapping", options.name));
  });
}

/** The description of a filter with a life. */
export function richFilterOperator<T>(
  options: OperatorOptions,
  rich: RichFilterFunction<T>,
): FunctionOperatorSpec {
  return richOperator(options, rich, (value, view, out) => {
    const isPassing: unknown = rich.filter(value as T, view);
    if (isPassing === true) out.collect(value);
    else if (isPassing === false) view.reportFiltered();
    else refuseAnswer(isPassing, options.name);
  });
}

/** The description of a flat map with a life. */
export function richFlatMapOperator<IN, OUT>(
  options: OperatorOptions,
  rich: RichFlatMapFunction<IN, OUT>,
): FunctionOperatorSpec {
  return richOperator(
    options,
    rich,
    (value, view, out) => rich.flatMap(value as IN, out as Collector<OUT>, view),
  );
}

/** Refuses what is no answer of a filter. Errors: `E-UDF`, `E-VALUE`. */
export function refuseAnswer(answer: unknown, operatorName: string): never {
  refusePromise(answer, "filtering", operatorName);
  refuse(
    "E-VALUE",
    `While filtering in "${operatorName}": the function returned ${
      showValue(answer)
    }, but true or ` +
      `false is wanted; the usual cause is a body without return`,
  );
}

function richOperator(
  options: OperatorOptions,
  rich: Lifecycle,
  processElement: (value: unknown, view: FunctionView, out: Collector<unknown>) => void,
): FunctionOperatorSpec {
  const process = { ...lifecycleOf(rich).lifecycle, processElement };
  return processOperator({ ...options, process: process as never });
}
