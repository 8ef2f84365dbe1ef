import { deepStrictEqual, notStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { WatermarkStrategy } from "../1_source/watermark_strategy.ts";
import { collectSink } from "../7_sink/collect_sink.ts";
import { TumblingEventTimeWindows } from "../5_operator/window/tumbling_event_time_windows.ts";
import { describePlan, graphHash } from "./describe_plan.ts";
import { freezeSpec } from "./freeze_spec.ts";
import { planStream, readings } from "./jobs_for_tests.ts";
import { planJob } from "./plan_job.ts";

function windowed(size: number, map: (celsius: number) => number) {
  return planStream((env) =>
    readings(env).map((r) => map(r.celsius)).keyBy((n) => n)
      .window(TumblingEventTimeWindows.of(size)).reduce((a, b) => a + b)
  );
}

Deno.test("describePlan holds nothing that JSON would lose", () => {
  const plan = describePlan(windowed(10, (n) => n));
  deepStrictEqual(JSON.parse(JSON.stringify(plan)), plan);
});

Deno.test("describePlan shows options, functions as ƒ, and sources without their records", () => {
  const [source, window] = describePlan(windowed(10, (n) => n)).vertices;
  deepStrictEqual(source.chain[1].options, { map: "ƒ" });
  const { source: splits } = source.chain[0].options as Record<string, unknown>;
  deepStrictEqual(splits, [{ id: "0", recordCount: 1 }]);
  const { assigner } = window.chain[0].options as Record<string, Record<string, unknown>>;
  strictEqual(assigner.size, 10);
});

Deno.test("graphHash covers structure and options, never the text of functions", () => {
  const hash = graphHash(windowed(10, (n) => n));
  strictEqual(graphHash(windowed(10, (n) => 2 * n + 1)), hash);
  notStrictEqual(graphHash(windowed(20, (n) => n)), hash);
  const structures = [
    planStream((env) => readings(env).map((r) => r)),
    planStream((env) => readings(env).filter(() => true)),
    planStream((env) => readings(env).filter(() => true).name("Map")),
    planStream((env) => readings(env).map((r) => r).uid("other")),
    planStream((env) => readings(env).map((r) => r).costs(7)),
    planStream((env) => readings(env).map((r) => r).startNewChain()),
    planStream((env) => readings(env).rebalance().map((r) => r)),
    planStream((env) => readings(env).broadcast().map((r) => r)),
    planStream((env) => readings(env.setParallelism(2)).map((r) => r)),
    planStream((env) => readings(env).setMaxParallelism(7).map((r) => r)),
    planStream((env) => readings(env).keyBy((r) => r.at).map((r) => r)),
    planStream((env) => readings(env).keyBy((r) => r.at, { type: "long" }).map((r) => r)),
  ];
  strictEqual(new Set(structures.map(graphHash)).size, structures.length);
});

Deno.test("graphHash is frozen: scenarios carry it", () => {
  strictEqual(graphHash(planStream((env) => readings(env).map((r) => r))), "39851452");
});

Deno.test("freezeSpec freezes functions and instances, and leaves classes and the platform alone", () => {
  class Counter {
    count = 0;
    add(): number {
      return ++this.count;
    }
  }
  const spec = freezeSpec({
    counter: new Counter(),
    Counter,
    parse: Number,
    by: () => 1,
    list: [{}],
  });
  throws(() => spec.counter.add(), TypeError);
  ok(Object.isFrozen(spec.by) && Object.isFrozen(spec.list[0]));
  ok(!Object.isFrozen(Counter) && !Object.isFrozen(Number));
});

Deno.test("freezeSpec survives a specification that contains itself", () => {
  const spec: Record<string, unknown> = {};
  spec.self = spec;
  ok(Object.isFrozen(freezeSpec(spec)));
});

Deno.test("planJob freezes functions that hide in windows and reductions", () => {
  const counter = {
    calls: 0,
    createAccumulator: () => 0,
    add: (_: unknown, n: number) => n + 1,
    getResult: (n: number) => n,
  };
  const reduce = <T>(a: T) => a;
  planJob((env) => {
    const keyed = readings(env).keyBy((r) => r.sensor);
    keyed.reduce(reduce).sinkTo(collectSink("a"));
    keyed.window(TumblingEventTimeWindows.of(1)).aggregate(counter).sinkTo(collectSink("b"));
  });
  ok(Object.isFrozen(counter) && Object.isFrozen(counter.add) && Object.isFrozen(reduce));
});

Deno.test("E-VALUE planJob refuses a source of records that can change", () => {
  const source = {
    type: "source" as const,
    splits: [{ id: "0", records: [{ arrival: 0, value: new Map() }] }],
  };
  throws(
    () =>
      planJob((env) => {
        const strategy = WatermarkStrategy.noWatermarks<Map<unknown, unknown>>();
        env.fromSource(source, strategy, "maps").sinkTo(collectSink("out"));
      }),
    /E-VALUE: While freezing the records of a source: a value is a Map/,
  );
});
