// Which key group a key is in, and which key groups each subtask owns, from the plan: the same functions by
// which the engine deals records out, so that a picture cannot be of another opinion.

import type { PlanDescription } from "@headwater/sim";
import type { TraceNames } from "@headwater/sim/trace";
import { javaHash, type KeyType } from "../../sim/element/key.ts";
import { keyGroup, keyGroupRange } from "../../sim/2_partitioner/key_group.ts";

/** The key groups of an operator. */
export interface KeyGroups {
  /** Key groups that there are (Flink's maximum parallelism). */
  readonly count: number;
  /** First and last key group of each subtask, in the order of the subtasks. */
  readonly ranges: readonly KeyGroupsOf[];
}

/** The key groups of a subtask. */
export interface KeyGroupsOf {
  readonly subtask: number;
  readonly start: number;
  readonly end: number;
}

/** The key groups of an operator's subtasks. */
export function keyGroupsOf({ vertices, subtasks }: PlanDescription, vertex: number): KeyGroups {
  const { maxParallelism, parallelism } = vertices[vertex];
  const ranges = subtasks.filter((subtask) => subtask.vertex === vertex).map(({ id, index }) => {
    const { start, end } = keyGroupRange(index, maxParallelism, parallelism);
    return { subtask: id, start, end };
  });
  return { count: maxParallelism, ranges };
}

/** The key group of a key, by its number. */
export function keyGroupOf(
  { vertices, edges }: PlanDescription,
  { keys }: Pick<TraceNames, "keys">,
  vertex: number,
  key: number,
): number {
  const edge = edges.find(({ target, isKeyed }) => target === vertex && isKeyed);
  const hash = javaHash(keys[key], (edge?.keyType ?? "auto") as KeyType);
  return keyGroup(hash, vertices[vertex].maxParallelism);
}
