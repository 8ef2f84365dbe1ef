// The network between task managers. A link has a latency; what is local takes one tick, because
// every effect of one owner on another takes at least that.

import type { Micros } from "../clock/time.ts";

/** The latency inside a task manager: one tick. */
export const LOCAL_LATENCY: Micros = 1;

/** Latency from each task manager to each other one. */
export class Links {
  taskManagerCount = 0;
  /** By sender × count + receiver. */
  latencies: Float64Array = new Float64Array(0);

  /** Gives every pair the same latency. */
  build(taskManagerCount: number, latency: Micros): void {
    this.taskManagerCount = taskManagerCount;
    this.latencies = new Float64Array(taskManagerCount * taskManagerCount).fill(latency);
    for (let i = 0; i < taskManagerCount; i++) this.set(i, i, LOCAL_LATENCY);
  }

  /** The latency from one task manager to another. */
  latency(from: number, to: number): Micros {
    return this.latencies[from * this.taskManagerCount + to];
  }

  /** Changes the latency of one direction; at least one tick. */
  set(from: number, to: number, latency: Micros): void {
    this.latencies[from * this.taskManagerCount + to] = Math.max(LOCAL_LATENCY, latency);
  }
}
