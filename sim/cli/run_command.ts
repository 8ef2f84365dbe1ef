// Any job: a learner's module, a shipped one by name, or a graph as plain data.

import type { Arguments } from "./arguments.ts";
import type { Command } from "./command.ts";
import type { Host } from "./host.ts";
import { readMetrics } from "../metrics.ts";
import { readTaskMetrics } from "../task_metrics.ts";
import { closingText, verifiedText } from "./closing.ts";
import { type FinishedSession, finishSession } from "./finish_session.ts";
import { rejectedText } from "./job_input.ts";
import { metricsTables } from "./metrics_table.ts";
import { openSession } from "./session.ts";
import { loadShippedJobs } from "./shipped_jobs.ts";
import { readSinks, sinkTable } from "./sinks.ts";
import { styleOf } from "./style.ts";
import { findSubject } from "./subject.ts";
import { tableText } from "./table.ts";

const ROWS_SHOWN = 20;

/** `deno task run`. */
export const runCommand: Command = {
  name: "run",
  usage: "run JOB [--input FILE] [--options JSON] …",
  about: "Runs a job of yours and shows what its sinks were given.\n\n" +
    "JOB is a module with `export default function job(env, options) { … }`, and perhaps\n" +
    "`export const config = { … }`; a shipped job such as lesson:readings; or a graph as .json.\n" +
    "With --input the records of a file come as options.input, a list of frozen values: one JSON\n" +
    "value a line (.ndjson), or an object of texts for each row (.csv). Lines that cannot be read\n" +
    "are named and kept aside: `env.fromSource(collection(options.input), …)` gets the others.",
  flags: [
    "input",
    "options",
    "config",
    "seed",
    "parallelism",
    "bound",
    "lateness",
    "json",
    "rows",
    "trace",
    "level",
    "scenario",
    "verify",
    "max-steps",
  ],
  words: [1, 1],
  run,
};

async function run({ flags, words }: Arguments, host: Host): Promise<number> {
  const subject = await findSubject(words[0], await loadShippedJobs(flags, host), host);
  const session = finishSession(await openSession(subject, flags, host), host);
  host.stderr(rejectedText(session.rejected, styleOf(host, "stderr")));
  if (!flags.json) {
    host.stdout(runText(session, host));
    return 0;
  }
  if (flags.verify) host.stderr(`Verified: ${verifiedText(session.timeline.step)}\n`);
  host.stdout(`${JSON.stringify(runJson(session))}\n`);
  return 0;
}

/** What --json prints. */
function runJson({ subject, scenario, timeline, rejected }: FinishedSession) {
  return {
    job: subject.name,
    seed: scenario.seed,
    sinks: readSinks(timeline),
    ...(subject.report ? { report: subject.report(timeline).fields } : {}),
    metrics: readMetrics(timeline.world),
    tasks: readTaskMetrics(timeline.world),
    rejected,
    traceHash: timeline.traceHash,
    steps: timeline.step,
    simulatedMillis: Math.floor(timeline.position.time / 1000),
  };
}

function runText(session: FinishedSession, host: Host): string {
  const style = styleOf(host, "stdout");
  const { timeline, flags, subject } = session;
  const told = subject.report?.(timeline).tables ??
    readSinks(timeline).map((sink) => sinkTable(sink, flags.rows ?? ROWS_SHOWN));
  const tables = [...told, ...metricsTables(timeline)].map((table) => tableText(table, style));
  return [`${style.strong(subject.title)}\n`, ...tables, closingText(session, style)].join("\n");
}
