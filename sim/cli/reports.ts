// Pages that a Flink user knows, on demand: what --report may be, as tables and as fields of what --json
// prints.

import type { CheckpointStatsSpec } from "../checkpoint/checkpoint_stats.ts";
import type { Timeline } from "../timeline.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import { readBackPressure, type VertexBackPressure } from "../back_pressure.ts";
import { backPressureTable } from "./back_pressure_table.ts";
import { checkpointTables } from "./checkpoint_tables.ts";
import type { Table } from "./table.ts";

/** What was asked for: back pressure, all checkpoints, or one by its number. */
export type Report = "backpressure" | "checkpoints" | number;

/** Reads --report. Errors: `E-FLAG-VALUE`. */
export function parseReport(text: string | undefined): Report | undefined {
  if (text === undefined || text === "backpressure" || text === "checkpoints") return text;
  const id = /^checkpoints\/(\d{1,9})$/.exec(text)?.[1];
  if (id !== undefined) return Number(id);
  return refuse(
    "E-FLAG-VALUE",
    `--report is ${showValue(text)}; wanted: checkpoints, one of them such as checkpoints/14, or ` +
      `backpressure`,
  );
}

/** The tables that were asked for. Errors: `E-FLAG-VALUE` for a checkpoint that there is not. */
export function reportTables(timeline: Timeline, report: Report | undefined): Table[] {
  if (report === undefined) return [];
  if (report === "backpressure") return [backPressureTable(readBackPressure(timeline))];
  return checkpointTables(timeline, report === "checkpoints" ? "all" : report);
}

/** What they are called in data. */
export interface ReportFields {
  readonly backPressure?: readonly VertexBackPressure[];
  readonly checkpoints?: readonly CheckpointStatsSpec[];
}

/** The same as data. */
export function reportFields(timeline: Timeline, report: Report | undefined): ReportFields {
  if (report === undefined) return {};
  if (report === "backpressure") return { backPressure: readBackPressure(timeline) };
  const { history } = timeline.world.coordinator.stats;
  return { checkpoints: history.map(({ spec }) => spec) };
}
