// The facts behind a space-time diagram as rows and numbers, from which its words are made. Independent
// of width and of language.

import type { TraceSlice } from "./figure.ts";
import type { Advance, Handling } from "./picture_history.ts";
import { type FiringGroup, rangeText } from "./space_time_firings.ts";
import type { Pair, SpaceTimeView } from "./space_time_view.ts";
import { watermarkText } from "./space_time_watermarks.ts";

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
  readonly time: number;
  readonly subtask: string;
  readonly doing: Doing;
  /** A record's name, a watermark, or a window. */
  readonly what: string;
  /** Its key, or the keys of a firing. */
  readonly key: string;
}

/** Two records that a receiver took in the order opposite to that in which they were read. */
export interface Overtaking {
  readonly receiver: string;
  readonly first: string;
  readonly second: string;
}

/** What happened, for words. */
export interface SpaceTimeStory {
  readonly rows: readonly StoryRow[];
  /** Source records that are seen. */
  readonly recordCount: number;
  readonly overtakings: readonly Overtaking[];
  readonly pair: Pair | null;
  /** Records of the pair's channel, as sent and as taken. */
  readonly pairSent: readonly string[];
  readonly pairTaken: readonly string[];
  /** Seconds from sending to arrival: the shortest and the longest flight. */
  readonly flight: readonly [least: number, most: number];
}

/** Collects the story. */
export function storyOf(
  slice: TraceSlice,
  view: SpaceTimeView,
  handled: readonly Handling[],
  groups: readonly FiringGroup[],
  advances: readonly Advance[],
): SpaceTimeStory {
  const { history, plan } = view;
  const label = (subtask: number) => plan.subtasks[subtask].label;
  const isSource = (subtask: number) => plan.subtasks[subtask].inputs.length === 0;
  const isShown = ({ subtask, time }: { subtask: number; time: number }) =>
    view.lane(subtask) !== undefined && view.isInside(time);
  const keyOf = (key: number) => key < 0 ? "" : String(slice.names.keys[key] ?? key);
  const nameOf = ({ name, origin }: Handling) =>
    name || slice.names.records?.[origin] || `#${origin}`;
  const rows: StoryRow[] = [
    ...handled.map((handling): StoryRow => ({
      time: handling.time,
      subtask: label(handling.subtask),
      doing: isSource(handling.subtask) ? "read" : handling.fate,
      what: nameOf(handling),
      key: keyOf(handling.key),
    })),
    ...advances.map(({ time, subtask, watermark }): StoryRow => ({
      time,
      subtask: label(subtask),
      doing: "watermark",
      what: watermarkText(watermark),
      key: "",
    })),
    ...groups.filter(isShown).map((group): StoryRow => ({
      time: group.time,
      subtask: label(group.subtask),
      doing: `fired ${group.firing}`,
      what: rangeText(group),
      key: group.keys.join(", "),
    })),
    ...history.ends.filter(isShown).map(({ time, subtask }): StoryRow => ({
      time,
      subtask: label(subtask),
      doing: "end of input",
      what: "",
      key: "",
    })),
  ];
  const read = history.handlings.filter(({ subtask }) => isSource(subtask));
  return {
    rows: rows.map((row, index) => ({ row, index }))
      .sort((a, b) => a.row.time - b.row.time || a.index - b.index)
      .map(({ row }) => row),
    recordCount: new Set(handled.map(({ origin }) => origin).filter((origin) => origin >= 0)).size,
    overtakings: overtakingsOf(read, handled.filter(({ subtask }) => !isSource(subtask)), label),
    ...pairStory(view, slice),
    flight: flightTimes(view),
  };
}

/** Neighbours at a receiver that were read in the opposite order. */
function overtakingsOf(
  read: readonly Handling[],
  taken: readonly Handling[],
  label: (subtask: number) => string,
): Overtaking[] {
  const readAt = new Map(read.map(({ origin }, index) => [origin, index]));
  const last = new Map<number, Handling>();
  return taken.flatMap((handling) => {
    const before = last.get(handling.subtask);
    const [mine, its] = [readAt.get(handling.origin), readAt.get(before?.origin ?? -1)];
    if (mine !== undefined) last.set(handling.subtask, handling);
    if (before === undefined || mine === undefined || its === undefined || its < mine) return [];
    return [{ receiver: label(handling.subtask), first: before.name, second: handling.name }];
  });
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
  const nameOf = ({ name, origin }: { name: string; origin: number }) =>
    name || names.records?.[origin] || `#${origin}`;
  return { pair, pairSent: sent.map(nameOf), pairTaken: taken.map(nameOf) };
}

function flightTimes({ history, stage }: SpaceTimeView): [number, number] {
  const times = history.flights
    .filter(({ sent }) => sent >= stage.from && sent <= stage.until)
    .map(({ sent, arrival }) => arrival - sent);
  return times.length === 0 ? [0, 0] : [Math.min(...times), Math.max(...times)];
}
