// The whole reproduction of a run: job, config, seed, chosen draws, what goes wrong, what is broken on
// purpose, interventions, and where to look.
// A failing law prints one, a link is one, a bug report is one.

import type { Choice } from "./clock/streams.ts";
import type { Config } from "./config.ts";
import type { Intervention } from "./intervention.ts";
import type { PlainJob } from "./graph/plain_job.ts";
import type { Savepoint } from "./checkpoint/savepoint.ts";

/**
 * The version of the scenario format that this engine writes.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { scenario, SCENARIO_FORMAT } from "@headwater/sim";
 * strictEqual(scenario({ job: { code: "" } }).format, SCENARIO_FORMAT);
 * ```
 */
export const SCENARIO_FORMAT = 1;

/**
 * The version of the engine: another one replays with a warning.
 *
 * ```ts
 * import { match } from "node:assert";
 * import { ENGINE_VERSION } from "@headwater/sim";
 * match(ENGINE_VERSION, /^\d+\.\d+\.\d+$/);
 * ```
 */
export const ENGINE_VERSION = "0.1.0";

/** A shipped job by name, plain data, or source text. Exactly one. */
export type ScenarioJob =
  | { readonly ref: string; readonly graphHash: string }
  | { readonly graph: PlainJob }
  | { readonly code: string };

/** Everything that decides a run. */
export interface Scenario {
  readonly format: typeof SCENARIO_FORMAT;
  readonly engine: string;
  readonly job: ScenarioJob;
  /** What the job itself is told, as plain data. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly config: Partial<Config>;
  readonly seed: number;
  readonly choices: readonly Choice[];
  /** What goes wrong: a fault in words each, such as `crash window[0] at 3s`. */
  readonly faults: readonly string[];
  /** Which parts of the engine do the wrong thing: names of policies, such as `max-watermark`. */
  readonly sabotage: readonly string[];
  /** Histories that branch off: each a list of interventions in the order of their positions. */
  readonly forks: readonly (readonly Intervention[])[];
  /** The branch to show, or −1 for the run without interventions. */
  readonly fork: number;
  /** The position to stand at, as text; empty for the end. */
  readonly at: string;
  /** The savepoint from which the job begins, or null for the beginning. */
  readonly from: Savepoint | null;
  /** State in it without an operator is left behind. */
  readonly allowNonRestoredState: boolean;
  /** The hash of the complete run, when it is known. */
  readonly traceHash: string;
}

/**
 * A scenario with everything that was left out filled in.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { scenario } from "@headwater/sim";
 * strictEqual(scenario({ job: { ref: "lesson:readings", graphHash: "" } }).seed, 0);
 * ```
 */
export function scenario(given: Partial<Scenario> & Pick<Scenario, "job">): Scenario {
  return {
    format: SCENARIO_FORMAT,
    engine: ENGINE_VERSION,
    options: {},
    config: {},
    seed: 0,
    choices: [],
    faults: [],
    sabotage: [],
    forks: [],
    fork: -1,
    at: "",
    from: null,
    allowNonRestoredState: false,
    traceHash: "",
    ...given,
  };
}
