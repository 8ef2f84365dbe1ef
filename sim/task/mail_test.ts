// What reaches a task beside its input: timers, completions, a second input, latency markers.

import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import type { Config } from "../config.ts";
import { replayableLog } from "../connector/replayable_log.ts";
import { Operator, type OperatorContext, type OperatorOptions } from "../5_operator/operator.ts";
import { collectSink } from "../7_sink/collect_sink.ts";
import { type DataStream, type Job, open, results } from "../mod.ts";
import { Fact } from "../trace/fact.ts";
import { WatermarkStrategy } from "../1_source/watermark_strategy.ts";

const QUIET: Partial<Config> = { bufferTimeout: 0, latency: 100, cost: 10 };

/** A log of one partition: [arrival in µs, value]. */
const log = (name: string, ...records: [number, number][]) =>
  replayableLog<number>({
    name,
    partitions: [{
      id: "0",
      records: records.map(([arrival, value]) => ({ arrival, value, timestamp: value })),
    }],
  });

/** Adds an operator of a test behind some streams. */
function add(streams: DataStream<number>[], Operator: new () => Operator) {
  const [first] = streams;
  return first.environment.addOperator<string>({
    name: "tested",
    inputs: streams.map(({ transformationId }) => transformationId),
    createOperator: (options: OperatorOptions) => ({ ...options, Operator }),
  }).uid("tested").startNewChain();
}

function run(job: Job, config: Partial<Config> = QUIET) {
  const timeline = open(job, { config, record: { level: "all" } }).run();
  return { timeline, told: results(timeline.world, "out") };
}

const oneInput = (Operator: new () => Operator, ...records: [number, number][]): Job => (env) => {
  const numbers = env.fromSource(log("log", ...records), WatermarkStrategy.noWatermarks(), "log");
  add([numbers], Operator).sinkTo(collectSink("out"));
};

/** Sets a timer to each value and says what time it is when it fires. */
class Alarm extends Operator {
  override processElement(value: unknown, _timestamp: number, context: OperatorContext): void {
    context.requestTimer(value as number);
  }

  override onProcessingTimer(at: number, context: OperatorContext): void {
    context.collect(`${at} at ${context.now}`, 0);
  }
}

Deno.test("TI-5 a processing-time timer fires when its millisecond is over, an overdue one at once", () => {
  const { told } = run(oneInput(Alarm, [0, 5], [20_000, 7], [40_000, 1000]));
  deepStrictEqual(told, ["5 at 6", "7 at 20"]); // 1000 never fires: the input ends before (TI-10)
});

Deno.test("TI-10 timers that wait when the input ends do not fire", () => {
  deepStrictEqual(run(oneInput(Alarm, [0, 5000])).told, []);
});

Deno.test("CI-41 each task manager has a clock of its own", () => {
  const job = oneInput(Alarm, [0, 5], [20_000, 900]);
  const firedAt = (clockSkews: readonly number[]) => {
    const { timeline, told } = run(job, { ...QUIET, clockSkews });
    deepStrictEqual(told, ["5 at 6"]);
    return [...timeline.trace.facts()].find(({ value }) => value === "5 at 6")!.time;
  };
  // 3 ms ahead, so its sixth millisecond begins at 3 ms
  deepStrictEqual([firedAt([]), firedAt([3]), firedAt([-2])], [6000, 3000, 8000]);
});

/** Asks outside for each value; the answer takes as many µs as the value says. */
class Asker extends Operator {
  open_ = 0;

  override processElement(value: unknown, _timestamp: number, context: OperatorContext): void {
    this.open_++;
    context.requestCompletion(value as number, value as number);
  }

  override onCompletion(id: number, context: OperatorContext): void {
    this.open_--;
    context.collect(`${id}`, 0);
  }

  override get canWait(): boolean {
    return true;
  }

  override get isFull(): boolean {
    return this.open_ >= 2;
  }

