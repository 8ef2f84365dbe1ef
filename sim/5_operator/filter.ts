// Some records pass, the others end here (Flink's StreamFilter).

import type { Millis } from "../clock/time.ts";
import { Fact } from "../trace/fact.ts";
import {
  Operator,
  type OperatorContext,
  type OperatorOptions,
  type OperatorSpec,
} from "./operator.ts";
import { refuseAnswer } from "./rich_function.ts";

/** True for values that pass (Flink's FilterFunction). */
export type FilterFunction<T> = (value: T) => boolean;

/** What a filter operator is told once. */
export interface FilterOperatorSpec extends OperatorSpec {
  readonly filter: FilterFunction<never>;
}

/**
 * Describes a filter: records for which the function is true go on unchanged, with their timestamp.
 *
 * Errors, when it runs: `E-VALUE` when the function returns neither true nor false.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { filterOperator } from "@headwater/sim";
 * import { OperatorHarness } from "@headwater/sim/testing";
 * const even = filterOperator({
 *   name: "even",
 *   uid: "even",
 *   cost: 0,
 *   filter: (n: number) => n % 2 === 0,
 * });
 * const harness = new OperatorHarness(even);
 * for (const n of [1, 2, 3, 4]) harness.processElement(n, n);
 * deepStrictEqual(harness.takeValues(), [2, 4]);
 * ```
 */
export function filterOperator<T>(
  options: OperatorOptions & { readonly filter: FilterFunction<T> },
): FilterOperatorSpec {
  return Object.freeze({ ...options, Operator: FilterOperator });
}

class FilterOperator extends Operator<FilterOperatorSpec> {
  override processElement(value: unknown, timestamp: Millis, context: OperatorContext): void {
    const isPassing: unknown = this.spec.filter(value as never);
    if (isPassing === true) context.collect(value, timestamp);
    else if (isPassing === false) context.report(Fact.recordFiltered, 0, timestamp);
    else refuseAnswer(isPassing, this.spec.name);
  }
}
