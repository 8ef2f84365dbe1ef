// What Flink's metrics would show is what happened: every counter agrees with the facts at any moment,
// and no time of a task is lost or counted twice.

import {
  ElementKind,
  MIN,
  readTaskMetrics,
  type Scenario,
  type TaskMetrics,
  type Timeline,
  type VertexSpec,
} from "@headwater/sim";
import { Fact, type FactRow } from "@headwater/sim/trace";
import { ExecutionState } from "../../sim/element/execution_state.ts";
import { claim, claimSame } from "../claim.ts";
import { lateScenarios } from "../gen/scenario.ts";
import { type Law, law } from "../law.ts";
import { finish, start } from "../run.ts";

/** Counts of one task, kept from its facts. */
class Counts {
  recordsIn = 0;
  buffersArrived = 0;
  buffersSent = 0;
  blockedTime = 0;
  blockedSince = -1;
  startedAt = -1;
  endedAt = -1;
  /** By operator. */
  recordsOut: number[] = [];
  recordsSide: number[] = [];
  timersFired: number[] = [];
  recordsDropped: number[] = [];
  watermarks: number[] = [];
}

/** Adds a fact to the counts of its task. */
function count(counts: Counts, { kind, subject, detail, stamp, time }: FactRow): void {
  const add = (list: number[]) => list[subject] = (list[subject] ?? 0) + 1;
  switch (kind) {
    case Fact.elementProcessed:
      if (detail === ElementKind.RECORD) counts.recordsIn++;
      break;
    case Fact.bufferReceived:
      counts.buffersArrived++;
      break;
    case Fact.bufferSent:
      if (detail === 0) counts.buffersSent++;
      break;
    case Fact.recordEmitted:
      add(counts.recordsOut);
      if (detail === 1) add(counts.recordsSide);
      break;
    case Fact.timerFired:
      add(counts.timersFired);
      break;
    case Fact.recordDropped:
      add(counts.recordsDropped);
      break;
    case Fact.watermarkEmitted:
      counts.watermarks[subject] = stamp;
      break;
    case Fact.taskBlocked:
      counts.blockedSince = time;
      break;
    case Fact.taskUnblocked:
      counts.blockedTime += time - counts.blockedSince;
      counts.blockedSince = -1;
      break;
    case Fact.executionStateChanged:
      if (detail === ExecutionState.RUNNING) counts.startedAt = time;
      if (detail === ExecutionState.FINISHED) counts.endedAt = time;
  }
}

/** Actions between two looks. */
const LOOK_DISTANCE = 16;

/** One look at one task. */
interface Sight {
  readonly metrics: TaskMetrics;
  readonly counts: Counts;
  readonly vertex: VertexSpec;
  readonly now: number;
}

/** Runs a scenario; every now and then, and at the end, all tasks are looked at. */
function watch(scenario: Scenario, look: (sight: Sight) => void): Timeline {
  const timeline = start(scenario, { record: { level: "all" } });
  const { plan } = timeline.ground;
  const all = plan.subtasks.map(() => new Counts());
  let read = 0;
  const lookAtAll = () => {
    for (; read < timeline.trace.end; read++) {
      const fact = timeline.trace.at(read);
      if (fact.owner >= 0) count(all[fact.owner], fact);
    }
    readTaskMetrics(timeline.world).forEach((metrics, id) => {
      const vertex = plan.vertices[plan.subtasks[id].vertex];
      look({ metrics, counts: all[id], vertex, now: timeline.world.now });
    });
  };
  finish(timeline, ({ stepCount }) => void (stepCount % LOOK_DISTANCE === 0 && lookAtAll()));
  lookAtAll();
  return timeline;
}

const agree = law(
  {
    id: "metrics/counters-agree-with-facts",
    title: "Flink's counters agree with what happened, at any moment",
    rules: ["MT-8", "MT-9", "MT-14", "TI-6", "W-9"],
    statement:
      "After every sixteenth action and at the end: records in and out, timers fired, late records " +
      "dropped and the last watermark of each operator, and the buffers of each task, are those of " +
      "its facts; buffers that arrived were read or wait, those that were finished were sent or wait.",
    kind: "always",
    runCount: 150,
    sometimes: {
      "timers fired": 0.3,
      "late records were dropped": 0.03,
      "records went aside": 0.05,
      "buffers waited to be read": 0.3,
    },
  },
  lateScenarios().map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    watch(scenario, (sight) => {
      const { metrics, counts } = sight;
      claimCounts(sight);
      cover("buffers waited to be read", metrics.inputQueueLength > 0);
      cover("timers fired", counts.timersFired.length > 0);
      cover("late records were dropped", counts.recordsDropped.length > 0);
      cover("records went aside", counts.recordsSide.length > 0);
    });
  },
);

