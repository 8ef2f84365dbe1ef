// The savepoint from which a scenario's job begins, inside the scenario's text: the same data as in a file of
// its own. Where there is none nothing is written.

import type { Savepoint } from "./checkpoint/savepoint.ts";
import type { Scenario } from "./scenario.ts";
import { NamedError, refuse, showValue } from "./clock/named_error.ts";
import { parseSavepoint, savepointText } from "./savepoint_text.ts";
import { isObject, type Reader } from "./scenario_reader.ts";

/** What a scenario says of its beginning. */
export type ScenarioStart = Pick<Scenario, "from" | "allowNonRestoredState">;

/** The fields that are written. */
export function encodeStart({ from, allowNonRestoredState }: ScenarioStart): object {
  return {
    ...(allowNonRestoredState ? { allowNonRestoredState } : {}),
    ...(from === null ? {} : { from: JSON.parse(savepointText(from)) }),
  };
}

/** Reads them. Errors: `E-SCENARIO`, and `E-SAVEPOINT-…` with the path of what is wrong. */
export function readStart({ value, path }: Reader): ScenarioStart {
  const { from, allowNonRestoredState = false } = value as Record<string, unknown>;
  if (typeof allowNonRestoredState !== "boolean") {
    const found = showValue(allowNonRestoredState);
    refuse("E-SCENARIO", `${path}.allowNonRestoredState is ${found}; wanted: true or false`);
  }
  return { allowNonRestoredState, from: from === undefined ? null : readSavepoint(from, path) };
}

function readSavepoint(found: unknown, path: string): Savepoint {
  if (!isObject(found)) {
    refuse("E-SCENARIO", `${path}.from is ${showValue(found)}; wanted: a savepoint`);
  }
  try {
    return parseSavepoint(JSON.stringify(found));
  } catch (error) {
    if (!(error instanceof NamedError)) throw error;
    return refuse(error.code, `${path}.from: ${error.sentence}`, error);
  }
}
