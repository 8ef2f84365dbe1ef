// The process in which tasks run (Flink's TaskExecutor in a TaskManager), as far as the job manager and faults see it:
// alive or dead, paused or not. When it dies another process takes its place after a while, under the
// same name.

import type { Micros } from "../clock/time.ts";

/** One task manager. A part. */
export class TaskManager {
  isAlive = true;
  /** Until when its process stands still: a long garbage collection, a frozen machine (F08, F09). */
  pausedUntil: Micros = 0;
  /** Processes that have stood under this name before. */
  incarnation = 0;

  /** True when a message would be answered now. */
  isResponsive(now: Micros): boolean {
    return this.isAlive && now >= this.pausedUntil;
  }

  /** The process dies. */
  die(): void {
    this.isAlive = false;
    this.pausedUntil = 0;
  }

  /** A new process takes its place. */
  replace(): void {
    this.isAlive = true;
    this.pausedUntil = 0;
    this.incarnation++;
  }
}
