// With an evictor a window keeps its elements, and is reduced or aggregated only when it fires, from what
// the evictor left (Flink's ReduceApplyWindowFunction and AggregateApplyWindowFunction, EV-7).

import type { Key } from "../../element/key.ts";
import { freezeResult } from "../../6_state/user_result.ts";
import type { WindowFunctions } from "./window_function.ts";

/** What the values that stayed come to: themselves, or one result. */
export function windowFold<IN, MID, OUT, K extends Key>(
  { reduce, aggregate }: WindowFunctions<IN, MID, OUT, K>,
  operatorName: string,
): (values: readonly unknown[]) => readonly unknown[] {
  if (reduce !== undefined) {
    return (values) => {
      if (values.length === 0) return values; // nothing to reduce, so no result
      const result = (values as IN[]).reduce((a, b) => reduce(a, b));
      return [freezeResult(result, "reducing", operatorName)];
    };
  }
  if (aggregate === undefined) return (values) => values;
  return (values) => {
    let accumulator = aggregate.createAccumulator();
    for (const value of values) accumulator = aggregate.add(value as IN, accumulator);
    return [freezeResult(aggregate.getResult(accumulator), "aggregating", operatorName)];
  };
}
