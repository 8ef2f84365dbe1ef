// What the pages say about the running example, read from a run of it, so that no sentence can be out
// of step with the engine.

import { open } from "@headwater/sim";
import { Fact, type FactRow } from "@headwater/sim/trace";
import job, { type Peak } from "../lessons/readings/job.ts";
import type { TraceSlice } from "../lessons/figures/figure.ts";
import { sliceOf } from "../lessons/slice.ts";

/** A run of the twelve readings, and what happened in it. */
export interface Story {
  readonly slice: TraceSlice;
  readonly stepCount: number;
  readonly factCount: number;
  readonly traceHash: string;
  /** When the window of sensor a fires, and what it says: on time, then again for r9. */
  readonly firings: readonly Firing[];
  /** When r12 is found to be too late, in seconds. */
  readonly tooLateAt: string;
}

/** One firing of the window [0, 10) of sensor a. */
export interface Firing {
  readonly at: string;
  readonly celsius: number;
}

/** Runs the job once, to its end. */
export function tellStory(): Story {
  const timeline = open(job, { record: { level: "all" } }).run();
  const slice = sliceOf(timeline);
  return {
    slice,
    stepCount: timeline.step,
    factCount: slice.facts.length,
    traceHash: timeline.traceHash,
    firings: firingsOfA(slice),
    tooLateAt: seconds(onlyLate(slice.facts)),
  };
}

/** A firing and the result that it brings stand apart by the way to the sink. */
function firingsOfA({ facts, names }: TraceSlice): Firing[] {
  const fired = facts.filter(({ kind, key, stamp }) =>
    kind === Fact.windowFired && stamp === 0 && names.keys[key] === "a"
  );
  const peaks = facts.filter(({ kind }) => kind === Fact.resultWritten)
    .map(({ value }) => value as Peak)
    .filter(({ sensor, from }) => sensor === "a" && from === 0);
  if (fired.length !== 2 || peaks.length !== 2) throw new Error("The window of a fires twice");
  return fired.map((fact, index) => ({ at: seconds(fact), celsius: peaks[index].celsius }));
}

function onlyLate(facts: readonly FactRow[]): FactRow {
  const late = facts.filter(({ kind }) => kind === Fact.recordLate);
  if (late.length !== 1) throw new Error(`The story has one late record; found ${late.length}`);
  return late[0];
}

/** Simulated time as it is said in a sentence: 13.3 s, or 23 s. */
function seconds({ time }: FactRow): string {
  return `${Math.round(time / 100_000) / 10} s`;
}
