// Watermarks that moved event time: a chevron on the line that brought them, shortly before it lands.

import type { Advance } from "./picture_history.ts";
import type { SpaceTimeView } from "./space_time_view.ts";
import { flightLine } from "./space_time_flights.ts";
import { extentOf } from "./picture_extent.ts";
import { watermarkText } from "./picture_clock.ts";

/** Which watermarks are shown: those of operators with windows, all that move event time, or none. */
export type WatermarkChoice = "windows" | "all" | "none";

/** A chevron. */
export interface WatermarkMark {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  /** Direction of flight in degrees, 0 to the right. */
  readonly angle: number;
  /** Empty while it is before every record: then it says nothing yet. */
  readonly value: string;
  /** Windows fired because of it. */
  readonly hasFired: boolean;
  readonly isDimmed: boolean;
}

/** Pixels from the landing to the chevron. */
const BEFORE = 10;

/** The advances that are shown. */
export function shownAdvances(view: SpaceTimeView, choice: WatermarkChoice): Advance[] {
  const { history, plan } = view;
  if (choice === "none") return [];
  const vertexOf = (subtask: number) => plan.subtasks[subtask].vertex;
  const withWindows = new Set(history.panes.map(({ subtask }) => vertexOf(subtask)));
  return history.advances.filter(({ subtask, flight, time }) =>
    flight !== undefined && view.lane(subtask) !== undefined && view.isInside(time) &&
    (choice === "all" || withWindows.has(vertexOf(subtask)))
  );
}

/** The chevrons of those advances whose buffers are drawn. */
export function watermarkMarks(
  view: SpaceTimeView,
  advances: readonly Advance[],
  drawn: ReadonlySet<string>,
): WatermarkMark[] {
  const [first] = extentOf(view.history.handlings.map(({ stamp }) => stamp));
  return advances.flatMap(({ flight, subtask, watermark, time, hasFired }) => {
    const line = flightLine(view, flight!, false);
    if ("length" in line || !drawn.has(line.id)) return [];
    const { x1, y1, x2, y2, isDimmed } = line;
    const length = Math.sqrt((x2 - x1) * (x2 - x1) + (y2 - y1) * (y2 - y1));
    const part = length > 0 ? Math.max(0.5, 1 - BEFORE / length) : 1;
    return {
      id: `${view.plan.subtasks[subtask].label} ${watermark} ${time}`,
      x: Math.round((x1 + (x2 - x1) * part) * 10) / 10,
      y: Math.round((y1 + (y2 - y1) * part) * 10) / 10,
      angle: angleOf(x2 - x1, y2 - y1),
      value: watermark < first ? "" : watermarkText(view.clock, watermark),
      hasFired,
      isDimmed,
    };
  });
}

/** The steepness of a flight, to one of seven directions: exact angles would need inexact functions. */
function angleOf(dx: number, dy: number): number {
  if (dx === 0) return 90;
  const slope = dy / dx;
  const [angle] = SLOPES.find(([, most]) => slope <= most) ?? [90];
  return angle;
}

/** Degrees, and the steepest slope that is drawn with them: tan of 7.5°, 22.5° … 82.5°. */
const SLOPES: readonly (readonly [degrees: number, most: number])[] = [
  [0, 0.13],
  [15, 0.41],
  [30, 0.77],
  [45, 1.3],
  [60, 2.41],
  [75, 7.6],
];
