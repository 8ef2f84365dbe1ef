// What becomes of the job and of its subtasks from attempt to attempt: who ran from when to when and how it
// ended, what the job's status was, what failed, when the job manager tried again and from which checkpoint.

import { Fact, type FactRow } from "@headwater/sim/trace";
import type { TraceSlice } from "./figure.ts";
import { CANCELED, DEPLOYING, FAILED, JOB_RUNNING } from "./control_numbers.ts";
import { FINISHED, RUNNING } from "./picture_numbers.ts";

/** How a subtask's time in an attempt ended. */
export type StintEnd = "failed" | "canceled" | "finished" | "runs";

/** The time that one subtask ran within one attempt. */
export interface Stint {
  readonly subtask: number;
  /** 0 before the first restart. */
  readonly attempt: number;
  readonly from: number;
  until: number | null;
  end: StintEnd;
  /** Entries of state that it got back, and the checkpoint that they are from; nothing at the start. */
  readonly restored: { readonly checkpoint: number; readonly entries: number } | null;
}

/** The job had one status. */
export interface StatusSpan {
  /** A `JobStatus`. */
  readonly status: number;
  readonly from: number;
  until: number | null;
}

/** One restart, from the decision to the moment at which all subtasks run. */
export interface Restart {
  readonly attempt: number;
  readonly scheduled: number;
  /** How long the job manager waits, in milliseconds. */
  readonly delay: number;
  /** When the attempt began, from which checkpoint; 0 is none. */
  restored: number | null;
  checkpoint: number;
  /** When the job was running again. */
  running: number | null;
}

/** Something failed. */
export interface Failure {
  readonly time: number;
  /** The subtask, or −1. */
  readonly subtask: number;
  /** The task manager, or −1. */
  readonly taskManager: number;
  readonly reason: string;
}

/** A split is read again. */
export interface Rewind {
  readonly time: number;
  readonly subtask: number;
  readonly split: number;
  /** Records that had been read, and those that stay read. */
  readonly from: number;
  readonly to: number;
}

/** All of it, each in the order in which it happened. */
export interface AttemptLives {
  readonly stints: readonly Stint[];
  readonly statuses: readonly StatusSpan[];
  readonly restarts: readonly Restart[];
  readonly failures: readonly Failure[];
  readonly rewinds: readonly Rewind[];
}

type Reading =
  & {
    readonly [Name in keyof AttemptLives]: AttemptLives[Name][number][];
  }
  & {
    attempt: number;
    readonly restored: Map<number, Stint["restored"]>;
  };

/** Reads attempts out of facts. */
export function readAttemptLives({ facts }: Pick<TraceSlice, "facts">): AttemptLives {
  const reading: Reading = {
    stints: [],
    statuses: [],
    restarts: [],
    failures: [],
    rewinds: [],
    attempt: 0,
    restored: new Map(),
  };
  for (const fact of facts) RULES.get(fact.kind)?.(reading, fact);
  return reading;
}

const RULES: ReadonlyMap<number, (reading: Reading, fact: FactRow) => void> = new Map([
  [Fact.executionStateChanged, changeState],
  [Fact.jobStatusChanged, changeStatus],
  [Fact.restartScheduled, ({ restarts }: Reading, { time, key, stamp }: FactRow) => {
    const last = restarts.at(-1);
    // another failure while the job manager waits: it waits anew, for the same attempt
    if (last?.attempt === key && last.restored === null) restarts.pop();
    restarts.push({
      attempt: key,
      scheduled: last?.attempt === key ? last.scheduled : time,
      delay: stamp,
      restored: null,
      checkpoint: 0,
      running: null,
    });
  }],
  [Fact.restoreStarted, (reading: Reading, { time, key, stamp }: FactRow) => {
    reading.attempt = key;
    const restart = reading.restarts.at(-1);
    if (restart === undefined) return;
    restart.restored = time;
    restart.checkpoint = stamp;
  }],
  [Fact.stateRestored, ({ restored }: Reading, { owner, key, stamp }: FactRow) => {
    restored.set(owner, { checkpoint: stamp, entries: key });
  }],
  [Fact.taskFailed, ({ failures }: Reading, { time, owner, value }: FactRow) => {
    failures.push({ time, subtask: owner, taskManager: -1, reason: String(value) });
  }],
  [Fact.taskManagerLost, ({ failures }: Reading, { time, subject, value }: FactRow) => {
    failures.push({ time, subtask: -1, taskManager: subject, reason: String(value) });
  }],
  [Fact.sourceRewound, ({ rewinds }: Reading, { time, owner, subject, key, origin }: FactRow) => {
    rewinds.push({ time, subtask: owner, split: subject, from: key, to: origin });
  }],
]);

const END_OF: ReadonlyMap<number, StintEnd> = new Map([
  [FAILED, "failed"],
  [CANCELED, "canceled"],
  [FINISHED, "finished"],
]);

function changeState({ stints, attempt, restored }: Reading, fact: FactRow): void {
  const { owner, time, detail } = fact;
  const last = stints.findLast(({ subtask }) => subtask === owner);
  if (detail === RUNNING) {
    stints.push({
      subtask: owner,
      attempt,
      from: time,
      until: null,
      end: "runs",
      restored: restored.get(owner) ?? null,
    });
    return;
  }
  if (detail === DEPLOYING) restored.delete(owner);
  const end = END_OF.get(detail);
  if (end === undefined || last === undefined || last.until !== null) return;
  last.until = time;
  last.end = end;
}

function changeStatus({ statuses, restarts }: Reading, { time, detail }: FactRow): void {
  const last = statuses.at(-1);
  if (last !== undefined) last.until = time;
  statuses.push({ status: detail, from: time, until: null });
  const restart = restarts.at(-1);
  if (detail === JOB_RUNNING && restart?.restored != null) restart.running ??= time;
}
