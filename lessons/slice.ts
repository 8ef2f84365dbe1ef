// From a run to what a figure is shown: the facts of a stretch, and the names and plan they refer to.

import { describePlan, namesOf, type Position, START, type Timeline } from "@headwater/sim";
import type { TraceSlice } from "./figures/figure.ts";

/** A stretch of a timeline, up to where it stands unless told otherwise. */
export function sliceOf(
  timeline: Timeline,
  from: Position = START,
  until: Position = timeline.position,
): TraceSlice {
  const names = namesOf(timeline);
  return {
    plan: describePlan(timeline.ground.plan),
    names: { ...names, keys: [...names.keys] },
    from,
    until,
    facts: [...timeline.view(from, until).facts()],
  };
}
