// How the job manager notices that a task manager is gone (Flink's HeartbeatManager, RS-12). A heartbeat
// that is answered changes nothing, so none is simulated: only while somebody does not answer does the
// job manager look, at every multiple of the interval.
//
//   heartbeats   ✓    ✓    ✗    ✗                      a dead process refuses: two in a row, and it is lost
//   heartbeats   ✓    ✓    ·    ·    ·    ·    ·      a silent one does not: lost after the timeout

import type { Micros, Millis } from "../clock/time.ts";
import { NEVER } from "../clock/agenda.ts";

/** Refused heartbeats in a row after which a task manager is lost: Flink's default of 2. */
const FAILED_RPC_COUNT_MAX = 2;

/** What one look at a task manager has shown. */
export type HeartbeatOutcome = "answered" | "missed" | "refused too often" | "timed out";

/** The task managers that do not answer. A part. */
export class Heartbeats {
  /** By task manager: heartbeats missed in a row, and when the last one was answered. */
  missed: Uint16Array = new Uint16Array(0);
  lastHeard: Float64Array = new Float64Array(0);
  /** 1 where the job manager has given it up. */
  lost: Uint8Array = new Uint8Array(0);

  /** Makes room; everybody answers. */
  build(taskManagerCount: number): void {
    this.missed = new Uint16Array(taskManagerCount);
    this.lastHeard = new Float64Array(taskManagerCount);
    this.lost = new Uint8Array(taskManagerCount);
  }

  /** True when nobody is lost: every slot can be had. */
  get isComplete(): boolean {
    return this.lost.every((lost) => lost === 0);
  }

  /** When the next heartbeat after a time falls due. */
  nextAfter(now: Micros, interval: Millis): Micros {
    return interval === 0 ? NEVER : (Math.floor(now / (1000 * interval)) + 1) * 1000 * interval;
  }

  /** One heartbeat: `isReachable` when it is answered, `isRefused` when nobody is there to answer. */
  look(
    taskManager: number,
    now: Micros,
    { isReachable, isRefused }: { isReachable: boolean; isRefused: boolean },
    { interval, timeout }: { interval: Millis; timeout: Millis },
  ): HeartbeatOutcome {
    const { missed, lastHeard } = this;
    if (isReachable) {
      missed[taskManager] = 0;
      return "answered";
    }
    if (missed[taskManager] === 0) lastHeard[taskManager] = Math.max(0, now - 1000 * interval);
    missed[taskManager]++;
    if (isRefused && missed[taskManager] >= FAILED_RPC_COUNT_MAX) return "refused too often";
    return now - lastHeard[taskManager] >= 1000 * timeout ? "timed out" : "missed";
  }

  /** The job manager gives it up. */
  giveUp(taskManager: number): void {
    this.lost[taskManager] = 1;
    this.missed[taskManager] = 0;
  }

  /** A process offers its slots again. */
  register(taskManager: number): void {
    this.lost[taskManager] = 0;
    this.missed[taskManager] = 0;
  }
}
