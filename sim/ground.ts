// What every world of one timeline shares: everything that does not change while it runs.

import type { Config } from "./config.ts";
import type { Streams } from "./clock/streams.ts";
import type { FaultPlan } from "./cluster/fault.ts";
import { NEVER } from "./clock/agenda.ts";
import { checkFaults } from "./cluster/fault_check.ts";
import { faultText, parseFaultNow } from "./cluster/fault_text.ts";
import { type FaultTriggersSpec, faultTriggersSpec } from "./cluster/fault_triggers.ts";
import type { Replacements } from "./clock/replace.ts";
import type { KeyTable } from "./element/key_table.ts";
import type { EarlierOutsides } from "./inherit_outsides.ts";
import type { Intervention } from "./intervention.ts";
import type { Sabotage } from "./sabotage.ts";
import { replacementsOf } from "./sabotage.ts";
import type { StartingPoint } from "./start_from_savepoint.ts";
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
  /** Those, and behind them what interventions let happen. */
  readonly allFaults: FaultPlan;
  /** How each of them is told. */
  readonly faultTexts: readonly string[];
  readonly faultTriggers: FaultTriggersSpec;
  /** Which parts do the wrong thing on purpose, and which class stands in for which because of it. */
  readonly sabotage: readonly Sabotage[];
  readonly replacements: Replacements;
  /** The savepoint that the job begins from, dealt out, and what it finds outside; null for none. */
  readonly from?: StartingPoint | null;
  readonly outsides?: EarlierOutsides | null;
  /** Every periodic action happens, even where it changes nothing. */
  readonly isEager?: boolean;
}

/**
 * True where a job manager has something to do: otherwise tasks start, finish and fail by themselves, and
 * a function that throws stops the run.
 */
export function isControlled({ config, faults, interventions }: Ground): boolean {
  return config.checkpointInterval > 0 || config.restartStrategy.type !== "default" ||
    faults.length > 0 || interventions.some(({ verb }) => verb !== "setLatency");
}

/** True where barriers may come: the job takes checkpoints, or somebody asks for a savepoint. */
export function takesCheckpoints({ config, interventions }: Ground): boolean {
  return config.checkpointInterval > 0 || interventions.some(({ verb }) => verb === "savepoint");
}

/**
 * A ground with everything that follows from the rest of it. Errors: those of a fault that somebody lets
 * happen, `E-FAULT-SYNTAX` and `E-FAULT-TARGET`; `E-SABOTAGE`.
 */
export function completeGround(
  ground: Omit<Ground, "allFaults" | "faultTexts" | "faultTriggers" | "replacements">,
): Ground {
  const struck = ground.interventions.flatMap((one) => one.verb === "fault" ? [one.fault] : []);
  const strikes = struck.map((text) => parseFaultNow(text, 0));
  checkFaults(strikes, ground.plan);
  // they wait for nothing but the intervention
  const trigger = Object.freeze({ kind: "time" as const, at: NEVER });
  const allFaults = Object.freeze([
    ...ground.faults,
    ...strikes.map((fault) => Object.freeze({ ...fault, trigger })),
  ]);
  const faultTexts = [...ground.faults.map(faultText), ...struck];
  return {
    ...ground,
    allFaults,
    faultTexts,
    faultTriggers: faultTriggersSpec(allFaults, ground.plan),
    replacements: replacementsOf(ground.sabotage),
  };
}
