// What is written into a space-time diagram, and where: names beside records, values beside watermarks,
// the records of a buffer along its line. Nothing stands on anything; what does not fit is in the table.

import type { FlightLine } from "./space_time_flights.ts";
import type { FiringMark } from "./space_time_firings.ts";
import type { EndMark, LaneMark } from "./space_time_model.ts";
import { fallingBoxes, type RecordMark } from "./space_time_records.ts";
import type { SpaceTimeView } from "./space_time_view.ts";
import type { WatermarkMark } from "./space_time_watermarks.ts";
import {
  type Box,
  type LabelWish,
  overlaps,
  type PlacedLabel,
  placeLabels,
  PRIORITY,
  type Side,
} from "./labels.ts";
import { SPACE_TIME_WORDS } from "./space_time_words.ts";
import { SIZE } from "./theme.ts";

/** A label in its place. */
export interface Label {
  readonly id: string;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly role: "record" | "watermark" | "flight" | "end";
}

/** Everything that is labelled, and everything that is in the way. */
export interface Labelled {
  readonly records: readonly RecordMark[];
  readonly watermarks: readonly WatermarkMark[];
  readonly flights: readonly FlightLine[];
  readonly firings: readonly FiringMark[];
  readonly ends: readonly EndMark[];
  readonly lanes: readonly LaneMark[];
  /** Circles and lines stand for several: then they have no names. */
  readonly isThinned: boolean;
}

interface Wish extends LabelWish {
  readonly role: Label["role"];
  /** What to write instead when there is room for it. */
  readonly long?: string;
}

/** Places the labels of what is not dimmed; those that can say more, and have room for it, then do. */
export function spaceTimeLabels(view: SpaceTimeView, marks: Labelled, keys: KeyNames): Label[] {
  const { width, left } = view.stage;
  const { top, bottom } = view.layout;
  const bounds: Box = { x: left - 4, y: top, width: width - left + 4, height: bottom - top };
  const wishes = wishesOf(view, marks, keys);
  const taken = takenBoxes(marks);
  const lines = [...laneBoxes(marks.lanes), ...marks.flights.flatMap(flightBoxes)];
  const labels = new Map<string, PlacedLabel>();
  const place = (some: readonly Wish[]) => {
    const others = Array.from(labels.values()).filter(({ id }) => some.every((w) => w.id !== id));
    const boxes = [...taken, ...others.map(({ box }) => box)];
    placeLabels(some, bounds, boxes, lines).placed.forEach((label) => labels.set(label.id, label));
  };
  place(wishes);
  for (const { id, box } of Array.from(labels.values())) {
    // that input has ended is seen without the words
    if (id.endsWith(END) && lines.some((line) => overlaps(box, line))) labels.delete(id);
  }
  for (const wish of wishes) if (wish.long !== undefined) place([{ ...wish, text: wish.long }]);
  return wishes.flatMap(({ id, role }) => {
    const label = labels.get(id);
    return label === undefined ? [] : { id, text: label.text, x: label.x, y: label.y, role };
  });
}

/** Keys as text, by number. */
export type KeyNames = readonly string[];

/** Lines leave downwards and enter from above, so names keep to the other side. */
const FIRST_SIDES: readonly Side[] = [
  "above right",
  "above",
  "above left",
  "below",
  "right",
  "left",
];
const ENTERED_SIDES: readonly Side[] = [
  "below",
  "below right",
  "below left",
  "above right",
  "above left",
  "right",
  "left",
];

function wishesOf(view: SpaceTimeView, marks: Labelled, keys: KeyNames): Wish[] {
  const { watermarks, ends } = marks;
  const records = marks.isThinned ? [] : marks.records;
  const flights = marks.isThinned ? [] : marks.flights;
  return [
    ...recordWishes(view, marks, records.filter(({ isDimmed }) => !isDimmed), keys),
    ...watermarks.filter((mark) => !mark.isDimmed && mark.value !== "").map(watermarkWish),
    ...flights.filter((line) => !line.isDimmed && line.records.length > 1).map(flightWish),
    ...ends.slice(0, 1).map((end) => endWish(end, SPACE_TIME_WORDS[view.language].endOfInput)),
  ];
}

const END = " end";
const COMMON = { size: SIZE.small, reach: SIZE.record + 1 } as const;

