// A keyed reduce over input that ends (Flink's BatchGroupedReduceOperator): nobody waits for what is not
// the whole, so each key speaks once, when event time has come to its end.

import type { Millis } from "../clock/time.ts";
import { MAX } from "../clock/time.ts";
import { reducingState, type ReducingStateDescriptor } from "../6_state/reducing_state.ts";
import type { ReduceFunction } from "../6_state/reducing_state.ts";
import { StateTable } from "../6_state/state_table.ts";
import { TimerService } from "../6_state/timer_service.ts";
import { type Triggerable, VOID_NAMESPACE } from "../6_state/triggerable.ts";
import {
  Operator,
  type OperatorContext,
  type OperatorOptions,
  type OperatorSpec,
} from "./operator.ts";

/** What a reduce over ending input is told once. */
export interface BatchReduceOperatorSpec extends OperatorSpec {
  readonly state: ReducingStateDescriptor<unknown>;
}

/**
 * Describes a reduce that emits one result per key, with timestamp +∞, at the end of the input.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { batchReduceOperator, MAX } from "@headwater/sim";
 * import { OperatorHarness } from "@headwater/sim/testing";
 * const sum = batchReduceOperator<number>({ name: "sum", uid: "sum", cost: 0, reduce: (a, b) => a + b });
 * const harness = new OperatorHarness<number>(sum, { keyBy: (n) => n % 2 });
 * harness.processElement(1).processElement(2).processElement(3);
 * deepStrictEqual(harness.takeValues(), []);
 * deepStrictEqual(harness.processWatermark(MAX).takeValues(), [4, 2]);
 * ```
 */
export function batchReduceOperator<T>(
  { reduce, ...options }: OperatorOptions & { readonly reduce: ReduceFunction<T> },
): BatchReduceOperatorSpec {
  const state = reducingState("reduce", reduce as ReduceFunction<unknown>);
  return Object.freeze({ ...options, state, Operator: BatchReduceOperator });
}

class BatchReduceOperator extends Operator<BatchReduceOperatorSpec>
  implements Triggerable<OperatorContext> {
  values: StateTable = new StateTable();
  timers: TimerService = new TimerService();

  override open(): void {
    this.values.declare(this.spec.state, this.spec.name);
  }

  override keyedParts() {
    return { values: this.values, timers: this.timers };
  }

  override processElement(value: unknown, _timestamp: Millis, context: OperatorContext): void {
    this.values.add(VOID_NAMESPACE, context.key, value, this.spec.name);
    this.timers.registerEventTimeTimer(VOID_NAMESPACE, MAX, context);
  }

  override processWatermark(timestamp: Millis, context: OperatorContext): void {
    this.timers.advanceWatermark(timestamp, this, context);
    context.emitWatermark(timestamp);
  }

  onEventTime(_namespace: number, timestamp: Millis, context: OperatorContext): void {
    const result = this.values.get(VOID_NAMESPACE, context.key);
    this.values.remove(VOID_NAMESPACE, context.key);
    context.collect(result, timestamp);
  }

  onProcessingTime(): void {}
}
