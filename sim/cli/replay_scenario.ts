// Finds the job that a scenario names and looks at its run: here if the job is data or shipped, in a
// sandbox if it is code.

import type { Host } from "./host.ts";
import type { FlagValues } from "./flags.ts";
import type { Scenario } from "../scenario.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import { openScenario } from "../open_scenario.ts";
import { SABOTAGES } from "../sabotage/sabotages.ts";
import { scenarioText } from "../scenario_text.ts";
import { readInput } from "./job_input.ts";
import { quote } from "./run_files.ts";
import { type ReplayRequest, type ReplayView, replayView } from "./replay_view.ts";
import { checkCode, readReply } from "./sandbox_request.ts";
import { readSavepointFile } from "./savepoint_flags.ts";
import { loadShippedJobs, shippedJob } from "./shipped_jobs.ts";
import { loadModule, type Subject, subjectOf } from "./subject.ts";

/** Longest that code in a scenario may run, in milliseconds, unless told otherwise. */
const DEADLINE = 30_000;

/** Runs the scenario and looks at it. Errors: `E-SCENARIO-JOB`, and whatever opening it deserves. */
export async function replayScenario(
  scenario: Scenario,
  flags: FlagValues,
  request: ReplayRequest,
  host: Host,
): Promise<ReplayView> {
  const { job } = scenario;
  const subject = "ref" in job ? await findJob(job.ref, flags, host) : NO_SUBJECT;
  const input = await readInput(flags.input, subject, host);
  if ("code" in job) {
    checkCode(job.code);
    return readReply(
      await host.askSandbox(
        {
          code: job.code,
          scenario: scenarioText(scenario),
          inputOptions: input.options,
          request,
        },
        flags.deadline ?? DEADLINE,
      ),
    );
  }
  const options = { ...scenario.options, ...input.options };
  const from = flags.from === undefined ? scenario.from : await readSavepointFile(flags.from, host);
  const found = { ...scenario, options, from, at: "" };
  const opened = openScenario(found, () => subject.job, {
    record: { level: "off" },
    sabotages: SABOTAGES,
  });
  return replayView(opened, request, host);
}

/** Takes the place of a subject where the scenario carries its own job. */
const NO_SUBJECT = { job: () => {} } as unknown as Subject;

/** The job that a scenario names. Errors: `E-SCENARIO-JOB`, `E-JOB-…`. */
export async function findJob(ref: string, flags: FlagValues, host: Host): Promise<Subject> {
  if (flags.job !== undefined) return await loadModule(flags.job, host);
  if (!ref.startsWith("file:")) {
    return subjectOf(shippedJob(ref, await loadShippedJobs(flags, host)));
  }
  // a file that a scenario names is not run by itself: whoever replays says that it may
  return refuse(
    "E-SCENARIO-JOB",
    `The scenario's job is a file of whoever made it, ${
      showValue(ref.slice(5))
    }; if you have that ` +
      `file and trust it, add --job ${quote(ref.slice(5))}`,
  );
}
