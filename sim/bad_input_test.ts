// Bad input of every kind gets a named error that says where, which value, and what is wanted. The
// graph's own rows stand in graph/; these are the rest.

import { ok, strictEqual, throws } from "node:assert/strict";
import { assertRefused } from "./refused_for_tests.ts";
import { collectSink } from "./7_sink/collect_sink.ts";
import { collection } from "./connector/collection.ts";
import {
  AsyncDataStream,
  type AsyncRetry,
  type DataStream,
  type Job,
  type Key,
  mapState,
  NamedError,
  open,
  type StreamExecutionEnvironment,
  TumblingEventTimeWindows,
  WatermarkStrategy,
} from "./mod.ts";

const none = () => WatermarkStrategy.noWatermarks<number>();
const numbers: Job = (env) =>
  void env.fromSource(collection([1]), none(), "numbers").sinkTo(collectSink("out"));

/** A job whose one map is the user's function. */
const mapping = (map: (x: number) => unknown): Job => (env) => {
  env.fromSource(collection([7, 8]), none(), "numbers").map(map).name("mine").sinkTo(
    collectSink("out"),
  );
};
const keyedBy = (key: unknown): Job => (env) => {
  env.fromSource(collection([7]), none(), "numbers").keyBy(() => key as string)
    .reduce((a) => a).sinkTo(collectSink("out"));
};

type Row = [title: string, run: () => unknown, code: string, ...words: string[]];

/** A job whose key selector counts how often it is asked. */
const counting = (keyOf: (count: number) => Key): Job => (env) => {
  let count = 0;
  env.fromSource(collection([7]), none(), "numbers").keyBy(() => keyOf(++count))
    .reduce((a) => a).sinkTo(collectSink("out"));
};

function thrower(): never {
  throw new RangeError("boom");
}

/** Functions that return nothing, but a promise of it. */
const later = () => Promise.resolve() as unknown as undefined;
const numbersOf = (env: StreamExecutionEnvironment) =>
  env.fromSource(collection([7]), none(), "numbers");
const RULES = mapState<string, number>("rules");
const ASYNC_JOBS: readonly (readonly [string, Job])[] = [
  ["flat map", (env) => sunk(numbersOf(env).flatMap<number>(later))],
  ["filter", (env) => sunk(numbersOf(env).filter(later as never))],
  ["process function", (env) => sunk(numbersOf(env).process<number>({ processElement: later }))],
  [
    "keyed process function",
    (env) => sunk(numbersOf(env).keyBy((n) => n).process<number>({ processElement: later })),
  ],
  ["timer callback", (env) =>
    sunk(
      numbersOf(env).keyBy((n) => n).process<number>({
        processElement: (_n, { timerService }) => timerService.registerEventTimeTimer(5),
        onTimer: later,
      }),
    )],
  ["window function", (env) => sunk(numbersOf(env).countWindowAll(1).process<number>(later))],
  ["window reduce", (env) =>
    sunk(
      env.fromSource(collection([7, 8]), none(), "numbers").countWindowAll(2)
        .reduce(() => Promise.resolve(1) as never),
    )],
  ["co-map", (env) => {
    const map = { map1: (n: number) => n, map2: () => Promise.resolve(1) as never };
    sunk(numbersOf(env).connect(numbersOf(env).map((n) => n)).map<number>(map));
  }],
  ["co-flat map", (env) => {
    const flatMap = { flatMap1: later, flatMap2: later };
    sunk(numbersOf(env).connect(numbersOf(env).map((n) => n)).flatMap<number>(flatMap));
  }],
  ["broadcast function", (env) => {
    const process = { processElement: later, processBroadcastElement: later };
    sunk(numbersOf(env).connect(numbersOf(env).broadcast(RULES)).process<number>(process));
  }],
  ["request", (env) => {
    const invoke = () => Promise.resolve({ latency: 1, results: [1] }) as never;
    sunk(AsyncDataStream.orderedWait(numbersOf(env), { invoke }, { timeout: 1 }));
  }],
];

