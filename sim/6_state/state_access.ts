// What a user function holds of its state (Flink's State and its kinds): a view of one declared state
// for the current key. Asked for anew in each call, valid during that call only, so that no view of
// another key is ever kept (ST-2).

import type { AggregatingStateDescriptor } from "./aggregating_state.ts";
import type { ListStateDescriptor } from "./list_state.ts";
import type { MapStateDescriptor } from "./map_state.ts";
import type { ReducingStateDescriptor } from "./reducing_state.ts";
import type { ValueStateDescriptor } from "./value_state.ts";

/** One value, or undefined before the first update. */
export interface ValueState<T> {
  value(): T | undefined;
  update(value: T): void;
  clear(): void;
}

/** Elements in order. */
export interface ListState<T> {
  get(): readonly T[];
  add(element: T): void;
  addAll(elements: readonly T[]): void;
  /** Replaces all elements. */
  update(elements: readonly T[]): void;
  clear(): void;
}

/** Elements folded as they come (Flink's AppendingState): reducing and aggregating state. */
export interface AppendingState<IN, OUT> {
  /** Undefined before the first element. */
  get(): OUT | undefined;
  add(element: IN): void;
  clear(): void;
}

/** Values by user key; entries are visited in the order of the keys' canonical text. */
export interface MapState<K, V> {
  get(key: K): V | undefined;
  has(key: K): boolean;
  put(key: K, value: V): void;
  remove(key: K): void;
  entries(): readonly (readonly [K, V])[];
  keys(): readonly K[];
  values(): readonly V[];
  isEmpty(): boolean;
  clear(): void;
}

/** The view that belongs to a descriptor. */
export type StateOf<D> = D extends ValueStateDescriptor<infer T> ? ValueState<T>
  : D extends ListStateDescriptor<infer T> ? ListState<T>
  : D extends ReducingStateDescriptor<infer T> ? AppendingState<T, T>
  : D extends AggregatingStateDescriptor<infer IN, infer _ACC, infer OUT> ? AppendingState<IN, OUT>
  : D extends MapStateDescriptor<infer K, infer V> ? MapState<K, V>
  : never;
