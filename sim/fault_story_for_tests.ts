// Lets a fault of the catalogue happen to a job as the catalogue names it, and looks at what became of it:
// did it strike home, and does what the catalogue promises hold?
//
//   two splits, 15 s ─▶ source (2) ═▶ window (2) ─▶ sink, told, table (1 each)
//                                                   two-phase, append, upsert

import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import type { Config } from "./config.ts";
import type { Guarantee } from "./cluster/fault_guarantee.ts";
import type { StreamExecutionEnvironment } from "./graph/stream_execution_environment.ts";
import { Fact, FACT_KINDS, type FactRow } from "./trace/fact.ts";
import type { ProcessWindowFunction } from "./5_operator/window/window_function.ts";
import type { Timeline } from "./timeline.ts";
import { WatermarkStrategy } from "./1_source/watermark_strategy.ts";
import { FAULT_CATALOGUE } from "./cluster/fault_catalogue.ts";
import { keyedStore } from "./connector/keyed_store.ts";
import { replayableLog } from "./connector/replayable_log.ts";
import { transactionalLog } from "./connector/transactional_log.ts";
import { JobStatus } from "./element/job_status.ts";
import { collectSink } from "./7_sink/collect_sink.ts";
import { TumblingEventTimeWindows } from "./5_operator/window/tumbling_event_time_windows.ts";
import { ledger, type LedgerEntry } from "./ledger.ts";
import { namesOf, open } from "./open.ts";
import { labelOf } from "./run_warnings.ts";
import { factText } from "./trace/trace_text.ts";

/** A key and a number. */
type Pair = readonly [key: string, n: number];
/** A key, the end of its window, and the sum. */
type Sum = readonly [key: string, end: number, sum: number];

const SECONDS = 15, RECORDS_PER_SECOND = 10;

/** Records in two splits, in time; each key is in both. */
const LOG = replayableLog<Pair>({
  name: "log",
  partitions: ["abc", "bca"].map((keys, id) => ({
    id: String(id),
    records: Array.from({ length: SECONDS * RECORDS_PER_SECOND }, (_, n) => ({
      value: [keys[n % 3], n] as const,
      arrival: n * 100_000,
      timestamp: n * 100,
    })),
  })),
});

/** Sums per key and half second, told to a sink of each kind. */
function job(env: StreamExecutionEnvironment): void {
  const strategy = WatermarkStrategy.forBoundedOutOfOrderness<Pair>(100);
  const sums = env.setParallelism(2)
    .fromSource(LOG, strategy, "source").uid("source")
    .keyBy(([key]) => key)
    .window(TumblingEventTimeWindows.of(500))
    .reduce<Sum>(([key, a], [, b]) => [key, a + b], tellSum).uid("window");
  sums.sinkTo(transactionalLog<Sum>("out")).setParallelism(1).uid("sink");
  sums.sinkTo(collectSink<Sum>("told")).setParallelism(1).uid("told");
  sums.sinkTo(keyedStore<Sum>("table", ([key, end]) => [key, end])).setParallelism(1).uid("table");
}

const tellSum: ProcessWindowFunction<Pair, Sum, string> = (key, { window }, [[, sum]], out) =>
  out.collect([key, window.end, sum]);

/** A checkpoint every two seconds, and ten attempts a tenth of a second apart. */
const CONFIG: Partial<Config> = {
  checkpointInterval: 2000,
  restartStrategy: { type: "fixed-delay", attempts: 10, delay: 100 },
};

/** What a story needs beside its fault. */
export interface Story {
  readonly config?: Partial<Config>;
  /** What else goes wrong, so that the fault has something to strike. */
  readonly also?: readonly string[];
  /** The run is as if nothing had been planned. */
  readonly isHarmless?: true;
}

/** How it went. */
export interface StoryEnd {
  readonly timeline: Timeline;
  /** Names of facts, with owner and checkpoint where they have one: `snapshotFailed window[0] #2`. */
  readonly facts: readonly string[];
  /** By sink: what its readers see beside what they would have seen. */
  readonly books: ReadonlyMap<string, LedgerEntry>;
}

function run(faults: readonly string[], config: Partial<Config> = {}): Timeline {
  const record = { level: "all" } as const;
  const timeline = open(job, { config: { ...CONFIG, ...config }, faults, record });
  return timeline.run(({ stepCount }) => stepCount > STEP_COUNT_MAX);
}