function claimCounts({ metrics, counts, vertex, now }: Sight): void {
  const { subtask, operators } = metrics;
  const same = (found: number, wanted: number, name: string) =>
    claimSame(found, wanted, `${name} of ${subtask}`, now);
  same(operators[0].numRecordsIn, counts.recordsIn, "numRecordsIn");
  same(
    metrics.numBuffersIn + metrics.inputQueueLength,
    counts.buffersArrived,
    "numBuffersIn + inputQueueLength",
  );
  const held = metrics.numBuffersOut - counts.buffersSent;
  claim(
    held >= 0 && held <= metrics.outputQueueLength,
    () => `Of ${metrics.numBuffersOut} buffers of ${subtask}, ${counts.buffersSent} were sent`,
    now,
  );
  operators.forEach((operator, index) => {
    const name = `of operator ${index}`;
    same(operator.numRecordsOut, counts.recordsOut[index] ?? 0, `numRecordsOut ${name}`);
    same(operator.numRecordsSide, counts.recordsSide[index] ?? 0, `numRecordsSide ${name}`);
    same(operator.numFiredTimers, counts.timersFired[index] ?? 0, `numFiredTimers ${name}`);
    same(
      operator.numLateRecordsDropped,
      counts.recordsDropped[index] ?? 0,
      `numLateRecordsDropped ${name}`,
    );
    if (vertex.chain[index].outputs.length === 0) return;
    const watermark = counts.watermarks[index] ?? MIN;
    same(operator.currentOutputWatermark, watermark, `currentOutputWatermark ${name}`);
  });
}

const time = law(
  {
    id: "metrics/no-time-is-lost",
    title: "A task is busy, idle or back-pressured, and nothing else",
    rules: ["MT-10", "MT-11", "NET-6"],
    statement:
      "After every sixteenth action and at the end: the three times of each task add up to the time " +
      "since it began to run, per second to 1000; it was busy for what its records cost, and " +
      "back-pressured between the facts taskBlocked and taskUnblocked. No more than all of the input " +
      "memory is used, of the output memory more only in overdraft, and at the end nothing.",
    kind: "always",
    runCount: 150,
    sometimes: {
      "back-pressured": 0.1,
      "floating buffers hold data": 0.02,
      "overdraft": 0.02,
      "input memory is full": 0.1,
    },
  },
  lateScenarios().map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const timeline = watch(scenario, (sight) => {
      const { metrics } = sight;
      claimTimes(sight);
      cover("back-pressured", metrics.isBackPressured);
      cover("floating buffers hold data", metrics.inputFloatingBuffersUsage > 0);
      cover("overdraft", metrics.outPoolUsage > 1);
      cover("input memory is full", metrics.inputExclusiveBuffersUsage === 1);
    });
    for (const { subtask, inPoolUsage, outPoolUsage } of readTaskMetrics(timeline.world)) {
      claimSame(inPoolUsage, 0, `At the end, inPoolUsage of ${subtask}`);
      claimSame(outPoolUsage, 0, `At the end, outPoolUsage of ${subtask}`);
    }
  },
);

function claimTimes({ metrics, counts, vertex, now }: Sight): void {
  const { subtask, accumulateBusyTimeMs: busy, accumulateIdleTimeMs: idle } = metrics;
  const { blockedSince, blockedTime, startedAt, endedAt, recordsIn } = counts;
  const blocked = blockedTime + (blockedSince < 0 ? 0 : now - blockedSince);
  claimSame(
    metrics.accumulateBackPressuredTimeMs,
    blocked / 1000,
    `Blocked time of ${subtask}`,
    now,
  );
  claim(busy >= 0 && idle >= 0, () => `${subtask}: ${busy} ms busy, ${idle} ms idle`, now);
  const lifetime = startedAt < 0 ? 0 : (endedAt < 0 ? now : endedAt) - startedAt;
  claimSame(
    Math.round(1000 * (busy + idle) + blocked),
    lifetime,
    `All times of ${subtask} in microseconds`,
    now,
  );
  const perSecond = metrics.busyTimeMsPerSecond + metrics.idleTimeMsPerSecond +
    metrics.backPressuredTimeMsPerSecond;
  claim(Math.abs(perSecond - 1000) < 1e-6, () => `${subtask}: ${perSecond} ms a second`, now);
  if (endedAt >= 0) {
    const cost = vertex.chain.reduce((sum, { operator }) => sum + operator.cost, 0);
    claimSame(Math.round(1000 * busy), recordsIn * cost, `Busy time of ${subtask} at its end`, now);
  }
  const { inPoolUsage, outPoolUsage } = metrics;
  claim(inPoolUsage >= 0 && inPoolUsage <= 1, () => `${subtask}: inPoolUsage ${inPoolUsage}`, now);
  claim(outPoolUsage >= 0, () => `${subtask}: outPoolUsage ${outPoolUsage}`, now);
}

/** The laws of metrics. */
export const METRICS: readonly Law[] = [agree, time];
