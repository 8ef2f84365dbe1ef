// How state is declared (Flink's StateDescriptor): a kind, and a name that is unique in its operator
// (ST-1). What is stored under a key is always an immutable value.
//
//   kind          stored                         an element comes        somebody asks
//   value         the value                      –                       the value
//   reducing      the value so far               reduce(stored, e)       the value so far
//   aggregating   the accumulator                add(e, stored)          getResult(stored)
//   list          an AppendList                  append(e)               an array

import { type TimeToLive, timeToLive, type TimeToLiveOptions } from "./time_to_live.ts";

/** The kinds of keyed state. */
export type StateKind = "value" | "reducing" | "aggregating" | "list" | "map";

/** One declared state. */
export interface StateDescriptor {
  readonly kind: StateKind;
  /** Unique among the states of one operator. */
  readonly name: string;
  /** How long it is remembered; left out, for ever. */
  readonly timeToLive?: TimeToLive;
}

/** What may be said about a state besides its name. */
export interface StateOptions {
  readonly timeToLive?: TimeToLiveOptions;
}

/** The part of a description that options make: nothing when nothing is said. */
export function describeOptions(
  { timeToLive: ttl }: StateOptions,
): Pick<StateDescriptor, "timeToLive"> {
  return ttl === undefined ? {} : { timeToLive: timeToLive(ttl) };
}

/** A state to which elements are added (Flink's AppendingState): window contents are one. */
export interface AppendingStateDescriptor<IN, STORED, OUT> extends StateDescriptor {
  /** What is stored after an element was added; `stored` is undefined at the first. */
  add(stored: STORED | undefined, element: IN, operatorName: string): STORED;
  /** What is stored when two namespaces become one. */
  merge(first: STORED, second: STORED, operatorName: string): STORED;
  /** What is handed out. */
  get(stored: STORED, operatorName: string): OUT;
}
