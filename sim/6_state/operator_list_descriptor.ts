// How state that belongs to no key is declared (Flink's `getListState` and `getUnionListState` of the
// OperatorStateStore, OS-1): a list in every subtask, and what becomes of the lists when there are more or
// fewer subtasks than before.

/** A declared list of a subtask. */
export interface OperatorStateDescriptor<T> {
  readonly kind: "operatorList";
  /** Unique among the operator states of one operator. */
  readonly name: string;
  /** Dealt out in pieces, or given to everybody whole (OS-2 to OS-4). */
  readonly mode: "split" | "union";
  /** Never set: it carries the type of the elements. */
  readonly type?: T;
}

/**
 * Declares a list of which, after a change of parallelism, every subtask gets a piece (Flink's
 * `getListState`, OS-3): positions in files, say, of which each is read by one of them.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { operatorListState } from "@headwater/sim";
 * strictEqual(operatorListState<string>("files").mode, "split");
 * ```
 */
export function operatorListState<T>(name: string): OperatorStateDescriptor<T> {
  return Object.freeze({ kind: "operatorList", name, mode: "split" });
}

/**
 * Declares a list of which, after every restart, each subtask gets the elements of all (Flink's
 * `getUnionListState`, OS-4), to keep what it needs.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { unionListState } from "@headwater/sim";
 * strictEqual(unionListState<number>("offsets").mode, "union");
 * ```
 */
export function unionListState<T>(name: string): OperatorStateDescriptor<T> {
  return Object.freeze({ kind: "operatorList", name, mode: "union" });
}
