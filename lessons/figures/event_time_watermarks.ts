// Watermarks of the subtasks in an event-time plot: a stepped line each. Subtasks whose lines lie within
// a pixel of one another share one.
//
//                     ┌── ∞
//            ┌────────┘
//     ───────┘

import type { Advance } from "./picture_history.ts";
import type { EventTimeView } from "./event_time_view.ts";
import { FOREVER } from "./picture_numbers.ts";

/** One place where a watermark rises. */
export interface Step {
  readonly x: number;
  /** Height from here on. */
  readonly y: number;
  readonly time: number;
  readonly watermark: number;
}

/** A stepped line. */
export interface WatermarkLine {
  readonly id: string;
  /** Subtasks that it stands for. */
  readonly subtasks: readonly string[];
  readonly steps: readonly Step[];
  /** Where it ends to the right. */
  readonly x2: number;
  /** It has risen above everything. */
  readonly isForever: boolean;
}

/** Lines at most; of more subtasks only the lowest watermark is drawn. */
const LINES_MAX = 4;

/** The lines of the subject's subtasks. */
export function watermarkLines(
  view: EventTimeView,
  advances: readonly Advance[],
  label: (subtask: number) => string,
): WatermarkLine[] {
  const { subtasks } = view.subject;
  const own = subtasks.map((subtask) => ({
    labels: [label(subtask)],
    advances: advances.filter((advance) => advance.subtask === subtask),
  })).filter((line) => line.advances.length > 0);
  const lines = own.length > LINES_MAX ? [lowest(own, subtasks.length)] : own;
  const drawn: { labels: string[]; steps: Step[] }[] = [];
  for (const { labels, advances } of lines) {
    const steps = stepsOf(view, advances);
    const same = drawn.find((other) => isSame(other.steps, steps));
    if (same === undefined) drawn.push({ labels: [...labels], steps });
    else same.labels.push(...labels);
  }
  return drawn.map(({ labels, steps }) => {
    const last = steps.at(-1)!;
    const isForever = last.watermark === FOREVER;
    return {
      id: labels.join(" "),
      subtasks: labels,
      steps,
      x2: isForever ? last.x : view.stage.right,
      isForever,
    };
  });
}

interface Line {
  readonly labels: readonly string[];
  readonly advances: readonly Advance[];
}

/** The minimum over many subtasks; nothing before each of them has spoken. */
function lowest(lines: readonly Line[], subtaskCount: number): Line {
  const now = new Map<number, number>();
  const advances: Advance[] = [];
  const all = lines.flatMap((line) => line.advances).sort((a, b) => a.time - b.time);
  for (const advance of all) {
    now.set(advance.subtask, advance.watermark);
    const watermark = Math.min(...now.values());
    const isNew = now.size === subtaskCount && watermark !== advances.at(-1)?.watermark;
    if (isNew) advances.push({ ...advance, watermark });
  }
  return { labels: [`min of ${subtaskCount}`], advances };
}

function stepsOf(view: EventTimeView, advances: readonly Advance[]): Step[] {
  const steps: Step[] = [];
  for (const { time, watermark } of advances) {
    if (time > view.stage.until) break;
    const step = { x: view.x(time), y: view.y(watermark), time, watermark };
    // what rose before the stretch, or within one place, is seen as one step
    if (steps.at(-1)?.x === step.x) steps.pop();
    steps.push(step);
  }
  return steps;
}

function isSame(a: readonly Step[], b: readonly Step[]): boolean {
  return a.length === b.length &&
    a.every(({ x, watermark }, i) => Math.abs(x - b[i].x) <= 1 && watermark === b[i].watermark);
}
