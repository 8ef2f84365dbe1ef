// One record in, one record out (Flink's StreamMap).

import type { Millis } from "../clock/time.ts";
import { freezeResult } from "../6_state/user_result.ts";
import {
  Operator,
  type OperatorContext,
  type OperatorOptions,
  type OperatorSpec,
} from "./operator.ts";

/** Makes one value out of another (Flink's MapFunction). */
export type MapFunction<IN, OUT> = (value: IN) => OUT;

/** What a map operator is told once. */
export interface MapOperatorSpec extends OperatorSpec {
  readonly map: MapFunction<never, unknown>;
}

/**
 * Describes a map: every record becomes one record, with the same timestamp (ORD-16).
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { mapOperator } from "@headwater/sim";
 * import { OperatorHarness } from "@headwater/sim/testing";
 * const double = mapOperator({ name: "double", uid: "double", cost: 0, map: (n: number) => 2 * n });
 * const harness = new OperatorHarness(double);
 * harness.processElement(21, 7);
 * deepStrictEqual(harness.takeOutput(), [{ type: "record", value: 42, timestamp: 7 }]);
 * ```
 */
export function mapOperator<IN, OUT>(
  options: OperatorOptions & { readonly map: MapFunction<IN, OUT> },
): MapOperatorSpec {
  return Object.freeze({ ...options, Operator: MapOperator });
}

class MapOperator extends Operator<MapOperatorSpec> {
  override processElement(value: unknown, timestamp: Millis, context: OperatorContext): void {
    const { map, name } = this.spec;
    context.collect(freezeResult(map(value as never), "mapping", name), timestamp);
  }
}
