// The lanes of pictures of the control plane: a line while the subtask runs, and a mark for how that ended.
//
//     window[0]   ───────────────✕            ├──────────────┤
//                                failed       runs again     finished

import type { StintEnd } from "./attempt_lives.ts";
import type { ControlLane, ControlView } from "./control_view.ts";
import { type Mark, path } from "./svg.ts";
import { baseline, fit, measure } from "./text.ts";
import { isPhone, laneHeight, SIZE } from "./theme.ts";

/** A lane in its place. */
export interface PlacedLane extends ControlLane {
  readonly y: number;
  readonly runs: readonly LaneRun[];
}

/** One stretch of a lane's line. */
export interface LaneRun {
  readonly x1: number;
  readonly x2: number;
  /** Null where its end is not seen. */
  readonly end: StintEnd | null;
}

/** Pixels between operators, beside a lane's own height. */
const BETWEEN = 8;

/** Lays out the lanes from a height downwards; each may ask for room below it. */
export function layControlLanes(
  view: ControlView,
  top: number,
  roomBelow: (lane: ControlLane) => number = () => 0,
): { readonly lanes: readonly PlacedLane[]; readonly bottom: number } {
  const height = laneHeight(view.stage.width);
  const lanes: PlacedLane[] = [];
  let y = top + height / 2;
  for (const lane of view.lanes) {
    const last = lanes.at(-1);
    if (last !== undefined && last.vertex !== lane.vertex) y += BETWEEN;
    lanes.push({ ...lane, y, runs: runsOf(view, lane) });
    y += height + roomBelow(lane);
  }
  return { lanes, bottom: y - height / 2 };
}

function runsOf(view: ControlView, lane: ControlLane): LaneRun[] {
  const stints = view.stints(lane);
  const { left, right } = view.stage;
  // before anything has happened everything is as good as running
  if (stints.length === 0) return [{ x1: left, x2: right, end: null }];
  return stints.filter(({ from, until }) => view.isSeen(from, until ?? Infinity))
    .map(({ from, until, end }) => ({
      x1: view.x(from),
      x2: view.x(until ?? Infinity),
      end: until !== null && view.isSeen(until) ? end : null,
    }));
}

/** A name in the gutter, shortened where it must be; of a folded lane its number stays: `map ×32`. */
export function gutterName(text: string, y: number, left: number, width: number): Mark {
  const size = isPhone(width) ? SIZE.small : SIZE.text;
  const count = /( ×\d+)?$/.exec(text)![0];
  const name = text.slice(0, text.length - count.length);
  return {
    tag: "text",
    class: size === SIZE.small ? "small end" : "end",
    at: { x: left - 10, y: baseline(y, size) },
    text: fit(name, left - 14 - measure(count, size), size) + count,
  };
}

/** The lines of lanes, each with its name. */
export function laneMarks(lanes: readonly PlacedLane[], left: number, width: number): Mark[] {
  return lanes.map(({ id, label, y, runs }): Mark => {
    const line = runs.map(({ x1, x2 }) => path`M${x1},${y}H${x2}`).join("");
    const stops = runs.filter(({ end }) => end === "canceled" || end === "finished");
    const bars = stops.map(({ x2 }) => path`M${x2},${y - 5}V${y + 5}`).join("");
    const fails = runs.filter(({ end }) => end === "failed")
      .map(({ x2: x }) =>
        path`M${x - 4},${y - 4}L${x + 4},${y + 4}M${x - 4},${y + 4}L${x + 4},${y - 4}`
      )
      .join("");
    return {
      tag: "g",
      kind: "subtask",
      id,
      parts: [
        gutterName(label, y, left, width),
        ...(line === "" ? [] : [{ tag: "path", class: "neutral hair", at: { d: line } }]),
        ...(bars === "" ? [] : [{ tag: "path", class: "ink line", at: { d: bars } }]),
        ...(fails === "" ? [] : [{ tag: "path", class: "fault bold", at: { d: fails } }]),
      ],
    };
  });
}
