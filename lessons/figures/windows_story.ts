// The facts behind the picture of windows as rows, from which its words are made. Independent of width and
// of language, but for what a window without an end is called.

import { failureOf, type FailureStory } from "./failure_words.ts";
import { nowCell, nowText, rangeText } from "./picture_clock.ts";
import type { Firing } from "./picture.ts";
import type { Handling } from "./picture_history.ts";
import { FOREVER } from "./picture_numbers.ts";
import type { WindowLife } from "./window_lives.ts";
import type { WindowKind } from "./windowed_subject.ts";
import type { WindowLayout } from "./windows_lanes.ts";
import type { WindowsView } from "./windows_view.ts";

/** What became of a window of a key. */
export interface WindowLifeRow {
  readonly subtask: string;
  readonly key: string;
  /** Empty for a window without an end. */
  readonly range: string;
  /** When it was opened, as a table and as a sentence say it. */
  readonly time: string;
  readonly at: string;
  readonly records: readonly string[];
  readonly firings: readonly LifeFiringRow[];
  /** When it was emptied first, and how often. */
  readonly emptied: string | null;
  readonly emptiedCount: number;
  /** When an evictor took elements away first, how many, and how many were left. */
  readonly evicted: { readonly at: string; readonly count: number; readonly left: number } | null;
  /** It came back from a snapshot. */
  readonly isRestored: boolean;
  readonly end: "open" | "cleaned" | "merged" | "lost";
  readonly endAt: string;
  /** The stretch of the window that it went into, and the record that made them one. */
  readonly into: string;
  readonly mergedBy: string;
}

/** A firing. */
export interface LifeFiringRow {
  readonly micros: number;
  readonly at: string;
  readonly firing: Firing;
  readonly count: number;
}

/** A record that no window took. */
export interface LossRow {
  readonly subtask: string;
  readonly key: string;
  readonly name: string;
  readonly time: string;
  readonly at: string;
  readonly fate: Handling["fate"];
}

/** What happened, for words. */
export interface WindowsStory {
  readonly operator: string;
  /** Nothing for an operator without windows. */
  readonly kind: WindowKind | null;
  /** Watermarks set off what happens to the windows. */
  readonly isSetOff: boolean;
  readonly windows: readonly WindowLifeRow[];
  readonly moreCount: number;
  readonly windowCount: number;
  /** Of these, the first so many are seen in the picture. */
  readonly shownCount: number;
  readonly losses: readonly LossRow[];
  /** Names of records of keys that are seen: late but taken, and taken by no window. */
  readonly late: readonly string[];
  readonly lost: readonly string[];
  /** The most windows that one record is in, and that record. */
  readonly shares: { readonly record: string; readonly count: number } | null;
  /** What the first failure did to windows that are seen. */
  readonly failure: FailureStory | null;
}

/** Windows that are told at most. */
const WINDOWS_MAX = 300;

/** Collects the story. */
export function windowsStory(view: WindowsView, layout: WindowLayout): WindowsStory {
  const { subject, lives, losses } = view;
  const byId = new Map(lives.map((life) => [life.id, life]));
  const shown = new Set(layout.lanes.flatMap((lane) => lane.lives.map(({ life }) => life.id)));
  // what is seen is told first
  const told = [
    ...lives.filter(({ id }) => shown.has(id)),
    ...lives.filter(({ id }) => !shown.has(id)),
  ];
  const rows = told.slice(0, WINDOWS_MAX).map((life) => lifeRow(view, life, byId));
  const late = told.slice(0, shown.size).flatMap((life) => lateNames(view, life));
  const lost = layout.lanes.flatMap((lane) => lane.losses.flatMap(({ handlings }) => handlings));
  return {
    operator: subject.uid,
    kind: subject.windows?.kind ?? null,
    isSetOff: (subject.windows?.isEventTime ?? false) &&
      lives.some(({ firings }) => firings.length > 0),
    windows: rows,
    moreCount: told.length - rows.length,
    windowCount: told.length,
    shownCount: shown.size,
    losses: losses.slice(0, WINDOWS_MAX).map((handling) => lossRow(view, handling)),
    late: [...new Set(late)],
    lost: lost.toSorted((a, b) => a.time - b.time).map((handling) => view.recordName(handling)),
    shares: sharesOf(view, lives),
    failure: failureOf(
      rows.slice(0, shown.size).map((row, index) => ({
        ...row,
        begun: told[index].opened,
        ended: told[index].closed ?? 0,
        isLost: row.end === "lost",
      })),
    ),
  };
}

