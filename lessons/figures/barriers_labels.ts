// What is written into the picture of barriers: over the lanes the names of records, what is blocked, how much each
// subtask copies, and on which side of the cut one is; in the channels of the moment the names of what is there.

import type { Cut } from "./barriers_cut.ts";
import type { BarrierLane } from "./barriers_lanes.ts";
import type { DoneMark } from "./barriers_model.ts";
import type { ChannelRow, Moment } from "./barriers_moment.ts";
import type { BlockedMark, ElementPath } from "./barriers_paths.ts";
import type { BarriersView } from "./barriers_view.ts";
import type { SavedMark } from "./barriers_saved.ts";
import { BARRIERS_WORDS, type BarriersWords } from "./barriers_words.ts";
import type { FaultBand } from "./fault_bands.ts";
import { type Box, boxAround, type LabelWish, placeVariants, type Side } from "./labels.ts";
import { flightBoxes } from "./space_time_labels.ts";
import { SIZE } from "./theme.ts";

/** A label in its place. */
export interface BarriersLabel {
  readonly id: string;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly role: "plain" | "quiet" | "strong";
}

/** Everything that is labelled, and everything that is in the way. */
export interface BarriersLabelled {
  readonly faults: readonly FaultBand[];
  readonly lanes: readonly BarrierLane[];
  readonly paths: readonly ElementPath[];
  readonly blocked: readonly BlockedMark[];
  readonly records: readonly DoneMark[];
  readonly saved: readonly SavedMark[];
  readonly cut: Cut | null;
  readonly moment: Moment | null;
  readonly bottom: number;
}

/** Places the labels. */
export function barriersLabels(view: BarriersView, marks: BarriersLabelled): BarriersLabel[] {
  const { stage } = view;
  const words = BARRIERS_WORDS[view.language];
  const over: Box = {
    x: stage.left - 4,
    y: 0,
    width: stage.width - stage.left + 4,
    height: marks.bottom,
  };
  const things = [
    ...crossedVariants(marks, words),
    ...marks.saved.map((saved) => overtakenVariants(saved, words)),
    ...blockedVariants(marks.blocked, words),
    ...barrierVariants(marks.paths, words),
    ...sideVariants(marks, words),
    ...marks.records.map(recordVariants),
    ...(marks.cut?.points ?? []).map((point) => savedVariants(point, words)),
  ];
  const placed = placeVariants(things, over, takenBoxes(marks), lineBoxes(marks));
  const below = marks.moment === null ? [] : momentLabels(marks.moment);
  return [...placed, ...below].map(({ id, text, x, y }) => ({ id, text, x, y, role: roleOf(id) }));
}

const SMALL = { size: SIZE.small, priority: 0 } as const;

function roleOf(id: string): BarriersLabel["role"] {
  if (id.startsWith("crossed")) return "strong";
  return /^(record|queued|number|barrier|overtaken)/.test(id) ? "plain" : "quiet";
}

/** Beside a cell, what is in it. */
function overtakenVariants({ id, x, y, names, count }: SavedMark, words: BarriersWords) {
  const sides: readonly Side[] = ["left", "right"];
  return words.overtaken(names, count).map((text) => ({
    ...SMALL,
    id: `overtaken ${id}`,
    text,
    x,
    y,
    reach: 8,
    sides,
  }));
}

/** Said once, where there is room for it. */
function blockedVariants(blocked: readonly BlockedMark[], words: BarriersWords): LabelWish[][] {
  const longest = blocked.toSorted((a, b) => b.x2 - b.x1 - (a.x2 - a.x1) || a.y - b.y).slice(0, 4);
  if (longest.length === 0) return [];
  return [longest.flatMap(({ x1, x2, y }): LabelWish[] => {
    const wish = { ...SMALL, id: "blocked", text: words.blocked, y, reach: 3 };
    return [
      { ...wish, x: (x1 + x2) / 2, sides: ["above"] },
      { ...wish, x: x2, sides: ["right"] },
    ];
  })];
}

/** The first barrier of each checkpoint has its number. */
function barrierVariants(paths: readonly ElementPath[], words: BarriersWords): LabelWish[][] {
  const firsts = new Map<number, ElementPath>();
  for (const path of paths) {
    if (path.carries === "barrier" && !firsts.has(path.checkpoint)) {
      firsts.set(path.checkpoint, path);
    }
  }
  return [...firsts.values()].map(({ checkpoint, x1, y1 }) => {
    const wish = { ...SMALL, id: `barrier ${checkpoint}`, x: x1, y: y1, reach: 8 };
    const sides: readonly Side[] = ["above right", "above", "above left"];
    return [words.barrier(checkpoint), String(checkpoint)].map((text) => ({
      ...wish,
      text,
      sides,
    }));
  });
}

