// Firings of windows: ticks on the lane (one early, two on time, three late) and a bracketed box below
// it that says which window, and of which keys.
//
//     lane ──────┃┃──────────────────
//                   [ 0–10 s: b, c ]

import type { Firing } from "./picture.ts";
import { rangeText } from "./picture_clock.ts";
import type { SpaceTimeView } from "./space_time_view.ts";
import { TICK_COUNT } from "./glyphs.ts";
import { type Box, overlaps } from "./labels.ts";
import { FIRING_WORDS } from "./space_time_words.ts";
import { isPhone, SIZE } from "./theme.ts";
import { measure } from "./text.ts";

/** A firing of one window in one subtask, for all keys that fired at once. */
export interface FiringMark {
  readonly id: string;
  readonly firing: Firing;
  readonly x: number;
  /** The lane's line. */
  readonly y: number;
  /** Box of the brackets; without room for it, only the ticks are left. */
  readonly box: Box | null;
  readonly text: string;
  readonly isDimmed: boolean;
}

/** One firing before it has a place. */
export interface FiringGroup {
  readonly subtask: number;
  readonly time: number;
  readonly start: number;
  readonly end: number;
  readonly firing: Firing;
  readonly keys: readonly string[];
  /** Elements that fired, over all keys. */
  readonly count: number;
}

/** Pixels inside the brackets, and from the instant to them: results leave straight down. */
const PADDING = 5;
const ASIDE = 7;

/** Firings of one window at one instant, together. */
export function firingGroups(view: SpaceTimeView, keys: readonly unknown[]): FiringGroup[] {
  const groups = new Map<string, FiringGroup & { keys: string[]; count: number }>();
  for (const { subtask, key, start, end, firings } of view.history.panes) {
    for (const { time, firing, count } of firings) {
      const id = [subtask, time, start, end, firing].join();
      const group = groups.get(id) ?? { subtask, time, start, end, firing, keys: [], count: 0 };
      groups.set(id, group);
      group.keys.push(String(keys[key] ?? key));
      group.count += count;
    }
  }
  return [...groups.values()]
    .map((group) => ({ ...group, keys: group.keys.toSorted((a, b) => a < b ? -1 : 1) }))
    .sort((a, b) => a.time - b.time || a.subtask - b.subtask || a.start - b.start);
}

/**
 * Places the boxes: late ones first, each right or left of its ticks, off the marks, and where it can be
 * off the lines of buffers. All say as much as all have room for.
 */
export function firingMarks(
  view: SpaceTimeView,
  groups: readonly FiringGroup[],
  marks: readonly Box[],
  avoided: readonly Box[],
): FiringMark[] {
  const shown = groups.filter(({ subtask, time }) =>
    view.lane(subtask) !== undefined && view.isInside(time)
  );
  let boxes: Placed = new Map();
  const levels = isPhone(view.stage.width) ? [1, 2] : [0, 1, 2];
  // a line may run behind a box rather than that a box is missing
  for (
    const [level, lines] of levels.flatMap((level) => [[level, avoided], [level, []]] as const)
  ) {
    const placed = placeBoxes(view, shown, marks, lines, level);
    if (placed.size > boxes.size) boxes = placed;
    if (placed.size === shown.length) break;
  }
  return shown.map((group): FiringMark => ({
    id: `${view.plan.subtasks[group.subtask].label} ${group.start} ${group.end} ${group.time}`,
    firing: group.firing,
    x: view.x(group.time),
    y: view.lane(group.subtask)!.y,
    box: boxes.get(group)?.box ?? null,
    text: boxes.get(group)?.text ?? "",
    isDimmed: view.pair !== undefined,
  }));
}

type Placed = Map<FiringGroup, { readonly box: Box; readonly text: string }>;

function placeBoxes(
  view: SpaceTimeView,
  groups: readonly FiringGroup[],
  marks: readonly Box[],
  avoided: readonly Box[],
  level: number,
): Placed {
  const taken: Box[] = [...marks, ...groups.map((group) => ticksBox(view, group))];
  const placed: Placed = new Map();
  // the last one first: it mostly has room to its right, and the one before it still has its left
  const inOrder = [...groups].sort((a, b) =>
    TICK_COUNT[b.firing] - TICK_COUNT[a.firing] || b.time - a.time
  );
  for (const group of inOrder) {
    const free = candidates(view, group, level).filter(({ box }) =>
      box.x >= view.stage.left && box.x + box.width <= view.stage.width - 1 &&
      !taken.some((other) => overlaps(box, other))
    );
    const found = free.find(({ box }) => !avoided.some((line) => overlaps(box, line))) ?? free[0];
    if (found === undefined) continue;
    taken.push(found.box);
    placed.set(group, found);
  }
  return placed;
}

function ticksBox(view: SpaceTimeView, { subtask, time }: FiringGroup): Box {
  const { y } = view.lane(subtask)!;
  return { x: view.x(time) - 6, y: y - 7, width: 12, height: 14 };
}

/** Level 0: `fires 0–10 s: a`, 1: `0–10 s: a`, 2: `0–10 s`; right of the instant, or left of it. */
function candidates(view: SpaceTimeView, group: FiringGroup, level: number) {
  const { track, y } = view.lane(group.subtask)!;
  const { firing, keys, start, end } = group;
  const x = view.x(group.time);
  const range = rangeText(view.clock, start, end);
  const named = level < 2 && keys.length <= KEYS_MAX ? `${range}: ${keys.join(", ")}` : range;
  const text = level === 0 ? `${FIRING_WORDS[view.language][firing]} ${named}` : named;
  const width = measure(text, SIZE.small) + 2 * PADDING;
  return [x + ASIDE, x - ASIDE - width].map((left) => ({
    box: { x: Math.round(left * 10) / 10, y: (track || y + 18) - 8, width, height: 17 },
    text,
  }));
}

/** Keys that a box names at most. */
const KEYS_MAX = 6;
