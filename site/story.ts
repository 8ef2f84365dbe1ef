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
    firings: firingsOfA(slice.facts),
    tooLateAt: seconds(onlyLate(slice.facts)),
  };
}

function firingsOfA(facts: readonly FactRow[]): Firing[] {
  return facts
    .filter(({ kind }) => kind === Fact.resultWritten)
    .map((fact) => ({ fact, peak: fact.value as Peak }))
    .filter(({ peak }) => peak.sensor === "a" && peak.from === 0)
    .map(({ fact, peak }) => ({ at: seconds(fact), celsius: peak.celsius }));
}

function onlyLate(facts: readonly FactRow[]): FactRow {
  const late = facts.filter(({ kind }) => kind === Fact.recordLate);
  if (late.length !== 1) throw new Error(`The story has one late record; found ${late.length}`);
  return late[0];
}

/** Simulated time as it is said in a sentence: 13.3 s. */
function seconds({ time }: FactRow): string {
  return `${(time / 1_000_000).toFixed(1)} s`;
}
