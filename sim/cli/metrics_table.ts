// What each operator did, and what became of each task's time: two tables under Flink's metrics. A
// column in which nothing stands is left out.

import { type OperatorMetrics, readMetrics } from "../metrics.ts";
import { readTaskMetrics, type TaskMetrics } from "../task_metrics.ts";
import type { Timeline } from "../timeline.ts";
import { MAX, showTime } from "../clock/time.ts";
import { showCount } from "./duration.ts";
import { newestAttempt } from "./recovery_report.ts";
import type { Table } from "./table.ts";

/** The tables that stand below what a job found; a job that began again counts anew. */
export function metricsTables({ world }: Timeline): Table[] {
  const attempt = newestAttempt(world);
  const since = attempt === 0 ? "" : `, since attempt ${attempt} began`;
  const tables = [operatorTable(readMetrics(world)), taskTable(readTaskMetrics(world))];
  return tables.map((table) => ({ ...table, title: `${table.title}${since}` }));
}

/** A row for each operator; chained ones stand below their head. */
function operatorTable(metrics: readonly OperatorMetrics[]): Table {
  const count = (name: keyof OperatorMetrics) => (row: OperatorMetrics) =>
    showCount(row[name] as number);
  const heads = new Set(metrics.filter((row, i) => metrics[i - 1]?.vertex !== row.vertex));
  return tableOf("Operators", metrics, [
    ["operator", (row) => heads.has(row) ? row.operator : `└ ${row.operator}`, null],
    ["subtasks", count("parallelism"), null],
    ["records in", count("numRecordsIn"), null],
    ["out", count("numRecordsOut"), null],
    ["aside", count("numRecordsSide"), "0"],
    ["dropped late", count("numLateRecordsDropped"), "0"],
    ["in no window", count("numRecordsUnassigned"), "0"],
    ["watermarks ignored", count("numWatermarksIgnored"), "0"],
    ["timers fired", count("numFiredTimers"), "0"],
    ["watermark", ({ currentOutputWatermark: time }) => showTime(time), showTime(MAX)],
    ["latency", ({ latency }) => latency === null ? "" : `${latency} ms`, ""],
  ]);
}

/** A row for each chain: sums and averages over its subtasks, and which of them had the most to do. */
function taskTable(metrics: readonly TaskMetrics[]): Table {
  const vertices = [...Map.groupBy(metrics, ({ vertex }) => vertex).values()];
  const sum = (name: keyof TaskMetrics) => (tasks: readonly TaskMetrics[]) =>
    showCount(tasks.reduce((sum, task) => sum + (task[name] as number), 0));
  const average = (name: keyof TaskMetrics, whole: number) => (tasks: readonly TaskMetrics[]) =>
    showShare(tasks.reduce((sum, task) => sum + (task[name] as number), 0) / tasks.length / whole);
  return tableOf("Tasks, on average over their subtasks", vertices, [
    ["chain of", ([{ operators: [head] }]) => head.operator, null],
    ["buffers in", sum("numBuffersIn"), null],
    ["out", sum("numBuffersOut"), null],
    ["waiting in", sum("inputQueueLength"), "0"],
    ["waiting out", sum("outputQueueLength"), "0"],
    ["memory in", average("inPoolUsage", 1), showShare(0)],
    ["memory out", average("outPoolUsage", 1), showShare(0)],
    ["busy", average("busyTimeMsPerSecond", 1000), null],
    ["back-pressured", average("backPressuredTimeMsPerSecond", 1000), showShare(0)],
    ["idle", average("idleTimeMsPerSecond", 1000), null],
    ["busiest", busiest, null],
  ]);
}

/** The subtask that was busy for the greatest part of its time. */
function busiest(tasks: readonly TaskMetrics[]): string {
  const most = tasks.reduce((a, b) => b.busyTimeMsPerSecond > a.busyTimeMsPerSecond ? b : a);
  const name = tasks.length === 1 ? "" : `${most.subtask}  `;
  return name + showShare(most.busyTimeMsPerSecond / 1000);
}

/** A name, what stands in a row, and what says nothing if it stands in all of them. */
type Column<T> = readonly [name: string, show: (row: T) => string, silent: string | null];

function tableOf<T>(title: string, rows: readonly T[], columns: readonly Column<T>[]): Table {
  const telling = columns.filter(([, show, silent]) => rows.some((row) => show(row) !== silent));
  return {
    title,
    columns: telling.map(([name], i) => ({ name, isNumber: i > 0 })),
    rows: rows.map((row) => telling.map(([, show]) => show(row))),
  };
}

function showShare(share: number): string {
  const percent = share === 0 || share >= 0.001 ? (100 * share).toFixed(1) : "< 0.1";
  return `${percent.padStart(5)} %`;
}
