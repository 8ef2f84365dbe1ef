// What Flink would show of each operator (MT-8, MT-10), read from a world.

import type { World } from "./world.ts";
import type { Micros } from "./clock/time.ts";

/** The counters of one operator over all its subtasks. */
export interface OperatorMetrics {
  readonly vertex: string;
  readonly operator: string;
  readonly parallelism: number;
  readonly numRecordsIn: number;
  /** Main output; side outputs apart. */
  readonly numRecordsOut: number;
  readonly numRecordsSide: number;
  readonly numLateRecordsDropped: number;
  /** Ours, not Flink's: in no window of an operator whose windows leave holes (W-9). */
  readonly numRecordsUnassigned: number;
  /** Simulated time of the whole chain, summed over its subtasks. */
  readonly busyTime: Micros;
  readonly backPressuredTime: Micros;
}

/**
 * One row per operator, in the order of the plan.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { collectSink, collection, open, readMetrics, WatermarkStrategy } from "@headwater/sim";
 * const timeline = open((env) => {
 *   env.fromSource(collection([1, 2]), WatermarkStrategy.noWatermarks(), "numbers")
 *     .sinkTo(collectSink("out"));
 * }).run();
 * strictEqual(readMetrics(timeline.world)[0].numRecordsOut, 2);
 * ```
 */
export function readMetrics(world: World): OperatorMetrics[] {
  const rows = new Map<string, OperatorMetrics>();
  for (const { spec, chain, busyTime, blockedTime } of world.tasks) {
    spec.vertex.chain.forEach(({ operator }, index) => {
      const id = `${spec.vertex.id}/${index}`;
      const { lateDroppedCount = 0, unassignedCount = 0 } = chain.operators[index] as LeftOut;
      const row = rows.get(id);
      rows.set(id, {
        vertex: spec.vertex.name,
        operator: operator.name,
        parallelism: spec.vertex.parallelism,
        numRecordsIn: (row?.numRecordsIn ?? 0) + chain.recordsIn[index],
        numRecordsOut: (row?.numRecordsOut ?? 0) + chain.recordsOut[index],
        numRecordsSide: (row?.numRecordsSide ?? 0) + chain.sideOut[index],
        numLateRecordsDropped: (row?.numLateRecordsDropped ?? 0) + lateDroppedCount,
        numRecordsUnassigned: (row?.numRecordsUnassigned ?? 0) + unassignedCount,
        busyTime: (row?.busyTime ?? 0) + busyTime,
        backPressuredTime: (row?.backPressuredTime ?? 0) + blockedTime,
      });
    });
  }
  return [...rows.values()];
}

/** What operators with windows count of records that are in none. */
interface LeftOut {
  readonly lateDroppedCount?: number;
  readonly unassignedCount?: number;
}
