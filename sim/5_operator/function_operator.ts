// Calls a process function (Flink's ProcessOperator, KeyedProcessOperator, CoProcessOperator,
// KeyedCoProcessOperator, CoBroadcastWithNonKeyedOperator and CoBroadcastWithKeyedOperator): they differ
// in what the function is called, and in whether there is a current key.
//
//   element ─▶ key, timestamp ─▶ function ─▶ results with that timestamp (PF-3)
//   timer   ─▶ key, time ──────▶ onTimer  ─▶ results with the timer's time, or none by the clock

import type { Millis } from "../clock/time.ts";
import { MIN } from "../clock/time.ts";
import { NO_KEY } from "../element/element.ts";
import type { KeyedParts } from "../6_state/keyed_part.ts";
import type { OperatorListState, RestoredLists } from "../6_state/operator_list_state.ts";
import { KeyedStateStore } from "../6_state/keyed_state_store.ts";
import { TimerService } from "../6_state/timer_service.ts";
import type { Triggerable } from "../6_state/triggerable.ts";
import { BroadcastStates } from "./broadcast_state.ts";
import type { Collector } from "./collector.ts";
import { FunctionLife, type Lifecycle, lifecycleOf } from "./function_life.ts";
import { FunctionView } from "./function_view.ts";
import {
  Operator,
  type OperatorContext,
  type OperatorOptions,
  type OperatorSpec,
} from "./operator.ts";
import type {
  BroadcastProcessFunction,
  CoProcessFunction,
  KeyedBroadcastProcessFunction,
  KeyedCoProcessFunction,
  KeyedProcessFunction,
  ProcessFunction,
} from "./process_function.ts";
import { TimestampedCollector } from "./timestamped_collector.ts";

/** What is called for an element of one input. */
type Call = (value: never, view: FunctionView, out: Collector<unknown>) => void;
/** What is called when a timer fires. */
type OnTimer = (timestamp: Millis, view: FunctionView, out: Collector<unknown>) => void;

/** What a function operator is told once. */
export interface FunctionOperatorSpec extends OperatorSpec {
  readonly first: Call;
  /** For the second input, where there is one. */
  readonly second: Call | null;
  readonly onTimer: OnTimer | null;
  readonly lifecycle: Lifecycle;
  /** The second input is broadcast: it may write broadcast state, and has no key. */
  readonly isSecondBroadcast: boolean;
}

/** Any of the functions. */
export type AnyProcessFunction =
  | ProcessFunction<never, never>
  | KeyedProcessFunction<never, never, never>
  | CoProcessFunction<never, never, never>
  | KeyedCoProcessFunction<never, never, never, never>
  | BroadcastProcessFunction<never, never, never>
  | KeyedBroadcastProcessFunction<never, never, never, never>;

/**
 * Describes `process`, on one stream or two, keyed or not, broadcast or not: the function's methods say
 * which it is.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { type KeyedProcessFunction, processOperator, valueState } from "@headwater/sim";
 * import { OperatorHarness } from "@headwater/sim/testing";
 * const LAST = valueState<number>("last");
 * const rises: KeyedProcessFunction<string, [string, number], string> = {
 *   processElement([key, n], context, out) {
 *     const last = context.state(LAST);
 *     if (n > (last.value() ?? n)) out.collect(`${key} rises to ${n}`);
 *     last.update(n);
 *   },
 * };
 * const spec = processOperator({ name: "rises", uid: "rises", cost: 0, process: rises as never });
 * const harness = new OperatorHarness<[string, number]>(spec, { keyBy: ([key]) => key });
 * harness.processElement(["a", 1]).processElement(["b", 5]).processElement(["a", 3]);
 * deepStrictEqual(harness.takeValues(), ["a rises to 3"]);
 * ```
 */
export function processOperator(
  { process, ...options }: OperatorOptions & { readonly process: AnyProcessFunction },
): FunctionOperatorSpec {
  const methods = process as unknown as Readonly<Record<string, Call | undefined>>;
  const bind = (name: string) => methods[name]?.bind(process) ?? null;
  return Object.freeze({
    ...options,
    Operator: FunctionOperator,
    first: (bind("processElement") ?? bind("processElement1")) as Call,
    second: bind("processElement2") ?? bind("processBroadcastElement"),
    onTimer: bind("onTimer") as OnTimer | null,
    lifecycle: lifecycleOf(process as Lifecycle).lifecycle ?? {},
    isSecondBroadcast: methods.processBroadcastElement !== undefined,
  });
}

