// What the numbers in a trace are called. Plain data, so it travels beside a trace to a worker, a file
// or a figure.

import type { Key } from "../element/key.ts";

/** Names by number. */
export interface TraceNames {
  /** By subtask id: `uid[i]`. */
  readonly subtasks: readonly string[];
  /** By channel id: `uid[i]→uid[j]`. */
  readonly channels: readonly string[];
  /** By subtask id, then by the operator's place in the chain. */
  readonly operators: readonly (readonly string[])[];
  /** By subtask id, then by the split's number; empty where a subtask is no source. */
  readonly splits: readonly (readonly string[])[];
  /** By key number. */
  readonly keys: readonly Key[];
  /** By origin, what source records call themselves; left out where several sources count alike. */
  readonly records?: readonly string[];
}
