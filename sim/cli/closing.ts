// How every run ends: what it took, its hash, what was checked, and last the command that replays it.

import { JobStatus } from "../element/job_status.ts";
import { showCount, showDuration } from "./duration.ts";
import type { FinishedSession } from "./finish_session.ts";
import { linesText, type NamedLine } from "./lines.ts";
import type { Style } from "./style.ts";

/** The last lines. */
export function closingText(session: FinishedSession, style: Style): string {
  const { timeline, took, replay, flags, scenario } = session;
  const { step, position, traceHash, trace } = timeline;
  const lines: NamedLine[] = [
    [
      "simulated",
      `${showDuration(position.time / 1000)} in ${showCount(step)} steps${failureText(session)}`,
    ],
    ["took", showDuration(took)],
    ["seed", String(scenario.seed)],
    ["trace hash", traceHash],
    ...timeline.ground.sabotage.map(({ name, sentence }, i): NamedLine => [
      i === 0 ? "sabotage" : "",
      `${name}: ${sentence}`,
    ]),
  ];
  if (flags.verify) lines.push(["verified", verifiedText(step)]);
  if (flags.trace !== undefined) {
    const lost = trace.start === 0
      ? ""
      : `; the ${showCount(trace.start)} before them are left out`;
    lines.push(["trace", `${flags.trace}, ${showCount(trace.length)} facts${lost}`]);
  }
  if (flags.scenario !== undefined) lines.push(["scenario", flags.scenario]);
  return `${style.strong("The run")}\n\n${linesText(lines, style)}\n${
    style.faint("Replay it:")
  }\n${replay}\n`;
}

/** A world goes on without its job, so its end does not say when that failed. */
function failureText({ timeline: { world: { jobManager } } }: FinishedSession): string {
  const { status, endedAt } = jobManager;
  return status === JobStatus.FAILED ? `; the job failed at ${showDuration(endedAt / 1000)}` : "";
}

/** What --verify has found out. */
export function verifiedText(steps: number): string {
  return `all ${showCount(steps)} steps were run again from copies of the world and ended alike: ` +
    `no function remembers outside its state`;
}
