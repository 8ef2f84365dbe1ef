// Lists that belong to no key, before and after: a bracket for each subtask, a cell for each item, and a line to each
// place that it goes to.
//
//     splits, union    before   [▢ ▢] [▢]          split       each item to one
//                                ╲╳╱╲╱╳             union       all of them to everybody
//                      after    [▢▢▢] [▢▢▢] [▢▢▢]   broadcast   a copy to everybody

import { RESCALING_WORDS } from "./rescaling_words.ts";
import type { RescalingRoom } from "./rescaling_key_groups.ts";
import type { MovedList, Moves } from "./rescaling_moves.ts";
import { fit, measure } from "./text.ts";
import { SIZE } from "./theme.ts";

/** A subtask's part of a list. */
export interface ListBox {
  readonly id: string;
  readonly x: number;
  readonly width: number;
  /** Whose it is; empty where there is no room. */
  readonly text: string;
}

/** An item in its place. */
export interface ListCell {
  readonly id: string;
  readonly x: number;
  readonly width: number;
  readonly text: string;
}

/** From an item's old place to a new one. */
export interface ListLine {
  readonly x1: number;
  readonly x2: number;
}

/** A list in its place. */
export interface ListLayout {
  readonly id: string;
  readonly headY: number;
  readonly head: string;
  readonly note: string;
  readonly noteX: number;
  readonly beforeY: number;
  readonly afterY: number;
  readonly before: readonly ListBox[];
  readonly after: readonly ListBox[];
  readonly cellsBefore: readonly ListCell[];
  readonly cellsAfter: readonly ListCell[];
  readonly lines: readonly ListLine[];
}

/** Pixels: head, a row of cells, between the two rows, from list to list; between brackets. */
const ROOM = { head: 14, row: 20, between: 40, below: 34, gap: 14 } as const;
/** Cells narrower than this have no room for anything. */
const CELL_MIN = 9;
const LINES_MAX = 160;

/** Lays out all lists from a height downwards. */
export function layLists(moves: Moves, room: RescalingRoom) {
  let y = room.top;
  const lists = moves.lists.map((list): ListLayout => {
    const layout = layList(list, { ...room, top: y });
    y = layout.afterY + ROOM.row / 2 + ROOM.below;
    return layout;
  });
  return { lists, bottom: y - ROOM.below + 16 };
}

function layList(list: MovedList, room: RescalingRoom): ListLayout {
  const { name, mode, items } = list;
  const words = RESCALING_WORDS[room.language];
  const headY = room.top + ROOM.head;
  const beforeY = headY + 34;
  const rows = {
    before: layRow(list.before, room, "before"),
    after: layRow(list.after, room, "after"),
  };
  const cells = (["before", "after"] as const).map((side) => {
    const places = items.flatMap((item) =>
      (side === "before" ? [[item.before, item.place] as const] : item.after)
        .map(([subtask, place]) => ({ item, subtask, place }))
    );
    return places.map(({ item, subtask, place }): ListCell => {
      const { xOf, cell } = rows[side];
      return {
        id: `${side} ${subtask} ${place}`,
        x: xOf(subtask, place),
        width: cell,
        text: cell < 16 ? "" : fit(item.text, cell - 4, SIZE.small),
      };
    });
  });
  const lines = items.flatMap((item) =>
    item.after.map(([subtask, place]): ListLine => ({
      x1: round(rows.before.xOf(item.before, item.place) + rows.before.cell / 2),
      x2: round(rows.after.xOf(subtask, place) + rows.after.cell / 2),
    }))
  );
  const head = fit(name, room.left + 60, SIZE.text, "strong");
  const noteX = Math.round(measure(head, SIZE.text, "strong")) + 12;
  const note = words.mode[mode].find((text) => measure(text, SIZE.small) <= room.right - noteX);
  return {
    id: name,
    headY,
    head,
    note: note ?? "",
    noteX,
    beforeY,
    afterY: beforeY + ROOM.row + ROOM.between,
    before: rows.before.boxes,
    after: rows.after.boxes,
    cellsBefore: cells[0],
    cellsAfter: cells[1],
    lines: lines.length > LINES_MAX ? [] : lines,
  };
}

/** Brackets side by side, as wide as what is in them. */
function layRow(counts: readonly number[], room: RescalingRoom, side: string) {
  const { left, right, name } = room;
  const gap = Math.min(ROOM.gap, (right - left) / (4 * counts.length));
  const total = Math.max(1, counts.reduce((sum, count) => sum + Math.max(1, count), 0));
  const cell = Math.min(64, (right - left - gap * (counts.length - 1) - 8 * counts.length) / total);
  const isShown = cell >= CELL_MIN;
  const width = isShown
    ? counts.map((count) => Math.max(1, count) * cell + 8)
    : counts.map(() => (right - left - gap * (counts.length - 1)) / counts.length);
  const starts = width.map((_, index) =>
    left + width.slice(0, index).reduce((sum, one) => sum + one + gap, 0)
  );
  const step = (subtask: number) =>
    isShown ? cell : (width[subtask] - 8) / Math.max(1, counts[subtask]);
  const label = (subtask: number) =>
    [`${name}[${subtask}]`, `[${subtask}]`].find((text) =>
      measure(text, SIZE.small) <= width[subtask] + gap - 4
    ) ?? "";
  return {
    cell: round(isShown ? cell - 3 : Math.max(1.5, cell - 1)),
    xOf: (subtask: number, place: number) =>
      round(starts[subtask] + 4 + place * step(subtask) + 1.5),
    boxes: counts.map((_, subtask): ListBox => ({
      id: `${side} ${subtask}`,
      x: round(starts[subtask]),
      width: round(width[subtask]),
      text: label(subtask),
    })),
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
