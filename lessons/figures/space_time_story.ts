// The facts behind a space-time diagram as rows and numbers, from which its words are made. Independent
// of width and of language.

import type { TraceSlice } from "./figure.ts";
import type { Advance, Handling } from "./picture_history.ts";
import { nowCell, nowText, rangeText, watermarkText } from "./picture_clock.ts";
import { type Overtaking, overtakingsOf } from "./space_time_order.ts";
import type { FiringGroup } from "./space_time_firings.ts";
import type { Pair, SpaceTimeView } from "./space_time_view.ts";
import { recordName } from "./value_name.ts";

/** What a row of the table is about. */
export type Doing =
  | "read"
  | Handling["fate"]
  | "watermark"
  | "fired early"
  | "fired on time"
  | "fired late"
  | "end of input";

/** One thing that happened on a lane. */
export interface StoryRow {
  readonly micros: number;
  /** When, as a table and as a sentence say it. */
  readonly time: string;
  readonly at: string;
  readonly subtask: string;
  readonly doing: Doing;
  /** A record's name, a watermark, or a window. */
  readonly what: string;
  /** Its key, or the keys of a firing. */
  readonly key: string;
}

/** What happened, for words. */
export interface SpaceTimeStory {
  readonly from: string;
  readonly until: string;
  readonly rows: readonly StoryRow[];
  /** Rows beyond those that are told. */
  readonly moreCount: number;
  /** Source records that are seen. */
  readonly recordCount: number;
  /** The first firing on time. */
  readonly fired: StoryRow | null;
  /** The last rise of a watermark to a time. */
  readonly risen: StoryRow | null;
  readonly late: readonly string[];
  readonly lost: readonly string[];
  readonly overtaking: Overtaking | null;
  readonly pair: Pair | null;
  /** Records of the pair's channel, as sent and as taken. */
  readonly pairSent: readonly string[];
  readonly pairTaken: readonly string[];
}

/** What is seen in the diagram. */
export interface Seen {
  readonly handlings: readonly Handling[];
  readonly groups: readonly FiringGroup[];
  readonly advances: readonly Advance[];
}

/** Rows that are told at most. */
const ROWS_MAX = 400;

/** Collects the story. */
export function storyOf(slice: TraceSlice, view: SpaceTimeView, seen: Seen): SpaceTimeStory {
  const { history, plan, clock, stage } = view;
  const label = (subtask: number) => plan.subtasks[subtask].label;
  const isSource = ({ subtask }: Handling) => plan.subtasks[subtask].inputs.length === 0;
  const rows = rowsOf(slice, view, seen);
  const whats = (...doings: Doing[]) =>
    rows.filter(({ doing }) => doings.includes(doing)).map(({ what }) => what);
  const taken = seen.handlings.filter((handling) => !isSource(handling));
  const origins = new Set(seen.handlings.map(({ origin }) => origin));
  origins.delete(-1);
  return {
    from: nowText(clock, stage.from),
    until: nowText(clock, stage.until),
    rows: rows.slice(0, ROWS_MAX),
    moreCount: Math.max(0, rows.length - ROWS_MAX),
    recordCount: origins.size,
    fired: rows.find(({ doing }) => doing === "fired on time") ?? null,
    risen: rows.findLast(({ doing, what }) => doing === "watermark" && what !== "∞") ?? null,
    late: whats("late"),
    lost: whats("dropped", "to a side output"),
    overtaking: overtakingsOf(history.handlings.filter(isSource), taken, label)[0] ?? null,
    ...pairStory(view, slice),
  };
}

function rowsOf({ names }: TraceSlice, view: SpaceTimeView, seen: Seen): StoryRow[] {
  const { clock, plan, history } = view;
  const row = (
    { time, subtask }: { readonly time: number; readonly subtask: number },
    doing: Doing,
    what = "",
    key = "",
  ): StoryRow => ({
    micros: time,
    time: nowCell(clock, time),
    at: nowText(clock, time),
    subtask: plan.subtasks[subtask].label,
    doing,
    what,
    key,
  });
  const keyOf = (key: number) => key < 0 ? "" : String(names.keys[key] ?? key);
  const isShown = ({ subtask, time }: { subtask: number; time: number }) =>
    view.lane(subtask) !== undefined && view.isInside(time);
  const rows = [
    ...seen.handlings.map((handling) => {
      const isRead = plan.subtasks[handling.subtask].inputs.length === 0;
      const name = recordName(handling, names.records);
      return row(handling, isRead ? "read" : handling.fate, name, keyOf(handling.key));
    }),
    ...seen.advances.map((advance) =>
      row(advance, "watermark", watermarkText(clock, advance.watermark))
    ),
    ...seen.groups.filter(isShown).map((group) =>
      row(
        group,
        `fired ${group.firing}`,
        rangeText(clock, group.start, group.end),
        group.keys.join(", "),
      )
    ),
    ...history.ends.filter(isShown).map((end) => row(end, "end of input")),
  ];
  return rows.map((one, index) => ({ one, index }))
    .sort((a, b) => a.one.micros - b.one.micros || a.index - b.index)
    .map(({ one }) => one);
}

function pairStory({ history, plan, pair }: SpaceTimeView, { names }: TraceSlice) {
  if (pair === undefined) return { pair: null, pairSent: [], pairTaken: [] };
  const [sender, receiver] = pair;
  const channel = plan.channels.findIndex((ends) =>
    plan.subtasks[ends.sender].label === sender && plan.subtasks[ends.receiver].label === receiver
  );
  const sent = history.flights.filter((flight) => flight.channel === channel)
    .flatMap(({ elements }) => elements).filter(({ origin }) => origin >= 0);
  const origins = new Set(sent.map(({ origin }) => origin));
  const taken = history.handlings.filter(({ subtask, origin }) =>
    plan.subtasks[subtask].label === receiver && origins.has(origin)
  );
  const nameOf = (record: { name: string; origin: number }) => recordName(record, names.records);
  return { pair, pairSent: sent.map(nameOf), pairTaken: taken.map(nameOf) };
}