/** One name for each pile of coins; the first record of a key also says the key. */
function recordWishes(
  view: SpaceTimeView,
  { flights }: Labelled,
  records: readonly RecordMark[],
  keys: KeyNames,
): Wish[] {
  const entered = new Set(flights.filter((line) => !line.isDimmed).map(({ y2 }) => y2));
  const words = SPACE_TIME_WORDS[view.language];
  const firsts = firstOfKeys(records);
  return pilesOf(records).map((pile): Wish => {
    const [first] = pile;
    const { lane, id, x, y, key } = first;
    const isPlain = pile.every(({ state }) => state === "plain");
    const count = pile.reduce((sum, mark) => sum + mark.count, 0);
    const isNamed = count === pile.length;
    const text = joinNames(pile.map(({ name }) => name));
    const isFirst = isNamed && count === 1 && firsts.has(first);
    return {
      ...COMMON,
      id: `${lane} ${id}`,
      text: isNamed ? text : `×${count}`,
      long: isFirst ? words.keyed(text, keys[key]) : undefined,
      x: (x + pile[pile.length - 1].x) / 2,
      y,
      priority: isPlain ? PRIORITY.record : PRIORITY.late,
      sides: entered.has(y) ? ENTERED_SIDES : FIRST_SIDES,
      role: "record",
    };
  });
}

function firstOfKeys(records: readonly RecordMark[]): ReadonlySet<RecordMark> {
  const firsts = new Map<number, RecordMark>();
  for (const mark of records) {
    const first = firsts.get(mark.key);
    if (mark.key >= 0 && (first === undefined || mark.x < first.x)) firsts.set(mark.key, mark);
  }
  return new Set(firsts.values());
}

/** Records of a lane that lie on one another. */
function pilesOf(records: readonly RecordMark[]): RecordMark[][] {
  const piles: RecordMark[][] = [];
  for (const mark of records) {
    const last = piles.at(-1)?.at(-1);
    const isOn = last?.lane === mark.lane && mark.x - last.x < 2 * SIZE.record;
    if (isOn) piles[piles.length - 1].push(mark);
    else piles.push([mark]);
  }
  return piles;
}

/** `c 0–10 s` and `b 0–10 s` are `c, b 0–10 s`. */
function joinNames(names: readonly string[]): string {
  const tails = names.map((name) => name.slice(name.indexOf(" ")));
  const hasTail = names.every((name) => name.includes(" ")) && new Set(tails).size === 1;
  if (!hasTail) return names.join(", ");
  return names.map((name) => name.slice(0, name.indexOf(" "))).join(", ") + tails[0];
}

function watermarkWish({ id, value, x, y, hasFired }: WatermarkMark): Wish {
  return {
    ...COMMON,
    id,
    text: value,
    x,
    y,
    priority: hasFired ? PRIORITY.window : 6,
    sides: ["right", "left"],
    role: "watermark",
  };
}

function flightWish({ id, records, x1, y1, x2, y2 }: FlightLine): Wish {
  return {
    ...COMMON,
    id,
    text: records.join(" "),
    x: (x1 + x2) / 2,
    y: (y1 + y2) / 2,
    reach: 0,
    priority: 5,
    sides: ["right", "left"],
    role: "flight",
  };
}

function endWish({ id, x, y }: EndMark, text: string): Wish {
  return {
    ...COMMON,
    id: id + END,
    text,
    x,
    y: y + 1.5,
    priority: 7,
    sides: ["right"],
    role: "end",
  };
}

function takenBoxes({ records, watermarks, firings, ends }: Labelled): Box[] {
  const around = ({ x, y }: { x: number; y: number }, reach: number): Box => ({
    x: x - reach,
    y: y - reach,
    width: 2 * reach,
    height: 2 * reach,
  });
  return [
    ...records.map((mark) => around(mark, SIZE.record + 1)),
    ...fallingBoxes(records),
    ...watermarks.map((mark) => around(mark, 5)),
    ...firings.flatMap(({ x, y, box }) => [
      { x: x - 5, y: y - 5, width: 10, height: 10 },
      ...(box === null ? [] : [box]),
    ]),
    ...ends.map((mark) => around(mark, 4)),
  ];
}

function laneBoxes(lanes: readonly LaneMark[]): Box[] {
  return lanes.map(({ x1, x2, y }) => ({ x: x1, y: y - 1, width: x2 - x1, height: 2 }));
}

/** Pixels of a line that one box covers. */
const PIECE = 6;

/** A line as small boxes: labels keep off them where they can. */
export function flightBoxes(
  { x1, y1, x2, y2 }: Pick<FlightLine, "x1" | "y1" | "x2" | "y2">,
): Box[] {
  const count = Math.max(1, Math.ceil(Math.max(Math.abs(x2 - x1), Math.abs(y2 - y1)) / PIECE));
  const [dx, dy] = [(x2 - x1) / count, (y2 - y1) / count];
  return Array.from({ length: count }, (_, i) => ({
    x: Math.min(x1 + dx * i, x1 + dx * (i + 1)) - 0.5,
    y: Math.min(y1 + dy * i, y1 + dy * (i + 1)) - 0.5,
    width: Math.abs(dx) + 1,
    height: Math.abs(dy) + 1,
  }));
}
