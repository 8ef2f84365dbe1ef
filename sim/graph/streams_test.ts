// The API as a whole, run: what a student writes and what comes out.

import { deepStrictEqual, throws } from "node:assert/strict";
import { collection } from "../connector/collection.ts";
import { collectSink } from "../7_sink/collect_sink.ts";
import {
  AsyncDataStream,
  CountTrigger,
  type DataStream,
  DeltaTrigger,
  EventTimeSessionWindows,
  type Job,
  type KeyedProcessFunction,
  mapState,
  open,
  OutputTag,
  results,
  type StreamExecutionEnvironment,
  TumblingEventTimeWindows,
  TumblingProcessingTimeWindows,
  valueState,
} from "../mod.ts";
import { WatermarkStrategy } from "../1_source/watermark_strategy.ts";

type Event = readonly [key: string, time: number];

const strategy = WatermarkStrategy.forMonotonousTimestamps<Event>()
  .withTimestampAssigner(([, time]) => time);

const events = (env: StreamExecutionEnvironment, name: string, ...list: Event[]) =>
  env.fromSource(collection(list, { interval: 1000 }), strategy, name).uid(name);

/** Nothing waits in buffers, and event time is told every millisecond. */
const PROMPT = { bufferTimeout: 0, autoWatermarkInterval: 1 };

function outOf(
  job: (env: StreamExecutionEnvironment) => DataStream<unknown>,
  sink = "out",
): unknown[] {
  const whole: Job = (env) => void job(env).sinkTo(collectSink(sink));
  const timeline = open(whole, { config: PROMPT }).run();
  const { traceHash } = timeline;
  const found = results(timeline.world, sink);
  // whatever a function remembers is in the world: going back and on again ends the same
  timeline.seek({ time: 1500, done: 0 });
  deepStrictEqual(timeline.run().traceHash, traceHash);
  deepStrictEqual(results(timeline.world, sink), found);
  return found;
}

Deno.test("PF-1 TI-6 a keyed process function remembers, sets timers and is woken with its key", () => {
  const LAST = valueState<number>("last");
  const silence: KeyedProcessFunction<string, Event, string> = {
    processElement([, time], context) {
      const last = context.state(LAST);
      if (last.value() !== undefined) context.timerService.deleteEventTimeTimer(last.value()! + 10);
      context.timerService.registerEventTimeTimer(time + 10);
      last.update(time);
    },
    onTimer: (timestamp, { currentKey, timeDomain }, out) =>
      out.collect(`${currentKey} silent at ${timestamp} by ${timeDomain}`),
  };
  deepStrictEqual(
    outOf((env) =>
      events(env, "e", ["a", 0], ["b", 3], ["a", 8], ["c", 20]).keyBy(([key]) => key).process(
        silence,
      )
    ),
    [
      "b silent at 13 by EVENT_TIME",
      "a silent at 18 by EVENT_TIME",
      "c silent at 30 by EVENT_TIME",
    ],
  );
});

Deno.test("TI-2 E-TIMER-NO-KEY a function without keys has no timers", () => {
  throws(() =>
    outOf((env) =>
      events(env, "e", ["a", 0]).process<number>({
        processElement: (_value, { timerService }) => timerService.registerEventTimeTimer(5),
      })
    ), /E-TIMER-NO-KEY/);
});

Deno.test("PF-4 two keyed inputs share what they remember", () => {
  const SEEN = valueState<string>("seen");
  const found = outOf((env) =>
    events(env, "left", ["a", 1], ["b", 2]).keyBy(([key]) => key)
      .connect(events(env, "right", ["b", 1], ["a", 2], ["c", 3]).keyBy(([key]) => key))
      .process<string>({
        processElement1: ([key], context, out) => {
          const seen = context.state(SEEN);
          out.collect(`${key} left after ${seen.value() ?? "nothing"}`);
          seen.update("left");
        },
        processElement2: ([key], context, out) => {
          const seen = context.state(SEEN);
          out.collect(`${key} right after ${seen.value() ?? "nothing"}`);
          seen.update("right");
        },
      })
  );
  deepStrictEqual(found.toSorted(), [
    "a left after nothing",
    "a right after left",
    "b left after right",
    "b right after nothing",
    "c right after nothing",
  ]);
});

