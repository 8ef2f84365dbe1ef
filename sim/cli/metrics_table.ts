// What each operator did, as a table.

import { type OperatorMetrics, readMetrics } from "../metrics.ts";
import type { Timeline } from "../timeline.ts";
import { showCount, showDuration } from "./duration.ts";
import type { Table } from "./table.ts";

/** A row for each operator; how busy a chain was stands beside its head. */
export function metricsTable({ world, position }: Timeline): Table {
  const metrics = readMetrics(world);
  const hasUnassigned = metrics.some(({ numRecordsUnassigned }) => numRecordsUnassigned > 0);
  return {
    title: "Operators",
    columns: [
      { name: "operator", isNumber: false },
      { name: "subtasks", isNumber: true },
      { name: "records in", isNumber: true },
      { name: "out", isNumber: true },
      { name: "side out", isNumber: true },
      { name: "dropped late", isNumber: true },
      ...hasUnassigned ? [{ name: "in no window", isNumber: true }] : [],
      { name: "busy", isNumber: true },
    ],
    rows: metrics.map((row, i) => {
      const isHead = metrics[i - 1]?.vertex !== row.vertex;
      return [
        isHead ? row.operator : `└ ${row.operator}`,
        String(row.parallelism),
        showCount(row.numRecordsIn),
        showCount(row.numRecordsOut),
        showCount(row.numRecordsSide),
        showCount(row.numLateRecordsDropped),
        ...hasUnassigned ? [showCount(row.numRecordsUnassigned)] : [],
        isHead ? showBusy(row, position.time) : "",
      ];
    }),
  };
}

/** Of the time that all subtasks had together. */
function showBusy({ busyTime, parallelism }: OperatorMetrics, time: number): string {
  const share = time === 0 ? 0 : (100 * busyTime) / (time * parallelism);
  const percent = share === 0 || share >= 0.1 ? share.toFixed(1) : "< 0.1";
  return `${showDuration(busyTime / 1000)}  ${percent.padStart(5)} %`;
}
