// Places in a run whose length is not known beforehand, for laws that go there.

import fc from "fast-check";
import type { Position, Scenario, Timeline, TimelineOptions } from "@headwater/sim";
import { firstDifference } from "../sim/verify.ts";
import { claimSame } from "./claim.ts";
import { finish, outcomeOf, start } from "./run.ts";

/** So many thousandths of the run's steps, and a little beside it. */
export interface Place {
  readonly share: number;
  readonly later: number;
  readonly more: number;
}

/** Any place; also some at which nothing happens. */
export const place: fc.Arbitrary<Place> = fc.record({
  share: fc.nat(1000),
  later: fc.constantFrom(0, 0, 1, 500),
  more: fc.constantFrom(0, 0, 1, 40),
});

/** Ways to keep the past. */
export const keyframes: fc.Arbitrary<TimelineOptions> = fc.constantFrom<TimelineOptions>(
  { keyframeDistance: 100_000 },
  { keyframeDistance: 1, keyframeCountMax: 4 },
  { keyframeDistance: 20, keyframeCountMax: 2 },
  { keyframeDistance: 40 },
);

/** The positions that places mean in a scenario's run. */
export function positionsOf(scenario: Scenario, places: readonly Place[]): Position[] {
  const guide = finish(start(scenario, { keyframeDistance: 50 }));
  const { step } = guide;
  return places.map(({ share, later, more }) => {
    const { time, done } = guide.seekStep(Math.floor(share * step / 1000)).position;
    return { time: time + later, done: later > 0 ? more : done + more };
  });
}

/** Says that two timelines stand at the same position of the same run, to the last part. */
export function claimSameWorld(found: Timeline, wanted: Timeline, what: string): void {
  const at = wanted.position.time;
  claimSame(found.position, wanted.position, `${what} stands elsewhere`, at);
  claimSame(outcomeOf(found), outcomeOf(wanted), what, at);
  claimSame(firstDifference(found.world, wanted.world), null, `${what} differs in its world`, at);
}