Deno.test("BS-1 BS-3 broadcast state is written by one side and read by the other", () => {
  const RULES = mapState<string, number>("rules");
  const found = outOf((env) => {
    env.setParallelism(2);
    const rules = env.fromSource(
      collection([["a", 10], ["b", 20]] as const),
      strategyOf(),
      "rules",
    );
    return events(env, "e", ["a", 500], ["b", 600], ["c", 700]).keyBy(([key]) => key)
      .connect(rules.broadcast(RULES))
      .process<string>({
        processElement: ([key], context, out) =>
          out.collect(`${key}: ${context.broadcastState(RULES).get(key) ?? "no rule"}`),
        processBroadcastElement: ([key, factor], context) =>
          context.broadcastState(RULES).put(key, factor),
      }).forceNonParallel();
  });
  deepStrictEqual(found.length, 3);
  throws(
    () =>
      outOf((env) =>
        events(env, "e", ["a", 1]).connect(events(env, "r", ["a", 1]).broadcast(RULES)).process<
          number
        >({
          processElement: ([key], context) =>
            (context.broadcastState(RULES) as unknown as { put(k: string, v: number): void }).put(
              key,
              1,
            ),
          processBroadcastElement: () => {},
        })
      ),
    /E-BROADCAST-READ-ONLY/,
  );
});

const strategyOf = <T>() => WatermarkStrategy.noWatermarks<T>();

Deno.test("J-2 J-5 TVX-13 an interval join pairs neighbours in event time", () => {
  const found = outOf((env) =>
    events(env, "a", ["k", 5]).keyBy(([key]) => key)
      .intervalJoin(events(env, "b", ["k", 2], ["k", 3], ["k", 6], ["k", 7]).keyBy(([key]) => key))
      .between(-2, 1)
      .process<string>(([, a], [, b], { timestamp }, out) => out.collect(`${a}+${b}@${timestamp}`))
  );
  deepStrictEqual(found.toSorted(), ["5+3@5", "5+6@6"]);
});

Deno.test("J-2 exclusive bounds leave their ends out, and bounds that cross are refused", () => {
  const join = (env: StreamExecutionEnvironment) =>
    events(env, "a", ["k", 5]).keyBy(([key]) => key)
      .intervalJoin(events(env, "b", ["k", 3], ["k", 4], ["k", 6]).keyBy(([key]) => key));
  deepStrictEqual(
    outOf((env) =>
      join(env).between(-2, 1).lowerBoundExclusive().upperBoundExclusive()
        .process<number>((_a, [, b], _context, out) => out.collect(b))
    ),
    [4],
  );
  throws(() => outOf((env) => join(env).between(2, 1).process(() => {})), /E-JOIN-BOUNDS/);
});

Deno.test("J-1 a window join makes pairs, a co-group sees empty sides", () => {
  const pair = (env: StreamExecutionEnvironment) =>
    [events(env, "a", ["x", 1], ["y", 2]), events(env, "b", ["x", 3], ["x", 4], ["z", 5])] as const;
  const window = TumblingEventTimeWindows.of(10);
  const joined = outOf((env) => {
    const [a, b] = pair(env);
    return a.join(b).where(([key]) => key).equalTo(([key]) => key).window(window)
      .apply(([key, first], [, second]) => `${key} ${first} ${second}`);
  });
  deepStrictEqual(joined.toSorted(), ["x 1 3", "x 1 4"]);
  const grouped = outOf((env) => {
    const [a, b] = pair(env);
    return a.coGroup(b).where(([key]) => key).equalTo(([key]) => key).window(window)
      .apply<string>((first, second, out) => out.collect(`${first.length} with ${second.length}`));
  });
  deepStrictEqual(grouped.toSorted(), ["0 with 1", "1 with 0", "1 with 2"]);
});

Deno.test("WN-8 TVX-19 count windows by key and over all", () => {
  const seven = (env: StreamExecutionEnvironment) =>
    env.fromSource(collection([1, 2, 3, 4, 5, 6, 7]), strategyOf<number>(), "n");
  const list = (windows: { process: DataStreamProcess }) =>
    windows.process((_key, _context, elements, out) => out.collect(elements.join(" ")));
  deepStrictEqual(outOf((env) => list(seven(env).countWindowAll(3) as never)), ["1 2 3", "4 5 6"]);
  deepStrictEqual(
    outOf((env) => list(seven(env).keyBy(() => "k").countWindow(3, 2) as never)),
    ["1 2", "2 3 4", "4 5 6"],
  );
});

type DataStreamProcess = (
  process: (
    key: unknown,
    context: unknown,
    elements: readonly number[],
    out: { collect(text: string): void },
  ) => void,
) => DataStream<string>;

Deno.test("WN-6 TR-3 processing-time windows fire by the clock", () => {
  const found = outOf((env) =>
    env.fromSource(collection([1, 2, 3, 4], { interval: 4000 }), strategyOf<number>(), "n")
      .windowAll(TumblingProcessingTimeWindows.of(10))
      .reduce((a, b) => a + b)
  );
  // read at 0, 4, 8 and 12 ms; the last window is open when the input ends (TI-10)
  deepStrictEqual(found, [6]);
});