const STEP_COUNT_MAX = 100_000;

let calmRun: Timeline | null = null;
const calm = () => calmRun ??= run([]);

/**
 * Runs the example of a fault. It must strike, the facts that are named must be there in that order ("no …"
 * must not be there), its label must say what the catalogue says, and what both promise must hold.
 */
export function tellFault(id: string, seen: readonly string[], story: Story = {}): StoryEnd {
  const { example, guarantee, finishes } = FAULT_CATALOGUE.find((entry) => entry.id === id)!;
  const timeline = run([...story.also ?? [], example!], story.config);
  const { world, ground } = timeline;
  strictEqual(timeline.isDone, true, `${id} has not ended after ${timeline.step} steps`);
  deepStrictEqual(world.faults.triggers.neverFired(), []);
  deepStrictEqual(world.faults.triggers.neverMet(), []);
  const facts = factsOf(timeline);
  assertSeen(facts, seen);
  const isCalm = JSON.stringify(eventsOf(timeline)) === JSON.stringify(eventsOf(calm()));
  strictEqual(isCalm, story.isHarmless === true, "what the fault changes");
  const struck = [...timeline.trace.facts()].find(({ value }) => value === example)!;
  ok(factText(struck, namesOf(timeline)).includes(example!), "the narrator says what strikes");
  const books = new Map(ledger(world, calm().world).map((entry) => [entry.sink, entry]));
  const { isRecoverable, sinks } = labelOf(ground);
  if (finishes) {
    strictEqual(isRecoverable, true, `the label of ${example}`);
    strictEqual(world.jobManager.status, JobStatus.FINISHED, world.jobManager.cause);
  } else if (guarantee === "prefix") strictEqual(isRecoverable, false, `the label of ${example}`);
  assertPromise(guarantee, books.get(id === "F49" ? "told" : "out")!);
  for (const sink of sinks) assertPromise(sink.guarantee, books.get(SINK_IDS[sink.name])!);
  timeline.verify();
  return { timeline, facts, books };
}

function assertSeen(facts: readonly string[], seen: readonly string[]): void {
  let from = 0;
  for (const text of seen) {
    if (text.startsWith("no ")) {
      ok(!facts.includes(text.slice(3)), `there is ${text.slice(3)}`);
      continue;
    }
    const place = facts.indexOf(text, from);
    ok(place >= 0, `${text} is not among ${[...new Set(facts.slice(from))].join(", ")}`);
    from = place + 1;
  }
}

/** Everything that happened, apart from what somebody planned. */
function eventsOf(timeline: Timeline): unknown[] {
  return [...timeline.trace.facts()]
    .filter(({ kind }) => kind !== Fact.faultStarted && kind !== Fact.faultEnded)
    .map(({ time, kind, owner, subject, stamp }) => [time, kind, owner, subject, stamp]);
}

const SINK_IDS: Readonly<Record<string, string>> = { sink: "out", told: "told", table: "table" };

/** What a guarantee rules out does not happen. */
export function assertPromise(
  guarantee: Guarantee,
  { sink, lost, duplicated, wrong }: LedgerEntry,
) {
  if (guarantee === "none") return;
  const mayBeLost = guarantee === "at-most-once" || guarantee === "prefix";
  if (!mayBeLost) deepStrictEqual(lost, [], `${sink} has lost rows`);
  if (guarantee !== "at-least-once") deepStrictEqual(duplicated, [], `${sink} has rows twice`);
  deepStrictEqual(wrong, [], `${sink} has wrong rows`);
}

function factsOf(timeline: Timeline): string[] {
  const { subtasks } = namesOf(timeline);
  const isOfCheckpoint = ({ kind }: FactRow) => COLUMNS.get(kind) === "checkpoint";
  return [...timeline.trace.facts()].map((fact) => {
    const { name, owner, stamp } = fact;
    return name + (owner < 0 ? "" : ` ${subtasks[owner]}`) +
      (isOfCheckpoint(fact) ? ` #${stamp}` : "");
  });
}

const COLUMNS: ReadonlyMap<number, string | undefined> = new Map(
  FACT_KINDS.map(({ number, columns }) => [number, columns.stamp]),
);
