// What went wrong in a run and what became of it, as data: the faults and what was said of them before,
// failures and restarts, checkpoints, and the ledger of every sink.

import type { Micros } from "../clock/time.ts";
import type { FaultLabel } from "../cluster/fault_label.ts";
import type { Guarantee } from "../cluster/fault_guarantee.ts";
import type { SinkOperatorSpec } from "../7_sink/sink_operator.ts";
import type { ExecutionPlan } from "../task/subtask_spec.ts";
import type { LedgerEntry } from "../ledger.ts";
import type { Timeline } from "../timeline.ts";
import { NEVER } from "../clock/agenda.ts";
import { neverFiredWarning, noEffectWarning } from "../cluster/fault_never_fired.ts";
import { JOB_STATUS_NAMES } from "../element/job_status.ts";
import { ledger } from "../ledger.ts";
import { labelOf } from "../run_warnings.ts";
import type { CalmRun } from "./calm_run.ts";
import type { Subject } from "./subject.ts";

/** One fault, and when it struck; null when it never did. */
export interface FaultReport {
  readonly fault: string;
  readonly struckAt: Micros | null;
  /** False when it lay in wait for something that was not tried while it lasted. */
  readonly hasMet: boolean;
}

/** One sink's page of the ledger. */
export interface LedgerPage extends LedgerEntry {
  /** What readers were promised before the run. */
  readonly promised: Guarantee;
  /** Rows in transactions that were aborted: written, and never seen. */
  readonly aborted: number;
}

/** All of it. Times are simulated microseconds. */
export interface RecoveryReport {
  readonly faults: readonly FaultReport[];
  /** True when every fault struck, and met something: only then the run proves something. */
  readonly isExercised: boolean;
  /** What was said before the run; sinks are called by their ids, as in the ledger. */
  readonly label: FaultLabel;
  readonly status: string;
  /** When the job came to its end, well or not; null when it has not. */
  readonly endedAt: Micros | null;
  /** Of the last failure; empty when there was none. */
  readonly cause: string;
  readonly restarts: number;
  readonly lastRecovery: Recovery | null;
  readonly recordsReplayed: number;
  readonly checkpoints: {
    readonly completed: number;
    readonly failed: number;
    readonly inProgress: number;
  };
  /** Null when nothing was planned to go wrong, or there is no run to compare with. */
  readonly ledger: readonly LedgerPage[] | null;
  /** Why there is none; else empty. */
  readonly ledgerTrouble: string;
  /** Whether readers see something else than a whole engine shows; null unless one is broken on purpose. */
  readonly isSabotageSeen: boolean | null;
  /** How often the run without faults had to begin again, all by itself: it should not have had to. */
  readonly calmRestarts: number;
}

/** The last time that the job went back. */
export interface Recovery {
  /** The checkpoint that it went on from, or 0 for the start. */
  readonly checkpoint: number;
  /** When that was triggered, or null when its history is forgotten. */
  readonly triggeredAt: Micros | null;
  /** From the failure until everything ran again; null when it never did. */
  readonly duration: Micros | null;
}

/** Reads a run that has ended, beside the one without faults. */
export function recoveryReport(
  { world, ground }: Timeline,
  { seriesOf }: Pick<Subject, "seriesOf">,
  calm?: CalmRun,
  whole?: CalmRun,
): RecoveryReport {
  const { jobManager, tasks, coordinator: { stats } } = world;
  const faults = readFaults({ world, ground });
  const label = inSinkIds(labelOf(ground), ground.plan);
  const isCompared = calm !== undefined && calm.trouble === "";
  return {
    faults,
    isExercised: faults.every(({ struckAt, hasMet }) => struckAt !== null && hasMet),
    label,
    status: JOB_STATUS_NAMES[jobManager.status],
    endedAt: jobManager.endedAt < NEVER ? jobManager.endedAt : null,
    cause: jobManager.cause,
    restarts: jobManager.numRestarts,
    lastRecovery: readRecovery(world),
    recordsReplayed: tasks.reduce((sum, { replayedCount }) => sum + replayedCount, 0),
    checkpoints: {
      completed: stats.numberOfCompletedCheckpoints,
      failed: stats.numberOfFailedCheckpoints,
      inProgress: stats.numberOfInProgressCheckpoints,
    },
    ledger: isCompared
      ? ledger(world, calm.timeline.world, { seriesOf }).map((entry) => ({
        ...entry,
        promised: label.sinks.find(({ name }) => name === entry.sink)!.guarantee,
        aborted: countAborted(world, entry.sink),
      }))
      : null,
    ledgerTrouble: calm?.trouble ?? "",
    isSabotageSeen: whole === undefined ? null : isOther(world, whole, seriesOf),
    calmRestarts: calm?.timeline.world.jobManager.numRestarts ?? 0,
  };
}

