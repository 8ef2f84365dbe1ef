// What is under way in an asynchronous operator (Flink's OrderedStreamElementQueue and
// UnorderedStreamElementQueue): records that wait for their answer, and watermarks that wait for records.
//
//   ordered     r1 r2 W r3      whoever stands first leaves first
//   unordered   r1 r2 W r3      r2 before r1, if it is answered first; nobody passes the watermark

import type { Millis } from "../../clock/time.ts";
import { MIN } from "../../clock/time.ts";
import { NO_KEY, NO_ORIGIN } from "../../element/element.ts";

/** Where an entry stands. */
export const AsyncStatus = { PENDING: 0, RETRYING: 1, DONE: 2 } as const;

/**
 * One record or watermark: a part.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { AsyncEntry } from "@headwater/sim";
 * strictEqual(new AsyncEntry().attempt, 1);
 * ```
 */
export class AsyncEntry {
  id = 0;
  isWatermark = false;
  value: unknown = undefined;
  timestamp: Millis = MIN;
  key = NO_KEY;
  origin = NO_ORIGIN;
  status: number = AsyncStatus.PENDING;
  attempt = 1;
  /** When its time is out, in processing time. */
  deadline: Millis = Infinity;
  /** What will be answered, or was: frozen. */
  results: readonly unknown[] | null = null;
  error: string | null = null;
  /** Which completion it was. */
  completion = -1;
}

/**
 * The entries of one operator, at most a capacity.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { AsyncEntry, AsyncQueue } from "@headwater/sim";
 * const queue = new AsyncQueue();
 * const entries = [1, 2].map((id) => Object.assign(new AsyncEntry(), { id }));
 * for (const entry of entries) queue.put(entry);
 * queue.complete(entries[1], ["second"]);
 * deepStrictEqual([queue.next(true), queue.next(false)?.id], [null, 2]);
 * ```
 */
export class AsyncQueue {
  entries: AsyncEntry[] = [];
  completionCount = 0;

  /** Entries under way. */
  get size(): number {
    return this.entries.length;
  }

  /** Adds an entry; a watermark is complete as it is. */
  put(entry: AsyncEntry): void {
    if (entry.isWatermark) entry.status = AsyncStatus.DONE;
    this.entries.push(entry);
  }

  /** The entry of an id, if it is still here. */
  find(id: number): AsyncEntry | undefined {
    return this.entries.find((entry) => entry.id === id);
  }

  /** A record has its results. */
  complete(entry: AsyncEntry, results: readonly unknown[]): void {
    entry.status = AsyncStatus.DONE;
    entry.results = results;
    entry.completion = this.completionCount++;
  }

  /** The entry that leaves next, or null while it must wait (AS-2, AS-3). */
  next(isOrdered: boolean): AsyncEntry | null {
    const [first] = this.entries;
    if (first === undefined) return null;
    if (isOrdered || first.isWatermark) return first.status === AsyncStatus.DONE ? first : null;
    let next: AsyncEntry | null = null;
    for (const entry of this.entries) {
      if (entry.isWatermark) break;
      if (entry.status !== AsyncStatus.DONE) continue;
      if (next === null || entry.completion < next.completion) next = entry;
    }
    return next;
  }

  /** An entry leaves. */
  remove(entry: AsyncEntry): void {
    this.entries.splice(this.entries.indexOf(entry), 1);
  }

  /** When the first of those that wait has waited too long; Infinity when none does. */
  get firstDeadline(): Millis {
    return this.entries.reduce(
      (first, { status, deadline }) =>
        status === AsyncStatus.DONE ? first : Math.min(first, deadline),
      Infinity,
    );
  }
}
