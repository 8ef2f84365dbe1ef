// The ruler of key groups: all of them in a row, cut into the runs that the subtasks own, with a mark at each
// group that has a key.
//
//     window[0]  0–63          window[1]  64–127
//     [───|─────────|────────] [────────────|────]

import type { KeyGroupsOf } from "./key_groups.ts";
import type { KeyedStateView, StateKey } from "./keyed_state_view.ts";
import { measure } from "./text.ts";
import { SIZE } from "./theme.ts";

/** The run of a subtask. */
export interface RulerBlock {
  readonly id: string;
  readonly x: number;
  readonly width: number;
  /** Name and key groups, or as much of them as has room. */
  readonly text: string;
}

/** A key group that has keys. */
export interface RulerMark {
  readonly group: number;
  readonly x: number;
  /** Keys in it. */
  readonly count: number;
}

/** The ruler. */
export interface Ruler {
  readonly left: number;
  readonly right: number;
  readonly blocks: readonly RulerBlock[];
  readonly marks: readonly RulerMark[];
  /** Who the blocks belong to, where there are too many for names of their own. */
  readonly summary: string;
}

/** Pixels between the runs of two subtasks, where there is room. */
const GAP = 4;

/** Lays out the ruler. */
export function rulerOf(view: KeyedStateView, left: number, right: number): Ruler {
  const { count, ranges } = view.groups;
  const gap = Math.min(GAP, (right - left) / (4 * Math.max(1, ranges.length)));
  const xOf = (place: number) => left + (right - left) * place / Math.max(1, count);
  const boxes = ranges.map(({ subtask, start, end }, index) => {
    const x = round(xOf(start) + (index === 0 ? 0 : gap / 2));
    const until = xOf(end + 1) - (index === ranges.length - 1 ? 0 : gap / 2);
    return { id: view.label(subtask), x, width: round(until - x) };
  });
  const texts = textsOf(view, ranges, boxes.map(({ width }) => width));
  const groups = new Map<number, StateKey[]>();
  for (const key of view.keys) groups.set(key.group, [...groups.get(key.group) ?? [], key]);
  return {
    left,
    right,
    blocks: boxes.map((box, index) => ({ ...box, text: texts[index] })),
    marks: [...groups].map(([group, keys]) => ({
      group,
      x: round(xOf(group + 0.5)),
      count: keys.length,
    })),
    summary: ranges.length > 0 && texts.every((text) => text === "")
      ? `${view.subject.uid} ×${ranges.length}`
      : "",
  };
}

/** What all blocks have room for: name and key groups, or the name, or nothing. */
function textsOf(
  view: KeyedStateView,
  ranges: readonly KeyGroupsOf[],
  widths: readonly number[],
): string[] {
  const ways = [
    ranges.map(({ subtask, start, end }) => `${view.label(subtask)}  ${start}–${end}`),
    ranges.map(({ subtask }) => view.label(subtask)),
  ];
  const fitting = ways.find((texts) =>
    texts.every((text, index) => measure(text, SIZE.small) <= widths[index])
  );
  return fitting ?? ranges.map(() => "");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
