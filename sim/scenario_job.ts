// The job of a scenario, from JSON: exactly one of its three forms.

import type { ScenarioJob } from "./scenario.ts";
import { refuse, showValue } from "./clock/named_error.ts";
import { type Reader, readText } from "./scenario_reader.ts";
import { parsePlainJob } from "./graph/plain_job_check.ts";

/** Longest source text of a `{code}` job, in characters. */
export const CODE_MAX = 32768;

/** Reads the job. Errors: `E-SCENARIO`, and `E-GRAPH-…` for a plain graph. */
export function parseJob(reader: Reader): ScenarioJob {
  const job = reader.value as Record<string, unknown>;
  const forms = ["ref", "graph", "code"].filter((form) => Object.hasOwn(job, form));
  if (forms.length !== 1) {
    refuse(
      "E-SCENARIO",
      `${reader.path} is ${
        showValue(job)
      }; wanted: exactly one of ref (a shipped job), graph (plain ` +
        `data) and code (TypeScript)`,
    );
  }
  if (forms[0] === "ref") {
    return { ref: readText(reader, "ref"), graphHash: readText(reader, "graphHash", "") };
  }
  if (forms[0] === "graph") return { graph: parsePlainJob(job.graph, `${reader.path}.graph`) };
  const code = readText(reader, "code");
  if (code.length > CODE_MAX) {
    refuse(
      "E-SCENARIO-LIMIT",
      `${reader.path}.code has ${code.length} characters; at most ${CODE_MAX}`,
    );
  }
  return { code };
}
