import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { collection } from "./connector/collection.ts";
import { collectSink } from "./7_sink/collect_sink.ts";
import { WatermarkStrategy } from "./1_source/watermark_strategy.ts";
import { readBackPressure, type VertexBackPressure } from "./back_pressure.ts";
import { open, type RunOptions } from "./open.ts";

const NARROW = { bufferCapacity: 1, buffersPerChannel: 1, floatingBuffersPerGate: 0 };

/** source ─▶ first ─▶ second ─▶ out, with what a record costs in the two, in µs; fifty records a second. */
function pages(first: number, second: number, run: RunOptions<unknown> = {}) {
  const numbers = collection(Array.from({ length: 100 }, (_, n) => n), { interval: 20_000 });
  return readBackPressure(
    open((env) => {
      env.fromSource(numbers, WatermarkStrategy.noWatermarks(), "source").uid("source")
        .rebalance().map((n) => n).uid("first").costs(first).slotSharingGroup("other")
        .rebalance().map((n) => n).uid("second").costs(second)
        .sinkTo(collectSink("out"));
    }, { ...run, config: { ...NARROW, ...run.config } }).run(),
  );
}

const levelsOf = (all: readonly VertexBackPressure[]) => all.map(({ level }) => level).join(" ");
const waitedFor = (all: readonly VertexBackPressure[]) =>
  all.flatMap(({ subtasks }) => subtasks)
    .filter(({ isWaitedFor }) => isWaitedFor).map(({ subtask }) => subtask).join(" ");

Deno.test("MT-10 up to a tenth of the time back pressure is OK, up to half it is LOW, above it is HIGH", () => {
  strictEqual(levelsOf(pages(10, 10)), "OK OK OK");
  const aWhile = pages(10, 10, { faults: ["slow second by 5000 at 1s for 500ms"] });
  strictEqual(levelsOf(aWhile), "LOW LOW OK");
  strictEqual(levelsOf(pages(10, 100_000)), "HIGH HIGH OK");
  const [{ backPressured, idle, busy }] = aWhile[0].subtasks;
  ok(backPressured > 0.1 && backPressured <= 0.5, String(backPressured));
  ok(Math.abs(backPressured + idle + busy - 1) < 1e-9);
});

Deno.test("NET-8 back pressure stands before whoever causes it: the first who is busy and not back-pressured", () => {
  strictEqual(waitedFor(pages(10, 10)), "");
  strictEqual(waitedFor(pages(10, 50_000)), "second[0]");
  strictEqual(waitedFor(pages(50_000, 10)), "first[0]");
  strictEqual(levelsOf(pages(50_000, 10)), "HIGH OK OK");
  strictEqual(waitedFor(pages(50_000, 45_000)), "first[0]");
  // nobody, where it is the link that is slow
  const slowLink = pages(10, 10, { config: { transferTime: 50_000 } });
  deepStrictEqual([levelsOf(slowLink), waitedFor(slowLink)], ["HIGH OK OK", ""]);
});

Deno.test("a chain has the level of its worst subtask, and only that one is waited for", () => {
  const numbers = collection(Array.from({ length: 100 }, (_, n) => n), { interval: 1000 });
  const all = readBackPressure(
    open((env) => {
      env.fromSource(numbers, WatermarkStrategy.noWatermarks(), "source").uid("source")
        .keyBy((n) => n % 20 === 0 ? "rare" : "hot").reduce((a, b) => a + b).uid("sum")
        .costs(5000).setParallelism(2)
        .sinkTo(collectSink("out")).setParallelism(2);
    }, { config: NARROW }).run(),
  );
  const [source, sum] = all;
  deepStrictEqual([source.level, sum.level], ["HIGH", "OK"]);
  strictEqual(sum.subtasks.length, 2);
  const [hot] = sum.subtasks.toSorted((a, b) => b.busy - a.busy);
  strictEqual(waitedFor(all), hot.subtask);
});
