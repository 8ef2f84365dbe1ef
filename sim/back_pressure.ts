// Flink's page of back pressure, read from a world: what became of each subtask's time, the word for it
// (MT-10), and, ours and not Flink's, for whom the others wait.
//
//   source  ▨▨▨▨▨▨▨▨▨░  HIGH          back-pressured: it is not slow, somebody behind it is
//   slow    ██████████  OK            busy and not back-pressured: that one
//   out     ░░░░░░░░░█  OK

import type { ExecutionPlan } from "./task/subtask_spec.ts";
import type { Ground } from "./ground.ts";
import type { World } from "./world.ts";
import { readTaskMetrics, type TaskMetrics } from "./task_metrics.ts";

/** How much of its time somebody could not go on: up to a tenth, up to half, or more (MT-10). */
export type BackPressureLevel = "OK" | "LOW" | "HIGH";

/** One subtask: shares of its time, together 1, since its newest attempt began to run. */
export interface SubtaskBackPressure {
  /** `uid[i]`. */
  readonly subtask: string;
  readonly level: BackPressureLevel;
  readonly backPressured: number;
  readonly idle: number;
  readonly busy: number;
  /** Busy itself while somebody who writes to it is back-pressured: he waits for this one. */
  readonly isWaitedFor: boolean;
}

/** One chain, with the level of its worst subtask. */
export interface VertexBackPressure {
  readonly vertex: string;
  readonly level: BackPressureLevel;
  readonly subtasks: readonly SubtaskBackPressure[];
}

/** Shares of time above which back pressure is called low and high. */
const LOW = 0.1, HIGH = 0.5;
/** Who is busy for less can hardly be waited for: then it is the way to him that is slow. */
const BUSY = 0.5;

const LEVELS: readonly BackPressureLevel[] = ["OK", "LOW", "HIGH"];

/**
 * One entry per chain, in the order of the plan.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collection, collectSink, open, readBackPressure, WatermarkStrategy } from "@headwater/sim";
 * const config = { bufferCapacity: 1, buffersPerChannel: 1, floatingBuffersPerGate: 0 };
 * const numbers = collection(Array.from({ length: 50 }, (_, n) => n));
 * const timeline = open((env) => {
 *   env.fromSource(numbers, WatermarkStrategy.noWatermarks(), "numbers").rebalance()
 *     .map((n) => n).uid("slow").costs(5000)
 *     .sinkTo(collectSink("out"));
 * }, { config }).run();
 * const [source, slow] = readBackPressure(timeline);
 * deepStrictEqual([source.level, slow.level], ["HIGH", "OK"]);
 * deepStrictEqual(slow.subtasks[0].isWaitedFor, true);
 * ```
 */
export function readBackPressure(
  { world, ground }: { readonly world: World; readonly ground: Pick<Ground, "plan"> },
): VertexBackPressure[] {
  const { plan } = ground;
  const metrics = readTaskMetrics(world);
  const waitedFor = findWaitedFor(metrics, plan);
  return plan.vertices.map(({ id, name }) => {
    const subtasks = plan.subtasks
      .filter(({ vertex }) => vertex === id)
      .map((subtask) => pressureOf(metrics[subtask.id], waitedFor.has(subtask.id)));
    return { vertex: name, level: worst(subtasks), subtasks };
  });
}

function pressureOf(metrics: TaskMetrics, isWaitedFor: boolean): SubtaskBackPressure {
  return {
    subtask: metrics.subtask,
    level: levelOf(metrics),
    backPressured: metrics.backPressuredTimeMsPerSecond / 1000,
    idle: metrics.idleTimeMsPerSecond / 1000,
    busy: metrics.busyTimeMsPerSecond / 1000,
    isWaitedFor,
  };
}

function levelOf({ backPressuredTimeMsPerSecond }: TaskMetrics): BackPressureLevel {
  const share = backPressuredTimeMsPerSecond / 1000;
  return share <= LOW ? "OK" : share <= HIGH ? "LOW" : "HIGH";
}

function worst(subtasks: readonly SubtaskBackPressure[]): BackPressureLevel {
  return LEVELS[Math.max(...subtasks.map(({ level }) => LEVELS.indexOf(level)))];
}

/** Of those whom somebody back-pressured writes to, and who are not so themselves, the busiest. */
function findWaitedFor(metrics: readonly TaskMetrics[], plan: ExecutionPlan): Set<number> {
  const found = new Set<number>();
  for (const { id, outputs } of plan.subtasks) {
    if (levelOf(metrics[id]) === "OK") continue;
    const free = outputs.flat().map((channel) => plan.channels[channel].receiver)
      .filter((receiver) => levelOf(metrics[receiver]) === "OK");
    const most = Math.max(BUSY, ...free.map((one) => metrics[one].busyTimeMsPerSecond / 1000));
    for (const one of free) if (metrics[one].busyTimeMsPerSecond / 1000 >= most) found.add(one);
  }
  return found;
}