function lifeRow(
  view: WindowsView,
  life: WindowLife,
  byId: ReadonlyMap<number, WindowLife>,
): WindowLifeRow {
  const { clock } = view;
  const { opened, closed, mergedInto, firings, changes } = life;
  const purges = changes.filter(({ cause }) => cause === "purge");
  const into = mergedInto === null ? undefined : byId.get(mergedInto);
  const isOpen = closed === null || closed > view.stage.until;
  return {
    subtask: view.label(life.subtask),
    key: view.key(life.key),
    range: rangeOf(view, life),
    time: nowCell(clock, opened),
    at: nowText(clock, opened),
    records: recordNames(view, life),
    firings: firings.filter(({ time }) => time <= view.stage.until).map((
      { time, firing, count },
    ) => ({ micros: time, at: nowText(clock, time), firing, count })),
    emptied: purges.length === 0 ? null : nowText(clock, purges[0].time),
    emptiedCount: purges.length,
    evicted: evictedOf(view, life),
    isRestored: changes[0]?.cause === "restore",
    end: isOpen ? "open" : life.isLost ? "lost" : mergedInto === null ? "cleaned" : "merged",
    endAt: isOpen ? "" : nowText(clock, closed),
    into: into === undefined ? "" : rangeOf(view, into),
    mergedBy: into === undefined ? "" : mergedBy(view, into, closed!),
  };
}

function evictedOf({ clock }: WindowsView, { changes }: WindowLife): WindowLifeRow["evicted"] {
  const index = changes.findIndex(({ cause }) => cause === "evict");
  if (index < 1) return null;
  const { time, count } = changes[index];
  return { at: nowText(clock, time), count: changes[index - 1].count - count, left: count };
}

function rangeOf({ clock }: WindowsView, { start, end }: WindowLife): string {
  return end === FOREVER ? "" : rangeText(clock, start, end);
}

/** The record that came into a window when others did. */
function mergedBy(view: WindowsView, { subtask, changes }: WindowLife, time: number): string {
  const change = changes.find((one) => one.cause === "element" && one.time === time);
  return change === undefined ? "" : nameOf(view, subtask, change);
}

function nameOf(
  view: WindowsView,
  subtask: number,
  { time, origin }: { readonly time: number; readonly origin: number },
): string {
  return view.recordName(view.handling(subtask, time, origin) ?? { name: "", origin });
}

function recordNames(view: WindowsView, { subtask, changes }: WindowLife): string[] {
  return changes.filter(({ cause, time }) => cause === "element" && time <= view.stage.until)
    .map((change) => nameOf(view, subtask, change));
}

function lateNames(view: WindowsView, { subtask, changes }: WindowLife): string[] {
  return changes.map(({ time, origin }) => view.handling(subtask, time, origin))
    .filter((handling) => handling?.fate === "late" && view.isSeen(handling.time))
    .map((handling) => view.recordName(handling!));
}

function lossRow(view: WindowsView, handling: Handling): LossRow {
  const { subtask, key, time, fate } = handling;
  return {
    subtask: view.label(subtask),
    key: view.key(key),
    name: view.recordName(handling),
    time: nowCell(view.clock, time),
    at: nowText(view.clock, time),
    fate,
  };
}

/** The record that is in the most windows, if it is in more than one. */
function sharesOf(view: WindowsView, lives: readonly WindowLife[]): WindowsStory["shares"] {
  const counts = new Map<string, { record: string; count: number }>();
  for (const { subtask, key, changes } of lives) {
    for (const { time, origin, cause } of changes) {
      if (cause !== "element") continue;
      const id = `${subtask} ${key} ${time} ${origin}`;
      const share = counts.get(id);
      const record = nameOf(view, subtask, { time, origin });
      if (share === undefined) counts.set(id, { record, count: 1 });
      else share.count++;
    }
  }
  const [most] = [...counts.values()].sort((a, b) => b.count - a.count);
  return most === undefined || most.count < 2 ? null : most;
}
