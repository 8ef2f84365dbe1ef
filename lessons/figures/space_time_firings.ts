// Firings of windows: ticks on the lane (one early, two on time, three late) and a bracketed box below
// it that says which window, and of which keys.
//
//     lane ──────┃┃──────────────────
//                   [ 0–10 s: b, c ]

import type { Firing } from "./picture.ts";
import type { SpaceTimeView } from "./space_time_view.ts";
import { TICK_COUNT } from "./glyphs.ts";
import { type Box, overlaps } from "./labels.ts";
import { FIRING_WORDS } from "./space_time_words.ts";
import { isPhone, SIZE } from "./theme.ts";
import { measure } from "./text.ts";
import { secondsNumber } from "./time_text.ts";

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
 * Places the boxes: late ones first, each right or left of its ticks, in long or short words, and where
 * it can be off the lines of buffers.
 */
export function firingMarks(
  view: SpaceTimeView,
  groups: readonly FiringGroup[],
  avoided: readonly Box[],
): FiringMark[] {
  const shown = groups.filter(({ subtask, time }) =>
    view.lane(subtask) !== undefined && view.isInside(time)
  );
  const taken: Box[] = shown.map((group) => ticksBox(view, group));
  const boxes = new Map<FiringGroup, { box: Box; text: string }>();
  const inOrder = [...shown].sort((a, b) => TICK_COUNT[b.firing] - TICK_COUNT[a.firing]);
  for (const group of inOrder) {
    const free = candidates(view, group).filter(({ box }) =>
      box.x >= view.stage.left && box.x + box.width <= view.stage.width - 1 &&
      !taken.some((other) => overlaps(box, other))
    );
    const found = free.find(({ box }) => !avoided.some((line) => overlaps(box, line))) ?? free[0];
    if (found === undefined) continue;
    taken.push(found.box);
    boxes.set(group, found);
  }
  return shown.map((group): FiringMark => ({
    id: `${view.lane(group.subtask)!.id} ${rangeText(group)} ${group.time}`,
    firing: group.firing,
    x: view.x(group.time),
    y: view.lane(group.subtask)!.y,
    box: boxes.get(group)?.box ?? null,
    text: boxes.get(group)?.text ?? "",
    isDimmed: view.pair !== undefined,
  }));
}

/** `0–10 s` */
export function rangeText(
  { start, end }: { readonly start: number; readonly end: number },
): string {
  return `${secondsNumber(start * 1000)}–${secondsNumber(end * 1000)} s`;
}

function ticksBox(view: SpaceTimeView, { subtask, time }: FiringGroup): Box {
  const { y } = view.lane(subtask)!;
  return { x: view.x(time) - 6, y: y - 7, width: 12, height: 14 };
}

function candidates(view: SpaceTimeView, group: FiringGroup): { box: Box; text: string }[] {
  const { track, y } = view.lane(group.subtask)!;
  const x = view.x(group.time);
  const short = `${rangeText(group)}: ${group.keys.join(", ")}`;
  const long = `${FIRING_WORDS[view.language][group.firing]} ${short}`;
  const texts = isPhone(view.stage.width) ? [short, rangeText(group)] : [long, short];
  return texts.flatMap((text) => {
    const width = measure(text, SIZE.small) + 2 * PADDING;
    const at = (left: number) => ({
      box: { x: Math.round(left * 10) / 10, y: (track || y + 18) - 8, width, height: 17 },
      text,
    });
    return [at(x + ASIDE), at(x - ASIDE - width)];
  });
}