/** At the lower end of the cut, what lies on its two sides. */
function sideVariants({ cut }: BarriersLabelled, words: BarriersWords): LabelWish[][] {
  const last = cut?.points.at(-1);
  if (last === undefined) return [];
  const at = { ...SMALL, x: last.x, y: last.y + 15, reach: 2 };
  return [
    [{ ...at, id: "side before", text: words.before, sides: ["left"] }],
    [{ ...at, id: "side after", text: words.after, sides: ["right"] }],
  ];
}

function savedVariants({ lane, untilX, y, entries }: Cut["points"][number], words: BarriersWords) {
  const sides: readonly Side[] = ["below right", "right", "above right"];
  const wish = { ...SMALL, id: `saved ${lane}`, x: untilX, y, reach: 5 };
  return [{ ...wish, text: words.saved(entries), sides }];
}

function crossedVariants({ cut, paths }: BarriersLabelled, words: BarriersWords): LabelWish[][] {
  if (cut === null || cut.isConsistent) return [];
  const points = cut.points.filter(({ isCrossed }) => isCrossed);
  const isOf = (path: ElementPath) => points.some(({ y }) => path.takenY === y);
  const behind = paths.filter((path) => path.carries === "record" && path.isBehind && isOf(path));
  return behind.slice(0, 1).map(({ waitUntil, y2 }) => [{
    ...SMALL,
    id: "crossed",
    text: words.crossed,
    x: waitUntil,
    y: y2,
    reach: 8,
    sides: ["above left", "above", "above right", "below"],
  }]);
}

function recordVariants({ id, lane, name, x, y, count }: DoneMark): LabelWish[] {
  const text = count === 1 ? name : `×${count}`;
  const sides: readonly Side[] = ["above", "above right", "above left", "below", "right", "left"];
  return [{ ...SMALL, id: `record ${lane} ${id}`, text, x, y, reach: SIZE.record + 1, sides }];
}

function takenBoxes({ faults, records, paths, blocked, saved, cut }: BarriersLabelled): Box[] {
  return [
    ...saved.map(({ x, y }) => boxAround(x, y, 7)),
    ...faults.map(({ tab }) => tab),
    ...records.map(({ x, y }) => boxAround(x, y, SIZE.record + 0.5)),
    ...paths.filter(({ carries }) => carries === "barrier")
      .flatMap(({ x1, y1, x2, y2 }) => [
        { x: x1 - 1.5, y: y1 - 7, width: 3, height: 14 },
        { x: x2 - 1.5, y: y2 - 4, width: 3, height: 8 },
      ]),
    ...blocked.map(({ x1, x2, y }) => ({ x: x1, y: y - 3.5, width: x2 - x1, height: 7 })),
    ...(cut?.points ?? []).map(({ x, untilX, y }) => ({
      x,
      y: y - 4,
      width: untilX - x,
      height: 8,
    })),
  ];
}

function lineBoxes({ lanes, paths, faults, cut, bottom }: BarriersLabelled): Box[] {
  const points = cut?.points ?? [];
  return [
    ...faults.flatMap(({ x1, x2 }) =>
      [x1, x2].map((x) => ({ x: x - 1, y: 0, width: 2, height: bottom }))
    ),
    ...lanes.flatMap(({ runs, y }) =>
      runs.map(({ x1, x2 }) => ({ x: x1, y: y - 1, width: x2 - x1, height: 2 }))
    ),
    ...paths.flatMap(({ x1, y1, x2, y2, waitUntil }) => [
      ...flightBoxes({ x1, y1, x2, y2 }),
      { x: x2, y: y2 - 1, width: Math.max(0, waitUntil - x2), height: 2 },
    ]),
    ...points.slice(1).flatMap(({ x, y }, index) =>
      flightBoxes({ x1: points[index].x, y1: points[index].y, x2: x, y2: y })
    ),
  ];
}

/** Names above what waits in channels, and how much more there is. */
function momentLabels({ rows, left, right, top, bottom }: Moment) {
  const bounds: Box = { x: left, y: top, width: right - left, height: bottom - top };
  const things = rows.flatMap(({ id, y, elements, hidden }: ChannelRow) => [
    ...elements.filter(({ text }) => text !== "").map((element): LabelWish[] => [{
      ...SMALL,
      id: `${element.what === "barrier" ? "number" : "queued"} ${id} ${element.id}`,
      text: element.text,
      x: element.x,
      y,
      reach: reachOf(element),
      sides: ["right", "left"],
    }]),
    ...hidden.map(({ where, x, count }): LabelWish[] => [{
      ...SMALL,
      id: `more ${id} ${where}`,
      text: `+${count}`,
      x,
      y,
      reach: 0,
      sides: ["left", "right"],
    }]),
  ]);
  const taken = rows.flatMap(({ y, elements }) =>
    elements.map((element) => boxAround(element.x, y, reachOf(element)))
  );
  return placeVariants(things, bounds, taken);
}

function reachOf({ what, isSaved, overtakes }: ChannelRow["elements"][number]): number {
  if (what === "barrier") return overtakes ? 5 : 3;
  return isSaved ? 6.5 : SIZE.record;
}
