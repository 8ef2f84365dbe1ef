// The transactions of one partition of a transactional log, as the system outside keeps them (what a
// broker's transaction coordinator knows). Each is an immutable value, replaced when it moves on; one
// that has ended stays as it is, whoever asks.
//
//   open ──▶ pre-committed ──▶ committed
//     │            │
//     ├────────────┼─────────▶ aborted
//     └────────────┴─────────▶ expired ──▶ lost

import type { Micros, Millis } from "../clock/time.ts";
import type { OutsideTransaction, TransactionStatus } from "../7_sink/written_result.ts";
import { assert } from "../clock/assert.ts";

/** One of them. */
export interface LogTransaction extends OutsideTransaction {
  /** When the system outside gives it up; Infinity while it does not count yet. */
  readonly deadline: Micros;
}

/** Where each status may lead. */
const MOVES: Readonly<Record<TransactionStatus, readonly TransactionStatus[]>> = {
  "open": ["pre-committed", "aborted", "expired"],
  "pre-committed": ["committed", "aborted", "expired"],
  "committed": [],
  "aborted": [],
  "expired": ["lost"],
  "lost": [],
};

/** Before every attempt. */
const NO_EPOCH = -1;

/** All transactions of a partition. A part. */
export class LogTransactions {
  all: LogTransaction[] = [];
  /** How many were begun here: names go on behind those of a run before. */
  begunCount = 0;
  /** No transaction before this one is still going on. */
  firstLive = 0;

  /** A new one, open. */
  begin(name: string, epoch: number, begunAt: Millis): LogTransaction {
    const number = this.all.length;
    const transaction: LogTransaction = Object.freeze({
      number,
      name: `${name}-${this.begunCount++}`,
      epoch,
      status: "open",
      checkpointId: 0,
      begunAt,
      endedAt: Infinity,
      deadline: Infinity,
    });
    this.all.push(transaction);
    return transaction;
  }

  /** Takes over one of an earlier run, and gives its number here; no attempt of this run has begun it. */
  adopt(earlier: LogTransaction): number {
    const epoch = hasEnded(earlier.status) ? earlier.epoch : NO_EPOCH;
    return this.all.push(Object.freeze({ ...earlier, number: this.all.length, epoch })) - 1;
  }

  /** The number of one by its name, or −1. */
  find(name: string): number {
    return this.all.findLastIndex((one) => one.name === name);
  }

  /** One by its number. */
  at(number: number): LogTransaction {
    assert(number in this.all, `There is a transaction ${number}`);
    return this.all[number];
  }

  /** Those that have not ended, the oldest first. */
  live(): LogTransaction[] {
    while (this.firstLive < this.all.length && hasEnded(this.all[this.firstLive].status)) {
      this.firstLive++;
    }
    return this.all.slice(this.firstLive).filter(({ status }) => !hasEnded(status));
  }

  /** The next moment at which one is given up. */
  nextDeadline(): Micros {
    return Math.min(Infinity, ...this.live().map(({ deadline }) => deadline));
  }

  /** Counts the time of one from now on. */
  setDeadline(number: number, deadline: Micros): void {
    this.all[number] = Object.freeze({ ...this.at(number), deadline });
  }

  /** Closes one for a checkpoint. */
  preCommit(number: number, checkpointId: number): LogTransaction {
    return this.move(number, "pre-committed", { checkpointId });
  }

  /** Ends one. */
  end(
    number: number,
    status: "committed" | "aborted" | "expired" | "lost",
    endedAt: Millis,
  ): LogTransaction {
    return this.move(number, status, { endedAt });
  }

  private move(
    number: number,
    status: TransactionStatus,
    change: Partial<LogTransaction>,
  ): LogTransaction {
    const before = this.at(number);
    assert(
      MOVES[before.status].includes(status),
      `Transaction ${before.name} is ${before.status} and cannot become ${status}`,
    );
    return this.all[number] = Object.freeze({ ...before, ...change, status });
  }
}

/** True for one that readers will see for ever, or never. */
export function hasEnded(status: TransactionStatus): boolean {
  return status !== "open" && status !== "pre-committed";
}
