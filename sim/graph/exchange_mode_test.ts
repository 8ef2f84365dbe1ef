import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { forward } from "../2_partitioner/forward.ts";
import { rebalance } from "../2_partitioner/rebalance.ts";
import { rescale } from "../2_partitioner/rescale.ts";
import { type ExchangeMode, type GlobalExchangeMode, resultTypeOf } from "./exchange_mode.ts";
import { planStream, readings } from "./jobs_for_tests.ts";

const PIPELINED = "PIPELINED_BOUNDED";

const MODES: readonly [GlobalExchangeMode, forward: string, rescale: string, rebalance: string][] =
  [
    ["ALL_EDGES_PIPELINED", PIPELINED, PIPELINED, PIPELINED],
    ["POINTWISE_EDGES_PIPELINED", PIPELINED, PIPELINED, "BLOCKING"],
    ["FORWARD_EDGES_PIPELINED", PIPELINED, "BLOCKING", "BLOCKING"],
    ["ALL_EDGES_BLOCKING", "BLOCKING", "BLOCKING", "BLOCKING"],
    ["ALL_EDGES_HYBRID_FULL", "HYBRID_FULL", "HYBRID_FULL", "HYBRID_FULL"],
  ];

for (const [mode, ...wanted] of MODES) {
  Deno.test(`BX-2 resultTypeOf edges that ask for nothing in a job of mode ${mode}`, () => {
    const types = [forward(), rescale(), rebalance()].map((partitioner) =>
      resultTypeOf({ exchangeMode: "UNDEFINED", partitioner }, mode)
    );
    deepStrictEqual(types, wanted);
  });
}

Deno.test("BX-2 what an edge asks for wins over the job's mode", () => {
  const typeOf = (exchangeMode: ExchangeMode, mode: GlobalExchangeMode) =>
    resultTypeOf({ exchangeMode, partitioner: rebalance() }, mode);
  strictEqual(typeOf("PIPELINED", "ALL_EDGES_BLOCKING"), PIPELINED);
  strictEqual(typeOf("BATCH", "ALL_EDGES_PIPELINED"), "BLOCKING");
  strictEqual(typeOf("HYBRID_SELECTIVE", "ALL_EDGES_PIPELINED"), "HYBRID_SELECTIVE");
});

Deno.test("G-15 every edge of a streaming job is pipelined", () => {
  const plan = planStream((env) =>
    readings(env).shuffle().map((r) => r).keyBy((r) => r.sensor).max("at").global().map((r) => r)
  );
  strictEqual(plan.edges.length, 3);
  deepStrictEqual(plan.edges.filter(({ resultType }) => resultType !== PIPELINED), []);
});
