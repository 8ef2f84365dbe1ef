import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { pointwiseSenders } from "../2_partitioner/pointwise.ts";
import { collectSink } from "../7_sink/collect_sink.ts";
import type { ExecutionPlan } from "../task/subtask_spec.ts";
import { readings } from "./jobs_for_tests.ts";
import { planJob } from "./plan_job.ts";

type Deal = "rebalance" | "rescale" | "forward" | "broadcast" | "global";

function pair(p: number, q: number, deal: Deal, slotsPerTaskManager = 1): ExecutionPlan {
  return planJob((env) => {
    readings(env, "s").setParallelism(p)[deal]().sinkTo(collectSink("t")).setParallelism(q)
      .disableChaining();
  }, { config: { slotsPerTaskManager } });
}

/** Senders of each receiver in gate order, as indexes. */
function gates({ subtasks, channels }: ExecutionPlan): number[][] {
  return subtasks.filter(({ vertex }) => vertex === 1).map(({ inputs }) =>
    inputs.map((channel) => subtasks[channels[channel].sender].index)
  );
}

Deno.test("P-9 toExecutionPlan wires RESCALE pointwise, as the formula has it", () => {
  for (let p = 1; p <= 8; p++) {
    for (let q = 1; q <= 8; q++) {
      const plan = pair(p, q, "rescale");
      const wanted = Array.from({ length: q }, (_, i) => pointwiseSenders(i, p, q));
      deepStrictEqual(gates(plan), wanted, `${p} → ${q}`);
      strictEqual(plan.channels.length, Math.max(p, q));
    }
  }
});

Deno.test("P-5 toExecutionPlan wires FORWARD from subtask i to subtask i", () => {
  deepStrictEqual(gates(pair(3, 3, "forward")), [[0], [1], [2]]);
});

for (const deal of ["rebalance", "broadcast", "global"] as const) {
  Deno.test(`P-10 toExecutionPlan wires ${deal} from all to all, gates in the order of senders`, () => {
    const plan = pair(3, 2, deal);
    deepStrictEqual(gates(plan), [[0, 1, 2], [0, 1, 2]]);
    deepStrictEqual(plan.subtasks[1].outputs, [[2, 3]]);
    deepStrictEqual(plan.channels[2], {
      id: 2,
      edge: 0,
      sender: 1,
      receiver: 3,
      outputIndex: 0,
      isLocal: false,
      name: "s[1]→t[0]",
      gateIndex: 1,
    });
  });
}

Deno.test("P-10 toExecutionPlan orders a gate by edge in the order of the union, then by sender", () => {
  const plan = planJob((env) => {
    const a = readings(env, "a").setParallelism(2), b = readings(env, "b").setParallelism(2);
    b.rebalance().union(a.rebalance()).sinkTo(collectSink("t")).setParallelism(2);
  });
  deepStrictEqual(plan.vertices.map(({ uid }) => uid), ["a", "b", "t"]);
  deepStrictEqual(plan.subtasks[5].inputs.map((id) => plan.channels[id].name), [
    "b[0]→t[1]",
    "b[1]→t[1]",
    "a[0]→t[1]",
    "a[1]→t[1]",
  ]);
});

Deno.test("G-14 toExecutionPlan puts subtask i of every vertex into slot i", () => {
  const plan = pair(3, 4, "rebalance", 2);
  deepStrictEqual(plan.subtasks.map((s) => `${s.label} ${s.taskManager}`), [
    "s[0] 0",
    "s[1] 0",
    "s[2] 1",
    "t[0] 0",
    "t[1] 0",
    "t[2] 1",
    "t[3] 1",
  ]);
  strictEqual(plan.taskManagerCount, 2);
  const local = plan.channels.filter(({ isLocal }) => isLocal).map(({ name }) => name);
  deepStrictEqual(local, [
    "s[0]→t[0]",
    "s[0]→t[1]",
    "s[1]→t[0]",
    "s[1]→t[1]",
    "s[2]→t[2]",
    "s[2]→t[3]",
  ]);
});

Deno.test("toExecutionPlan numbers a sender's channels through all of its edges", () => {
  const plan = planJob((env) => {
    const s = readings(env, "s");
    s.rebalance().sinkTo(collectSink("a")).setParallelism(2);
    s.rebalance().sinkTo(collectSink("b")).setParallelism(3);
  });
  deepStrictEqual(plan.channels.map((channel) => channel.outputIndex), [0, 1, 2, 3, 4]);
  deepStrictEqual(plan.subtasks[0].outputs, [[0, 1], [2, 3, 4]]);
});

Deno.test("toExecutionPlan names subtasks for people from 1 and in short from 0", () => {
  const { subtasks } = pair(1, 2, "rebalance");
  deepStrictEqual(subtasks.map(({ name, label }) => [name, label]), [
    ["Source: s (1/1)", "s[0]"],
    ["Sink: t (1/2)", "t[0]"],
    ["Sink: t (2/2)", "t[1]"],
  ]);
});

Deno.test("E-LIMIT-CHANNELS toExecutionPlan shows the arithmetic before it builds anything", () => {
  const wide = (sinkCount: number) => () =>
    planJob((env) => {
      const source = readings(env, "s").setParallelism(32);
      for (let i = 0; i < sinkCount; i++) {
        source.rebalance().sinkTo(collectSink(`t${i}`)).setParallelism(32);
      }
    });
  strictEqual(wide(4)().channels.length, 4096);
  throws(
    wide(5),
    /E-LIMIT-CHANNELS: The job needs 5120 channels \(s → t0: 32 × 32 = 1024; .*at most 4096/,
  );
  throws(wide(8), /E-LIMIT-SUBTASKS: The job needs 288 subtasks \(s: 32; t0: 32; .*and 3 more\)/);
});

Deno.test("E-LIMIT-CHANNELS toStreamGraph stops unions that double themselves", () => {
  throws(() =>
    planJob((env) => {
      let stream = readings(env, "s").union();
      for (let i = 0; i < 900; i++) stream = stream.union(stream);
      stream.sinkTo(collectSink("t"));
    }), /E-LIMIT-CHANNELS: The inputs of sink "t"/);
});

Deno.test("E-LIMIT-OPERATORS toStreamGraph refuses a job that grows in a loop", () => {
  throws(() =>
    planJob((env) => {
      let stream = readings(env);
      for (let i = 0; i < 1100; i++) stream = stream.map((r) => r);
      stream.sinkTo(collectSink("t"));
    }), /E-LIMIT-OPERATORS: The job makes 1102 calls/);
});

Deno.test("E-SLOTS toExecutionPlan wants at least one slot", () => {
  for (const slots of [0, -1, 1.5, NaN, "2" as unknown as number]) {
    throws(() => pair(1, 1, "rebalance", slots), /E-SLOTS: The option slotsPerTaskManager is/);
  }
});

Deno.test("planJob freezes the plan with its functions", () => {
  const selector = (r: { sensor: string }) => r.sensor;
  const hotter = { add: (n: number) => n };
  const plan = planJob((env) => {
    readings(env).map((r) => hotter.add(r.at)).keyBy((n) => n).sum().sinkTo(collectSink("t"));
    readings(env, "other").keyBy(selector).reduce((a) => a).sinkTo(collectSink("u"));
  });
  ok(Object.isFrozen(selector) && Object.isFrozen(plan.channels[0]) && Object.isFrozen(plan.edges));
  throws(() => Object.assign(selector, { calls: 1 }), TypeError);
});
