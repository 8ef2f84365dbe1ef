// The programs that are measured side by side: two plain loops that compute W2 and simulate nothing,
// and the engine with its recorder off, with a keyframe every 250,000 steps, at level `flight`, and at
// level `all` in a ring of two chunks.

import type { RecordOptions } from "../mod.ts";
import type { W2Answer, W2Source } from "./w2_input.ts";
import { answerOf } from "./checksum_sink.ts";
import { runW2, w2Log } from "./w2_job.ts";
import { flatHashLoop, textbookLoop } from "./w2_loops.ts";

/** What a run of a program gives. */
export interface Outcome {
  readonly answer: W2Answer;
  /** Only a run of the engine has one: it is the same however much is recorded. */
  readonly traceHash?: string;
}

/** Something that computes W2. */
export interface Program {
  readonly name: string;
  readonly run: () => Outcome;
}

/** The name of the program that all others are compared with. */
export const BASELINE = "flat hash loop";

/** The name of the program that the gate is about. */
export const GATED = "engine, all in a ring";

/** All programs, over one input. */
export function programsOver(sources: readonly W2Source[]): Program[] {
  const log = w2Log(sources);
  const engine = (name: string, record: RecordOptions, keyframes?: number): Program => ({
    name,
    run: () => {
      const timeline = runW2(log, record, keyframes);
      return { answer: answerOf(timeline.world), traceHash: timeline.traceHash };
    },
  });
  return [
    { name: BASELINE, run: () => ({ answer: flatHashLoop(sources) }) },
    { name: "textbook loop", run: () => ({ answer: textbookLoop(sources) }) },
    engine("engine, off", { level: "off" }),
    engine("engine, off, keyframes", { level: "off" }, 250_000),
    engine("engine, flight in a ring", { level: "flight", chunkCountMax: 2 }),
    engine(GATED, { level: "all", chunkCountMax: 2 }),
  ];
}
