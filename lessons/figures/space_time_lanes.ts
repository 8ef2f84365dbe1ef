// Where the lanes of a space-time diagram lie: one per subtask, grouped by operator in the order of the
// record's path, sources at the top. Beyond sixteen subtasks one lane stands for a whole operator.
//
//     source[0]  ─────────────    lane
//     source[1]  ─────────────    lane
//                                 gap: flights are seen here
//     window[0]  ─────────────    lane, with a track for firings below
//                  ⟦ ⟧

import type { PlanDescription } from "@headwater/sim";
import { isPhone, laneHeight } from "./theme.ts";

/** More subtasks than this fold into operators. */
export const LANES_MAX = 16;

/** One lane, before anything is on it. */
export interface Lane {
  readonly id: string;
  readonly label: string;
  /** Vertex that it belongs to. */
  readonly vertex: number;
  /** Subtasks whose doings it shows. */
  readonly subtasks: readonly number[];
  /** Height of its line. */
  readonly y: number;
  /** Where its firings are written, or 0 when it has none. */
  readonly track: number;
}

/** What decides about lanes. */
export interface LaneOptions {
  readonly width: number;
  /** Operators (`window`) or subtasks (`window[0]`) to show; default: all. */
  readonly lanes?: readonly string[];
  /** Subtasks with windows: they need room for firings. */
  readonly withFirings: ReadonlySet<number>;
}

/** The lanes, and where the last one ends. */
export interface LaneLayout {
  readonly lanes: readonly Lane[];
  readonly top: number;
  readonly bottom: number;
}

/** Lays out the lanes of a plan from the given height downwards. */
export function layLanes(plan: PlanDescription, top: number, options: LaneOptions): LaneLayout {
  const room = isPhone(options.width) ? ROOM.phone : ROOM.column;
  const height = laneHeight(options.width);
  const lanes: Lane[] = [];
  let y = top;
  for (const lane of lanesOf(plan, options.lanes)) {
    const isNext = lanes.at(-1)?.vertex === lane.vertex;
    y += lanes.length === 0 ? room.above : isNext ? height : height + room.gap;
    const hasTrack = lane.subtasks.some((subtask) => options.withFirings.has(subtask));
    lanes.push({ ...lane, y, track: hasTrack ? y + room.track : 0 });
    if (hasTrack) y += room.track;
  }
  return { lanes, top, bottom: y + room.below };
}

/** Pixels: above the first line, below the last, between operators, from a line to its firings. */
const ROOM = {
  column: { above: 26, below: 22, gap: 18, track: 19 },
  phone: { above: 24, below: 22, gap: 16, track: 18 },
} as const;

/** A lane without a place. */
export type BareLane = Omit<Lane, "y" | "track">;

/** The lanes of a plan, of all of it or of those operators and subtasks that are wanted. */
export function lanesOf(
  { vertices, subtasks }: PlanDescription,
  wanted?: readonly string[],
): BareLane[] {
  const isWanted = (uid: string, label: string) =>
    wanted === undefined || wanted.includes(uid) || wanted.includes(label);
  const shown = subtasks.filter(({ vertex, label }) => isWanted(vertices[vertex].uid, label));
  if (shown.length <= LANES_MAX) {
    return shown.map(({ id, vertex, label }) => ({ id: label, label, vertex, subtasks: [id] }));
  }
  return vertices
    .map(({ id, uid }) => {
      const own = shown.filter(({ vertex }) => vertex === id).map((subtask) => subtask.id);
      return { id: uid, label: `${uid} ×${own.length}`, vertex: id, subtasks: own };
    })
    .filter((lane) => lane.subtasks.length > 0);
}
