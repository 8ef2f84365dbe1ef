// The job on real input: a week of earthquakes, per seismic network and day.

import type { Arguments } from "./arguments.ts";
import type { Command } from "./command.ts";
import type { Host } from "./host.ts";
import { closingText, verifiedText } from "./closing.ts";
import { showCount } from "./duration.ts";
import { type FinishedSession, finishSession } from "./finish_session.ts";
import { rejectedText } from "./job_input.ts";
import { metricsTables } from "./metrics_table.ts";
import { openSession } from "./session.ts";
import { type JobReport, loadShippedJobs, shippedJob } from "./shipped_jobs.ts";
import { styleOf } from "./style.ts";
import { subjectOf } from "./subject.ts";
import { tableText } from "./table.ts";

const DEMO_JOB = "lesson:quakes";

/** `deno task demo`. */
export const demoCommand: Command = {
  name: "demo",
  usage: "demo [--bound 6h] [--lateness 1d] …",
  about: "Counts one real week of earthquakes, per seismic network and day.\n\n" +
    "News of an earthquake comes minutes to days after it, out of order. How long should one wait\n" +
    "before a day is told? --bound waits longer; --lateness tells a day again for each late record.",
  flags: [
    "json",
    "seed",
    "parallelism",
    "bound",
    "lateness",
    "input",
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
  const session = finishSession(await openSession(subject, flags, host), host);
  const report = subject.report!(session.timeline);
  host.stderr(rejectedText(session.rejected, styleOf(host, "stderr")));
  if (!flags.json) {
    host.stdout(demoText(session, report, host));
    return 0;
  }
  if (flags.verify) host.stderr(`Verified: ${verifiedText(session.timeline.step)}\n`);
  host.stdout(`${JSON.stringify(demoJson(session, report))}\n`);
  return 0;
}

/** What --json prints: these fields, in this order. */
function demoJson({ subject, scenario, timeline }: FinishedSession, report: JobReport) {
  return {
    job: subject.name,
    seed: scenario.seed,
    ...report.fields,
    traceHash: timeline.traceHash,
    steps: timeline.step,
    simulatedMillis: Math.floor(timeline.position.time / 1000),
  };
}

function demoText(session: FinishedSession, report: JobReport, host: Host): string {
  const style = styleOf(host, "stdout");
  const { recordsIn, recordsFiltered, late } = report.fields as Record<string, number>;
  const counted = recordsIn - recordsFiltered - late;
  const sum = `${showCount(recordsIn)} records = ${showCount(counted)} counted + ` +
    `${showCount(late)} too late + ${showCount(recordsFiltered)} that are no earthquakes`;
  const parts = [
    `${style.strong(session.subject.title)}\n${sum}\n`,
    ...[...report.tables, ...metricsTables(session.timeline)].map((table) =>
      tableText(table, style)
    ),
    closingText(session, style),
  ];
  return parts.join("\n");
}
