// What would fill the memory of whoever runs it ends with a name, before that.

import { strictEqual } from "node:assert/strict";
import { assertRefused } from "./refused_for_tests.ts";
import { AppendList, LIST_LENGTH_MAX } from "./6_state/append_list.ts";
import { ENTRY_COUNT_MAX, KeyedIndex } from "./6_state/keyed_index.ts";
import { CHUNK_ROWS } from "./trace/trace.ts";
import { CHUNK_COUNT_MAX, TraceWriter } from "./trace/trace_writer.ts";
import { collection, collectSink, type Job, open, WatermarkStrategy } from "./mod.ts";

Deno.test("E-BUDGET-STATE a state of too many keys and windows wants no more", () => {
  const index = new KeyedIndex();
  for (let key = 0; key < ENTRY_COUNT_MAX; key++) index.add(-1, key, 0);
  assertRefused(() => index.add(0, 0, 0), "E-BUDGET-STATE", "4194304 entries", "time to live");
  strictEqual(index.size, ENTRY_COUNT_MAX);
});

Deno.test("E-BUDGET-STATE a list of too many elements wants no more", () => {
  let list = new AppendList<number>();
  for (let n = 0; n < LIST_LENGTH_MAX; n++) list = list.append(n);
  assertRefused(() => list.append(7), "E-BUDGET-STATE", "4194304 elements", "never fires");
  strictEqual(list.at(LIST_LENGTH_MAX - 1), LIST_LENGTH_MAX - 1);
});

Deno.test("E-BUDGET-STATE a trace that keeps everything ends with a name, and stays readable", () => {
  const writer = new TraceWriter({ level: "all" });
  const { trace } = writer;
  writer.write(1, 0, 0, 0, 7, 0, undefined);
  while (trace.chunks.length < CHUNK_COUNT_MAX) trace.chunks.push(trace.chunks[0]);
  trace.length = CHUNK_COUNT_MAX * CHUNK_ROWS;
  assertRefused(
    () => writer.write(1, 0, 0, 0, 8, 0, undefined),
    "E-BUDGET-STATE",
    "33554432 facts",
    "chunkCountMax",
  );
  strictEqual(trace.length, CHUNK_COUNT_MAX * CHUNK_ROWS);
  strictEqual(trace.at(0).stamp, 7);
});

/** A loop that hands every record back, for ever. */
const endless: Job = (env) => {
  const loop = env.fromSource(collection([1]), WatermarkStrategy.noWatermarks<number>(), "ones")
    .iterate();
  const again = loop.map((n) => n + 1);
  loop.closeWith(again);
  again.sinkTo(collectSink("out"));
};

Deno.test("E-BUDGET-EVENTS a callback that sets a timer for now, again and again, is found", () => {
  const job: Job = (env) =>
    void env.fromSource(collection([1]), WatermarkStrategy.noWatermarks<number>(), "ones")
      .keyBy((n) => n)
      .process<number>({
        processElement: (_n, { timerService }) => timerService.registerEventTimeTimer(5),
        onTimer: (time, { timerService }) => timerService.registerEventTimeTimer(time),
      }).sinkTo(collectSink("out"));
  assertRefused(() => open(job, { record: { level: "off" } }).run(), "E-BUDGET-EVENTS", "timers");
});

Deno.test("a loop without end goes on in time, so whoever runs it can stop it and keep the trace", () => {
  const timeline = open(endless).run(({ stepCount }) => stepCount >= 2000);
  strictEqual(timeline.isDone, false);
  strictEqual(timeline.trace.length > 500, true);
  strictEqual(timeline.position.time > 1000, true);
});
