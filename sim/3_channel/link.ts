// The network between machines: task managers, and the job manager behind them. A link has a latency;
// what is local takes one tick, because every effect of one owner on another takes at least that. Faults
// may hold a link, so that what is on it waits, or disconnect it, so that both ends notice (R9: nothing
// is ever lost or turned round on a link that works).

import type { Micros } from "../clock/time.ts";

/** The latency inside a task manager: one tick. */
export const LOCAL_LATENCY: Micros = 1;

/** From each machine to each other one. */
export class Links {
  taskManagerCount = 0;
  /** By sender × machines + receiver; the job manager is the last machine. */
  latencies: Float64Array = new Float64Array(0);
  /** When the last message of the control plane arrives on each of them: none passes another. */
  lastArrivals: Float64Array = new Float64Array(0);
  /** How many faults hold, or disconnect, each of them now. */
  held: Uint8Array = new Uint8Array(0);
  disconnected: Uint8Array = new Uint8Array(0);
  /** True when any link is held: nobody has to look otherwise. */
  isAnyHeld = false;

  /** Gives every pair of task managers one latency, and the job manager's links another. */
  build(taskManagerCount: number, latency: Micros, rpcLatency: Micros = latency): void {
    this.taskManagerCount = taskManagerCount;
    const count = (taskManagerCount + 1) * (taskManagerCount + 1);
    this.latencies = new Float64Array(count).fill(latency);
    this.lastArrivals = new Float64Array(count);
    this.held = new Uint8Array(count);
    this.disconnected = new Uint8Array(count);
    for (let i = 0; i < taskManagerCount; i++) {
      this.set(i, i, LOCAL_LATENCY);
      this.set(i, this.jobManager, rpcLatency);
      this.set(this.jobManager, i, rpcLatency);
    }
  }

  /** The index of the job manager's machine. */
  get jobManager(): number {
    return this.taskManagerCount;
  }

  /** The latency from one machine to another. */
  latency(from: number, to: number): Micros {
    return this.latencies[this.place(from, to)];
  }

  /** When a message that is sent now arrives: behind those before it, however slow the link was then. */
  arrivalOf(from: number, to: number, now: Micros): Micros {
    const place = this.place(from, to);
    const at = Math.max(now + this.latencies[place], this.lastArrivals[place]);
    return this.lastArrivals[place] = at;
  }

  /** Another process stands on a machine: its connections are new ones. */
  renew(machine: number): void {
    for (let other = 0; other <= this.taskManagerCount; other++) {
      this.lastArrivals[this.place(machine, other)] = 0;
      this.lastArrivals[this.place(other, machine)] = 0;
    }
  }

  /** Changes the latency of one direction; at least one tick. */
  set(from: number, to: number, latency: Micros): void {
    this.latencies[this.place(from, to)] = Math.max(LOCAL_LATENCY, latency);
  }

  /** True while nothing that is under way in this direction arrives. */
  isHeld(from: number, to: number): boolean {
    return this.held[this.place(from, to)] > 0;
  }

  /** True while there is no connection in this direction. */
  isDisconnected(from: number, to: number): boolean {
    return this.disconnected[this.place(from, to)] > 0;
  }

  /** One more fault holds a direction, or one less. */
  hold(from: number, to: number, change: 1 | -1): void {
    this.held[this.place(from, to)] += change;
    this.isAnyHeld = this.held.some((count) => count > 0);
  }

  /** One more fault disconnects a direction, or one less. */
  disconnect(from: number, to: number, change: 1 | -1): void {
    this.disconnected[this.place(from, to)] += change;
  }

  private place(from: number, to: number): number {
    return from * (this.taskManagerCount + 1) + to;
  }
}
