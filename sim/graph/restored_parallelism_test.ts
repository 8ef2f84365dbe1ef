import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { WatermarkStrategy } from "../1_source/watermark_strategy.ts";
import { collectSink } from "../7_sink/collect_sink.ts";
import { collection } from "../connector/collection.ts";
import { assertRefused } from "../refused_for_tests.ts";
import { adoptMaxParallelism } from "./restored_parallelism.ts";
import { StreamExecutionEnvironment } from "./stream_execution_environment.ts";
import type { OperatorTransformation } from "./transformation.ts";
import { assignUids } from "./uid.ts";

function programOf(parallelism: number, maxParallelism?: number) {
  const env = new StreamExecutionEnvironment();
  const sum = env.fromSource(collection([1]), WatermarkStrategy.noWatermarks(), "in").uid("in")
    .keyBy((n) => n).reduce((a, b) => a + b).uid("sum").setParallelism(parallelism);
  if (maxParallelism !== undefined) sum.setMaxParallelism(maxParallelism);
  sum.sinkTo(collectSink("out")).uid("out");
  return env.transformations;
}

const SAVED = new Map([["sum", 16]]);

type Program = ReturnType<typeof programOf>;
const operatorsOf = (program: Program) =>
  program.filter((one): one is OperatorTransformation => "createOperator" in one);

/** By uid. */
const maxima = (program: Program) =>
  Object.fromEntries(operatorsOf(program).map((one) => [one.uid, one.maxParallelism]));

Deno.test("KG-7 an operator that says nothing takes over the key groups of its state, others stay as they are", () => {
  const program = programOf(4);
  deepStrictEqual(maxima(adoptMaxParallelism(program, SAVED)), { in: null, sum: 16, out: null });
  deepStrictEqual(maxima(program).sum, null, "the program itself is as it was");
});

Deno.test("KG-7 as many subtasks as key groups are allowed, and the same number said again", () => {
  strictEqual(maxima(adoptMaxParallelism(programOf(16, 16), SAVED)).sum, 16);
});

Deno.test("KG-7 F78 E-RESTORE-MAXPAR another number of key groups, or more subtasks than there are", () => {
  for (const other of [8, 128]) {
    assertRefused(
      () => adoptMaxParallelism(programOf(2, other), SAVED),
      "E-RESTORE-MAXPAR",
      `"sum"`,
      `of ${other}`,
      "with 16",
    );
  }
  assertRefused(
    () => adoptMaxParallelism(programOf(17), SAVED),
    "E-RESTORE-MAXPAR",
    `"sum"`,
    "17 subtasks",
    "16 key groups",
  );
});

Deno.test("G-11 an operator without a uid of its own is found by the one that its place gives it", () => {
  const env = new StreamExecutionEnvironment();
  env.fromSource(collection([1]), WatermarkStrategy.noWatermarks(), "in")
    .keyBy((n) => n).reduce((a, b) => a + b).sinkTo(collectSink("out"));
  const [, uid] = assignUids(operatorsOf(env.transformations));
  const adopted = adoptMaxParallelism(env.transformations, new Map([[uid, 32]]));
  deepStrictEqual(operatorsOf(adopted).map((one) => one.maxParallelism), [null, 32, null]);
});
