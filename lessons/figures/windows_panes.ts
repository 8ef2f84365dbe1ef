// Windows in their lanes: a bracketed box from the first element until all is cleaned, filled as high as
// its content, with ticks where it fires. What goes into another window ends in a line to it.
//
//      0–10 s        ┃┃ fires
//      ┌       ●▔▔▔▔▔┃┃▔▔▔┐        level: elements that it holds
//      └ ●▔▔▔▔▔      ╌╌╌╌╌┘        dashed: open for late records only

import type { RecordState } from "./glyphs.ts";
import type { Box } from "./labels.ts";
import type { Firing } from "./picture.ts";
import { STATE_OF_FATE } from "./picture_history.ts";
import { distinct } from "./value_name.ts";
import type { WindowLife } from "./window_lives.ts";
import type { PlacedLife, WindowLane, WindowLayout } from "./windows_lanes.ts";
import type { WindowsView } from "./windows_view.ts";
import { windowText } from "./windows_words.ts";

/** A window of a key. */
export interface LanePane {
  readonly id: string;
  readonly lane: string;
  readonly life: number;
  readonly range: string;
  readonly box: Box;
  /** It was there before the stretch, or is there after it: that bracket is not seen. */
  readonly isCutLeft: boolean;
  readonly isCutRight: boolean;
  /** The height of its content, from each place on. */
  readonly level: readonly LevelStep[];
  readonly records: readonly PaneRecord[];
  readonly firings: readonly PaneTicks[];
  /** Where it is emptied. */
  readonly purges: readonly number[];
  /** From where on it only waits for late records, or nothing. */
  readonly lateFrom: number | null;
  /** A failure took it: its end has no bracket. */
  readonly isLost: boolean;
  /** It came back from a snapshot. */
  readonly isRestored: boolean;
  /** The edge of the window that it goes into, above or below. */
  readonly mergesTo: number | null;
}

/** A height of the content. */
export interface LevelStep {
  readonly x: number;
  readonly y: number;
}

/** A record that a window took, on the level that it brought about. */
export interface PaneRecord {
  readonly id: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly key: number;
  readonly state: RecordState;
}

/** A firing on the upper edge. */
export interface PaneTicks {
  readonly id: string;
  readonly x: number;
  readonly firing: Firing;
  readonly count: number;
}

/** Pixels by which one element raises the level, at most, and what stays free above the highest. */
const STEP_MAX = 6;
const HEADROOM = 9;

/** The windows of all lanes. */
export function lanePanes(view: WindowsView, layout: WindowLayout): LanePane[] {
  const { lanes, room } = layout;
  const all = lanes.flatMap(({ lives }) => lives.map(({ life }) => life));
  const most = Math.max(1, ...all.flatMap(({ changes }) => changes.map(({ count }) => count)));
  const step = Math.min(STEP_MAX, (room.box - HEADROOM) / most);
  const boxes = new Map(
    lanes.flatMap((lane) =>
      lane.lives.map((placed) => [placed.life.id, boxOf(view, layout, lane, placed)] as const)
    ),
  );
  const panes = lanes.flatMap((lane) =>
    lane.lives.map(({ life }) => paneOf(view, lane, life, boxes, step))
  );
  const ids = distinct(panes.map(({ id }) => id));
  return panes.map((pane, index) => ({ ...pane, id: ids[index] }));
}

/** Upper edge of a row's box. */
export function boxTop({ room }: WindowLayout, { y }: WindowLane, row: number): number {
  return y + row * (room.caption + room.box + room.gap) + room.caption;
}

function boxOf(
  view: WindowsView,
  layout: WindowLayout,
  lane: WindowLane,
  { life, row }: PlacedLife,
): Box {
  const x = view.x(life.opened);
  const width = round(view.x(life.closed ?? Infinity) - x);
  return { x, y: boxTop(layout, lane, row), width, height: layout.room.box };
}

function paneOf(
  view: WindowsView,
  lane: WindowLane,
  life: WindowLife,
  boxes: ReadonlyMap<number, Box>,
  step: number,
): LanePane {
  const { from, until } = view.stage;
  const box = boxes.get(life.id)!;
  const { opened, closed, mergedInto, firings } = life;
  const target = mergedInto === null ? undefined : boxes.get(mergedInto);
  const first = firings.find(({ firing }) => firing === "on time");
  const isWaiting = first !== undefined && (closed ?? Infinity) > first.time;
  const heightOf = (count: number) => round(box.y + box.height - count * step);
  return {
    id: `${lane.name} ${life.start} ${life.end}`,
    lane: lane.id,
    life: life.id,
    range: windowText(view, life),
    box,
    isCutLeft: opened < from,
    isCutRight: (closed ?? Infinity) > until,
    level: levelOf(view, life, heightOf),
    records: recordsOf(view, lane, life, heightOf),
    firings: ticksOf(view, life),
    purges: life.changes.filter(({ cause, time }) => cause === "purge" && view.isSeen(time))
      .map(({ time }) => view.x(time)),
    lateFrom: isWaiting ? view.x(first.time) : null,
    isLost: life.isLost,
    isRestored: life.changes[0]?.cause === "restore",
    mergesTo: target === undefined ? null : target.y > box.y ? target.y : target.y + target.height,
  };
}

/** Of changes at one place, the highest and the last are seen: what comes and goes at once leaves a spike. */
function levelOf(
  view: WindowsView,
  { changes }: WindowLife,
  heightOf: (count: number) => number,
): LevelStep[] {
  const places: { x: number; most: number; last: number }[] = [];
  for (const { time, count } of changes) {
    if (time > view.stage.until) break;
    const x = view.x(time);
    const place = places.at(-1);
    if (place?.x !== x) places.push({ x, most: count, last: count });
    else Object.assign(place, { most: Math.max(place.most, count), last: count });
  }
  return places.flatMap(({ x, most, last }) => [
    ...(most > last ? [{ x, y: heightOf(most) }] : []),
    { x, y: heightOf(last) },
  ]);
}

function recordsOf(
  view: WindowsView,
  { key }: WindowLane,
  { subtask, changes }: WindowLife,
  heightOf: (count: number) => number,
): PaneRecord[] {
  const records = changes.filter(({ cause, time }) => cause === "element" && view.isSeen(time))
    .map(({ time, count, origin }): PaneRecord => {
      const handling = view.handling(subtask, time, origin);
      const fate = handling?.fate === "late" ? "late" : "taken";
      return {
        id: "",
        name: view.recordName(handling ?? { name: "", origin }),
        x: view.x(time),
        y: heightOf(count),
        key,
        state: STATE_OF_FATE[fate],
      };
    });
  const ids = distinct(records.map(({ name }) => name));
  return records.map((record, index) => ({ ...record, id: ids[index] }));
}

/** Ticks closer than this are one. */
const NEAR = 3;

function ticksOf(view: WindowsView, { firings }: WindowLife): PaneTicks[] {
  const ticks: PaneTicks[] = [];
  for (const { time, firing, count } of firings.filter((one) => view.isSeen(one.time))) {
    const x = view.x(time);
    const last = ticks.at(-1);
    if (last !== undefined && last.firing === firing && x - last.x < NEAR) ticks.pop();
    ticks.push({ id: `${firing} ${time}`, x, firing, count });
  }
  return ticks;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
