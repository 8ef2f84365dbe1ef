// Two streams of different types become one, element by element (Flink's CoStreamMap and
// CoStreamFlatMap).

import type { Millis } from "../clock/time.ts";
import { freezeResult } from "../6_state/user_result.ts";
import type { Collector } from "./collector.ts";
import {
  Operator,
  type OperatorContext,
  type OperatorOptions,
  type OperatorSpec,
} from "./operator.ts";
import { TimestampedCollector } from "./timestamped_collector.ts";

/** One result for each element of either stream (Flink's CoMapFunction). */
export interface CoMapFunction<IN1, IN2, OUT> {
  readonly map1: (value: IN1) => OUT;
  readonly map2: (value: IN2) => OUT;
}

/** Any number of results (Flink's CoFlatMapFunction). */
export interface CoFlatMapFunction<IN1, IN2, OUT> {
  readonly flatMap1: (value: IN1, out: Collector<OUT>) => void;
  readonly flatMap2: (value: IN2, out: Collector<OUT>) => void;
}

/** What the operator of two maps is told once. */
export interface CoMapOperatorSpec extends OperatorSpec {
  readonly functions: readonly ((value: never, out: Collector<unknown>) => void)[];
}

/**
 * Describes `connected.map`.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { coMapOperator } from "@headwater/sim";
 * const map = { map1: (n: number) => `${n}`, map2: (text: string) => text };
 * strictEqual(coMapOperator({ name: "both", uid: "both", cost: 0, map }).functions.length, 2);
 * ```
 */
export function coMapOperator<IN1, IN2, OUT>(
  { map, ...options }: OperatorOptions & { readonly map: CoMapFunction<IN1, IN2, OUT> },
): CoMapOperatorSpec {
  const { name } = options;
  const functions = [
    (value: IN1, out: Collector<unknown>) =>
      out.collect(freezeResult(map.map1(value), "mapping", name)),
    (value: IN2, out: Collector<unknown>) =>
      out.collect(freezeResult(map.map2(value), "mapping", name)),
  ];
  return Object.freeze({ ...options, Operator: CoMapOperator, functions }) as CoMapOperatorSpec;
}

/**
 * Describes `connected.flatMap`.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { coFlatMapOperator } from "@headwater/sim";
 * const flatMap = { flatMap1: () => {}, flatMap2: () => {} };
 * strictEqual(coFlatMapOperator({ name: "none", uid: "none", cost: 0, flatMap }).name, "none");
 * ```
 */
export function coFlatMapOperator<IN1, IN2, OUT>(
  { flatMap, ...options }: OperatorOptions & {
    readonly flatMap: CoFlatMapFunction<IN1, IN2, OUT>;
  },
): CoMapOperatorSpec {
  const functions = [flatMap.flatMap1.bind(flatMap), flatMap.flatMap2.bind(flatMap)];
  return Object.freeze({ ...options, Operator: CoMapOperator, functions }) as CoMapOperatorSpec;
}

class CoMapOperator extends Operator<CoMapOperatorSpec> {
  #out: TimestampedCollector | null = null;

  override processElement(value: unknown, timestamp: Millis, context: OperatorContext): void {
    this.call(0, value, timestamp, context);
  }

  override processElement2(value: unknown, timestamp: Millis, context: OperatorContext): void {
    this.call(1, value, timestamp, context);
  }

  private call(input: number, value: unknown, timestamp: Millis, context: OperatorContext): void {
    const out = this.#out ??= new TimestampedCollector("mapping", this.spec.name);
    out.begin(timestamp, context);
    out.end(this.spec.functions[input](value as never, out));
  }
}
