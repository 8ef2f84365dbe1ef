// Timers in their lanes: a small clock where one is registered, a line while it waits, and a clock again for
// how it ended. Dashed lines wait for the watermark, plain ones for the clock on the wall.
//
//     ◷ 9.999 s ╌╌╌╌╌╌╌╌╌╌╌╌╌╌◉ fired
//     ◰ 12 s ───────────|◼          | is when it is due
//     ◷ 14.999 s ╌╌╌╌╌╌╌◌ deleted

import type { TimeDomain } from "./glyphs.ts";
import { measure } from "./text.ts";
import { SIZE } from "./theme.ts";
import type { TimersLabel } from "./timers_labels.ts";
import { distinct } from "./value_name.ts";
import type { TimerEnd } from "./timer_lives.ts";
import type { PlacedTimer, TimerLane, TimerLayout } from "./timers_lanes.ts";
import type { TimersView } from "./timers_view.ts";

/** A timer, ready to be painted. */
export interface TimerSpan {
  readonly id: string;
  readonly lane: string;
  readonly domain: TimeDomain;
  readonly text: string;
  readonly y: number;
  readonly x1: number;
  readonly x2: number;
  /** Where its line begins: behind the words that stand on it. */
  readonly lineFrom: number;
  /** It was registered before the stretch, or ends after it: that clock is not seen. */
  readonly isCutLeft: boolean;
  readonly isCutRight: boolean;
  /** Where the clock on the wall fires it, if it waits for that and the place is seen. */
  readonly dueX: number | null;
  readonly end: TimerEnd;
}

/** The timers of all lanes. */
export function timerSpans(view: TimersView, { lanes }: TimerLayout): TimerSpan[] {
  const spans = lanes.flatMap((lane) => lane.timers.map((timer) => spanOf(view, lane, timer)));
  const ids = distinct(spans.map(({ id }) => id));
  return spans.map((span, index) => ({ ...span, id: ids[index] }));
}

/** Lines begin behind the words that stand on them. */
export function withWords(
  spans: readonly TimerSpan[],
  labels: readonly Pick<TimersLabel, "id" | "text" | "x">[],
): TimerSpan[] {
  const byId = new Map(labels.map((label) => [label.id, label]));
  return spans.map((span) => {
    const { id, x1, x2 } = span;
    const due = byId.get(`due ${id}`);
    if (due === undefined || due.x < x1 || due.x >= x2) return span;
    const lineFrom = Math.round((due.x + measure(due.text, SIZE.small) + 3) * 10) / 10;
    return { ...span, lineFrom: Math.min(lineFrom, x2) };
  });
}

function spanOf(view: TimersView, lane: TimerLane, timer: PlacedTimer): TimerSpan {
  const { domain, due, registered, ended, end, text, y } = timer;
  const { from, until } = view.stage;
  const [x1, x2] = [view.x(registered), view.x(ended ?? Infinity)];
  const isDueSeen = domain === "processing time" && (end === "fired" || end === "waits") &&
    view.isClockSeen(due);
  return {
    id: `${lane.id} ${due}`,
    lane: lane.id,
    domain,
    text,
    y,
    x1,
    x2,
    lineFrom: x1,
    isCutLeft: registered < from,
    isCutRight: ended === null || ended > until,
    dueX: isDueSeen ? view.xOfClock(due) : null,
    end,
  };
}
