// Records where subtasks are done with them. Records of one instant lie like coins, the later ones a bit
// to the right, so that their order can be seen; where there are too many, one circle counts them.
//
//     ◖◖◖●  four in one instant       ⬤ ×20

import { type Handling, STATE_OF_FATE } from "./picture_history.ts";
import type { RecordState } from "./glyphs.ts";
import type { Box } from "./labels.ts";
import { NONE } from "./picture_numbers.ts";
import type { Lane } from "./space_time_lanes.ts";
import type { SpaceTimeView } from "./space_time_view.ts";
import { distinct, recordName } from "./value_name.ts";

/** A record on a lane. */
export interface RecordMark {
  /** Its name; a number is added when it comes by again. */
  readonly id: string;
  readonly lane: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly key: number;
  readonly state: RecordState;
  /** Records that the circle stands for. */
  readonly count: number;
  /** Where what it cost begins. */
  readonly busyFrom: number;
  readonly isDimmed: boolean;
}

/** Pixels between records of one instant, and how far they may be moved from it. */
const COIN = 5;
const DRIFT_MAX = 16;

/** Circles that are drawn at most. */
const RECORDS_MAX = 220;

/**
 * The records of every lane, in the order in which they were handled; with channels, only those that
 * travel on one of them.
 */
export function recordMarks(
  view: SpaceTimeView,
  names: readonly string[],
  channels?: readonly string[],
): { marks: RecordMark[]; isThinned: boolean } {
  const { layout, pair } = view;
  const shown = shownHandlings(view, channels);
  const onWay = pair === undefined ? null : originsOn(view, [pair.join("→")]);
  const lanes = layout.lanes.map((lane) => {
    const own = shown.filter(({ subtask }) => lane.subtasks.includes(subtask));
    const marks = own.map((handling): RecordMark => ({
      id: "",
      lane: lane.id,
      name: recordName(handling, names),
      x: view.x(handling.time),
      y: lane.y,
      key: handling.key,
      state: STATE_OF_FATE[handling.fate],
      count: 1,
      busyFrom: view.x(Math.max(handling.begun, view.stage.from)),
      isDimmed: onWay !== null && !isOnWay(view, lane, handling, onWay),
    }));
    return marks;
  });
  for (let coin = COIN;; coin *= 2) {
    const marks = lanes.flatMap((lane) => withIds(spread(lane, coin)));
    if (marks.length <= RECORDS_MAX) return { marks, isThinned: coin > COIN };
  }
}

/** What is shown of what was handled: on the lanes, within the stretch, and on the channels if named. */
export function shownHandlings(view: SpaceTimeView, channels?: readonly string[]): Handling[] {
  const onChannels = channels === undefined ? null : originsOn(view, channels);
  return view.history.handlings.filter(({ subtask, time, origin }) =>
    view.lane(subtask) !== undefined && view.isInside(time) && (onChannels?.has(origin) ?? true)
  );
}

/** Where dropped records fall: below their lane. */
export function fallingBoxes(marks: readonly RecordMark[]): Box[] {
  return marks.filter(({ state }) => state === "dropped")
    .map(({ x, y }) => ({ x: x - 5, y, width: 10, height: 16 }));
}

/** Moves coins apart, and counts those that would be moved too far. */
function spread(marks: readonly RecordMark[], coin: number): RecordMark[] {
  const placed: RecordMark[] = [];
  for (const mark of marks) {
    const last = placed.at(-1);
    const x = Math.max(mark.x, (last?.x ?? -Infinity) + coin);
    const isFree = x - mark.x <= (coin === COIN ? DRIFT_MAX : 0);
    if (last === undefined || isFree) placed.push({ ...mark, x });
    else placed[placed.length - 1] = merged(last, mark);
  }
  return placed;
}

/** One circle for both; of several keys, none. */
function merged(a: RecordMark, b: RecordMark): RecordMark {
  const key = a.key === b.key ? a.key : NONE;
  return { ...a, key, count: a.count + 1 };
}

function withIds(marks: readonly RecordMark[]): RecordMark[] {
  const ids = distinct(marks.map(({ name }) => name));
  return marks.map((mark, index) => ({ ...mark, id: ids[index] }));
}

/** Source records that travel on some channels; results stem from none. */
function originsOn(
  { history, plan }: SpaceTimeView,
  names: readonly string[],
): ReadonlySet<number> {
  const flights = history.flights.filter(({ channel }) =>
    names.includes(plan.channels[channel].name)
  );
  return new Set(flights.flatMap(({ elements }) => elements.map(({ origin }) => origin)));
}

function isOnWay(
  { pair }: SpaceTimeView,
  lane: Lane,
  { origin }: Handling,
  onWay: ReadonlySet<number>,
): boolean {
  return origin >= 0 && pair!.includes(lane.label) && onWay.has(origin);
}
