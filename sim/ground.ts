// What every world of one timeline shares: everything that does not change while it runs.

import type { Config } from "./config.ts";
import type { Streams } from "./clock/streams.ts";
import type { FaultPlan } from "./cluster/fault.ts";
import type { KeyTable } from "./element/key_table.ts";
import type { Intervention } from "./intervention.ts";
import type { ExecutionPlan } from "./task/subtask_spec.ts";

/** The ground that worlds stand on. */
export interface Ground {
  readonly plan: ExecutionPlan;
  readonly config: Config;
  readonly streams: Streams;
  readonly keys: KeyTable;
  readonly interventions: readonly Intervention[];
  /** What somebody planned to go wrong. */
  readonly faults: FaultPlan;
  /** Every periodic action happens, even where it changes nothing. */
  readonly isEager?: boolean;
}

/**
 * True where a job manager has something to do: otherwise tasks start, finish and fail by themselves, and
 * a function that throws stops the run.
 */
export function isControlled({ config, faults, interventions }: Ground): boolean {
  return config.checkpointInterval > 0 || config.restartStrategy.type !== "default" ||
    faults.length > 0 || interventions.some(({ verb }) => verb === "fault");
}