function asking(reply: unknown, retry?: AsyncRetry): Job {
  const options = { timeout: 100, retry };
  return (env) =>
    sunk(AsyncDataStream.unorderedWait(numbersOf(env), { invoke: () => reply as never }, options));
}

function sunk(stream: DataStream<unknown>): void {
  stream.sinkTo(collectSink("out"));
}

const ROWS: Row[] = [
  [
    "a user function that throws",
    () => run(mapping((x) => (x as unknown as { a: { b: 1 } }).a.b)),
    "E-UDF",
    '"mine"',
    "record 7",
    "TypeError",
  ],
  [
    "where a user function threw, in which attempt and in which line",
    () => run(mapping(thrower)),
    "E-UDF",
    "boom",
    "attempt 0",
    "at bad_input_test.ts:",
  ],
  ...ASYNC_JOBS.map(([what, job]): Row => [
    `an async ${what}`,
    () => run(job),
    "E-UDF",
    "returned a Promise",
    "AsyncDataStream",
  ]),
  ["a null key", () => run(keyedBy(null)), "E-KEY", "null", "numbers"],
  ["an undefined key", () => run(keyedBy(undefined)), "E-KEY", "undefined"],
  ["an object key", () => run(keyedBy({ a: 1 })), "E-KEY", '{"a":1}'],
  ["a NaN key", () => run(keyedBy(NaN)), "E-KEY", "NaN"],
  ["a key with a fraction", () => run(keyedBy(0.5)), "E-KEY", "0.5"],
  ["a nested tuple key", () => run(keyedBy([["a"]])), "E-KEY"],
  [
    "another key when asked again",
    () => run(counting((n) => n)),
    "E-KEY",
    "is 1, and 2",
    "record 7",
  ],
  ["another tuple when asked again", () => run(counting((n) => ["a", n])), "E-KEY", '["a",2]'],
  ["another kind of key when asked again", () => run(counting((n) => n === 1 ? "1" : 1)), "E-KEY"],
  ["an answer without results", () => run(asking({ latency: 1 })), "E-VALUE", "undefined", "array"],
  ["an answer of one result", () => run(asking({ latency: 1, results: 5 })), "E-VALUE", "are 5"],
  ["a result that is nothing", () => run(asking({ latency: 1, results: [undefined] })), "E-VALUE"],
  ["no answer at all", () => run(asking(undefined)), "E-VALUE", "undefined"],
  [
    "an answer before it was asked",
    () => run(asking({ latency: -1, results: [] })),
    "E-ASYNC-LATENCY",
  ],
  [
    "a retry of less than nothing",
    () => run(asking(null, { maxAttempts: -1, delay: 1 })),
    "E-ASYNC-RETRY",
  ],
  [
    "a retry that shrinks",
    () => run(asking(null, { maxAttempts: 1, delay: 1, multiplier: 0.5 })),
    "E-ASYNC-RETRY",
  ],
  ["a Map as a value", () => run(mapping(() => new Map())), "E-VALUE", "Map", '"mine"', "pairs"],
  ["a Date as a value", () => run(mapping(() => new Date(0))), "E-VALUE", "Date", "milliseconds"],
  [
    "a class instance as a value",
    () => run(mapping(() => new (class Point {})())),
    "E-VALUE",
    "Point",
  ],
  ["an async function", () => run(mapping(() => Promise.resolve(1))), "E-UDF", "Promise", '"mine"'],
  ["a promise that rejects", () => run(mapping(() => Promise.reject(1))), "E-UDF", "Promise"],
  [
    "a Promise inside a value",
    () => run(mapping(() => [Promise.resolve(1)])),
    "E-VALUE",
    "Promise",
  ],
  [
    "chance in a function",
    () => run(mapping(() => Math.random())),
    "E-UDF-ENTROPY",
    "random",
    '"mine"',
  ],
  ["the wall clock in a function", () => run(mapping(() => Date.now())), "E-UDF-ENTROPY", "now"],
  [
    "a new Date in a function",
    () => run(mapping(() => new Date().getTime())),
    "E-UDF-ENTROPY",
    "new Date()",
  ],
  [
    "a value that a function changes",
    () =>
      run((env) => {
        env.fromSource(
          collection([{ n: 1 }]),
          WatermarkStrategy.noWatermarks<{ n: number }>(),
          "objects",
        )
          .map((value) => {
            value.n = 2;
            return value;
          }).name("mine").sinkTo(collectSink("out"));
      }),
    "E-UDF",
    '"mine"',
    "read only property 'n'",
  ],
  ["a timestamp with a fraction", () => run(stamped(0.5)), "E-TS-RANGE", "0.5", "record 0"],
  ["a timestamp that is not a number", () => run(stamped(NaN)), "E-TS-RANGE", "NaN"],
  ["a timestamp as text", () => run(stamped("12")), "E-TS-RANGE", '"12"'],
  ["a timestamp beyond what a Date holds", () => run(stamped(9e15)), "E-TS-RANGE"],
  ["a window without timestamps", () =>
    run((env) => {
      env.fromSource(collection([1]), none(), "numbers").keyBy((x) => x)
        .window(TumblingEventTimeWindows.of(10)).reduce((a) => a).sinkTo(collectSink("out"));
    }), "E-TS-MISSING"],
  [
    "no credit",
    () => open(numbers, { config: { buffersPerChannel: 0 } }),
    "E-CREDITS",
    "buffersPerChannel",
  ],
  ["an empty buffer", () => open(numbers, { config: { bufferCapacity: 0 } }), "E-CREDITS"],
  ["a latency of nothing", () => open(numbers, { config: { latency: 0 } }), "E-LATENCY"],
  [
    "checkpoints every five milliseconds",
    () => open(numbers, { config: { checkpointInterval: 5 } }),
    "E-CHECKPOINT-CONF",
    "checkpointInterval is 5",
    "or 0 for no checkpoints",
  ],
  [
    "a negative checkpoint timeout",
    () => open(numbers, { config: { checkpointTimeout: -1 } }),
    "E-CHECKPOINT-CONF",
    "checkpointTimeout is -1",
  ],
  [
    "minus one tolerable failure",
    () => open(numbers, { config: { tolerableFailedCheckpoints: -1 } }),
    "E-CHECKPOINT-CONF",
    "tolerableFailedCheckpoints is -1",
  ],
  [
    "a restart strategy with a negative delay",
    () => open(numbers, { config: { restartStrategy: { type: "fixed-delay", delay: -1 } } }),
    "E-RESTART-STRATEGY",
    "delay",
    "is -1",
  ],
  [
    "an option that does not exist",
    () => open(numbers, { config: { latncy: 1 } as never }),
    "E-CONFIG",
    "latncy",
  ],
  [
    "an option of the wrong kind",
    () => open(numbers, { config: { jitter: "5" } as never }),
    "E-LATENCY",
    '"5"',
  ],
];

function run(job: Job) {
  return open(job).run();
}

function stamped(timestamp: unknown): Job {
  return (env) => {
    const strategy = WatermarkStrategy.noWatermarks<number>().withTimestampAssigner(() =>
      timestamp as number
    );
    env.fromSource(collection([1]), strategy, "numbers").sinkTo(collectSink("out"));
  };
}

for (const [title, attempt, code, ...words] of ROWS) {
  Deno.test(`bad input: ${title} is ${code}`, () => assertRefused(attempt, code, ...words));
}

Deno.test("a run that was refused leaves the host's clock and chance as they were", () => {
  throws(() => run(mapping(() => Math.random())), NamedError);
  ok(Math.random() >= 0 && Date.now() > 0);
});

Deno.test("the cause of E-UDF is the user's own error", () => {
  const mine = new RangeError("mine");
  try {
    run(mapping(() => {
      throw mine;
    }));
  } catch (error) {
    strictEqual((error as Error).cause, mine);
  }
});
