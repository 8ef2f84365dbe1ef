// What is written into the picture of windows: above each box its stretch and its firings, in it the names
// of its records, on the rails the watermarks. What comes too late goes first.

import { type Box, type LabelWish, placeVariants, type Side } from "./labels.ts";
import { type Rail, railWishes } from "./subtask_rails.ts";
import { SIZE } from "./theme.ts";
import { secondsText } from "./time_text.ts";
import type { WindowLayout } from "./windows_lanes.ts";
import type { LossMark } from "./windows_losses.ts";
import type { LanePane, PaneRecord, PaneTicks } from "./windows_panes.ts";
import type { WindowsView } from "./windows_view.ts";
import { WINDOWS_WORDS, type WindowsWords } from "./windows_words.ts";

/** A label in its place. */
export interface WindowsLabel {
  readonly id: string;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly role: "plain" | "quiet" | "watermark";
}

/** Everything that is labelled, and everything that is in the way. */
export interface WindowsLabelled {
  readonly rails: readonly Rail[];
  readonly panes: readonly LanePane[];
  readonly losses: readonly LossMark[];
  /** Records are drawn one by one. */
  readonly hasRecords: boolean;
}

/** Places the labels. */
export function windowsLabels(
  view: WindowsView,
  layout: WindowLayout,
  marks: WindowsLabelled,
): WindowsLabel[] {
  const { stage } = view;
  const words = WINDOWS_WORDS[view.language];
  const { rails, panes, losses, hasRecords } = marks;
  const bounds: Box = {
    x: stage.left - 4,
    y: layout.top,
    width: stage.width - stage.left + 4,
    height: layout.bottom - layout.top,
  };
  const named = hasRecords ? panes : [];
  const things = [
    ...losses.map((loss) => lossVariants(loss, words)),
    ...panes.map((pane) => rangeVariants(pane, layout)),
    ...panes.flatMap((pane) =>
      pane.firings.map((ticks) => firingVariants(view, pane, ticks, layout))
    ),
    ...named.flatMap((pane) =>
      pane.records.filter(({ state }) => state === "late").map((record) =>
        recordVariants(pane, record, words)
      )
    ),
    ...railWishes(rails),
    ...named.flatMap((pane) =>
      pane.records.filter(({ state }) => state !== "late").map((record) =>
        recordVariants(pane, record, words)
      )
    ),
    ...panes.map((pane) => mergeVariants(pane, words)),
    ...panes.map((pane) => lossOfPane(pane, words)),
    ...panes.map((pane) => restoredVariants(pane, words)),
    ...panes.map((pane) => emptiedVariants(pane, words)),
    ...panes.map((pane) => latenessVariants(view, pane, layout)),
  ];
  return placeVariants(things, bounds, takenBoxes(marks), lineBoxes(marks))
    .map(({ id, text, x, y }) => ({ id, text, x, y, role: roleOf(id) }));
}

const SMALL = { size: SIZE.small, priority: 0 } as const;

/** The middle of the line of words above a box. */
function captionOf({ box }: LanePane, { room }: WindowLayout): number {
  return box.y - room.caption / 2 - 0.5;
}

/** The stretch begins where the box does; a box that began before the stretch has it at its cut. */
function rangeVariants(pane: LanePane, layout: WindowLayout): LabelWish[] {
  const { x } = pane.box;
  const at = { y: captionOf(pane, layout), reach: 0, id: `window ${pane.id}`, text: pane.range };
  return [
    { ...SMALL, ...at, x: x - 3, sides: ["right"] },
    { ...SMALL, ...at, x: x + 3, sides: ["left"] },
  ];
}

function firingVariants(
  { language }: WindowsView,
  pane: LanePane,
  { id, x, firing, count }: PaneTicks,
  layout: WindowLayout,
): LabelWish[] {
  const words = WINDOWS_WORDS[language];
  const isEndless = pane.range === words.endless;
  const texts = [words.fires(firing, isEndless, count), words.firing[firing]];
  const sides: readonly Side[] = ["right", "left"];
  const at = { x, y: captionOf(pane, layout), reach: 4, sides };
  return (isEndless ? texts.slice(0, 1) : texts).map((text) => ({
    ...SMALL,
    ...at,
    id: `firing ${pane.id} ${id}`,
    text,
  }));
}

/** Beside the record, on its level or hanging from it: never on the line of the level itself. */
function recordVariants(
  pane: LanePane,
  { id, name, x, y, state }: PaneRecord,
  words: WindowsWords,
): LabelWish[] {
  const texts = state === "late" ? [words.late(name), name] : [name];
  const hasDepth = pane.box.y + pane.box.height - y >= DEPTH;
  const places: readonly Pick<LabelWish, "y" | "sides">[] = [
    { y: y - ASIDE, sides: ["right"] },
    ...(hasDepth ? [{ y: y + ASIDE, sides: ["right"] }] as const : []),
    { y: y - ASIDE, sides: ["left"] },
  ];
  return texts.flatMap((text) =>
    places.map((place): LabelWish => ({
      ...SMALL,
      ...place,
      id: `record ${pane.id} ${id}`,
      text,
      x,
      reach: SIZE.record,
    }))
  );
}

