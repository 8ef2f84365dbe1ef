// Where the lanes of the picture of windows lie: below the rail of each subtask one lane per key, and in it
// as many rows as the key has windows at once. Where there are too many, the busiest keys are shown.
//
//     window[0]  ───›────────›───    rail
//          b ●   [   ]  [     ]      row      lane of b
//                   [      ]         row
//          c ●   [         ]         row      lane of c

import { compareKeys } from "./lane_view.ts";
import type { Handling } from "./picture_history.ts";
import { packRows } from "./row_packing.ts";
import { measure } from "./text.ts";
import { isPhone, SIZE } from "./theme.ts";
import type { WindowLife } from "./window_lives.ts";
import type { WindowsView } from "./windows_view.ts";
import { windowText } from "./windows_words.ts";

/** A lane before anything is on it. */
export interface WindowLane {
  /** Subtask and key: `window[0] b`. */
  readonly id: string;
  readonly subtask: number;
  readonly key: number;
  readonly name: string;
  /** Its first row's upper edge, captions included, and how many rows it has. */
  readonly y: number;
  readonly rows: number;
  readonly lives: readonly PlacedLife[];
  readonly losses: readonly PlacedLoss[];
}

/** A window with its row. */
export interface PlacedLife {
  readonly life: WindowLife;
  readonly row: number;
}

/** Records that no window took, all at one place, with their row. */
export interface PlacedLoss {
  readonly handlings: readonly Handling[];
  readonly row: number;
}

/** The lanes of all subtasks, and the rail of each. */
export interface WindowLayout {
  readonly rails: readonly { readonly subtask: number; readonly y: number }[];
  readonly lanes: readonly WindowLane[];
  /** Keys that there is no room for. */
  readonly hiddenCount: number;
  readonly top: number;
  readonly bottom: number;
  readonly room: RowRoom;
}

/** Pixels of a row, from above: words, the box, and what separates it from the next. */
export interface RowRoom {
  readonly caption: number;
  readonly box: number;
  readonly gap: number;
}

const ROOM = {
  column: { caption: 16, box: 24, gap: 2 },
  phone: { caption: 15, box: 22, gap: 2 },
} as const;

/** Pixels: above the first rail, a rail, between lanes. */
const RAIL = { above: 14, height: 16, between: 7 } as const;
/** Rows that are shown at most. */
const ROWS_MAX = { column: 18, phone: 12 } as const;

/** Lays out the lanes. */
export function layWindows(view: WindowsView): WindowLayout {
  const size = isPhone(view.stage.width) ? "phone" : "column";
  const room = ROOM[size];
  const all = view.subject.subtasks.flatMap((subtask) => lanesOf(view, subtask));
  const shown = fitting(all, ROWS_MAX[size]);
  const rails: { subtask: number; y: number }[] = [];
  const lanes: WindowLane[] = [];
  let y = 0;
  // a subtask without windows is still seen, unless there are too many of them
  const subtasks = view.subject.subtasks.filter((subtask, index) =>
    shown.some((lane) => lane.subtask === subtask) || (all.length === 0 && index < SUBTASKS_MAX)
  );
  for (const subtask of subtasks) {
    y += RAIL.above;
    rails.push({ subtask, y });
    y += RAIL.height;
    for (const lane of shown.filter((one) => one.subtask === subtask)) {
      lanes.push({ ...lane, y });
      y += lane.rows * (room.caption + room.box + room.gap) + RAIL.between;
    }
  }
  const bottom = Math.max(y, RAIL.above + RAIL.height);
  return { rails, lanes, hiddenCount: all.length - shown.length, top: 0, bottom, room };
}

/** Subtasks of an operator without windows. */
const SUBTASKS_MAX = 4;

type BareLane = Omit<WindowLane, "y">;

function lanesOf(view: WindowsView, subtask: number): BareLane[] {
  const isOwn = (one: { readonly subtask: number }) => one.subtask === subtask;
  const lives = view.lives.filter(isOwn);
  const losses = view.losses.filter(isOwn);
  const keys = new Set([...lives, ...losses].map(({ key }) => key));
  return [...keys]
    .map((key) => ({ key, name: view.key(key) }))
    .sort(compareKeys)
    .map(({ key, name }) => {
      const isOfKey = (one: { readonly key: number }) => one.key === key;
      const packed = pack(view, lives.filter(isOfKey), losses.filter(isOfKey));
      return { id: `${view.label(subtask)} ${name}`, subtask, key, name, ...packed };
    });
}

/** Pixels that stay free right of a box, and around a record without one. */
const AFTER = 8;
const AROUND = 7;

function pack(view: WindowsView, lives: readonly WindowLife[], losses: readonly Handling[]) {
  const boxes = lives.map((life) => {
    const x1 = view.x(life.opened);
    const named = x1 + measure(windowText(view, life), SIZE.small);
    const x2 = Math.max(view.x(life.closed ?? Infinity), named);
    return { x1, x2, until: life.end, thing: { life } };
  });
  const marks = piles(view, losses).map((handlings) => {
    const x = view.x(handlings[0].time);
    return { x1: x - AROUND, x2: x + AROUND, until: Infinity, thing: { handlings } };
  });
  // of windows that open together, the one that ends first is the upper one
  const extents = [...boxes, ...marks].sort((a, b) => a.x1 - b.x1 || a.until - b.until);
  const rows = packRows(extents, AFTER);
  const placed = extents.map(({ thing }, index) => ({ ...thing, row: rows[index] }));
  return {
    rows: Math.max(0, ...rows) + 1,
    lives: placed.filter((one): one is PlacedLife => "life" in one),
    losses: placed.filter((one): one is PlacedLoss => "handlings" in one),
  };
}

/** Lost records of one fate that would lie on one another. */
function piles(view: WindowsView, losses: readonly Handling[]): (readonly Handling[])[] {
  const found: Handling[][] = [];
  for (const handling of losses) {
    const [first] = found.at(-1) ?? [];
    const isOn = first !== undefined && first.fate === handling.fate &&
      view.x(handling.time) - view.x(first.time) < 2 * AROUND;
    if (isOn) found[found.length - 1].push(handling);
    else found.push([handling]);
  }
  return found;
}

/** The lanes that have room, those with most to tell first, in their old order. */
function fitting(lanes: readonly BareLane[], rowsMax: number): BareLane[] {
  const weight = ({ lives, losses }: BareLane) =>
    lives.reduce((sum, { life }) => sum + life.changes.length, losses.length);
  let left = rowsMax;
  const chosen = new Set<BareLane>();
  const byWeight = lanes.map((lane, index) => ({ lane, index }))
    .sort((a, b) => weight(b.lane) - weight(a.lane) || a.index - b.index);
  for (const { lane } of byWeight) {
    // one lane is shown, however high
    if (lane.rows > left && chosen.size > 0) continue;
    chosen.add(lane);
    left -= lane.rows;
  }
  return lanes.filter((lane) => chosen.has(lane));
}