/** One instance of a function operator. */
export class FunctionOperator extends Operator<FunctionOperatorSpec>
  implements Triggerable<OperatorContext> {
  life: FunctionLife = new FunctionLife();
  timers: TimerService = new TimerService();
  states: KeyedStateStore = new KeyedStateStore();
  broadcastStates: BroadcastStates = new BroadcastStates();
  // scratch of one call, private so that copies of the world do not see it
  #view: FunctionView | null = null;
  #out: TimestampedCollector | null = null;

  override setup(subtaskIndex: number, parallelism: number): void {
    this.life.setup(subtaskIndex, parallelism);
  }

  override open(context: OperatorContext): void {
    this.life.open(this.spec.lifecycle, context, this.spec.name);
    this.timers.arm(context); // of those that were restored (TI-8)
  }

  override keyedParts(): KeyedParts {
    return { timers: this.timers, states: this.states };
  }

  override snapshotState(): readonly OperatorListState[] {
    return [...this.broadcastStates.snapshot(), ...this.life.snapshot()];
  }

  override restoreState(lists: RestoredLists): void {
    this.broadcastStates.restore(lists);
    this.life.restore(lists);
  }

  override processElement(value: unknown, timestamp: Millis, context: OperatorContext): void {
    this.call(this.spec.first, value, timestamp, context, false);
  }

  override processElement2(value: unknown, timestamp: Millis, context: OperatorContext): void {
    const { second, isSecondBroadcast } = this.spec;
    if (second === null) return super.processElement2(value, timestamp, context);
    if (isSecondBroadcast) context.setKey(NO_KEY);
    this.call(second, value, timestamp, context, isSecondBroadcast);
  }

  override processWatermark(timestamp: Millis, context: OperatorContext): void {
    this.timers.advanceWatermark(timestamp, this, context);
    this.timers.arm(context);
    context.emitWatermark(timestamp);
  }

  override onProcessingTimer(at: Millis, context: OperatorContext): void {
    this.timers.advanceProcessingTime(at, this, context);
    this.timers.arm(context);
  }

  /** A timer by event time: its results carry its time (PF-3). */
  onEventTime(_namespace: number, timestamp: Millis, context: OperatorContext): void {
    this.wake("EVENT_TIME", timestamp, timestamp, context);
  }

  /** A timer by the clock: its results carry no timestamp (PF-3). */
  onProcessingTime(_namespace: number, timestamp: Millis, context: OperatorContext): void {
    this.wake("PROCESSING_TIME", timestamp, MIN, context);
  }

  override finish(): void {
    this.timers.quiesce();
  }

  override close(context: OperatorContext): void {
    this.life.close(this.spec.lifecycle, context, this.spec.name);
  }

  override dispose(context: OperatorContext): void {
    this.close(context);
  }

  private call(
    method: Call,
    value: unknown,
    timestamp: Millis,
    context: OperatorContext,
    isBroadcastSide: boolean,
  ): void {
    const view = this.#view ??= new FunctionView(this);
    const out = this.#out ??= new TimestampedCollector("processing", this.spec.name);
    view.begin(timestamp, context, isBroadcastSide);
    out.begin(timestamp, context);
    out.end(method(value as never, view, out));
    this.timers.arm(context);
  }

  private wake(
    timeDomain: "EVENT_TIME" | "PROCESSING_TIME",
    timestamp: Millis,
    outTimestamp: Millis,
    context: OperatorContext,
  ): void {
    const { onTimer, name } = this.spec;
    if (onTimer === null) return;
    const view = this.#view ??= new FunctionView(this);
    const out = this.#out ??= new TimestampedCollector("processing", name);
    view.begin(timestamp, context);
    view.timeDomain = timeDomain;
    out.begin(outTimestamp, context);
    out.end(onTimer(timestamp, view, out));
  }
}
