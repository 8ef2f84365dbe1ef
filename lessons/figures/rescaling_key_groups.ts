// Key groups in a row, once with their old owners and once with their new ones. Between the two rows each run of key
// groups that changes its owner is shaded; keys and timers stand in their key groups.
//
//     [ window[0]         │ window[1]          ]
//       ●    ●   ░░░●░░░░   ░░░░░●░░░   ●
//     [ window[0] │ window[1]     │ window[2]  ]

import type { Language } from "./figure.ts";
import type { KeyGroupRun, MovedKey, Moves } from "./rescaling_moves.ts";
import { RESCALING_WORDS } from "./rescaling_words.ts";
import { packRows } from "./row_packing.ts";
import { measure } from "./text.ts";
import { SIZE } from "./theme.ts";

/** Room and words. */
export interface RescalingRoom {
  /** The operator's name. */
  readonly name: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly language: Language;
}

/** The key groups of a subtask. */
export interface OwnerBlock {
  readonly id: string;
  readonly x: number;
  readonly width: number;
  /** Name and key groups, or as much of them as there is room for in all blocks. */
  readonly text: string;
}

/** A shaded run. */
export interface RunBand {
  readonly id: string;
  readonly x1: number;
  readonly x2: number;
  readonly text: string;
}

/** One key, or several that would lie on one another. */
export interface KeyMark {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  /** Number of the key, for its hue; −1 for several. */
  readonly key: number;
  readonly count: number;
  readonly timers: number;
  readonly isMoved: boolean;
  readonly text: string;
}

/** Both rows and what is between them. */
export interface KeyGroupLayout {
  readonly beforeY: number;
  readonly afterY: number;
  readonly bottom: number;
  readonly blockHeight: number;
  readonly before: readonly OwnerBlock[];
  readonly after: readonly OwnerBlock[];
  readonly bands: readonly RunBand[];
  readonly keys: readonly KeyMark[];
  /** Below the second row: the first and the last key group. */
  readonly ends: readonly [string, string];
  readonly timersY: number;
  /** Where the ways of keys begin: of many, below what is written in the bands. */
  readonly waysY: number;
}

/** Pixels: a block, from block to the first row of keys, from row to row, for timers, for numbers below. */
const ROOM = { block: 22, above: 22, row: 18, timers: 18, below: 18 } as const;
/** Rows of keys at most; more keys than they hold share a mark. */
const ROWS_MAX = 3;
const GAP = 3;
/** More keys than this are a crowd. */
const CROWD = 12;

/** Lays out key groups from a height downwards. */
export function layKeyGroups(moves: Moves, room: RescalingRoom): KeyGroupLayout {
  const { left, right, top } = room;
  const xOf = (group: number) => round(left + (right - left) * group / moves.groupCount);
  const firstKeyY = top + ROOM.block + ROOM.above;
  const { keys, rowCount } = placeKeys(moves, xOf, firstKeyY);
  const timersY = firstKeyY + rowCount * ROOM.row + 2;
  const hasTimers = moves.keys.some(({ timers }) => timers > 0);
  const afterY = timersY + (hasTimers ? ROOM.timers : 0);
  return {
    beforeY: top,
    afterY,
    bottom: afterY + ROOM.block + ROOM.below,
    blockHeight: ROOM.block,
    before: blocksOf(moves, "before", room, xOf),
    after: blocksOf(moves, "after", room, xOf),
    bands: bandsOf(moves, room, xOf),
    keys,
    ends: RESCALING_WORDS[room.language].groups(moves.groupCount),
    timersY,
    waysY: top + ROOM.block + (keys.length > CROWD ? 16 : 0),
  };
}

function blocksOf(
  { runs, ...counts }: Moves,
  side: "before" | "after",
  { name, left, right }: RescalingRoom,
  xOf: (group: number) => number,
): OwnerBlock[] {
  const gap = Math.min(GAP, (right - left) / (4 * counts[side]));
  const blocks = Array.from({ length: counts[side] }, (_, subtask) => {
    const own = runs.filter((run) => run[side] === subtask);
    const start = Math.min(...own.map((run) => run.start));
    const end = Math.max(...own.map((run) => run.end));
    const x = round(xOf(start) + gap / 2);
    return { subtask, start, end, x, width: round(xOf(end + 1) - gap / 2 - x) };
  });
  const ways = [
    ({ subtask, start, end }: typeof blocks[number]) => `${name}[${subtask}]  ${start}–${end}`,
    ({ subtask, start, end }: typeof blocks[number]) => `[${subtask}] ${start}–${end}`,
    ({ subtask }: typeof blocks[number]) => `[${subtask}]`,
  ];
  const way =
    ways.find((say) =>
      blocks.every((block) => measure(say(block), SIZE.small) <= block.width - 4)
    ) ?? (() => "");
  return blocks.map((block) => ({
    id: `${side} ${block.subtask}`,
    x: block.x,
    width: block.width,
    text: way(block),
  }));
}

function bandsOf({ runs }: Moves, room: RescalingRoom, xOf: (group: number) => number): RunBand[] {
  return runs.filter(({ before, after }) => before !== after).map((run: KeyGroupRun) => {
    const inset = Math.min(GAP, (xOf(1) - xOf(0)) / 2) / 2;
    const [x1, x2] = [round(xOf(run.start) + inset), xOf(run.end + 1) - inset];
    const count = run.end - run.start + 1;
    const ways = RESCALING_WORDS[room.language].run(count, run.before, run.after);
    const text = ways.find((one) => measure(one, SIZE.small) <= x2 - x1 - 4) ?? "";
    return { id: `${run.start}–${run.end}`, x1, x2: round(x2), text };
  });
}

/** Keys side by side in rows, each with its name; too many lie in the first row without names. */
function placeKeys(
  { keys }: Moves,
  xOf: (group: number) => number,
  top: number,
): { readonly keys: KeyMark[]; readonly rowCount: number } {
  const marks = keys.map((moved, index) => markOf(moved, index, xOf(moved.group + 0.5)));
  const spans = marks.map(({ x, text }) => ({
    x1: x - 7,
    x2: x + 9 + measure(text, SIZE.small),
  }));
  const rows = packRows(spans, 4);
  const rowCount = Math.max(0, ...rows) + 1;
  if (rowCount <= ROWS_MAX) {
    const placed = marks.map((mark, index) => ({ ...mark, y: top + rows[index] * ROOM.row }));
    return { keys: placed, rowCount };
  }
  return { keys: gathered(marks).map((mark) => ({ ...mark, y: top })), rowCount: 1 };
}

function markOf(
  { key, timers, before, after }: MovedKey,
  index: number,
  x: number,
): KeyMark {
  const isMoved = before !== after;
  return { id: key, x, y: 0, key: index, count: 1, timers, isMoved, text: key };
}

/** Neighbours that would lie on one another are one; it moves if any of them does. */
function gathered(marks: readonly KeyMark[]): KeyMark[] {
  const shown: KeyMark[] = [];
  for (const mark of marks) {
    const last = shown.at(-1);
    if (last === undefined || mark.x - last.x >= 11) shown.push({ ...mark, text: "" });
    else {
      shown[shown.length - 1] = {
        ...last,
        key: -1,
        count: last.count + 1,
        timers: last.timers + mark.timers,
        isMoved: last.isMoved || mark.isMoved,
      };
    }
  }
  return shown;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
