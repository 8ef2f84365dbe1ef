// Functions with a life: opened, closed, told more than a value, and remembering without a key.

import { deepStrictEqual, throws } from "node:assert/strict";
import { collection } from "../connector/collection.ts";
import { collectSink } from "../7_sink/collect_sink.ts";
import {
  AsyncDataStream,
  type DataStream,
  type Job,
  mapState,
  open,
  operatorListState,
  results,
  type RichMapFunction,
  type RuntimeContext,
  type StreamExecutionEnvironment,
  TumblingEventTimeWindows,
  unionListState,
  valueState,
} from "../mod.ts";
import { processOperator } from "../5_operator/function_operator.ts";
import { OperatorHarness } from "../testing/mod.ts";
import { WatermarkStrategy } from "../1_source/watermark_strategy.ts";
import { Fact } from "../trace/fact.ts";

const LAST = valueState<number>("last");
const SEEN = operatorListState<number>("seen");
const ALL = unionListState<number>("all");

const strategy = WatermarkStrategy.forMonotonousTimestamps<number>().withTimestampAssigner((n) =>
  n
);
const numbers = (env: StreamExecutionEnvironment, name = "numbers") =>
  env.fromSource(collection([1, 2, 3, 4, 6]), strategy, name);

function run(job: (env: StreamExecutionEnvironment) => DataStream<unknown>) {
  const whole: Job = (env) => void job(env).sinkTo(collectSink("out"));
  const timeline = open(whole, { record: { level: "all" } }).run();
  timeline.verify();
  return { found: results(timeline.world, "out"), timeline };
}

Deno.test("PF-1 ST-2 a rich map on a keyed stream remembers by key", () => {
  const rise: RichMapFunction<number, number> = {
    map(n, context) {
      const last = context.state(LAST), before = last.value() ?? 0;
      last.update(n);
      return n - before;
    },
  };
  deepStrictEqual(run((env) => numbers(env).keyBy((n) => n % 2).map(rise)).found, [1, 2, 2, 2, 2]);
  throws(() => run((env) => numbers(env).map(rise)), /E-STATE-NO-KEY/);
});

Deno.test("a rich filter lets pass what is larger than what passed before, and says what did not", () => {
  const { found, timeline } = run((env) =>
    numbers(env).map((n) => n === 3 ? 0 : n).keyBy(() => "all").filter({
      filter(n, context) {
        const last = context.state(LAST);
        const isRecord = n > (last.value() ?? -1);
        if (isRecord) last.update(n);
        return isRecord;
      },
    })
  );
  deepStrictEqual(found, [1, 2, 4, 6]);
  deepStrictEqual([...timeline.trace.facts([Fact.recordFiltered])].map(({ stamp }) => stamp), [3]);
  throws(() => run((env) => numbers(env).filter({ filter: () => 1 as never })), /E-VALUE/);
});

Deno.test("a rich flat map knows which of how many it is", () => {
  const { found } = run((env) =>
    numbers(env).rebalance().flatMap<string>({
      flatMap: (n, out, { subtaskIndex, parallelism, name }) =>
        out.collect(`${n} at ${name} ${subtaskIndex + 1}/${parallelism}`),
    }).name("flat").setParallelism(2)
  );
  // seed 0 draws channel 0 first, so the first record goes to the next one (P-1)
  deepStrictEqual(found.toSorted(), [
    "1 at flat 2/2",
    "2 at flat 1/2",
    "3 at flat 2/2",
    "4 at flat 1/2",
    "6 at flat 2/2",
  ]);
});

Deno.test("OS-1 a function on a stream without keys may keep lists", () => {
  const { found } = run((env) =>
    numbers(env).map({
      map(n, context) {
        const seen = context.operatorState(SEEN);
        seen.add(n);
        if (n === 4) seen.update([40]);
        return seen.get().join("+");
      },
    })
  );
  deepStrictEqual(found, ["1", "1+2", "1+2+3", "40", "40+6"]);
});

Deno.test("G-16 EOI-2 functions are opened before the first record and closed after the last", () => {
  const process = { processElement: () => {}, close: () => {} };
  const told: unknown[] = [];
  const { timeline } = run((env) =>
    numbers(env).map({ open: (context) => void told.push(named(context)), map: (n) => n })
      .process<number>({ open: (context) => void told.push(named(context)), ...process })
      .name("second")
  );
  // verify() runs the start again
  deepStrictEqual(told.slice(0, 2), ["second 0/1 new", "Map 0/1 new"]);
  const closed = [...timeline.trace.facts([Fact.functionClosed])];
  deepStrictEqual(closed.map(({ subject }) => subject), [2]);
});

const named = ({ name, subtaskIndex, parallelism, isRestored }: RuntimeContext) =>
  `${name} ${subtaskIndex}/${parallelism} ${isRestored ? "restored" : "new"}`;

