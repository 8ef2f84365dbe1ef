import { deepStrictEqual, notStrictEqual, strictEqual, throws } from "node:assert/strict";
import { collectSink } from "../7_sink/collect_sink.ts";
import { rebalance } from "../2_partitioner/rebalance.ts";
import { collection } from "../connector/collection.ts";
import { WatermarkStrategy } from "../1_source/watermark_strategy.ts";
import { open, results } from "../open.ts";
import type { EdgeSpec, ExecutionPlan, VertexSpec } from "../task/subtask_spec.ts";
import { describePlan, graphHash } from "./describe_plan.ts";
import { planStream, readings, vertexNames } from "./jobs_for_tests.ts";
import { type Job, planJob } from "./plan_job.ts";
import { regionGroups } from "./slot_sharing.ts";

/** Each vertex with its group. */
function groupsOf({ vertices }: ExecutionPlan): string[] {
  return vertices.map(({ uid, slotSharingGroup }) => `${uid} ${slotSharingGroup}`);
}

const heavy: Job = (env) => {
  readings(env, "s").setParallelism(2)
    .rebalance().map((r) => r).uid("m").slotSharingGroup("heavy").setParallelism(3)
    .rebalance().map((r) => r).uid("n").setParallelism(2)
    .sinkTo(collectSink("t")).slotSharingGroup("default").setParallelism(4);
};

Deno.test("G-14 an operator says its group, or inherits that of its inputs", () => {
  deepStrictEqual(groupsOf(planJob(heavy)), ["s default", "m heavy", "n heavy", "t default"]);
});

Deno.test("G-14 inputs of different groups make the default group, through unions and partitions", () => {
  const union = (other: string) =>
    groupsOf(planJob((env) => {
      const a = readings(env, "a").slotSharingGroup("x");
      const b = readings(env, "b").slotSharingGroup(other);
      a.rebalance().union(b.rebalance()).map((r) => r).uid("m").sinkTo(collectSink("t"));
    })).at(-1);
  strictEqual(union("x"), "m x");
  strictEqual(union("y"), "m default");
});

Deno.test("G-14 a job needs the sum over its groups of the highest parallelism", () => {
  const plan = planJob(heavy);
  strictEqual(plan.slotCount, 4 + 3);
  strictEqual(describePlan(plan).slotCount, 7);
  strictEqual(planStream((env) => readings(env.setParallelism(5)).map((r) => r)).slotCount, 5);
});

Deno.test("G-14 each group has slots of its own, after those of the group before", () => {
  const plan = planJob(heavy, { config: { slotsPerTaskManager: 2 } });
  deepStrictEqual(plan.subtasks.map((s) => `${s.label} ${s.slot} ${s.taskManager}`), [
    "s[0] 0 0",
    "s[1] 1 0",
    "m[0] 4 2",
    "m[1] 5 2",
    "m[2] 6 3",
    "n[0] 4 2",
    "n[1] 5 2",
    "t[0] 0 0",
    "t[1] 1 0",
    "t[2] 2 1",
    "t[3] 3 1",
  ]);
  strictEqual(plan.taskManagerCount, 4);
  const local = plan.channels.filter(({ isLocal }) => isLocal).map(({ name }) => name);
  deepStrictEqual(local, ["m[0]→n[0]", "m[0]→n[1]", "m[1]→n[0]", "m[1]→n[1]"]);
});

Deno.test("G-14 no slot holds two subtasks of one vertex", () => {
  const plan = planJob(heavy);
  const places = plan.subtasks.map(({ vertex, slot }) => `${vertex} ${slot}`);
  strictEqual(new Set(places).size, places.length);
});

Deno.test("the head of an iteration shares slots with its tail, whatever its input does", () => {
  const plan = planJob((env) => {
    const loop = readings(env.setParallelism(2), "s").slotSharingGroup("x").iterate(10);
    const body = loop.map((r) => r).uid("m").slotSharingGroup("heavy");
    loop.closeWith(body);
    body.sinkTo(collectSink("t"));
  });
  deepStrictEqual(groupsOf(plan), ["s x", "Iteration 0 heavy", "m heavy"]);
  const slots = (uid: string) =>
    plan.subtasks.filter(({ label }) => label.startsWith(uid)).map(({ slot }) => slot);
  deepStrictEqual(slots("Iteration"), slots("m"));
});

Deno.test("G-4 operators of different groups do not chain, those that inherit one do", () => {
  const plan = planStream((env) =>
    readings(env).map((r) => r).name("a").slotSharingGroup("x").map((r) => r).name("b")
  );
  deepStrictEqual(vertexNames(plan), ["Source: readings", "a -> b -> Sink: out"]);
});

Deno.test("G-14 the graph's hash knows groups, and does not change by naming the default", () => {
  const hashOf = (group?: string) =>
    graphHash(planStream((env) => {
      const map = readings(env).rebalance().map((r) => r);
      return group === undefined ? map : map.slotSharingGroup(group);
    }));
  strictEqual(hashOf("default"), hashOf());
  notStrictEqual(hashOf("x"), hashOf());
});

Deno.test("G-14 between groups records cross the network, and results stay the same", () => {
  const job = (group: string): Job => (env) => {
    env.fromSource(collection([1, 2, 3]), WatermarkStrategy.noWatermarks(), "numbers")
      .rebalance().map((n) => 10 * n).slotSharingGroup(group).sinkTo(collectSink("tens"));
  };
  const near = open(job("default")).run(), far = open(job("far")).run();
  deepStrictEqual(results(far.world, "tens"), results(near.world, "tens"));
  strictEqual(near.ground.plan.channels[0].isLocal, true);
  strictEqual(far.ground.plan.channels[0].isLocal, false);
});

Deno.test("G-14 in batch, vertices of the default group share slots within a pipelined region", () => {
  const vertex = (slotSharingGroup: string) => ({ slotSharingGroup }) as VertexSpec;
  const edge = (source: number, target: number, resultType: EdgeSpec["resultType"]) =>
    ({ source, target, resultType, partitioner: rebalance() }) as EdgeSpec;
  const groups = regionGroups(["default", "default", "x", "default", "default"].map(vertex), [
    edge(0, 3, "BLOCKING"),
    edge(3, 4, "PIPELINED_BOUNDED"),
    edge(1, 2, "BLOCKING"),
    edge(1, 4, "PIPELINED_BOUNDED"),
  ]);
  deepStrictEqual(groups, ["default", "default#2", "x", "default#2", "default#2"]);
});

Deno.test("E-NAME a slot sharing group needs a readable name", () => {
  const named = (name: string) => () => planStream((env) => readings(env).slotSharingGroup(name));
  throws(named(""), /E-NAME: The slot sharing group of source "readings" is "", .*wanted: /);
  throws(named("a\nb"), /E-NAME: The slot sharing group of source "readings" .*U\+000A/);
  throws(
    () => planJob((env) => void readings(env).sinkTo(collectSink("out")).slotSharingGroup("")),
    /E-NAME: The slot sharing group of sink "out"/,
  );
});
