// Runs an opened session to its end, checks it if asked, and writes its files.

import { showPosition } from "../position.ts";
import { runWarnings } from "../run_warnings.ts";
import { FailedRun } from "./failed_run.ts";
import type { Host } from "./host.ts";
import { runToEnd } from "./progress.ts";
import { neverFiredWarnings } from "./recovery_report.ts";
import { writeScenario, writeTrace } from "./run_files.ts";
import { writeSavepoint } from "./savepoint_report.ts";
import type { Session } from "./session.ts";

/** What a finished session leaves. */
export interface FinishedSession extends Session {
  /** Milliseconds that the run took on this machine. */
  readonly took: number;
  /** The command that replays it; empty when nobody will read it. */
  readonly replay: string;
}

/** Says what is to be said before, runs to the end, and says what did not happen. Errors: {@linkcode FailedRun} with whatever the job or the checks threw. */
export function finishSession(session: Session, host: Host): FinishedSession {
  const { timeline, flags } = session;
  for (const warning of runWarnings(timeline.ground)) host.stderr(`${warning}\n`);
  const from = host.now();
  try {
    runToEnd(timeline, host, flags["max-steps"]);
  } catch (error) {
    const at = showPosition(timeline.position);
    writeTrace(session, host); // what there is of it
    writeSavepoint(session, host);
    throw new FailedRun(error, writeScenario(session, host, { at }));
  }
  const took = host.now() - from;
  for (const warning of neverFiredWarnings(timeline)) host.stderr(`${warning}\n`);
  const { traceHash } = timeline;
  writeTrace(session, host);
  writeSavepoint(session, host);
  const isRead = !flags.json || flags.scenario !== undefined;
  const replay = isRead ? writeScenario(session, host, { traceHash }) : "";
  if (!flags.verify) return { ...session, took, replay };
  try {
    timeline.verify();
  } catch (error) {
    throw new FailedRun(error, replay || writeScenario(session, host, { traceHash }));
  }
  return { ...session, took, replay };
}
