// What goes wrong in the demo unless somebody says otherwise: a task manager dies half-way, just before
// one of its subtasks would have acknowledged a checkpoint. So that checkpoint is never complete, and the
// job has to go back to the one before it.

import type { Micros } from "../clock/time.ts";
import type { Timeline } from "../timeline.ts";
import { microsText } from "../clock/duration.ts";

/** The fault, placed with the help of a run in which nothing goes wrong. */
export function halfwayCrash({ world, position, start, ground: { from } }: Timeline): string {
  const first = from?.savepoint.checkpointId ?? 0;
  const half = Math.floor((first + world.coordinator.stats.lastCompletedCheckpointId) / 2);
  return half > first
    ? `crash task-manager-0 before acknowledge ${half} of daily[0]`
    : `crash task-manager-0 at ${
      microsText(rounded(Math.floor((start.time + position.time) / 2)))
    }`;
}

const UNITS: readonly Micros[] = [3_600_000_000, 60_000_000, 1_000_000, 1000];

/** A time that is easily read, and not later. */
function rounded(time: Micros): Micros {
  const unit = UNITS.find((unit) => time >= unit) ?? 1;
  return time - time % unit;
}
