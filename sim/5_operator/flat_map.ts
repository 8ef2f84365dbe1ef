// One record in, any number of records out (Flink's StreamFlatMap).

import type { Millis } from "../clock/time.ts";
import type { Collector } from "./collector.ts";
import {
  Operator,
  type OperatorContext,
  type OperatorOptions,
  type OperatorSpec,
} from "./operator.ts";
import { TimestampedCollector } from "./timestamped_collector.ts";

/** Puts any number of results into `out` (Flink's FlatMapFunction). */
export type FlatMapFunction<IN, OUT> = (value: IN, out: Collector<OUT>) => void;

/** What a flat map operator is told once. */
export interface FlatMapOperatorSpec extends OperatorSpec {
  readonly flatMap: FlatMapFunction<never, never>;
}

/**
 * Describes a flat map: every record becomes zero, one or more records, all with its timestamp
 * (ORD-16).
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { flatMapOperator } from "@headwater/sim";
 * import { OperatorHarness } from "@headwater/sim/testing";
 * const words = flatMapOperator<string, string>({
 *   name: "words",
 *   uid: "words",
 *   cost: 0,
 *   flatMap: (line, out) => line.split(" ").forEach((word) => out.collect(word)),
 * });
 * const harness = new OperatorHarness(words);
 * harness.processElement("to be or", 1);
 * deepStrictEqual(harness.takeValues(), ["to", "be", "or"]);
 * ```
 */
export function flatMapOperator<IN, OUT>(
  options: OperatorOptions & { readonly flatMap: FlatMapFunction<IN, OUT> },
): FlatMapOperatorSpec {
  return Object.freeze({ ...options, Operator: FlatMapOperator });
}

class FlatMapOperator extends Operator<FlatMapOperatorSpec> {
  /** Scratch of one call, private so that copies of the world do not see it. */
  #out: TimestampedCollector | null = null;

  override processElement(value: unknown, timestamp: Millis, context: OperatorContext): void {
    const out = this.#out ??= new TimestampedCollector("flat-mapping", this.spec.name);
    out.begin(timestamp, context);
    out.end(this.spec.flatMap(value as never, out));
  }
}
