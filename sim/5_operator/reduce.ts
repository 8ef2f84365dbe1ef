// A rolling reduce on a keyed stream (Flink's StreamGroupedReduceOperator, RO-1).
//
//   key a:   e1         e2              e3
//   state    e1 ──────▶ f(e1, e2) ────▶ f(f(e1, e2), e3)
//   out      e1         f(e1, e2)       f(f(e1, e2), e3)

import type { Millis } from "../clock/time.ts";
import { MIN } from "../clock/time.ts";
import { reducingState, type ReducingStateDescriptor } from "../6_state/reducing_state.ts";
import type { ReduceFunction } from "../6_state/reducing_state.ts";
import { StateTable } from "../6_state/state_table.ts";
import { VOID_NAMESPACE } from "../6_state/triggerable.ts";
import { Fact } from "../trace/fact.ts";
import { type Lifecycle, lifecycleOf } from "./function_life.ts";
import { LivingOperator, type LivingOperatorSpec } from "./living_operator.ts";
import type { OperatorContext, OperatorOptions } from "./operator.ts";

export type { ReduceFunction };

/** The same with a life of its own (Flink's RichReduceFunction). */
export interface RichReduceFunction<T> extends Lifecycle {
  reduce(first: T, second: T): T;
}

/** What a reduce operator is told once. */
export interface ReduceOperatorSpec extends LivingOperatorSpec {
  readonly state: ReducingStateDescriptor<unknown>;
}

/**
 * Describes a rolling reduce: the first record of a key goes out as it is; from then on every record
 * updates the key's value, and the new value goes out with the record's timestamp (RO-1).
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { reduceOperator } from "@headwater/sim";
 * import { OperatorHarness } from "@headwater/sim/testing";
 * const sum = reduceOperator<[string, number]>({
 *   name: "sum",
 *   uid: "sum",
 *   cost: 0,
 *   reduce: ([key, a], [, b]) => [key, a + b],
 * });
 * const harness = new OperatorHarness<[string, number]>(sum, { keyBy: ([key]) => key });
 * harness.processElement(["a", 1], 0).processElement(["b", 5], 1).processElement(["a", 2], 2);
 * deepStrictEqual(harness.takeValues(), [["a", 1], ["b", 5], ["a", 3]]);
 * ```
 */
export function reduceOperator<T>(
  { reduce, ...options }: OperatorOptions & {
    readonly reduce: ReduceFunction<T> | RichReduceFunction<T>;
  },
): ReduceOperatorSpec {
  const isRich = typeof reduce === "object";
  const call = isRich ? reduce.reduce.bind(reduce) : reduce;
  const state = reducingState("reduce", call as ReduceFunction<unknown>);
  const life = isRich ? lifecycleOf(reduce) : {};
  return Object.freeze({ ...options, ...life, state, Operator: ReduceOperator });
}

class ReduceOperator extends LivingOperator<ReduceOperatorSpec> {
  values: StateTable = new StateTable();

  override open(context: OperatorContext): void {
    super.open(context);
    this.values.declare(this.spec.state, this.spec.name);
  }

  override keyedParts() {
    return { values: this.values };
  }

  override processElement(value: unknown, timestamp: Millis, context: OperatorContext): void {
    const { state, name } = this.spec;
    const { key } = context;
    const reduced = state.add(this.values.get(VOID_NAMESPACE, key), value, name);
    this.values.put(VOID_NAMESPACE, key, reduced);
    context.report(Fact.stateUpdated, 0, MIN, reduced);
    context.collect(reduced, timestamp);
  }
}
