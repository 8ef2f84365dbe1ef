// Harnesses for tests, laws and lesson checks. Nothing that runs a job imports this.

export type { HarnessFact } from "./harness_context.ts";
export { type HarnessOptions, OperatorHarness } from "./operator_harness.ts";
export { playTable, type TableOptions } from "./table_notation.ts";
