// A user function that remembers outside its state would give another answer at every replay. Whatever
// the place, going over the run again finds it, and says so in words.

import fc from "fast-check";
import {
  collection,
  collectSink,
  type Job,
  NamedError,
  open,
  TumblingEventTimeWindows,
  valueState,
  WatermarkStrategy,
} from "@headwater/sim";
import { claim, claimSame } from "../claim.ts";
import { type Law, law } from "../law.ts";

/** Gives a number that a function makes of its value: from state or from nothing, or from a variable. */
type Count = (n: number) => number;

const COUNT = valueState<number>("count");
const WINDOW = TumblingEventTimeWindows.of(5);
const sum = (count: Count) => ({
  createAccumulator: () => 0,
  add: (n: number, all: number) => all + count(n),
  getResult: (all: number) => all,
});

/** Jobs by the place at which a number is made. */
const PLACES: Readonly<Record<string, (numbers: readonly number[], count: Count) => Job>> = {
  "a map": (numbers, count) => (env) =>
    void source(env, numbers).map(count).sinkTo(collectSink("out")),
  "a flat map": (numbers, count) => (env) =>
    void source(env, numbers).flatMap<number>((n, out) => out.collect(count(n)))
      .sinkTo(collectSink("out")),
  "a filter": (numbers, count) => (env) =>
    void source(env, numbers).filter((n) => count(n) - n <= numbers.length + 1)
      .sinkTo(collectSink("out")),
  "a rolling reduce": (numbers, count) => (env) =>
    void source(env, [...numbers, 1, 1]).keyBy(() => "all").reduce((a, b) => a + count(b))
      .sinkTo(collectSink("out")),
  "an aggregate of windows": (numbers, count) => (env) =>
    void source(env, numbers).keyBy(() => "all").window(WINDOW).aggregate(sum(count))
      .sinkTo(collectSink("out")),
  "a window function": (numbers, count) => (env) =>
    void source(env, numbers).keyBy(() => "all").window(WINDOW)
      .process<number>((_key, _context, elements, out) => out.collect(count(elements.length)))
      .sinkTo(collectSink("out")),
  "a process function": (numbers, count) => (env) =>
    void source(env, numbers).keyBy((n) => n % 2).process<number>({
      processElement(n, context) {
        context.state(COUNT).update(count(n));
        context.timerService.registerEventTimeTimer(n + 3);
      },
      onTimer: (_time, context, out) => out.collect(context.state(COUNT).value()!),
    }).sinkTo(collectSink("out")),
  "a timestamp assigner": (numbers, count) => (env) =>
    void env.fromSource(
      collection(numbers),
      WatermarkStrategy.forMonotonousTimestamps<number>().withTimestampAssigner(count),
      "numbers",
    ).sinkTo(collectSink("out")),
  "a key selector": (numbers, count) => (env) =>
    void source(env, numbers).keyBy(count).reduce((a) => a).sinkTo(collectSink("out")),
};

function source(env: Parameters<Job>[0], numbers: readonly number[]) {
  const strategy = WatermarkStrategy.forMonotonousTimestamps<number>()
    .withTimestampAssigner((n) => n);
  return env.fromSource(collection(numbers, { interval: 700 }), strategy, "numbers");
}

/** What is said when a run is gone over again; null when all of it was the same. */
function complaintAbout(job: Job, keyframeDistance: number): NamedError | null {
  try {
    open(job, { keyframeDistance }).run().verify();
    return null;
  } catch (error) {
    if (error instanceof NamedError) return error;
    throw error;
  }
}

const found = law(
  {
    id: "determinism/memory-outside-state-is-found",
    title: "A closure that remembers is found, wherever it stands, and told in words",
    rules: [],
    statement:
      "In a job of one user function, at any place where there can be one, the function adds how often " +
      "it was called: going over the run again refuses it, says that something is remembered outside " +
      "state, and names an operator. Without that, the same job goes over again without a word.",
    kind: "always",
    runCount: 150,
    sometimes: Object.fromEntries(Object.keys(PLACES).map((place) => [place, 0.03])),
  },
  fc.record({
    place: fc.constantFrom(...Object.keys(PLACES)),
    numbers: fc.array(fc.nat(20), { minLength: 1, maxLength: 9 }),
    keyframeDistance: fc.constantFrom(1000, 7, 30),
  }),
  ({ place, numbers, keyframeDistance }, cover) => {
    let calls = 0;
    const pure = PLACES[place](numbers, (n) => n + 1);
    const forgetful = PLACES[place](numbers, (n) => n + 1 + ++calls);
    claimSame(complaintAbout(pure, keyframeDistance), null, `${place} without memory`);
    const complaint = complaintAbout(forgetful, keyframeDistance);
    claim(complaint !== null, () => `${place} that remembers was not found`);
    const { code, message } = complaint;
    // a key is asked for twice, so nobody has to go over the run
    const wanted = place === "a key selector" ? "E-KEY" : "E-UDF-MEMORY";
    claimSame(code, wanted, `What is said of ${place}`);
    claim(/remember/.test(message), () => `No word of memory: ${message}`);
    claim(/operator|selector/.test(message), () => `Nobody is named: ${message}`);
    cover(place);
  },
);

/** The law of memory. */
export const MEMORY: readonly Law[] = [found];
