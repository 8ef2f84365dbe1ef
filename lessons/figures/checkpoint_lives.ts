// What becomes of every checkpoint: triggered, carried out by each subtask in phases, completed or given up,
// and replaced by a newer one. Read from facts alone.
//
//   trigger ── travels ──▶ first barrier ── aligns ──▶ last barrier ── copies ──▶ ── uploads ──▶ acknowledged
//                                                                                          all of them │
//                             subsumed ◀──── restored, perhaps ◀──── completed ◀──── stores metadata ◀─┘

import { Fact, type FactRow } from "@headwater/sim/trace";
import type { TraceSlice } from "./figure.ts";
import { RUNNING } from "./picture_numbers.ts";

/** One subtask's share of a checkpoint; null is what has not come, or did not come any more. */
export interface PartLife {
  readonly subtask: number;
  /** The first barrier came, or, to a source, the call of the coordinator. */
  reached: number | null;
  /** The last barrier came, and the task began to copy its state. */
  aligned: number | null;
  /** Its barriers had taken too long, and overtook from then on. */
  turned: number | null;
  /** It copied its state before all barriers were there, with what they overtook; the fact that says so. */
  recording: { readonly from: number; readonly fact: number; until: number | null } | null;
  /** It has a copy, and goes on; of so many entries. */
  copied: number | null;
  entries: number;
  uploaded: number | null;
  /** The coordinator knows. */
  acknowledged: number | null;
  /** It heard that the checkpoint is complete, or that it was given up. */
  notified: number | null;
  /** Why it has no part in it. */
  failed: { readonly time: number; readonly reason: string } | null;
}

/** How a checkpoint ended. */
export type CheckpointEnd = "completed" | "failed" | "pending";

/** One checkpoint. */
export interface CheckpointLife {
  readonly id: number;
  readonly triggered: number;
  /** By subtask, of those that take part. */
  readonly parts: Map<number, PartLife>;
  fullyAcknowledged: number | null;
  ended: number | null;
  end: CheckpointEnd;
  /** Why it was given up. */
  reason: string;
  /** A newer one took its place. */
  subsumed: number | null;
  /** When attempts went back to it. */
  readonly restores: number[];
}

/** A checkpoint that was not even triggered. */
export interface CheckpointRefusal {
  readonly time: number;
  readonly reason: string;
}

/** All checkpoints, in the order of their numbers. */
export interface CheckpointLives {
  readonly checkpoints: readonly CheckpointLife[];
  readonly refusals: readonly CheckpointRefusal[];
}

/** Reads the lives of all checkpoints. */
export function readCheckpointLives({ plan, facts }: Pick<TraceSlice, "plan" | "facts">) {
  const lives = new Map<number, CheckpointLife>();
  const refusals: CheckpointRefusal[] = [];
  const isRunning = plan.subtasks.map(() => true);
  for (const fact of facts) {
    const { kind, owner, stamp, time } = fact;
    if (kind === Fact.executionStateChanged) isRunning[owner] = fact.detail === RUNNING;
    else if (kind === Fact.checkpointRefused) refusals.push({ time, reason: String(fact.value) });
    else if (kind === Fact.checkpointTriggered) lives.set(stamp, begun(fact, isRunning));
    else {
      const life = lives.get(stamp);
      if (life === undefined) continue;
      const part = life.parts.get(owner < 0 ? fact.subject : owner);
      OF_PART.get(kind)?.(part ?? NOBODY, fact);
      if (owner < 0) OF_WHOLE.get(kind)?.(life, fact);
    }
  }
  return { checkpoints: [...lives.values()], refusals } satisfies CheckpointLives;
}

function begun({ time, stamp }: FactRow, isRunning: readonly boolean[]): CheckpointLife {
  const running = isRunning.flatMap((is, subtask) => is ? [subtask] : []);
  return {
    id: stamp,
    triggered: time,
    parts: new Map(running.map((subtask) => [subtask, emptyPart(subtask)])),
    fullyAcknowledged: null,
    ended: null,
    end: "pending",
    reason: "",
    subsumed: null,
    restores: [],
  };
}

function emptyPart(subtask: number): PartLife {
  return {
    subtask,
    reached: null,
    aligned: null,
    turned: null,
    recording: null,
    copied: null,
    entries: 0,
    uploaded: null,
    acknowledged: null,
    notified: null,
    failed: null,
  };
}

/** Takes what is said about subtasks that do not take part. */
const NOBODY = emptyPart(-1);

const OF_PART: ReadonlyMap<number, (part: PartLife, fact: FactRow) => void> = new Map([
  [Fact.barrierReceived, (part: PartLife, { time }: FactRow) => void (part.reached ??= time)],
  [Fact.checkpointTurnedUnaligned, (part: PartLife, { time }: FactRow) => {
    part.turned ??= time;
  }],
  [Fact.recordingStarted, (part: PartLife, { time, index }: FactRow) => {
    part.recording ??= { from: time, fact: index, until: null };
  }],
  [Fact.recordingCompleted, (part: PartLife, { time }: FactRow) => {
    if (part.recording !== null) part.recording.until ??= time;
  }],
  [Fact.snapshotStarted, (part: PartLife, { time }: FactRow) => {
    part.reached ??= time;
    part.aligned ??= time;
  }],
  [Fact.snapshotTaken, (part: PartLife, { time, key }: FactRow) => {
    part.copied ??= time;
    part.entries = key;
  }],
  [Fact.stateUploaded, (part: PartLife, { time }: FactRow) => void (part.uploaded ??= time)],
  [
    Fact.checkpointAcknowledged,
    (part: PartLife, { time }: FactRow) => void (part.acknowledged ??= time),
  ],
  [Fact.completionNotified, (part: PartLife, { time }: FactRow) => void (part.notified ??= time)],
  [Fact.abortNotified, (part: PartLife, { time }: FactRow) => void (part.notified ??= time)],
  [Fact.snapshotFailed, fail],
  [Fact.alignmentAborted, fail],
  [Fact.checkpointDeclined, fail],
]);

function fail(part: PartLife, { time, value }: FactRow): void {
  part.failed ??= { time, reason: String(value) };
}

const OF_WHOLE: ReadonlyMap<number, (life: CheckpointLife, fact: FactRow) => void> = new Map([
  [Fact.checkpointFullyAcknowledged, (life: CheckpointLife, { time }: FactRow) => {
    life.fullyAcknowledged = time;
  }],
  [Fact.checkpointCompleted, (life: CheckpointLife, { time }: FactRow) => {
    life.ended = time;
    life.end = "completed";
  }],
  [Fact.checkpointAborted, (life: CheckpointLife, { time, value }: FactRow) => {
    life.ended = time;
    life.end = "failed";
    life.reason = String(value);
  }],
  [Fact.checkpointSubsumed, (life: CheckpointLife, { time }: FactRow) => {
    life.subsumed = time;
  }],
  [Fact.restoreStarted, (life: CheckpointLife, { time }: FactRow) => void life.restores.push(time)],
]);

/** The share that was ready last: what the checkpoint waited for; one that never was comes first. */
export function lastPart({ parts }: CheckpointLife): PartLife | undefined {
  const readyAt = ({ acknowledged }: PartLife) => acknowledged ?? Infinity;
  return [...parts.values()].reduce<PartLife | undefined>(
    (last, part) => last === undefined || readyAt(part) > readyAt(last) ? part : last,
    undefined,
  );
}