Deno.test("M-9 E-WINDOW-MERGE sessions refuse a trigger that cannot merge, and an aggregate without merge", () => {
  const sessions = (env: StreamExecutionEnvironment) =>
    events(env, "e", ["a", 0]).keyBy(([key]) => key).window(EventTimeSessionWindows.withGap(5));
  throws(
    () => outOf((env) => sessions(env).trigger(DeltaTrigger.of(1, () => 0)).reduce((a) => a)),
    /E-WINDOW-MERGE/,
  );
  throws(
    () =>
      outOf((env) =>
        sessions(env).aggregate({
          createAccumulator: () => 0,
          add: (_e, n) => n + 1,
          getResult: (n) => n,
        })
      ),
    /E-WINDOW-MERGE/,
  );
  deepStrictEqual(
    outOf((env) => sessions(env).trigger(CountTrigger.of(1)).reduce((a) => a)).length,
    1,
  );
});

Deno.test("AS-2 AS-3 AS-4 asking outside: in order, as it comes, in time or not", () => {
  const numbers = (env: StreamExecutionEnvironment) =>
    env.fromSource(collection([5, 1, 3]), strategyOf<number>(), "n");
  const invoke = (n: number) => ({ latency: 1000 * n, results: [n] });
  const options = { timeout: 100 };
  deepStrictEqual(
    outOf((env) => AsyncDataStream.orderedWait(numbers(env), { invoke }, options)),
    [5, 1, 3],
  );
  deepStrictEqual(
    outOf((env) => AsyncDataStream.unorderedWait(numbers(env), { invoke }, options)),
    [1, 3, 5],
  );
  deepStrictEqual(
    outOf((env) =>
      AsyncDataStream.orderedWait(numbers(env), { invoke, timeout: (n) => [-n] }, { timeout: 2 })
    ),
    [-5, 1, -3],
  );
  throws(
    () => outOf((env) => AsyncDataStream.orderedWait(numbers(env), { invoke }, { timeout: 2 })),
    /E-ASYNC-TIMEOUT/,
  );
  const flaky = {
    invoke: (n: number, { attempt }: { attempt: number }) =>
      attempt < 3 ? { latency: 10, error: "busy" } : { latency: 10, results: [n] },
  };
  const retry = { maxAttempts: 2, delay: 1 };
  deepStrictEqual(
    outOf((env) =>
      AsyncDataStream.orderedWait(numbers(env), flaky, { ...options, capacity: 1, retry })
    ),
    [5, 1, 3],
  );
  throws(
    () => outOf((env) => AsyncDataStream.orderedWait(numbers(env), flaky, options)),
    /E-ASYNC-FAILED/,
  );
});

Deno.test("TTL-1 state with a time to live is forgotten while the job runs", () => {
  const SEEN = valueState<boolean>("seen", { timeToLive: { ttl: 5 } });
  const found = outOf((env) =>
    env.fromSource(collection(["a", "a", "a"], { interval: 4000 }), strategyOf<string>(), "n")
      .keyBy((key) => key)
      .process<string>({
        processElement(key, context, out) {
          const seen = context.state(SEEN);
          out.collect(seen.value() === undefined ? `${key} is new` : `${key} again`);
          if (seen.value() === undefined) seen.update(true);
        },
      })
  );
  deepStrictEqual(found, ["a is new", "a again", "a is new"]);
});

Deno.test("W-15 a process window function has state of the window and of the key", () => {
  const COUNT = valueState<number>("count");
  const found = outOf((env) =>
    events(env, "e", ["a", 1], ["a", 12], ["a", 13]).keyBy(([key]) => key)
      .window(TumblingEventTimeWindows.of(10))
      .trigger(CountTrigger.of(1))
      .process<string>((_key, context, _elements, out) => {
        const add = (state: { value(): number | undefined; update(n: number): void }) => {
          state.update((state.value() ?? 0) + 1);
          return state.value();
        };
        const inWindow = add(context.windowState(COUNT)), inAll = add(context.globalState(COUNT));
        out.collect(`${inWindow} of ${inAll}`);
      })
  );
  deepStrictEqual(found, ["1 of 1", "1 of 2", "2 of 3"]);
  throws(
    () =>
      outOf((env) =>
        events(env, "e", ["a", 1]).keyBy(([key]) => key).window(EventTimeSessionWindows.withGap(5))
          .process<number>((_key, context) => void context.windowState(COUNT))
      ),
    /E-WINDOW-STATE/,
  );
});

Deno.test("W-9 late data of sessions goes to its side output", () => {
  const late = new OutputTag<Event>("late");
  const job: Job = (env) => {
    const sessions = events(env, "e", ["a", 0], ["a", 500], ["a", 3]).keyBy(([key]) => key)
      .window(EventTimeSessionWindows.withGap(5)).sideOutputLateData(late).reduce((a) => a);
    sessions.sinkTo(collectSink("out"));
    sessions.getSideOutput(late).sinkTo(collectSink("late"));
  };
  // each record waits for the next watermark, so that the third comes behind it
  const { world } = open(job, { config: PROMPT }).run();
  deepStrictEqual(results(world, "late"), [["a", 3]]);
  deepStrictEqual(results(world, "out").length, 2);
});
