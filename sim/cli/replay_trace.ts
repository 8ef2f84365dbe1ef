// Shows a trace that was read from a file; and on request runs its scenario again and compares fact by fact.

import type { Arguments } from "./arguments.ts";
import type { FlagValues } from "./flags.ts";
import type { Host } from "./host.ts";
import type { RecordLevel } from "../trace/trace_writer.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import { namesOf } from "../open.ts";
import { openScenario } from "../open_scenario.ts";
import { SABOTAGES } from "../sabotage/sabotages.ts";
import { parseScenario } from "../scenario_text.ts";
import type { ReadTrace } from "../trace/trace_file_reader.ts";
import { factText, traceHeading, traceLayout } from "../trace/trace_text.ts";
import { runToEnd } from "./progress.ts";
import { firstDivergence } from "./divergence.ts";
import { showCount } from "./duration.ts";
import { readInput } from "./job_input.ts";
import { readPlace } from "./replay_command.ts";
import { findJob } from "./replay_scenario.ts";
import { RULE_LENGTH, showPlace } from "./replay_text.ts";
import { type Style, styleOf } from "./style.ts";

/** Facts that are shown around a position, or of the start, unless told otherwise. */
const AROUND = 20;

/** Shows what was read. Errors: `E-TRACE-DIVERGED`. */
export async function replayTrace(
  read: ReadTrace,
  { flags }: Arguments,
  host: Host,
): Promise<number> {
  const { at, notes } = readPlace(flags.at ?? "");
  for (const note of [...read.warnings, ...notes]) host.stderr(`${note}\n`);
  host.stdout(partText(read, at?.time, flags.around ?? AROUND, styleOf(host, "stdout")));
  if (flags.verify) host.stdout(await verifyTrace(read, flags, host));
  return 0;
}

/** All facts, or those around a time. */
function partText(
  { trace, names, about }: ReadTrace,
  time: number | undefined,
  around: number,
  style: Style,
): string {
  const here = time === undefined ? trace.end : trace.indexAt(time);
  const from = time === undefined ? trace.start : Math.max(trace.start, here - around);
  const until = time === undefined ? trace.end : Math.min(trace.end, here + around);
  const layout = traceLayout(trace, names, from, until);
  const lines = [...trace.facts(undefined, from, until)].map((fact) =>
    factText(fact, names, layout)
  );
  if (time !== undefined) {
    const rule = `── ${showPlace({ time, done: 0 })} `.padEnd(RULE_LENGTH, "─");
    lines.splice(here - from, 0, style.strong(rule));
  }
  lines.unshift(style.faint(traceHeading(layout)));
  const hash = about.traceHash === undefined ? "" : `, trace hash ${showValue(about.traceHash)}`;
  const facts = `${showCount(until - from)} of ${showCount(trace.length)} facts`;
  return `${lines.join("\n")}\n\n${facts}${hash}\n`;
}

async function verifyTrace(read: ReadTrace, flags: FlagValues, host: Host): Promise<string> {
  const { scenario: text, level } = read.about;
  if (text === undefined) {
    return refuse("E-SCENARIO-EMPTY", `The trace file does not hold the scenario of its run`);
  }
  const scenario = parseScenario(text);
  if (!("ref" in scenario.job)) {
    return refuse("E-SCENARIO-JOB", `A trace is verified for shipped jobs and for --job only`);
  }
  const subject = await findJob(scenario.job.ref, flags, host);
  const input = await readInput(flags.input, subject, host);
  const options = { ...scenario.options, ...input.options };
  const { timeline, warnings } = openScenario(
    { ...scenario, options, at: "" },
    () => subject.job,
    { record: { level: level as RecordLevel }, sabotages: SABOTAGES },
  );
  for (const warning of warnings) host.stderr(`${warning}\n`);
  runToEnd(timeline, host, flags["max-steps"]);
  const again = { trace: timeline.trace, names: namesOf(timeline) };
  const found = firstDivergence(read, again);
  if (found !== undefined) refuse("E-TRACE-DIVERGED", found);
  return `Verified: the run was done again and gave the same ${
    showCount(read.trace.length)
  } facts.\n`;
}
