// Commits transactions at a system that answers later (Flink's CommitterOperator, SK-9): one after the
// other, in the order in which they were handed in, so that readers never see a later one before an
// earlier one. One that is turned down is asked for again after a second.
//
//   add t0 t1     ask t0 ··· no ──1 s──▶ ask t0 ··· yes   ask t1 ··· yes
//                 └────────────── pending ────────────────────────┘
//
// What was handed in and is not committed belongs into every checkpoint: a later one would not know it
// otherwise, and nobody would commit it.

import type { Millis } from "../clock/time.ts";
import type { HeldTransaction } from "./transaction_handler.ts";
import { assert } from "../clock/assert.ts";

/** How long a committer waits before it asks again (DF-33). */
export const COMMIT_RETRY_DELAY: Millis = 1000;

/** Who carries the question, and wakes the committer. Valid during the call only. */
export interface CommitterPort<T = unknown> {
  /** Asks for a commit; the answer must come as `onAnswer`. */
  askForCommit(held: HeldTransaction<T>): void;
  /** Asks for `onRetry` after a delay. */
  retryAfter(delay: Millis): void;
}

/** The transactions that one sink subtask has to commit. A part. */
export class Committer<T = unknown> {
  // checkpointed
  /** Handed in and not committed; the first one is being asked for. */
  queue: HeldTransaction<T>[] = [];
  // transient
  phase: "idle" | "asking" | "waiting" = "idle";

  /** True until the last commit is answered. */
  get isPending(): boolean {
    return this.queue.length > 0;
  }

  /** Whether the answer to a question about this transaction is awaited. */
  get asked(): HeldTransaction<T> | null {
    return this.phase === "asking" ? this.queue[0] : null;
  }

  /** Hands one in. */
  add(held: HeldTransaction<T>, port: CommitterPort<T>): void {
    this.queue.push(held);
    if (this.phase === "idle") this.ask(port);
  }

  /** It is committed, or there is no hope for it: the next one. */
  settle(port: CommitterPort<T>): void {
    assert(this.phase === "asking", "A committer settles what it has asked for");
    this.queue.shift();
    this.phase = "idle";
    if (this.queue.length > 0) this.ask(port);
  }

  /** It was turned down: again in a second. */
  retry(port: CommitterPort<T>): void {
    assert(this.phase === "asking", "A committer tries again what it has asked for");
    this.phase = "waiting";
    port.retryAfter(COMMIT_RETRY_DELAY);
  }

  /** The second is over. */
  onRetry(port: CommitterPort<T>): void {
    if (this.phase === "waiting") this.ask(port);
  }

  private ask(port: CommitterPort<T>): void {
    this.phase = "asking";
    port.askForCommit(this.queue[0]);
  }
}
