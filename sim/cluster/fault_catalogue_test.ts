import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { WatermarkStrategy } from "../1_source/watermark_strategy.ts";
import { collectSink } from "../7_sink/collect_sink.ts";
import { collection } from "../connector/collection.ts";
import { planJob } from "../graph/plan_job.ts";
import { FAULT_CATALOGUE } from "./fault_catalogue.ts";
import { checkFaults } from "./fault_check.ts";
import { faultText, parseFault } from "./fault_text.ts";

/** source ×2 ═ window ×2 ─ sink ×1 on two task managers: whom the examples name. */
const plan = planJob((env) => {
  env.setParallelism(2)
    .fromSource(collection([1, 2], { splits: 2 }), WatermarkStrategy.noWatermarks<number>(), "n")
    .uid("source")
    .keyBy((n) => n)
    .reduce((a, b) => a + b).uid("window")
    .sinkTo(collectSink("out")).setParallelism(1).uid("sink");
});

Deno.test("the catalogue numbers eighty faults without a gap, each with its own name", () => {
  deepStrictEqual(
    FAULT_CATALOGUE.map(({ id }) => id),
    Array.from({ length: 80 }, (_, index) => `F${String(index + 1).padStart(2, "0")}`),
  );
  strictEqual(new Set(FAULT_CATALOGUE.map(({ name }) => name)).size, 80);
});

Deno.test("every example is a fault of the grammar, printed as it stands, for a job that there is", () => {
  for (const { id, example } of FAULT_CATALOGUE) {
    if (example === undefined) continue;
    strictEqual(faultText(parseFault(example)), example, id);
    checkFaults([parseFault(example)], plan);
  }
});

Deno.test("each of the thirty faults of the first release can be said", () => {
  const first = FAULT_CATALOGUE.filter(({ isOfFirstRelease }) => isOfFirstRelease);
  strictEqual(first.length, 30);
  deepStrictEqual(first.filter(({ example }) => example === undefined), []);
});

Deno.test("what the catalogue says of Flink is one sentence, without a full stop", () => {
  for (const { id, name, flink } of FAULT_CATALOGUE) {
    for (const text of [name, flink]) {
      ok(/^[A-Z]/.test(text) && !/[.]($|\s)/.test(text), `${id}: ${text}`);
    }
  }
});
