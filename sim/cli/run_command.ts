// Any job: a learner's module, a shipped one by name, or a graph as plain data.

import type { Arguments } from "./arguments.ts";
import type { Command } from "./command.ts";
import type { Host } from "./host.ts";
import { readMetrics } from "../metrics.ts";
import { readTaskMetrics } from "../task_metrics.ts";
import { closingText } from "./closing.ts";
import { compareSinks } from "./compare_sinks.ts";
import { typedFaults } from "./run_settings.ts";
import { prepareRun } from "./session.ts";
import { loadShippedJobs } from "./shipped_jobs.ts";
import { readSinks, sinkTable } from "./sinks.ts";
import type { Style } from "./style.ts";
import { findSubject } from "./subject.ts";
import { tableText } from "./table.ts";
import { printRun, runAndTell, toldFields, type ToldRun, toldTexts } from "./told_run.ts";

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
    "are named and kept aside: `env.fromSource(collection(options.input), …)` gets the others.\n\n" +
    "--checkpoint lets the job save itself, --fault lets something go wrong; --guarantee, --sink and\n" +
    "--restart decide what is left of it. The job gets the first two as options, too.\n\n" +
    "--savepoint writes what the job remembers to a file, and --from begins with it: another day, with\n" +
    "another --parallelism, or as a job that was changed.",
  flags: [
    "input",
    "options",
    "config",
    "seed",
    "parallelism",
    "bound",
    "idleness",
    "lateness",
    "fault",
    "sabotage",
    "checkpoint",
    "unaligned",
    "aligned-timeout",
    "guarantee",
    "sink",
    "restart",
    "savepoint",
    "stop-with-savepoint",
    "drain",
    "savepoint-to",
    "from",
    "allow-non-restored-state",
    "compare",
    "report",
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
  const prepared = await prepareRun(subject, flags, host);
  const faults = typedFaults(flags) ?? [];
  if (flags.compare !== undefined) return compareSinks(prepared, faults, host);
  const told = runAndTell(prepared, faults, host);
  return printRun(told, host, {
    json: () => runJson(told),
    text: (style) => runText(told, style),
  });
}

/** What --json prints. */
function runJson(told: ToldRun) {
  const { subject, scenario, timeline, rejected } = told.session;
  return {
    job: subject.name,
    seed: scenario.seed,
    ...(scenario.sabotage.length > 0 ? { sabotage: scenario.sabotage } : {}),
    sinks: readSinks(timeline),
    ...(subject.report ? { report: subject.report(timeline).fields } : {}),
    ...toldFields(told),
    metrics: readMetrics(timeline.world),
    tasks: readTaskMetrics(timeline.world),
    rejected,
    traceHash: timeline.traceHash,
    steps: timeline.step,
    simulatedMillis: Math.floor(timeline.position.time / 1000),
  };
}

function runText(told: ToldRun, style: Style): string {
  const { timeline, flags, subject } = told.session;
  const results = subject.report?.(timeline).tables ??
    readSinks(timeline).map((sink) => sinkTable(sink, flags.rows ?? ROWS_SHOWN));
  return [
    `${style.strong(subject.title)}\n`,
    ...results.map((table) => tableText(table, style)),
    ...toldTexts(told, style),
    closingText(told.session, style),
  ].join("\n");
}
