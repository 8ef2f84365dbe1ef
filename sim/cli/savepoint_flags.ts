// What flags say of savepoints: when one is asked for, and from which one the job begins.

import type { Savepoint } from "../checkpoint/savepoint.ts";
import type { Intervention } from "../intervention.ts";
import type { Scenario } from "../scenario.ts";
import { refuse } from "../clock/named_error.ts";
import { parseSavepoint, savepointText } from "../savepoint_text.ts";
import { SCENARIO_TEXT_MAX } from "../scenario_text.ts";
import type { FlagValues } from "./flags.ts";
import type { Host } from "./host.ts";
import { readTextFile } from "./input_file.ts";

/** Where a savepoint is written unless somebody says otherwise. */
export const SAVEPOINT_FILE = "savepoint.json";

/** How a run begins, and what is asked of it on the way. */
export interface SavepointSettings {
  /** At most one. */
  readonly interventions: readonly Intervention[];
  readonly from: Savepoint | null;
  readonly allowNonRestoredState: boolean;
  /** What `replay` has to be told beside the scenario. */
  readonly replayFlags: readonly string[];
}

/** Reads what the flags say. Errors: `E-FLAG-VALUE`, `E-FILE-…`, `E-SAVEPOINT-…`. */
export async function savepointSettings(
  flags: FlagValues,
  host: Host,
): Promise<SavepointSettings> {
  const interventions = savepointRequests(flags);
  const { from: path, "allow-non-restored-state": allowNonRestoredState = false } = flags;
  checkStart(flags);
  if (path === undefined) {
    return { interventions, from: null, allowNonRestoredState, replayFlags: [] };
  }
  const from = await readSavepointFile(path, host);
  const replayFlags = fits(from) ? [] : ["--from", path];
  return { interventions, from, allowNonRestoredState, replayFlags };
}

/** Reads the file of a savepoint. Errors: `E-FILE-…`, `E-SAVEPOINT-…`. */
export async function readSavepointFile(path: string, host: Host): Promise<Savepoint> {
  return parseSavepoint(await readTextFile(host, path));
}

/** True when the run is to give a savepoint. */
export function asksForSavepoint(
  { savepoint, "stop-with-savepoint": stop }: FlagValues,
): boolean {
  return savepoint !== undefined || stop !== undefined;
}

/** The same as part of a scenario, which carries a savepoint that is not too large for it. */
export function savepointScenario(
  { interventions, from, allowNonRestoredState }: SavepointSettings,
): Partial<Scenario> {
  return {
    ...(interventions.length > 0 ? { forks: [interventions], fork: 0 } : {}),
    from: from !== null && fits(from) ? from : null,
    allowNonRestoredState,
  };
}

/** A scenario has other parts, too. */
function fits(from: Savepoint): boolean {
  return savepointText(from).length < SCENARIO_TEXT_MAX / 2;
}

function savepointRequests(flags: FlagValues): Intervention[] {
  const { savepoint, "stop-with-savepoint": stop, drain = false } = flags;
  if (savepoint !== undefined && stop !== undefined) {
    refuse("E-FLAG-VALUE", "--savepoint and --stop-with-savepoint are one too many; wanted: one");
  }
  if (drain && stop === undefined) {
    refuse("E-FLAG-VALUE", "--drain is about how a job stops; wanted: --stop-with-savepoint, too");
  }
  if (flags["savepoint-to"] !== undefined && !asksForSavepoint(flags)) {
    refuse("E-FLAG-VALUE", "--savepoint-to is for a savepoint; wanted: --savepoint TIME, too");
  }
  if (flags.compare !== undefined && asksForSavepoint(flags)) refuseComparison();
  const at = savepoint ?? stop;
  if (at === undefined) return [];
  const mode = stop === undefined ? "take" : drain ? "drain" : "stop";
  return [{ verb: "savepoint", at: { time: Math.round(at * 1000), done: 0 }, mode }];
}

function checkStart(flags: FlagValues): void {
  if (flags.from === undefined && flags["allow-non-restored-state"]) {
    refuse(
      "E-FLAG-VALUE",
      "--allow-non-restored-state is about the savepoint that a job begins from; wanted: --from FILE, too",
    );
  }
  if (flags.compare !== undefined && flags.from !== undefined) refuseComparison();
}

function refuseComparison(): never {
  return refuse(
    "E-FLAG-VALUE",
    "--compare runs the job several times, from its beginning to its end; wanted: it, or savepoints",
  );
}
