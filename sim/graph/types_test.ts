// What must not compile: each line under an `@ts-expect-error` is a mistake that a student makes once.

import { strictEqual } from "node:assert/strict";
import type { DataStream } from "./data_stream.ts";
import { WatermarkStrategy } from "../1_source/watermark_strategy.ts";
import { TumblingEventTimeWindows } from "../5_operator/window/tumbling_event_time_windows.ts";
import { collectSink } from "../7_sink/collect_sink.ts";
import { collection } from "../connector/collection.ts";
import { type Reading, readings } from "./jobs_for_tests.ts";
import { OutputTag } from "./output_tag.ts";
import { StreamExecutionEnvironment } from "./stream_execution_environment.ts";

/** True when two types are the same. */
type Same<A, B> = (<X>() => X extends A ? 1 : 2) extends (<X>() => X extends B ? 1 : 2) ? true
  : false;

/** The type of a stream's values. */
type ValueOf<S> = S extends DataStream<infer T> ? T : never;

function claim<Claim extends true>(): Claim | void {}

const env = new StreamExecutionEnvironment();
const stream = readings(env);
const numbers = stream.map((r) => r.celsius);
const tuples = stream.map((r): [string, number] => [r.sensor, r.celsius]);
const keyed = stream.keyBy((r) => r.sensor);
const windows = keyed.window(TumblingEventTimeWindows.of(1000));
const counter = {
  createAccumulator: () => 0,
  add: (_reading: Reading, count: number) => count + 1,
  getResult: (count: number) => ({ count }),
};

Deno.test("DataStream carries the types of values from source to sink", () => {
  claim<Same<ValueOf<typeof stream>, Reading>>();
  claim<Same<ValueOf<typeof numbers>, number>>();
  const words = stream.flatMap<string>((r, out) => out.collect(r.sensor));
  claim<Same<ValueOf<typeof words>, string>>();
  const counts = windows.aggregate(counter);
  claim<Same<ValueOf<typeof counts>, { count: number }>>();
  const texts = windows.aggregate(counter, (key, { window }, [{ count }], out) => {
    claim<Same<typeof key, string>>();
    out.collect(`${key} ${count} ${window.start}`);
  });
  claim<Same<ValueOf<typeof texts>, unknown>>(); // `out` alone says nothing: name the type
  const named = windows.process<string>((key, _context, readings, out) =>
    out.collect(`${key} ${readings[0].celsius}`)
  );
  claim<Same<ValueOf<typeof named>, string>>();
  const general: DataStream<unknown> = stream; // a stream of readings is a stream of something
  strictEqual(general, stream);
});

Deno.test("DataStream refuses functions of another type", () => {
  // @ts-expect-error: a reading has no such field
  stream.map((r) => r.fahrenheit);
  // @ts-expect-error: a filter answers yes or no
  stream.filter((r) => r.celsius);
  // @ts-expect-error: an object is no key
  stream.keyBy((r) => r);
  // @ts-expect-error: a reduce gives what it takes
  keyed.reduce((a, b) => a.celsius + b.celsius);
  // @ts-expect-error: out takes texts
  stream.flatMap<string>((r, out) => out.collect(r.celsius));
  // @ts-expect-error: values of different types make no union
  stream.union(numbers);
  // @ts-expect-error: reduce needs a key
  void stream.reduce;
  // @ts-expect-error: a union has no operator that could be named
  void stream.union().name;
});

Deno.test("KeyedStream.sum takes fields that hold numbers, and none for numbers", () => {
  keyed.sum("celsius");
  keyed.max("sensor");
  tuples.keyBy(([sensor]) => sensor).sum(1);
  tuples.keyBy(([sensor]) => sensor).min(0);
  numbers.keyBy((n) => n).sum();
  keyed.minBy("celsius");
  keyed.maxBy("sensor", false);
  tuples.keyBy(([sensor]) => sensor).maxBy(1, false);
  numbers.keyBy((n) => n).minBy();
  // @ts-expect-error: there is no such field
  keyed.minBy("fahrenheit");
  // @ts-expect-error: first or not first
  keyed.maxBy("celsius", "last");
  // @ts-expect-error: equal numbers are one and the same
  numbers.keyBy((n) => n).minBy(false);
  // @ts-expect-error: texts cannot be added
  keyed.sum("sensor");
  // @ts-expect-error: there is no such field
  keyed.max("fahrenheit");
  // @ts-expect-error: a reading is no number
  keyed.sum();
  // @ts-expect-error: a number has no fields
  numbers.keyBy((n) => n).sum("celsius");
  // @ts-expect-error: the first field is a text
  tuples.keyBy(([sensor]) => sensor).sum(0);
  // @ts-expect-error: there is no third field
  tuples.keyBy(([sensor]) => sensor).sum(2);
});

Deno.test("WindowedStream and OutputTag agree on what is late", () => {
  const late = new OutputTag<Reading>("late");
  const out = windows.sideOutputLateData(late).reduce((a) => a).getSideOutput(late);
  claim<Same<ValueOf<typeof out>, Reading>>();
  windows.sideOutputLateData(new OutputTag<Reading | string>("late or other"));
  // @ts-expect-error: late readings are no numbers
  windows.sideOutputLateData(new OutputTag<number>("late"));
  // @ts-expect-error: the process function is handed the aggregate's result, not readings
  windows.aggregate(counter, (_key, _context, [reading]) => reading.celsius);
  // @ts-expect-error: the partitioner is asked with the key
  stream.partitionCustom((key: number, count) => key % count, (r) => r.sensor);
  // @ts-expect-error: windows are no stream before they have a function
  void windows.map;
});

Deno.test("sources, strategies and sinks fit their streams", () => {
  stream.sinkTo(collectSink<Reading>("readings"));
  stream.sinkTo(collectSink<unknown>("anything"));
  // @ts-expect-error: the sink takes numbers
  stream.sinkTo(collectSink<number>("numbers"));
  const ofWords = WatermarkStrategy.forMonotonousTimestamps<string>()
    .withTimestampAssigner((word: string) => word.length);
  env.fromSource(collection(["a"]), ofWords, "words");
  // @ts-expect-error: a strategy for words does not fit numbers
  env.fromSource(collection([1]), ofWords, "numbers");
  // @ts-expect-error: a sink is an end
  void stream.sinkTo(collectSink("out")).map;
});
