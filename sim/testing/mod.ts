// Harnesses for tests, laws and lesson checks. Nothing that runs a job imports this.

export type { HarnessAnswer, HarnessFact, HarnessRequest } from "./harness_context.ts";
export type { HarnessSnapshot } from "./harness_snapshot.ts";
export { type HarnessOptions, OperatorHarness } from "./operator_harness.ts";
export { playTable, type TableOptions } from "./table_notation.ts";
