// Schema `harness`: one operator, fed step by step. Windows have a file of their own.

import type { CaseReader } from "../case_reader.ts";
import { harnessOperator } from "./harness_operator.ts";
import { rescale } from "./harness_rescale.ts";
import { playStep } from "./harness_steps.ts";
import { OperatorBench } from "./operator_bench.ts";
import { windowOperator } from "./window_operator.ts";

/** Runs one case. */
export function harness(testCase: CaseReader): void {
  const operator = testCase.get("operator");
  if (operator.get("kind").text() === "window") return windowOperator(testCase);
  if (testCase.has("before")) return rescale(testCase);
  testCase.only("operator", "steps");
  const { spec, options } = harnessOperator(operator);
  const bench = new OperatorBench(spec, options);
  for (const step of testCase.get("steps").items()) playStep(step, bench);
}