Deno.test("every function that Flink calls rich is opened and closed here", () => {
  const calls: string[] = [];
  const life = (name: string) => ({
    open: () => void calls.push(`open ${name}`),
    close: () => void calls.push(`close ${name}`),
  });
  const keyed = (env: StreamExecutionEnvironment) => numbers(env).keyBy((n) => n % 2);
  const windows = (env: StreamExecutionEnvironment) =>
    keyed(env).window(TumblingEventTimeWindows.of(10));
  const jobs: Record<string, (env: StreamExecutionEnvironment) => DataStream<unknown>> = {
    map: (env) => numbers(env).map({ ...life("map"), map: (n) => n }),
    filter: (env) => numbers(env).filter({ ...life("filter"), filter: () => true }),
    flatMap: (env) => numbers(env).flatMap<number>({ ...life("flatMap"), flatMap: () => {} }),
    reduce: (env) => keyed(env).reduce({ ...life("reduce"), reduce: (a) => a }),
    process: (env) => numbers(env).process<number>({ ...life("process"), processElement() {} }),
    coMap: (env) =>
      numbers(env).connect(numbers(env, "b"))
        .map<number>({ ...life("coMap"), map1: (n) => n, map2: (n) => n }),
    coFlatMap: (env) =>
      numbers(env).connect(numbers(env, "b"))
        .flatMap<number>({ ...life("coFlatMap"), flatMap1() {}, flatMap2() {} }),
    window: (env) => windows(env).process<number>({ ...life("window"), process: () => {} }),
    join: (env) =>
      keyed(env).intervalJoin(numbers(env, "b").keyBy((n) => n % 2)).between(0, 1)
        .process<number>({ ...life("join"), process: () => {} }),
    ask: (env) => {
      const invoke = (n: number) => ({ latency: 1, results: [n] });
      return AsyncDataStream.orderedWait(numbers(env), { ...life("ask"), invoke }, { timeout: 1 });
    },
  };
  for (const [name, job] of Object.entries(jobs)) {
    calls.length = 0;
    open((env) => void job(env).sinkTo(collectSink("out"))).run();
    deepStrictEqual(calls, [`open ${name}`, `close ${name}`]);
  }
});

Deno.test("E-UDF a function that assigns a field is stopped: what is remembered is state", () => {
  class Counting implements RichMapFunction<number, number> {
    count = 0;
    map(n: number) {
      return n + ++this.count;
    }
  }
  throws(
    () => run((env) => numbers(env).map(new Counting())),
    /E-UDF: .*read only property 'count'/,
  );
  const opening = {
    count: 0,
    map: (n: number) => n,
    open() {
      this.count = 1;
    },
  };
  throws(() => run((env) => numbers(env).map(opening)), /E-UDF: .*read only property 'count'/);
  const later = { map: (n: number) => n, open: () => Promise.resolve() as never };
  throws(() => run((env) => numbers(env).map(later)), /E-UDF: While opening in "Map".*Promise/);
});

/** Tells what it remembers of both kinds, then remembers one thing more. */
const keeper = () =>
  processOperator({
    name: "keeper",
    uid: "keeper",
    cost: 0,
    process: {
      open(context: RuntimeContext) {
        if (!context.isRestored) context.operatorState(SEEN).addAll([10, 20, 30]);
      },
      processElement(n: number, context: RuntimeContext, out: { collect(text: string): void }) {
        const seen = context.operatorState(SEEN), all = context.operatorState(ALL);
        out.collect(`${seen.get().join(" ")} | ${all.get().join(" ")}`);
        seen.add(n);
        all.add(n);
      },
    } as never,
  });

Deno.test("OS-2 OS-6 operator state comes back after a failure; what came after the checkpoint does not", () => {
  const first = new OperatorHarness<number>(keeper());
  const saved = first.processElement(1).snapshot(1);
  deepStrictEqual(saved.lists.map(({ name, mode, items }) => [name, mode, items]), [
    ["list/split/seen", "split", [10, 20, 30, 1]],
    ["list/union/all", "union", [1]],
  ]);
  first.processElement(2);
  deepStrictEqual(first.restore(saved).processElement(5).takeValues(), ["10 20 30 1 | 1"]);
  deepStrictEqual(first.restore(null).processElement(5).takeValues(), [" 10 20 30 | ".trimStart()]);
});

Deno.test("E-STATE-NAME one operator state cannot be split and united", () => {
  const both = (env: StreamExecutionEnvironment) =>
    numbers(env).map({
      map: (n, context) => {
        context.operatorState(SEEN).add(n);
        context.operatorState(unionListState("seen"));
        return n;
      },
    });
  throws(
    () => run(both),
    /E-STATE-NAME: Operator "Map" declares operator state "seen" to be union/,
  );
});

Deno.test("BS-1 OS-1 both sides of a broadcast may keep lists besides", () => {
  const RULES = mapState<string, number>("rules");
  const { found } = run((env) =>
    numbers(env).connect(numbers(env, "b").broadcast(RULES)).process<number>({
      processElement: (_n, context, out) => out.collect(context.operatorState(SEEN).get().length),
      processBroadcastElement: (n, context) => context.operatorState(SEEN).add(n),
    })
  );
  deepStrictEqual(found.length, 5);
  deepStrictEqual(found.some((count) => count as number > 0), true);
});
