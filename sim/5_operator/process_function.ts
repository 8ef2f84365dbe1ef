// The lowest level of the API: a function that is handed one element at a time, and may remember, set
// timers and write to side outputs (Flink's ProcessFunction and its relatives, PF-1 … PF-5). Functions
// are told everything through their context and keep nothing themselves.

import type { Key } from "../element/key.ts";
import type { Millis } from "../clock/time.ts";
import type { StateOf } from "../6_state/state_access.ts";
import type { StateDescriptor } from "../6_state/state_descriptor.ts";
import type { MapStateDescriptor } from "../6_state/map_state.ts";
import type { Collector } from "./collector.ts";
import type { SideOutput } from "./side_output.ts";
import type { Lifecycle, RuntimeContext } from "./function_life.ts";
import type { BroadcastState, ReadOnlyBroadcastState } from "./broadcast_state.ts";

/** The clock and the timers of an operator (Flink's TimerService). */
export interface FunctionTimers {
  readonly currentProcessingTime: Millis;
  readonly currentWatermark: Millis;
  registerEventTimeTimer(time: Millis): void;
  deleteEventTimeTimer(time: Millis): void;
  registerProcessingTimeTimer(time: Millis): void;
  deleteProcessingTimeTimer(time: Millis): void;
}

/** What a function may ask and do during a call (PF-2). */
export interface ProcessContext extends RuntimeContext {
  /** Of the element or timer; undefined when it has none. */
  readonly timestamp: Millis | undefined;
  /** Timers need a key: `E-TIMER-NO-KEY` without (TI-2). */
  readonly timerService: FunctionTimers;
  /** State of the current key: `E-STATE-NO-KEY` without one (ST-2). */
  state<D extends StateDescriptor>(descriptor: D): StateOf<D>;
  /** Emits on a side output. */
  output<X>(tag: SideOutput<X>, value: NoInfer<X>): void;
}

/** The same on a keyed stream. */
export interface KeyedProcessContext<K extends Key> extends ProcessContext {
  readonly currentKey: K;
}

/** The same when a timer fires: its key is the current one (PF-1). */
export interface OnTimerContext<K extends Key> extends KeyedProcessContext<K> {
  readonly timeDomain: "EVENT_TIME" | "PROCESSING_TIME";
}

/** On a stream without keys. */
export interface ProcessFunction<IN, OUT> extends Lifecycle {
  readonly processElement: (value: IN, context: ProcessContext, out: Collector<OUT>) => void;
}

/** On a keyed stream: with state and timers. */
export interface KeyedProcessFunction<K extends Key, IN, OUT> extends Lifecycle {
  readonly processElement: (
    value: IN,
    context: KeyedProcessContext<K>,
    out: Collector<OUT>,
  ) => void;
  readonly onTimer?: (timestamp: Millis, context: OnTimerContext<K>, out: Collector<OUT>) => void;
}

/** On two streams without keys. */
export interface CoProcessFunction<IN1, IN2, OUT> extends Lifecycle {
  readonly processElement1: (value: IN1, context: ProcessContext, out: Collector<OUT>) => void;
  readonly processElement2: (value: IN2, context: ProcessContext, out: Collector<OUT>) => void;
}

/** On two streams with one key space: they share state and timers (PF-4). */
export interface KeyedCoProcessFunction<K extends Key, IN1, IN2, OUT> extends Lifecycle {
  readonly processElement1: (
    value: IN1,
    context: KeyedProcessContext<K>,
    out: Collector<OUT>,
  ) => void;
  readonly processElement2: (
    value: IN2,
    context: KeyedProcessContext<K>,
    out: Collector<OUT>,
  ) => void;
  readonly onTimer?: (timestamp: Millis, context: OnTimerContext<K>, out: Collector<OUT>) => void;
}

/** Reads broadcast state: the side that is not broadcast (BS-1). */
export interface ReadOnlyBroadcastContext extends ProcessContext {
  broadcastState<K extends Key, V>(
    descriptor: MapStateDescriptor<K, V>,
  ): ReadOnlyBroadcastState<K, V>;
}

/** Writes broadcast state: the broadcast side. */
export interface BroadcastContext extends RuntimeContext {
  readonly timestamp: Millis | undefined;
  readonly currentProcessingTime: Millis;
  readonly currentWatermark: Millis;
  broadcastState<K extends Key, V>(descriptor: MapStateDescriptor<K, V>): BroadcastState<K, V>;
  output<X>(tag: SideOutput<X>, value: NoInfer<X>): void;
}

/** The broadcast side of a keyed stream: it has no key, but may visit all keys of its subtask (BS-3). */
export interface KeyedBroadcastContext<K extends Key> extends BroadcastContext {
  applyToKeyedState<D extends StateDescriptor>(
    descriptor: D,
    visit: (key: K, state: StateOf<D>) => void,
  ): void;
}

/** A stream and a broadcast one. */
export interface BroadcastProcessFunction<IN, B, OUT> extends Lifecycle {
  readonly processElement: (
    value: IN,
    context: ReadOnlyBroadcastContext,
    out: Collector<OUT>,
  ) => void;
  readonly processBroadcastElement: (
    value: B,
    context: BroadcastContext,
    out: Collector<OUT>,
  ) => void;
}

/** A keyed stream and a broadcast one: timers from the keyed side only (BS-3). */
export interface KeyedBroadcastProcessFunction<K extends Key, IN, B, OUT> extends Lifecycle {
  readonly processElement: (
    value: IN,
    context: KeyedProcessContext<K> & ReadOnlyBroadcastContext,
    out: Collector<OUT>,
  ) => void;
  readonly processBroadcastElement: (
    value: B,
    context: KeyedBroadcastContext<K>,
    out: Collector<OUT>,
  ) => void;
  readonly onTimer?: (
    timestamp: Millis,
    context: OnTimerContext<K> & ReadOnlyBroadcastContext,
    out: Collector<OUT>,
  ) => void;
}
