// How the storage of checkpoints is doing (a file system or an object store): what faults change of it.
// What it holds stands with the coordinator, which owns it.

import type { Micros } from "../clock/time.ts";

/** How quick storage is, and until when it fails. A part. */
export class StorageStatus {
  /** Time for a request, and more for each entry. */
  time: Micros = 0;
  timePerEntry: Micros = 0;
  /** How many times slower than it should be. */
  slowdown = 1;
  failsUntil: Micros = 0;

  /** How long it takes to write or to read something. */
  timeFor(entryCount: number): Micros {
    return Math.max(1, (this.time + this.timePerEntry * entryCount) * this.slowdown);
  }

  /** True while every request fails. */
  isFailing(now: Micros): boolean {
    return now < this.failsUntil;
  }
}
