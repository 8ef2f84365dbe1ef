// Windows in an event-time plot: as high as their stretch of event time, as long as their state lives.
// Each element that comes makes the ground a shade darker; each firing is ticks on the upper edge.
//
//      ┌   ┃┃  ┃┃┃   ┐ end       ┃┃ on time   ┃┃┃ late
//      │ ░░▒▒▒▒▒▓▓▓▓ │
//      └             ┘ start
//   first element    cleaned

import type { Firing } from "./picture.ts";
import type { PaneHistory } from "./picture_history.ts";
import type { EventTimeView } from "./event_time_view.ts";
import type { Box } from "./labels.ts";

/** A window, over all its keys. */
export interface PaneMark {
  /** Start and end in milliseconds. */
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly box: Box;
  /** It was opened before the stretch, or is open beyond it: that bracket is not seen. */
  readonly isCutLeft: boolean;
  readonly isCutRight: boolean;
  /** Where its content grows by one shade. */
  readonly fills: readonly number[];
  readonly firings: readonly FiringTicks[];
  /** The boundary of lateness: from its firing to its cleanup, at the height that ends it. */
  readonly lateness: Lateness | null;
}

/** How long a window stays open after its firing: a boundary, and whether its end is seen. */
export interface Lateness {
  readonly x1: number;
  readonly x2: number;
  readonly y: number;
  readonly isEndSeen: boolean;
}

/** Firings of a window that lie at one place. */
export interface FiringTicks {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly firing: Firing;
  readonly time: number;
  readonly keys: readonly string[];
  /** Elements that it held, over these keys. */
  readonly count: number;
}

/** Shades at most; more elements share them. */
const SHADES = 8;

/** The windows of the subject, earliest first. */
export function paneMarks(view: EventTimeView, keyNames: readonly string[]): PaneMark[] {
  const windows = new Map<string, PaneHistory[]>();
  for (const pane of view.subject.panes) {
    const id = `${pane.start} ${pane.end}`;
    windows.set(id, [...windows.get(id) ?? [], pane]);
  }
  return Array.from(windows, ([id, panes]) => paneMark(view, id, panes, keyNames))
    .filter(({ box }) => box.width > 0)
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

function paneMark(
  view: EventTimeView,
  id: string,
  panes: readonly PaneHistory[],
  keyNames: readonly string[],
): PaneMark {
  const [{ start, end }] = panes;
  const { from, until } = view.stage;
  const opened = Math.min(...panes.map((pane) => pane.opened));
  const cleaned = Math.max(...panes.map((pane) => pane.cleaned ?? until));
  const x = view.x(opened);
  const y = view.y(end);
  const box = { x, y, width: view.x(cleaned) - x, height: view.y(start) - y };
  return {
    id,
    start,
    end,
    box,
    isCutLeft: opened < from,
    isCutRight: panes.some((pane) => (pane.cleaned ?? Infinity) > until),
    fills: fillsOf(view, panes, cleaned),
    firings: firingTicks(view, id, y, panes, keyNames),
    lateness: latenessOf(view, panes),
  };
}

function fillsOf(view: EventTimeView, panes: readonly PaneHistory[], cleaned: number): number[] {
  const arrivals = panes.flatMap((pane) => pane.arrivals)
    .filter((time) => time <= Math.min(cleaned, view.stage.until))
    .sort((a, b) => a - b);
  const step = Math.ceil(arrivals.length / SHADES);
  return arrivals.filter((_, index) => index % Math.max(1, step) === 0).map((time) => view.x(time));
}

/** Ticks closer than this, in pixels, are one. */
const NEAR = 3;

function firingTicks(
  view: EventTimeView,
  id: string,
  y: number,
  panes: readonly PaneHistory[],
  keyNames: readonly string[],
): FiringTicks[] {
  const single = panes.flatMap(({ key, firings }) =>
    firings.map(({ time, firing, count }) => ({ time, firing, count, key: keyNames[key] ?? "" }))
  ).filter(({ time }) => view.isInside(time)).sort((a, b) => a.time - b.time);
  const ticks: FiringTicks[] = [];
  for (const { time, firing, count, key } of single) {
    const x = view.x(time);
    const last = ticks.at(-1);
    if (last !== undefined && last.firing === firing && x - last.x < NEAR) {
      const keys = [...last.keys, key].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
      ticks[ticks.length - 1] = { ...last, keys, count: last.count + count };
    } else {
      ticks.push({ id: `${id} ${firing} ${time}`, x, y, firing, time, keys: [key], count });
    }
  }
  return ticks;
}

/** Seen where a pane waited after its firing, and only as far as the plot goes. */
function latenessOf(view: EventTimeView, panes: readonly PaneHistory[]): PaneMark["lateness"] {
  const { subject: { lateness }, rise, stage } = view;
  const bound = panes[0].end + lateness;
  const waits = panes.filter(({ firings }) => firings.length > 0).map(({ firings, cleaned }) => ({
    x1: view.x(firings[0].time),
    x2: view.x(cleaned ?? stage.until),
  })).filter(({ x1, x2 }) => x2 - x1 > 8);
  if (lateness === 0 || waits.length === 0 || bound > rise.until) return null;
  return {
    x1: Math.min(...waits.map(({ x1 }) => x1)),
    x2: Math.max(...waits.map(({ x2 }) => x2)),
    y: view.y(bound),
    isEndSeen: panes.every(({ cleaned }) => (cleaned ?? Infinity) <= stage.until),
  };
}
