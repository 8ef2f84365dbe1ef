// What Flink would show of each task, which is one subtask of a chain (MT-8, MT-10, MT-11), read from a
// world: what became of its time, and how full the buffers around it are.
//
//     ├── busy ──┤─ back-pressured ─┤─ busy ─┤──── idle ────┤          one of the three at any instant

import type { Micros } from "./clock/time.ts";
import type { InputGate } from "./4_input_gate/input_gate.ts";
import type { StreamTask } from "./task/stream_task.ts";
import type { World } from "./world.ts";
import { ExecutionState } from "./element/execution_state.ts";
import { type OperatorMetrics, readOperators } from "./metrics.ts";

/** Flink's metrics of one task. */
export interface TaskMetrics {
  readonly vertex: string;
  /** `uid[i]`. */
  readonly subtask: string;
  readonly operators: readonly OperatorMetrics[];

  // buffers that have passed
  /** Taken to be read, events among them. */
  readonly numBuffersIn: number;
  /** Written full, or handed over by the flusher. */
  readonly numBuffersOut: number;

  // buffers that wait, and which share of its memory they fill
  readonly inputQueueLength: number;
  readonly outputQueueLength: number;
  /** Of remote channels; local ones hold nothing of their own. */
  readonly inPoolUsage: number;
  readonly inputExclusiveBuffersUsage: number;
  readonly inputFloatingBuffersUsage: number;
  /** More than 1 while one element is written that needs more than is left: Flink's overdraft. */
  readonly outPoolUsage: number;

  // what became of its time since it began to run; a record's cost counts from when it is taken
  readonly accumulateBusyTimeMs: number;
  readonly accumulateIdleTimeMs: number;
  readonly accumulateBackPressuredTimeMs: number;
  readonly isBackPressured: boolean;
  /** The same for each second, on average over that time: together 1000. */
  readonly busyTimeMsPerSecond: number;
  readonly idleTimeMsPerSecond: number;
  readonly backPressuredTimeMsPerSecond: number;
}

/**
 * One row per subtask, in the order of the plan.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collectSink, collection, open, readTaskMetrics, WatermarkStrategy } from "@headwater/sim";
 * const timeline = open((env) => {
 *   env.fromSource(collection([1, 2]), WatermarkStrategy.noWatermarks(), "numbers")
 *     .rebalance().map((n) => n).costs(4000)
 *     .sinkTo(collectSink("out"));
 * }).run();
 * const [numbers, map] = readTaskMetrics(timeline.world);
 * deepStrictEqual([numbers.numBuffersOut, map.numBuffersIn], [1, 2]); // the end is an event
 * deepStrictEqual(map.accumulateBusyTimeMs, 8.02); // two records: 4 ms each, and 10 µs in the sink
 * ```
 */
export function readTaskMetrics(world: World): TaskMetrics[] {
  return world.tasks.map((task) => ({
    vertex: task.spec.vertex.name,
    subtask: task.spec.subtask.label,
    operators: readOperators(task),
    ...passedBuffers(task),
    ...waitingBuffers(task),
    ...memoryUsage(task),
    ...utilisation(task, world.now),
  }));
}

function passedBuffers({ gates, partitions }: StreamTask) {
  return {
    numBuffersIn: total(channelsOf(gates), ({ numBuffersIn }) => numBuffersIn),
    numBuffersOut: total(
      partitions,
      ({ subpartitions }) => total(subpartitions, ({ numBuffersOut }) => numBuffersOut),
    ),
  };
}

function waitingBuffers({ gates, partitions }: StreamTask) {
  return {
    inputQueueLength: total(channelsOf(gates), ({ arrivedEnds }) => arrivedEnds.size),
    outputQueueLength: total(
      partitions,
      ({ subpartitions }) =>
        total(subpartitions, (one) => one.finished.size + (one.hasOpen() ? 1 : 0)),
    ),
  };
}

function memoryUsage({ gates, partitions }: StreamTask) {
  const own = gates.map(exclusiveBuffers), lent = gates.map(floatingBuffers);
  const used = total(partitions, ({ usedCount }) => usedCount);
  return {
    inPoolUsage: shareOf([...own, ...lent]),
    inputExclusiveBuffersUsage: shareOf(own),
    inputFloatingBuffersUsage: shareOf(lent),
    outPoolUsage: shareOf([{ used, all: total(partitions, ({ spec }) => spec.poolSize) }]),
  };
}

interface Buffers {
  readonly used: number;
  readonly all: number;
}

/** Those that each remote channel has for itself; used are those that hold data. */
function exclusiveBuffers({ channels, spec }: InputGate): Buffers {
  const remote = channels.filter((channel) => !channel.spec.isLocal);
  const all = remote.length * spec.exclusiveCount;
  return { all, used: all - total(remote, ({ exclusiveFree }) => exclusiveFree) };
}

/** Those that the gate lends to its channels. */
function floatingBuffers({ channels, floatingFree, reading }: InputGate): Buffers {
  const lent = total(channels, (channel) => channel.floatingFree);
  const used = total(channels, ({ arrivedFloating, isReadingFloating }, index) => {
    let waiting = 0;
    for (let i = 0; i < arrivedFloating.size; i++) waiting += arrivedFloating.at(i);
    return waiting + (index === reading && isReadingFloating ? 1 : 0);
  });
  return { used, all: used + lent + floatingFree };
}

function shareOf(buffers: readonly Buffers[]): number {
  const all = total(buffers, (one) => one.all);
  return all === 0 ? 0 : total(buffers, (one) => one.used) / all;
}

/** Flink measures idle and back-pressured time; busy is whatever is left of a second (MT-10). */
function utilisation(task: StreamTask, now: Micros) {
  const { isBlocked, blockedSince, blockedTime, busyTime } = task;
  const lifetime = lifetimeOf(task, now);
  const backPressured = blockedTime + (isBlocked ? now - blockedSince : 0);
  const busy = Math.min(busyTime, lifetime - backPressured);
  const idle = lifetime - backPressured - busy;
  const perSecond = (time: Micros) => lifetime === 0 ? 0 : (1000 * time) / lifetime;
  const idleTimeMsPerSecond = lifetime === 0 ? 1000 : perSecond(idle);
  const backPressuredTimeMsPerSecond = perSecond(backPressured);
  return {
    accumulateBusyTimeMs: busy / 1000,
    accumulateIdleTimeMs: idle / 1000,
    accumulateBackPressuredTimeMs: backPressured / 1000,
    isBackPressured: isBlocked,
    busyTimeMsPerSecond: 1000 - Math.min(1000, idleTimeMsPerSecond + backPressuredTimeMsPerSecond),
    idleTimeMsPerSecond,
    backPressuredTimeMsPerSecond,
  };
}

const { RUNNING, FINISHED, CANCELED, FAILED } = ExecutionState;

/** From when it began to run until it ended, or until now. */
function lifetimeOf({ state, stateTimestamps }: StreamTask, now: Micros): Micros {
  const start = stateTimestamps[RUNNING];
  if (start < 0) return 0;
  const hasEnded = state === FINISHED || state === CANCELED || state === FAILED;
  return (hasEnded ? stateTimestamps[state] : now) - start;
}

function channelsOf(gates: readonly InputGate[]) {
  return gates.flatMap(({ channels }) => channels);
}

function total<T>(parts: readonly T[], count: (part: T, index: number) => number): number {
  return parts.reduce((sum, part, index) => sum + count(part, index), 0);
}