  override get isPending(): boolean {
    return this.open_ > 0;
  }

  override finish(context: OperatorContext): void {
    context.collect("end", 0);
  }
}

Deno.test("AS-1 AS-5 completions come in their time, a full operator takes nothing, the end waits", () => {
  const { told, timeline } = run(oneInput(Asker, [0, 9000], [0, 3000], [0, 1000]));
  deepStrictEqual(told, ["3000", "1000", "9000", "end"]);
  const taken = [...timeline.trace.facts()]
    .filter(({ kind, owner, detail }) =>
      kind === Fact.elementPolled && owner === 1 && detail === 0
    );
  ok(taken[2].time >= 3000, "the third one is taken when there is room");
});

/** Names what came from where. */
class Pair extends Operator {
  override processElement(value: unknown, timestamp: number, context: OperatorContext): void {
    context.collect(`left ${value}`, timestamp);
  }

  override processElement2(value: unknown, timestamp: number, context: OperatorContext): void {
    context.collect(`right ${value}`, timestamp);
  }

  override endInput(input: number, context: OperatorContext): void {
    context.collect(`input ${input} ended`, 0);
  }
}

const twoInputs: Job = (env) => {
  const strategy = WatermarkStrategy.forMonotonousTimestamps<number>();
  const left = env.fromSource(log("l", [0, 1], [0, 2], [0, 3]), strategy, "left");
  const right = env.fromSource(log("r", [0, 10], [0, 20]), strategy, "right");
  add([left, right], Pair).sinkTo(collectSink("out"));
};

Deno.test("ORD-4 V-8 two inputs take turns, and their event time is the smaller one", () => {
  const { told, timeline } = run(twoInputs, { ...QUIET, cost: 1000 });
  deepStrictEqual(told.slice(0, 2).toSorted(), ["left 1", "right 10"]);
  deepStrictEqual(told.filter((text) => /ended/.test(`${text}`)).length, 2);
  deepStrictEqual(told.filter((text) => /left/.test(`${text}`)), ["left 1", "left 2", "left 3"]);
  const watermarks = timeline.world.tasks.at(-1)!.chain.watermarks;
  strictEqual(watermarks[0], Number.MAX_SAFE_INTEGER);
});

Deno.test("ORD-15 latency markers pass every operator and cost nothing", () => {
  const job: Job = (env) => {
    env.fromSource(log("log", [0, 1], [500_000, 2]), WatermarkStrategy.noWatermarks(), "log")
      .rebalance().map((n) => n + 1).setParallelism(2).sinkTo(collectSink("out"));
  };
  const { timeline, told } = run(job, { ...QUIET, latencyInterval: 100, latency: 2000 });
  const measured = [...timeline.trace.facts()].filter(({ kind }) => kind === Fact.latencyMeasured);
  deepStrictEqual(told.toSorted(), [2, 3]);
  ok(measured.length >= 8, `${measured.length} measured`);
  ok(measured.every(({ stamp }) => stamp >= 0 && stamp <= 5));
});

Deno.test("a channel of little bandwidth carries one row after the other", () => {
  const job: Job = (env) => {
    env.fromSource(log("log", [0, 1], [0, 2], [0, 3]), WatermarkStrategy.noWatermarks(), "log")
      .rebalance().map((n) => n).setParallelism(2).sinkTo(collectSink("out"));
  };
  const arrivals = (transferTime: number) => {
    const { timeline } = run(job, { ...QUIET, cost: 0, transferTime });
    const { channels } = timeline.ground.plan;
    return [...timeline.trace.facts()]
      .filter(({ kind, detail }) => kind === Fact.bufferSent && detail === 0)
      .filter(({ subject }) => channels[subject].sender === 0 && !channels[subject].isLocal)
      .map(({ stamp }) => stamp);
  };
  const free = arrivals(0);
  deepStrictEqual(arrivals(5000), free.map((_, i) => free[0] + 5000 * (i + 1)));
});
