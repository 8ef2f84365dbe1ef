// What replay shows of a run: the facts around a position, and how the run ends. Plain data, so that it
// can come out of a sandbox.

import type { OpenedScenario } from "../open_scenario.ts";
import type { Timeline } from "../timeline.ts";
import type { Trace } from "../trace/trace.ts";
import { NamedError } from "../clock/named_error.ts";
import { JOB_STATUS_NAMES } from "../element/job_status.ts";
import { isControlled } from "../ground.ts";
import { namesOf } from "../open.ts";
import { comparePositions, type Position } from "../position.ts";
import { factText, traceHeading, type TraceLayout, traceLayout } from "../trace/trace_text.ts";
import { runNear, runToEnd, type Watcher } from "./progress.ts";

/** What is asked. */
export interface ReplayRequest {
  /** Where to stand; left out, at the end. */
  readonly at?: Position;
  /** Facts before and after. */
  readonly around: number;
  readonly stepMax: number;
  /** Afterwards run every stretch again and compare. */
  readonly isVerified: boolean;
}

/** What is shown. */
export interface ReplayView {
  readonly warnings: readonly string[];
  /** The names of the columns. */
  readonly heading: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** Where we stand, in the words of the request if possible. */
  readonly here: Position;
  readonly step: number;
  /** What the job is there; empty for one that nobody watches over. */
  readonly job: string;
  /** True when the run ended before the position that was asked for. */
  readonly isPastEnd: boolean;
  /** Where the run stopped by itself, and the hash of the whole. */
  readonly end: {
    readonly position: Position;
    readonly steps: number;
    readonly traceHash: string;
    readonly job: string;
  };
  /** What the job threw, which ended the run. */
  readonly failure?: { readonly code: string; readonly sentence: string };
}

/** Goes to the position, looks around, and runs to the end. */
export function replayView(
  { timeline, warnings }: OpenedScenario,
  { at, around, stepMax, isVerified }: ReplayRequest,
  watcher: Watcher,
): ReplayView {
  const failedOnTheWay = tryRun(timeline, () => {
    if (at === undefined) return runToEnd(timeline, watcher, stepMax);
    runNear(timeline, at, watcher, stepMax);
    timeline.seek(at);
  });
  const { position: here, step } = timeline;
  const job = jobWords(timeline);
  const isPastEnd = at !== undefined && timeline.isDone && comparePositions(here, at) < 0;
  const before = factsBefore(timeline, around);
  const after = failedOnTheWay === undefined ? factsAfter(timeline, around) : undefined;
  const failure = failedOnTheWay ?? tryRun(timeline, () => {
    runToEnd(timeline, watcher, stepMax);
    if (isVerified) timeline.verify();
  });
  const { traceHash, position, step: steps } = timeline;
  const names = namesOf(timeline);
  const parts = [before, ...(after === undefined ? [] : [after])];
  const layout = widest(
    parts.map(({ trace, from, until }) => traceLayout(trace, names, from, until)),
  );
  const [linesBefore, linesAfter = []] = parts.map(({ trace, from, until }) =>
    [...trace.facts(undefined, from, until)].map((fact) => factText(fact, names, layout))
  );
  return {
    warnings,
    heading: traceHeading(layout),
    before: linesBefore,
    after: linesAfter,
    here: at === undefined || isPastEnd || failedOnTheWay !== undefined ? here : at,
    step,
    job,
    isPastEnd,
    end: { position, steps, traceHash, job: jobWords(timeline) },
    ...(failure === undefined
      ? {}
      : { failure: { code: failure.code, sentence: failure.sentence } }),
  };
}

/** Its status, and which attempt runs or is prepared. */
function jobWords({ ground, world: { jobManager: { status, attempt } } }: Timeline): string {
  if (!isControlled(ground)) return "";
  return `job ${JOB_STATUS_NAMES[status]}${attempt === 0 ? "" : `, attempt ${attempt}`}`;
}

/** Some facts of a trace. */
interface Stretch {
  readonly trace: Trace;
  readonly from: number;
  readonly until: number;
}

/** Runs; if the job throws, stands right before the action in which it did, and gives the error. */
function tryRun(timeline: Timeline, work: () => void): NamedError | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (!(error instanceof NamedError) || error.code === "E-BUDGET-EVENTS") throw error;
    timeline.stepBack();
    return error;
  }
}

/** How many times more steps are taken when those taken gave too few facts. */
const GROWTH = 4;

/** The last facts before where the timeline stands. */
function factsBefore(timeline: Timeline, count: number): Stretch {
  const { position: here, step } = timeline;
  for (let steps = count;; steps *= GROWTH) {
    const from = timeline.seekStep(Math.max(0, step - steps)).position;
    const trace = timeline.view(from, here);
    timeline.seekStep(step);
    if (trace.length < count && steps < step) continue;
    return { trace, from: Math.max(trace.start, trace.end - count), until: trace.end };
  }
}

/** The next facts after where the timeline stands. */
function factsAfter(timeline: Timeline, count: number): Stretch {
  const { position: here, step } = timeline;
  for (let steps = count;; steps *= GROWTH) {
    const failure = tryRun(timeline, () => void timeline.seekStep(step + steps));
    const isAll = failure !== undefined || timeline.isDone;
    const trace = timeline.view(here, timeline.position);
    timeline.seekStep(step);
    if (trace.length < count && !isAll) continue;
    return { trace, from: trace.start, until: Math.min(trace.end, trace.start + count) };
  }
}

function widest(layouts: readonly TraceLayout[]): TraceLayout {
  return layouts[0].map((_, i) => Math.max(...layouts.map((layout) => layout[i])));
}
