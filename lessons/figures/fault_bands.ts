// Faults as bands through all lanes, each with a tab that bears its text; above the lanes as many rows of tabs
// as they need. A fault that never struck has no band: its tab is an outline at the right end.
//
//     ▛crash window[0] at 13.2s▜          ┆ never: lose checkpoint 7 … ┆
//     ┃
//     ┃   through all lanes

import type { Box } from "./labels.ts";
import type { FaultSpan } from "./fault_spans.ts";
import { packRows } from "./row_packing.ts";
import { type Stage, xOf } from "./stage.ts";
import { fit, measure } from "./text.ts";
import { SIZE } from "./theme.ts";
import { distinct } from "./value_name.ts";

/** A fault, ready to be painted. */
export interface FaultBand {
  readonly id: string;
  /** What stands on its tab; shortened where there is no room for all of it. */
  readonly text: string;
  readonly tab: Box;
  /** Where it begins and ends; equal for a moment. */
  readonly x1: number;
  readonly x2: number;
  readonly isCutLeft: boolean;
  readonly isCutRight: boolean;
  readonly hasStruck: boolean;
}

/** Bands, and where their tabs end. */
export interface FaultLayout {
  readonly bands: readonly FaultBand[];
  readonly bottom: number;
}

/** Pixels: height of a tab, from one row of tabs to the next, inside a tab beside its text. */
const TAB = { height: 16, row: 19, inset: 5 } as const;

/** Lays out the faults of a stretch from a height downwards; those that were planned in vain come last. */
export function layFaults(
  stage: Stage,
  spans: readonly FaultSpan[],
  { top, planned = [], never }: {
    readonly top: number;
    /** The whole plan, as text. */
    readonly planned?: readonly string[];
    never(text: string): string;
  },
): FaultLayout {
  const seen = spans.filter(({ from, until }) =>
    from <= stage.until && (until ?? Infinity) >= stage.from
  );
  const ids = distinct(seen.map(({ text }) => text));
  const struck = seen.map((span, index) => bandOf(stage, span, ids[index]));
  const known = new Set(spans.map(({ text }) => text));
  const idle = distinct(planned.filter((text) => !known.has(text)))
    .map((text) => idleTab(stage, text, never(text)));
  const all = [...struck, ...idle];
  const rows = packRows(all.map(({ tab: { x, width } }) => ({ x1: x, x2: x + width })), 4);
  const bands = all.map((band, index) => ({
    ...band,
    tab: { ...band.tab, y: top + rows[index] * TAB.row },
  }));
  const count = all.length === 0 ? 0 : Math.max(...rows) + 1;
  return { bands, bottom: top + count * TAB.row };
}

function bandOf(stage: Stage, { text, from, until }: FaultSpan, id: string): FaultBand {
  const end = until ?? Infinity;
  const x1 = xOf(stage, Math.max(from, stage.from));
  const x2 = xOf(stage, Math.min(end, stage.until));
  return {
    id,
    ...tabOf(stage, x1, text),
    x1,
    x2,
    isCutLeft: from < stage.from,
    isCutRight: end > stage.until,
    hasStruck: true,
  };
}

function idleTab(stage: Stage, id: string, text: string): FaultBand {
  const x = stage.right;
  return {
    id,
    ...tabOf(stage, x, text),
    x1: x,
    x2: x,
    isCutLeft: false,
    isCutRight: false,
    hasStruck: false,
  };
}

/** A tab hangs to the right of where its band begins, unless the picture ends there. */
function tabOf(stage: Stage, x: number, text: string): Pick<FaultBand, "text" | "tab"> {
  const shown = fit(text, stage.right - stage.left - 2 * TAB.inset, SIZE.small);
  const width = Math.ceil(measure(shown, SIZE.small)) + 2 * TAB.inset;
  const left = Math.max(stage.left, Math.min(x - 0.6, stage.right - width));
  return {
    text: shown,
    tab: { x: Math.round(left * 10) / 10, y: 0, width, height: TAB.height },
  };
}
