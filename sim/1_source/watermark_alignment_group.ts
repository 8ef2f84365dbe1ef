// What the coordinators of a group know (Flink's SourceCoordinator.WatermarkAggregator): the last
// watermark that each subtask of each source of the group has reported.

import type { WatermarkAlignment } from "./watermark_alignment.ts";
import { MAX, type Millis } from "../clock/time.ts";
import { maxAllowedWatermark } from "./watermark_alignment.ts";

/**
 * One group. Subtasks are told apart by any number that is unique in the job; who has never reported
 * neither holds the group back nor is told anything (WA-4).
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { WatermarkAlignmentGroup } from "@headwater/sim";
 * const group = new WatermarkAlignmentGroup();
 * group.report(0, 40);
 * group.report(1, 90);
 * const member = { group: "g", maxDrift: 30, updateInterval: 1000 };
 * deepStrictEqual([group.minimum, group.maxAllowed(member), group.hasReported(2)], [40, 70, false]);
 * ```
 */
export class WatermarkAlignmentGroup {
  reported: Map<number, Millis> = new Map();

  /** A subtask's last watermark; null when it has emitted none, which is no report (WA-4). */
  report(subtask: number, watermark: Millis | null): void {
    if (watermark !== null) this.reported.set(subtask, watermark);
  }

  /** A subtask is gone: it failed, and reports anew when it is back. */
  forget(subtask: number): void {
    this.reported.delete(subtask);
  }

  /** Whether a subtask is told what is allowed. */
  hasReported(subtask: number): boolean {
    return this.reported.has(subtask);
  }

  /** The slowest of the group; MAX when all are idle or finished, or nobody has reported. */
  get minimum(): Millis {
    let minimum = MAX;
    for (const watermark of this.reported.values()) if (watermark < minimum) minimum = watermark;
    return minimum;
  }

  /** What one of its sources announces to its subtasks (WA-1). */
  maxAllowed({ maxDrift }: WatermarkAlignment): Millis {
    return maxAllowedWatermark(this.minimum, maxDrift);
  }
}
