// The axis of processing time as marks: a hairline through everything at each tick, numbers below, and what
// they count at the right end.

import type { PlacedTick, Stage } from "./stage.ts";
import { type Mark, path } from "./svg.ts";

/** Room for numbers and title below what the axis belongs to. */
export const AXIS_HEIGHT = 36;

/** Where an axis stands, and what it says. */
export interface TimeAxis {
  readonly stage: Stage;
  readonly ticks: readonly PlacedTick[];
  /** Where hairlines begin, and where what the axis belongs to ends. */
  readonly top: number;
  readonly bottom: number;
  readonly title: string;
}

/** The marks of an axis. */
export function timeAxisMarks({ stage, ticks, top, bottom, title }: TimeAxis): Mark[] {
  const grid = ticks.map(({ x }) => path`M${x},${top}V${bottom + 4}`).join("");
  return [
    { tag: "path", kind: "axis", id: "grid", class: "rule hair", at: { d: grid } },
    ...ticks.map(({ at, text, x }): Mark => ({
      tag: "text",
      kind: "tick",
      id: String(at),
      class: "small quiet middle",
      at: { x, y: bottom + 16 },
      text,
    })),
    {
      tag: "text",
      kind: "axis",
      id: "title",
      class: "small quiet end",
      at: { x: stage.right, y: bottom + 31 },
      text: title,
    },
  ];
}