/** Pixels from a level to the middle of a name beside it. */
const ASIDE = 5;
/** Pixels below a level that a name needs. */
const DEPTH = 12;

function lossVariants({ id, name, count, x, y }: LossMark, words: WindowsWords): LabelWish[] {
  const sides: readonly Side[] = ["right", "left", "above left", "above"];
  const wish = { ...SMALL, id: `record ${id}`, x, y, reach: SIZE.record, sides };
  if (count > 1) return [{ ...wish, text: words.manyTooLate(count) }];
  return [{ ...wish, text: words.tooLate(name) }, { ...wish, text: name }];
}

function mergeVariants({ id, box, mergesTo }: LanePane, words: WindowsWords): LabelWish[] {
  if (mergesTo === null) return [];
  const y = mergesTo > box.y ? box.y + box.height + 8 : box.y - 8;
  const at = { x: box.x + box.width, y, reach: 2, sides: ["right", "left"] as const };
  return [{ ...SMALL, ...at, id: `merge ${id}`, text: words.merges }];
}

/** Where a failure took it. */
function lossOfPane({ id, box, isLost, isCutRight }: LanePane, words: WindowsWords): LabelWish[] {
  if (!isLost || isCutRight) return [];
  const at = { x: box.x + box.width, y: box.y + box.height / 2, reach: 1 };
  return [{ ...SMALL, ...at, id: `lost ${id}`, text: words.lost, sides: ["right", "left"] }];
}

/** What comes back from a snapshot has a content before it has a record. */
function restoredVariants(
  { id, box, isRestored, isCutLeft, level }: LanePane,
  words: WindowsWords,
): LabelWish[] {
  if (!isRestored || isCutLeft || level.length === 0) return [];
  const at = { x: box.x, y: level[0].y - ASIDE, reach: 0, sides: ["right"] as const };
  return [{ ...SMALL, ...at, id: `restored ${id}`, text: words.restored }];
}

/** Said once for each window: the first time that it happens. */
function emptiedVariants({ id, box, purges }: LanePane, words: WindowsWords): LabelWish[] {
  if (purges.length === 0) return [];
  const at = { x: purges[0], y: box.y + box.height / 2 + 2, reach: 3, sides: ["right"] as const };
  return [{ ...SMALL, ...at, id: `emptied ${id}`, text: words.emptied }];
}

/** Where a window waits long enough for words. */
function latenessVariants(view: WindowsView, pane: LanePane, layout: WindowLayout): LabelWish[] {
  const { windows } = view.subject;
  if (pane.lateFrom === null || windows === null || windows.lateness === 0) return [];
  const { box } = pane;
  const end = box.x + box.width;
  if (end - pane.lateFrom < 20) return [];
  const at = { x: end + 3, y: captionOf(pane, layout), reach: 0, sides: ["left"] as const };
  const text = WINDOWS_WORDS[view.language].lateness(secondsText(windows.lateness * 1000));
  return [{ ...SMALL, ...at, id: `lateness ${pane.id}`, text }];
}

function roleOf(id: string): WindowsLabel["role"] {
  if (id.startsWith("watermark")) return "watermark";
  return /^(window|lateness|merge|emptied|lost|restored)/.test(id) ? "quiet" : "plain";
}

function takenBoxes({ panes, losses, rails, hasRecords }: WindowsLabelled): Box[] {
  return [
    ...(hasRecords ? panes.flatMap(({ records }) => records) : [])
      .map(({ x, y }) => around(x, y, SIZE.record + 0.5)),
    ...panes.flatMap(({ firings, box }) =>
      firings.map(({ x }) => ({ x: x - 5, y: box.y - 5, width: 10, height: 11 }))
    ),
    ...losses.map(({ x, y }) => around(x, y, SIZE.record)),
    ...rails.flatMap(({ chevrons }) => chevrons.map(({ x, y }) => around(x, y, 4))),
  ];
}

/** Brackets, and the lines of what watermarks set off: labels keep off them where they can. */
function lineBoxes({ panes, rails }: WindowsLabelled): Box[] {
  return [
    ...panes.flatMap(({ box: { x, y, width, height } }) =>
      [x, x + width].map((edge) => ({ x: edge - 1, y, width: 2, height }))
    ),
    ...rails.flatMap(({ y, drops }) =>
      drops.map(({ x, y2 }) => ({ x: x - 1, y, width: 2, height: y2 - y }))
    ),
  ];
}

function around(x: number, y: number, reach: number): Box {
  return { x: x - reach, y: y - reach, width: 2 * reach, height: 2 * reach };
}
