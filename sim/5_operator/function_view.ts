// What a process function sees while it is called: every context of `process_function.ts` in one scratch
// object, which its operator enters anew for each call.

import type { Key } from "../element/key.ts";
import type { Millis } from "../clock/time.ts";
import type { MapStateDescriptor } from "../6_state/map_state.ts";
import type { StateOf } from "../6_state/state_access.ts";
import type { StateDescriptor } from "../6_state/state_descriptor.ts";
import { MIN } from "../clock/time.ts";
import { deepFreeze } from "../clock/freeze.ts";
import { refuse } from "../clock/named_error.ts";
import { NO_KEY } from "../element/element.ts";
import { keyText } from "../element/key.ts";
import { VOID_NAMESPACE } from "../6_state/triggerable.ts";
import type { BroadcastState } from "./broadcast_state.ts";
import type { FunctionOperator } from "./function_operator.ts";
import type { OperatorContext } from "./operator.ts";
import type { FunctionTimers } from "./process_function.ts";
import type { ListState } from "../6_state/state_access.ts";
import type { OperatorStateDescriptor } from "../6_state/operator_list_descriptor.ts";
import { Fact } from "../trace/fact.ts";

/** The view of one function operator. */
export class FunctionView implements FunctionTimers {
  timeDomain: "EVENT_TIME" | "PROCESSING_TIME" = "EVENT_TIME";
  /** Of the element or timer; MIN is none. */
  private stamp: Millis = MIN;
  private isBroadcastSide = false;
  private context!: OperatorContext;

  constructor(private readonly operator: FunctionOperator) {}

  /** A call begins. */
  begin(stamp: Millis, context: OperatorContext, isBroadcastSide = false): void {
    this.stamp = stamp;
    this.context = context;
    this.isBroadcastSide = isBroadcastSide;
  }

  get subtaskIndex(): number {
    return this.operator.life.subtaskIndex;
  }

  get parallelism(): number {
    return this.operator.life.parallelism;
  }

  get name(): string {
    return this.operator.spec.name;
  }

  get isRestored(): boolean {
    return this.operator.life.isRestored;
  }

  get timestamp(): Millis | undefined {
    return this.stamp === MIN ? undefined : this.stamp;
  }

  get currentKey(): Key {
    return this.context.keyOf(this.context.key);
  }

  get timerService(): FunctionTimers {
    return this;
  }

  get currentProcessingTime(): Millis {
    return this.context.now;
  }

  get currentWatermark(): Millis {
    return this.operator.timers.currentWatermark;
  }

  registerEventTimeTimer(time: Millis): void {
    this.requireTimers();
    this.operator.timers.registerEventTimeTimer(VOID_NAMESPACE, time, this.context);
  }

  deleteEventTimeTimer(time: Millis): void {
    this.requireTimers();
    this.operator.timers.deleteEventTimeTimer(VOID_NAMESPACE, time, this.context);
  }

  registerProcessingTimeTimer(time: Millis): void {
    this.requireTimers();
    this.operator.timers.registerProcessingTimeTimer(VOID_NAMESPACE, time, this.context);
  }

  deleteProcessingTimeTimer(time: Millis): void {
    this.requireTimers();
    this.operator.timers.deleteProcessingTimeTimer(VOID_NAMESPACE, time, this.context);
  }

  state<D extends StateDescriptor>(descriptor: D): StateOf<D> {
    const { states, spec } = this.operator;
    return states.state(descriptor, VOID_NAMESPACE, this.context, spec.name);
  }

  operatorState<T>(descriptor: OperatorStateDescriptor<T>): ListState<T> {
    return this.operator.life.states.state(descriptor, this.context, this.name);
  }

  broadcastState<K extends Key, V>(descriptor: MapStateDescriptor<K, V>): BroadcastState<K, V> {
    const { broadcastStates, spec } = this.operator;
    return broadcastStates.state(descriptor, !this.isBroadcastSide, this.context, spec.name);
  }

  /** Calls a function with every key of this subtask that has the state, in canonical order (BS-3). */
  applyToKeyedState<D extends StateDescriptor>(
    descriptor: D,
    visit: (key: Key, state: StateOf<D>) => void,
  ): void {
    const { operator, context } = this;
    const { index } = operator.states.table(descriptor, operator.spec.name);
    const numbers: number[] = [];
    for (let row = 0; row < index.rowCount; row++) {
      if (index.isLive(row)) numbers.push(index.keyAt(row));
    }
    const entries = numbers.map((number) => ({ number, text: keyText(context.keyOf(number)) }));
    const before = context.key;
    for (const { number } of entries.sort((a, b) => a.text < b.text ? -1 : 1)) {
      context.setKey(number);
      visit(context.keyOf(number), this.state(descriptor));
    }
    context.setKey(before);
  }

  /** Emits on a side output with the timestamp of the element or timer, also of a timer by the clock. */
  output({ id }: { readonly id: string }, value: unknown): void {
    const doing = `emitting on side output "${id}" in "${this.operator.spec.name}"`;
    this.context.sideOutput(id, deepFreeze(value, doing), this.stamp);
  }

  /** A filter has let the element go no further. */
  reportFiltered(): void {
    this.context.report(Fact.recordFiltered, 0, this.stamp);
  }

  private requireTimers(): void {
    if (this.context.key !== NO_KEY) return;
    refuse(
      "E-TIMER-NO-KEY",
      `The function of "${this.operator.spec.name}" used a timer without a current key; wanted: a keyed ` +
        `stream, since timers belong to keys (TI-2). Usual cause: keyBy was left out before process, ` +
        `or a timer in processBroadcastElement`,
    );
  }
}
