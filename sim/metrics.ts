// What Flink would show of each operator (MT-8, MT-9, MT-14), read from a world: in one subtask, or over
// all of them. What belongs to a task as a whole stands in task_metrics.ts.

import type { Millis } from "./clock/time.ts";
import type { StreamTask } from "./task/stream_task.ts";
import type { World } from "./world.ts";

/** Flink's metrics of one operator. */
export interface OperatorMetrics {
  /** The chain it is in. */
  readonly vertex: string;
  readonly operator: string;
  /** Subtasks that these numbers are of: 1, or all. */
  readonly parallelism: number;
  /** Records, not watermarks, counted before the operator sees them (MT-14). */
  readonly numRecordsIn: number;
  /** Of the main output and of side outputs. */
  readonly numRecordsOut: number;
  /** Of these, to side outputs; Flink does not tell them apart. */
  readonly numRecordsSide: number;
  readonly numLateRecordsDropped: number;
  /** Ours, not Flink's: in no window of an operator whose windows leave holes (W-9). */
  readonly numRecordsUnassigned: number;
  /** Ours: watermarks of a generator that would have gone back, and were ignored (WG-10). */
  readonly numWatermarksIgnored: number;
  readonly numFiredTimers: number;
  /** Its event time: of two inputs the smaller one, of several subtasks the smallest. */
  readonly currentInputWatermark: Millis;
  /** Of each input apart, where there are two. */
  readonly currentInput1Watermark?: Millis;
  readonly currentInput2Watermark?: Millis;
  readonly currentOutputWatermark: Millis;
  /** What the last latency marker took from its source to here, the longest; null before any. */
  readonly latency: Millis | null;
}

/**
 * One row per operator, in the order of the plan: counts are summed over its subtasks, of watermarks
 * the smallest is given, of latencies the longest.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { collectSink, collection, MAX, open, readMetrics, WatermarkStrategy } from "@headwater/sim";
 * const timeline = open((env) => {
 *   env.fromSource(collection([1, 2]), WatermarkStrategy.noWatermarks(), "numbers")
 *     .sinkTo(collectSink("out"));
 * }).run();
 * const [numbers, out] = readMetrics(timeline.world);
 * strictEqual(numbers.numRecordsOut, 2);
 * strictEqual(out.currentInputWatermark, MAX);
 * ```
 */
export function readMetrics(world: World): OperatorMetrics[] {
  const rows = new Map<string, OperatorMetrics>();
  for (const task of world.tasks) {
    readOperators(task).forEach((found, index) => {
      const id = `${task.spec.vertex.id}/${index}`;
      const row = rows.get(id);
      rows.set(id, row === undefined ? found : together(row, found));
    });
  }
  return [...rows.values()];
}

/** The operators of one subtask, head first. */
export function readOperators({ spec, chain, valves }: StreamTask): OperatorMetrics[] {
  return spec.vertex.chain.map(({ operator, outputs }, index) => {
    const counting = chain.operators[index] as Counting;
    const { lateDroppedCount = 0, unassignedCount = 0, timers } = counting;
    const latency = chain.latencies[index];
    return {
      vertex: spec.vertex.name,
      operator: operator.name,
      parallelism: 1,
      numRecordsIn: chain.recordsIn[index],
      numRecordsOut: chain.recordsOut[index] + chain.sideOut[index],
      numRecordsSide: chain.sideOut[index],
      numLateRecordsDropped: lateDroppedCount,
      numRecordsUnassigned: unassignedCount,
      numWatermarksIgnored: counting.multiplexer?.ignoredCount ??
        counting.ignoredWatermarkCount ?? 0,
      numFiredTimers: timers?.numFiredTimers ?? 0,
      currentInputWatermark: chain.watermarks[index],
      ...(index === 0 && valves.length === 2
        ? {
          currentInput1Watermark: valves[0].lastWatermark,
          currentInput2Watermark: valves[1].lastWatermark,
        }
        : {}),
      // what ends a job hands its watermarks on to nobody
      currentOutputWatermark: outputs.length === 0
        ? chain.watermarks[index]
        : chain.outputWatermarks[index],
      latency: latency < 0 ? null : latency,
    };
  });
}

/** What some operators count by themselves. */
interface Counting {
  readonly lateDroppedCount?: number;
  readonly unassignedCount?: number;
  readonly multiplexer?: { readonly ignoredCount: number };
  readonly ignoredWatermarkCount?: number;
  readonly timers?: { readonly numFiredTimers?: number };
}

function together(a: OperatorMetrics, b: OperatorMetrics): OperatorMetrics {
  const both = <T>(name: keyof OperatorMetrics, join: (a: T, b: T) => T): T =>
    join(a[name] as T, b[name] as T);
  return {
    ...a,
    parallelism: both("parallelism", sum),
    numRecordsIn: both("numRecordsIn", sum),
    numRecordsOut: both("numRecordsOut", sum),
    numRecordsSide: both("numRecordsSide", sum),
    numLateRecordsDropped: both("numLateRecordsDropped", sum),
    numRecordsUnassigned: both("numRecordsUnassigned", sum),
    numWatermarksIgnored: both("numWatermarksIgnored", sum),
    numFiredTimers: both("numFiredTimers", sum),
    currentInputWatermark: both("currentInputWatermark", Math.min),
    ...(a.currentInput1Watermark === undefined ? {} : {
      currentInput1Watermark: both("currentInput1Watermark", Math.min),
      currentInput2Watermark: both("currentInput2Watermark", Math.min),
    }),
    currentOutputWatermark: both("currentOutputWatermark", Math.min),
    latency: both("latency", longest),
  };
}

const sum = (a: number, b: number): number => a + b;

function longest(a: Millis | null, b: Millis | null): Millis | null {
  return a === null || (b !== null && b > a) ? b : a;
}
