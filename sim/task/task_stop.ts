// With which savepoint a task stops, and whether it is finished or only suspended (Flink's StopMode).

import type { Micros } from "../clock/time.ts";

/** With which savepoint a task stops. A part. */
export class TaskStop {
  /** The savepoint's id; 0 while the task does not stop. */
  savepointId = 0;
  /** Nothing is finished: the job is to go on from the savepoint. */
  isSuspended = false;
  /** When the coordinator triggered the savepoint that this task has to begin; −1 when it comes by barrier. */
  triggeredAt: Micros = -1;

  /** What END_OF_DATA says of it: 0 when the data has ended by itself. */
  get mark(): number {
    return this.isSuspended ? -this.savepointId : this.savepointId;
  }

  /** Takes note of what END_OF_DATA says. */
  hear(mark: number): void {
    if (mark === 0) return;
    this.savepointId = Math.abs(mark);
    this.isSuspended ||= mark < 0;
  }
}
