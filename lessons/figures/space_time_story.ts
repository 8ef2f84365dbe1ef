// The facts behind a space-time diagram as rows and numbers, from which its words are made. Independent
// of width and of language.

import type { TraceSlice } from "./figure.ts";
import type { Advance, Handling } from "./picture_history.ts";
import { type FiringGroup, rangeText } from "./space_time_firings.ts";
import type { Pair, SpaceTimeView } from "./space_time_view.ts";
import { NONE } from "./picture_numbers.ts";
import { recordName } from "./value_name.ts";
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

/** A record that others, read later, overtook on the way to a receiver. */
export interface Overtaking {
  readonly receiver: string;
  readonly record: string;
  /** Those with its key, or all of them when none has. */
  readonly by: readonly string[];
  readonly isOfOneKey: boolean;
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
  const nameOf = (handling: Handling) => recordName(handling, slice.names.records);
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

/** Records before a record that are compared with it, so that long runs take no longer. */
const LOOK_BACK = 64;

/** Overtaken records, those overtaken by their own key first: only there it can matter. */
function overtakingsOf(
  read: readonly Handling[],
  taken: readonly Handling[],
  label: (subtask: number) => string,
): Overtaking[] {
  const readAt = new Map(read.map(({ origin }, index) => [origin, index]));
  const before = new Map<number, Handling[]>();
  const found = taken.flatMap((handling): Overtaking[] => {
    const { subtask, origin, key, name } = handling;
    const mine = readAt.get(origin);
    if (mine === undefined) return [];
    const earlier = before.get(subtask) ?? [];
    before.set(subtask, [...earlier, handling].slice(-LOOK_BACK));
    const all = earlier.filter((other) => readAt.get(other.origin)! > mine);
    if (all.length === 0) return [];
    const own = all.filter((other) => other.key === key && key !== NONE);
    const by = (own.length > 0 ? own : all).map((other) => other.name);
    return [{ receiver: label(subtask), record: name, by, isOfOneKey: own.length > 0 }];
  });
  return [...found.filter((one) => one.isOfOneKey), ...found.filter((one) => !one.isOfOneKey)];
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

function flightTimes({ history, stage }: SpaceTimeView): [number, number] {
  const times = history.flights
    .filter(({ sent }) => sent >= stage.from && sent <= stage.until)
    .map(({ sent, arrival }) => arrival - sent);
  return times.length === 0 ? [0, 0] : [Math.min(...times), Math.max(...times)];
}
