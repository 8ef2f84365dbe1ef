// The history of checkpoints as text: what each was for.

import { deepStrictEqual } from "node:assert/strict";
import type { SavepointMode } from "../element/savepoint_mode.ts";
import { runSums } from "../recovery_job_for_tests.ts";
import { checkpointTables } from "./checkpoint_tables.ts";

/** Ids and remarks, from the first on. */
function remarks(mode: SavepointMode, faults: readonly string[] = []): string[] {
  const at = { time: 1_250_000, done: 0 };
  const { timeline } = runSums(faults, {}, { interventions: [{ verb: "savepoint", at, mode }] });
  const [{ rows }] = checkpointTables(timeline, "all");
  return rows.toReversed().slice(0, 2).map((row) => `${row[0]} ${row.at(-1)}`);
}

Deno.test("CP-15 CP-16 the history tells savepoints from checkpoints, and what they were for", () => {
  deepStrictEqual(remarks("take"), ["1 ", "2 savepoint"]);
  deepStrictEqual(remarks("stop"), ["1 ", "2 savepoint, to stop"]);
  deepStrictEqual(remarks("drain"), ["1 ", "2 savepoint, to drain and stop"]);
});

Deno.test("F41 the history says why a savepoint failed", () => {
  const faults = ["fail upload of window[0] at 1.2s for 0.3s"];
  deepStrictEqual(remarks("take", faults), [
    "1 ",
    "2 savepoint: a task could not write its state to storage",
  ]);
});
