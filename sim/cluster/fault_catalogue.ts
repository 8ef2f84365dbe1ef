// Everything that can go wrong, in one list: eighty kinds of trouble, with what Flink does about each and
// what must hold all the same. Pages, counts and tests are made from it.

import { FAULT_ENTRIES_OF_CHECKPOINTS } from "./fault_entries_of_checkpoints.ts";
import { FAULT_ENTRIES_OF_CLUSTER } from "./fault_entries_of_cluster.ts";
import { FAULT_ENTRIES_OF_DATA } from "./fault_entries_of_data.ts";
import type { FaultEntry } from "./fault_entry.ts";

/** What the engine can do so far. */
const IMPLEMENTED: ReadonlySet<string> = new Set([
  ...["F01", "F02", "F03", "F04", "F05", "F06", "F07", "F08", "F09", "F10", "F11", "F12", "F13"],
  ...["F14", "F15", "F16", "F17", "F18", "F19", "F20", "F21", "F22", "F23", "F24", "F25", "F26"],
  ...["F27", "F28", "F29", "F30", "F32", "F33", "F34", "F35", "F36", "F37", "F38", "F39", "F40"],
  ...["F41", "F42", "F43", "F44", "F45", "F46", "F47", "F48", "F49", "F50", "F51", "F52", "F53"],
  ...["F54", "F55", "F56", "F57", "F60", "F61", "F62", "F63", "F64", "F65", "F66", "F67", "F68"],
  ...["F69", "F70", "F71", "F72", "F73", "F74", "F76", "F77", "F78", "F79"],
]);

/** What the first release shall be able to do. */
const FIRST_RELEASE: ReadonlySet<string> = new Set([
  ...["F01", "F02", "F04", "F06", "F07", "F09", "F10", "F11", "F13", "F16", "F17", "F18", "F24"],
  ...["F25", "F26", "F27", "F28", "F30", "F32", "F33", "F34", "F35", "F36", "F42", "F44", "F45"],
  ...["F51", "F55", "F57", "F68"],
]);

/** A kind of trouble, and how far we are with it. */
export interface CataloguedFault extends FaultEntry {
  readonly implemented: boolean;
  readonly isOfFirstRelease: boolean;
}

/**
 * The catalogue, F01 to F80.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { FAULT_CATALOGUE } from "@headwater/sim";
 * strictEqual(FAULT_CATALOGUE.length, 80);
 * strictEqual(FAULT_CATALOGUE[5].example, "crash job-manager after acknowledge 2");
 * ```
 */
export const FAULT_CATALOGUE: readonly CataloguedFault[] = Object.freeze(
  [...FAULT_ENTRIES_OF_CLUSTER, ...FAULT_ENTRIES_OF_CHECKPOINTS, ...FAULT_ENTRIES_OF_DATA]
    .map((entry) =>
      Object.freeze({
        ...entry,
        implemented: IMPLEMENTED.has(entry.id),
        isOfFirstRelease: FIRST_RELEASE.has(entry.id),
      })
    ),
);
