// The view of a run as text: what happened before, where we stand, what comes next.

import { NamedError } from "../clock/named_error.ts";
import { type Position, showPosition } from "../position.ts";
import { showCount, showDuration } from "./duration.ts";
import type { ReplayView } from "./replay_view.ts";
import type { Style } from "./style.ts";

/** Length of the line that marks a position. */
export const RULE_LENGTH = 100;

/** The facts around the position, with a line where it is. */
export function viewText(view: ReplayView, style: Style): string {
  const { heading, before, after, here, step, job, end } = view;
  const steps = `${showCount(step)} of ${showCount(end.steps)} steps done`;
  const where = `── ${showPlace(here)}, ${steps}${behind(job)} `;
  const lines = [
    style.faint(heading),
    ...before,
    style.strong(where.padEnd(RULE_LENGTH, "─")),
    ...after,
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/** How the run ends, and whether as it should. Errors: `E-TRACE-DIVERGED`. */
export function endText(
  { end, failure, warnings }: ReplayView,
  expected: string,
  style: Style,
): string {
  if (failure !== undefined) throw new NamedError(failure.code, failure.sentence);
  const ends = `The run ends at ${showPlace(end.position)} after ${showCount(end.steps)} steps${
    behind(end.job)
  }`;
  if (expected === "") {
    return `${ends}; its trace hash is ${style.strong(end.traceHash)}.\n`;
  }
  if (expected === end.traceHash) {
    return `${ends}; its trace hash is ${style.strong(end.traceHash)}, as the scenario expects.\n`;
  }
  const changed = warnings.length > 0
    ? "see the warnings above"
    : "a user function that is not deterministic, or a scenario that was edited";
  throw new NamedError(
    "E-TRACE-DIVERGED",
    `${ends} with the trace hash ${end.traceHash}; the scenario expects ${expected}. Usual cause: ` +
      `${changed}. A trace file of the first run (--trace) says where: deno task replay FILE.trace ` +
      `--verify`,
  );
}

function behind(words: string): string {
  return words === "" ? "" : `, ${words}`;
}

const MINUTE = 60_000_000;

/** A position as --at takes it; a late one also as people say it. */
export function showPlace(position: Position): string {
  const [, done] = showPosition(position).split("/");
  const place = `${position.time / 1e6}s${done === undefined ? "" : `/${done}`}`;
  return position.time < MINUTE ? place : `${place} (${showDuration(position.time / 1000)})`;
}
