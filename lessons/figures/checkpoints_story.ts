// The facts behind the picture of checkpoints as rows, from which its words are made. Independent of width and
// of language.

import { type CheckpointEnd, type CheckpointLife, lastPart } from "./checkpoint_lives.ts";
import { type Phase, PHASES, phaseTimes } from "./checkpoints_parts.ts";
import type { ControlView } from "./control_view.ts";
import { nowCell, nowText } from "./picture_clock.ts";

/** What became of a checkpoint. */
export interface CheckpointRow {
  readonly id: string;
  readonly triggeredAt: string;
  readonly end: CheckpointEnd;
  readonly reason: string;
  readonly endedAt: string;
  /** From the trigger to the end. */
  readonly duration: string;
  readonly micros: number;
  /** The subtask that was ready last, or never was. */
  readonly last: string;
  /** What took it longest, and how long; nothing while it has not begun. */
  readonly phase: Phase | null;
  readonly phaseTime: string;
  readonly restoredAt: readonly string[];
  readonly subsumedAt: string;
}

/** What a subtask did for a checkpoint. */
export interface PartRow {
  readonly checkpoint: string;
  readonly subtask: string;
  /** How long each phase took; empty for one that did not end. */
  readonly times: Readonly<Record<Phase, string>>;
  readonly entries: string;
  /** When the coordinator knew, after the trigger. */
  readonly acknowledged: string;
}

/** What happened, for words. */
export interface CheckpointsStory {
  readonly checkpoints: readonly CheckpointRow[];
  readonly parts: readonly PartRow[];
  /** Shares that are not told. */
  readonly moreCount: number;
  readonly counts: Readonly<Record<CheckpointEnd, number>>;
  /** Requests for a checkpoint that were turned down, and why. */
  readonly refusals: readonly { readonly at: string; readonly reason: string }[];
  readonly faults: readonly { readonly at: string; readonly text: string }[];
}

/** Shares that are told at most. */
const PARTS_MAX = 200;

/** Collects the story of what is seen. */
export function checkpointsStory(view: ControlView): CheckpointsStory {
  const { until } = view.stage;
  const seen = view.lives.checkpoints
    .filter(({ triggered, ended }) => view.isSeen(triggered, ended ?? Infinity))
    .map((life) => knownAt(life, until));
  const parts = seen.flatMap((life) => partRows(view, life));
  const count = (wanted: CheckpointEnd) => seen.filter(({ end }) => end === wanted).length;
  return {
    checkpoints: seen.map((life) => checkpointRow(view, life)),
    parts: parts.slice(0, PARTS_MAX),
    moreCount: Math.max(0, parts.length - PARTS_MAX),
    counts: { completed: count("completed"), failed: count("failed"), pending: count("pending") },
    refusals: view.lives.refusals.filter(({ time }) => view.isSeen(time))
      .map(({ time, reason }) => ({ at: nowText(view.clock, time), reason })),
    faults: view.faults.filter(({ from }) => view.isSeen(from))
      .map(({ from, text }) => ({ at: nowText(view.clock, from), text })),
  };
}

/** What ends behind the stretch has not ended yet. */
function knownAt(life: CheckpointLife, until: number): CheckpointLife {
  return life.ended !== null && life.ended > until
    ? { ...life, ended: null, end: "pending" }
    : life;
}

function checkpointRow(view: ControlView, life: CheckpointLife): CheckpointRow {
  const { id, triggered, ended, end, reason, restores, subsumed } = life;
  const { clock } = view;
  const last = lastPart(life);
  const longest = last === undefined ? null : longestPhase(life, last);
  const span = ended === null ? null : ended - triggered;
  return {
    id: String(id),
    triggeredAt: nowText(clock, triggered),
    end,
    reason,
    endedAt: ended === null ? "" : nowText(clock, ended),
    duration: span === null ? "" : nowText(clock, span),
    micros: span ?? 0,
    last: last === undefined ? "" : view.label(last.subtask),
    phase: longest?.phase ?? null,
    phaseTime: longest === null ? "" : nowText(clock, longest.micros),
    restoredAt: restores.filter((time) => view.isSeen(time)).map((time) => nowText(clock, time)),
    subsumedAt: subsumed === null || !view.isSeen(subsumed) ? "" : nowText(clock, subsumed),
  };
}

/** Of the phases of a share, the longest; one that has not ended lasts until the checkpoint is over. */
function longestPhase(life: CheckpointLife, part: Parameters<typeof phaseTimes>[1]) {
  const times = phaseTimes(life, part);
  const spans = PHASES.flatMap((phase, index) => {
    const from = times[index];
    const until = times[index + 1] ?? life.ended;
    return from === null || until === null ? [] : [{ phase, micros: until - from }];
  });
  if (spans.length === 0) return null;
  return spans.reduce((longest, span) => span.micros > longest.micros ? span : longest);
}

function partRows(view: ControlView, life: CheckpointLife): PartRow[] {
  const shown = new Set(view.lanes.flatMap(({ subtasks }) => subtasks));
  const { clock } = view;
  return [...life.parts.values()].filter(({ subtask }) => shown.has(subtask)).map((part) => {
    const times = phaseTimes(life, part);
    const told = PHASES.map((phase, index): [Phase, string] => {
      const [from, until] = [times[index], times[index + 1]];
      return [phase, from === null || until === null ? "" : nowCell(clock, until - from)];
    });
    const { acknowledged, copied, entries } = part;
    return {
      checkpoint: String(life.id),
      subtask: view.label(part.subtask),
      times: Object.fromEntries(told) as Record<Phase, string>,
      entries: copied === null ? "" : String(entries),
      acknowledged: acknowledged === null ? "" : nowCell(clock, acknowledged - life.triggered),
    };
  });
}
