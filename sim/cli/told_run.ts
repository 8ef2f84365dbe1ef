// A run with everything that is to be told of it: how it ended, what went wrong beside the run without
// faults, and the tables that somebody asked for.

import { NamedError } from "../clock/named_error.ts";
import { isControlled } from "../ground.ts";
import { type CalmRun, runCalmly, runWhole } from "./calm_run.ts";
import { verifiedText } from "./closing.ts";
import { FailedRun } from "./failed_run.ts";
import { type FinishedSession, finishSession } from "./finish_session.ts";
import type { Host } from "./host.ts";
import { checkJobEnd, sessionError } from "./job_end.ts";
import { rejectedText } from "./job_input.ts";
import { metricsTables } from "./metrics_table.ts";
import { type RecoveryReport, recoveryReport } from "./recovery_report.ts";
import { recoveryTexts } from "./recovery_text.ts";
import { parseReport, type ReportFields, reportFields, reportTables } from "./reports.ts";
import { type SavepointFields, savepointFields, savepointTexts } from "./savepoint_report.ts";
import type { PreparedRun, Session } from "./session.ts";
import { type Style, styleOf } from "./style.ts";
import { tableText } from "./table.ts";

/** A run, and what went wrong in it; null for a job that nobody watches over. */
export interface ToldRun {
  readonly session: FinishedSession;
  readonly recovery: RecoveryReport | null;
}

/** Runs. Errors: whatever the flags, the job and the faults deserve. */
export function runAndTell(
  prepared: PreparedRun,
  faults: readonly string[],
  host: Host,
  known?: CalmRun,
): ToldRun {
  parseReport(prepared.flags.report); // before a run that may be long
  const opened = prepared.open(faults);
  const { ground } = opened.timeline;
  const isTroubled = faults.length > 0 || (ground.sabotage.length > 0 && isControlled(ground));
  const calm = isTroubled ? known ?? runCalmly(prepared, host) : undefined;
  const isBroken = isTroubled && ground.sabotage.length > 0;
  try {
    const session = finishSession(opened, host);
    const whole = isBroken ? runWhole(prepared, faults, host) : undefined;
    return { session, recovery: recoveryOf(opened, calm, whole) };
  } catch (error) {
    if (prepared.flags.json && error instanceof FailedRun) printFailure(error, opened, calm, host);
    throw error;
  }
}

function recoveryOf(
  { timeline, subject }: Session,
  calm?: CalmRun,
  whole?: CalmRun,
): RecoveryReport | null {
  return isControlled(timeline.ground) ? recoveryReport(timeline, subject, calm, whole) : null;
}

/** What --json prints of a run that stopped in the middle: how far it came. */
function printFailure(
  { cause }: FailedRun,
  opened: Session,
  calm: CalmRun | undefined,
  host: Host,
) {
  if (!(cause instanceof NamedError)) return;
  const { subject, scenario, timeline } = opened;
  const recovery = recoveryOf(opened, calm);
  const failed = {
    job: subject.name,
    seed: scenario.seed,
    error: fieldsOf(cause),
    ...(recovery === null ? {} : { recovery }),
    steps: timeline.step,
    simulatedMillis: Math.floor(timeline.position.time / 1000),
  };
  host.stdout(`${JSON.stringify(failed)}\n`);
}

function fieldsOf({ code, sentence }: NamedError) {
  return { code, sentence };
}

/** Prints: data if asked for, else text. Errors: a job that did not end as it should. */
export function printRun(
  { session }: ToldRun,
  host: Host,
  { json, text }: { json: () => object; text: (style: Style) => string },
): number {
  const { flags, timeline, rejected } = session;
  host.stderr(rejectedText(rejected, styleOf(host, "stderr")));
  if (flags.json) {
    if (flags.verify) host.stderr(`Verified: ${verifiedText(timeline.step)}\n`);
    host.stdout(`${JSON.stringify(json())}\n`);
  } else host.stdout(text(styleOf(host, "stdout")));
  checkJobEnd(session, host);
  return 0;
}

/** What is told below the results of a job, each part with its title. */
export function toldTexts({ session, recovery }: ToldRun, style: Style): string[] {
  const { timeline, flags } = session;
  const tables = [
    ...reportTables(timeline, parseReport(flags.report)),
    ...metricsTables(timeline),
  ];
  return [
    ...savepointTexts(session, style),
    ...(recovery === null ? [] : recoveryTexts(recovery, timeline, style)),
    ...tables.map((table) => tableText(table, style)),
  ];
}

/** The same as fields of what --json prints. */
export function toldFields({ session, recovery }: ToldRun): ReportFields & SavepointFields & {
  error?: { readonly code: string; readonly sentence: string };
  recovery?: RecoveryReport;
} {
  const { timeline, flags } = session;
  const error = sessionError(session);
  return {
    ...(error === undefined ? {} : { error: fieldsOf(error) }),
    ...savepointFields(session),
    ...(recovery === null ? {} : { recovery }),
    ...reportFields(timeline, parseReport(flags.report)),
  };
}