/** True when some sink shows readers something else in the other run. */
function isOther(
  { jobManager, outsides }: Timeline["world"],
  { timeline: { world } }: CalmRun,
  seriesOf: Subject["seriesOf"],
): boolean {
  return jobManager.status !== world.jobManager.status ||
    ledger({ outsides }, world, { seriesOf }).some((
      { lost, duplicated, wrong, outOfOrder, rewritten },
    ) => lost.length + duplicated.length + wrong.length + (outOfOrder ?? 0) + rewritten > 0);
}

/** Faults that never struck, or met nothing: warnings to be said behind the run. */
export function neverFiredWarnings({ world, ground: { allFaults } }: Timeline): string[] {
  const { triggers } = world.faults;
  if (allFaults.length === 0) return [];
  return [
    ...triggers.neverFired().map((index) =>
      neverFiredWarning(allFaults[index], triggers.counts[index])
    ),
    ...triggers.neverMet().map((index) => noEffectWarning(allFaults[index])),
  ];
}

function readFaults({ world, ground }: Pick<Timeline, "world" | "ground">): FaultReport[] {
  const { triggers } = world.faults;
  if (ground.allFaults.length === 0) return [];
  const { startedAt } = triggers;
  const inVain = triggers.neverMet();
  return ground.faultTexts.map((fault, index) => ({
    fault,
    struckAt: startedAt[index] < NEVER ? startedAt[index] : null,
    hasMet: !inVain.includes(index),
  }));
}

/** The number of the newest attempt that was deployed. */
export function newestAttempt({ tasks }: Timeline["world"]): number {
  return tasks.reduce((newest, { attempt }) => Math.max(newest, attempt), 0);
}

function readRecovery(world: Timeline["world"]): Recovery | null {
  const { jobManager, coordinator: { stats } } = world;
  const { recoveredAttempt, recoveryTime } = jobManager;
  const attempt = newestAttempt(world);
  if (attempt === 0) return null;
  const checkpoint = Math.max(0, stats.lastRestoredCheckpointId);
  const found = stats.history.find(({ spec }) => spec.id === checkpoint);
  return {
    checkpoint,
    triggeredAt: found?.spec.triggeredAt ?? null,
    duration: recoveredAttempt === attempt ? recoveryTime : null,
  };
}

/** Faults and labels call a sink by the uid of its operator, the world outside by its id. */
function inSinkIds(label: FaultLabel, { vertices }: ExecutionPlan): FaultLabel {
  const operators = vertices.flatMap(({ chain }) => chain.map(({ operator }) => operator));
  const idOf = (uid: string) =>
    (operators.find((one) => one.uid === uid) as SinkOperatorSpec).sink.id;
  return { ...label, sinks: label.sinks.map((one) => ({ ...one, name: idOf(one.name) })) };
}

function countAborted({ outsides }: Timeline["world"], sink: string): number {
  return outsides.reduce((sum, { outside }) => {
    if (outside?.spec.id !== sink) return sum;
    return sum + outside.read(true).filter(({ status }) => status === "aborted").length;
  }, 0);
}
