// The job on real input: a week of earthquakes, per seismic network and day. Half-way a task manager dies,
// and below the tables stands the proof that nobody can see it in them.

import type { Arguments } from "./arguments.ts";
import type { Command } from "./command.ts";
import type { Host } from "./host.ts";
import { runCalmly } from "./calm_run.ts";
import { closingText } from "./closing.ts";
import { compareSinks } from "./compare_sinks.ts";
import { showCount } from "./duration.ts";
import type { FlagValues } from "./flags.ts";
import { halfwayCrash } from "./halfway_crash.ts";
import { type RunDefaults, typedFaults } from "./run_settings.ts";
import { prepareRun } from "./session.ts";
import { type JobReport, loadShippedJobs, shippedJob } from "./shipped_jobs.ts";
import type { Style } from "./style.ts";
import { subjectOf } from "./subject.ts";
import { tableText } from "./table.ts";
import { printRun, runAndTell, toldFields, type ToldRun, toldTexts } from "./told_run.ts";

const DEMO_JOB = "lesson:quakes";
const HOUR = 3_600_000;

/** Four checkpoints a day, and results that become visible with them. */
const DEFAULTS: RunDefaults = {
  options: { guarantee: "exactly-once" },
  config: { checkpointInterval: 6 * HOUR },
};

/**
 * Where sinks are compared, or one is chosen or broken, days are told as the week goes by, and not all at
 * its end: news is waited for for two days, and silent networks for six hours. So the first day is told when
 * three days and six hours have passed, between two checkpoints.
 */
const COMPARED: RunDefaults = {
  options: { bound: 48 * HOUR, idleness: 6 * HOUR },
  config: { ...DEFAULTS.config, autoWatermarkInterval: 60_000 },
};

/** The same for a sink, or a broken engine, that stands alone. */
const SHOWN: RunDefaults = { ...COMPARED, options: { ...DEFAULTS.options, ...COMPARED.options } };

const WHY_SHOWN =
  "With --bound 2d --idleness 6h, as --compare sinks: days are told between checkpoint and crash";

/** `deno task demo`. */
export const demoCommand: Command = {
  name: "demo",
  usage: "demo [--fault FAULT] [--sink KIND] …",
  about:
    "Counts one real week of earthquakes, per seismic network and day, and survives a crash.\n\n" +
    "News of an earthquake comes minutes to days after it, out of order. How long should one wait\n" +
    "before a day is told? --bound waits longer; --lateness tells a day again for each late record.\n\n" +
    "Half-way a task manager dies. Below the tables stands what became of it, and a ledger: what\n" +
    'readers see beside a run without failures. --fault "crash task-manager-1 after precommit 2" lets\n' +
    "something else go wrong, --fault none nothing; --compare sinks sets three kinds of sink side by\n" +
    "side under one crash, and --report checkpoints shows their history.",
  flags: [
    "json",
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
    "seed",
    "parallelism",
    "bound",
    "idleness",
    "lateness",
    "input",
    "config",
    "trace",
    "level",
    "scenario",
    "verify",
    "max-steps",
  ],
  words: [0, 0],
  run,
};

async function run({ flags }: Arguments, host: Host): Promise<number> {
  const subject = subjectOf(shippedJob(DEMO_JOB, await loadShippedJobs(flags, host)));
  const isCompared = flags.compare !== undefined;
  const isShown = showsSink(flags);
  const prepared = await prepareRun(
    subject,
    flags,
    host,
    isCompared ? COMPARED : isShown ? SHOWN : DEFAULTS,
  );
  const typed = typedFaults(flags);
  const calm = typed === undefined ? runCalmly(prepared, host) : undefined;
  const faults = typed ?? [halfwayCrash(calm!.timeline)];
  if (isCompared) return compareSinks(prepared, faults, host);
  const told = runAndTell(prepared, faults, host, calm);
  const report = subject.report!(told.session.timeline);
  const note = isShown ? WHY_SHOWN : "";
  return printRun(told, host, {
    json: () => demoJson(told, report, note),
    text: (style) => demoText(told, report, note, style),
  });
}

/** True when it is about a sink, or a broken engine, and nothing else was asked for that would show it. */
function showsSink({ sabotage, sink, bound, idleness, fault, compare }: FlagValues): boolean {
  const isAsked = sabotage !== undefined || sink !== undefined;
  return isAsked && [bound, idleness, fault, compare].every((flag) => flag === undefined);
}

/** What --json prints: these fields, in this order. */
function demoJson(told: ToldRun, report: JobReport, note: string) {
  const { subject, scenario, timeline } = told.session;
  return {
    job: subject.name,
    seed: scenario.seed,
    ...(note === "" ? {} : { note }),
    ...report.fields,
    ...toldFields(told),
    traceHash: timeline.traceHash,
    steps: timeline.step,
    simulatedMillis: Math.floor(timeline.position.time / 1000),
  };
}

function demoText(told: ToldRun, report: JobReport, note: string, style: Style): string {
  const { session } = told;
  const lines = [style.strong(session.subject.title), sumText(report, session.flags), note];
  const parts = [
    lines.filter((line) => line !== "").map((line) => `${line}\n`).join(""),
    ...report.tables.map((table) => tableText(table, style)),
    ...toldTexts(told, style),
    closingText(session, style),
  ];
  return parts.join("\n");
}

/**
 * Where every record has gone; after a failure one may have gone two ways, as the ledger tells. Of a part of
 * the week, between savepoints, nothing can be said.
 */
function sumText({ fields }: JobReport, flags: FlagValues): string {
  if (flags.from !== undefined || flags["stop-with-savepoint"] !== undefined) return "";
  const { recordsIn, recordsFiltered, late } = fields as Record<string, number>;
  const days = fields.results as readonly { readonly count: number }[];
  const counted = days.reduce((sum, { count }) => sum + count, 0);
  const sign = recordsIn === counted + late + recordsFiltered ? "=" : "≠";
  return `${showCount(recordsIn)} records ${sign} ${showCount(counted)} counted + ` +
    `${showCount(late)} too late + ${showCount(recordsFiltered)} that are no earthquakes`;
}
