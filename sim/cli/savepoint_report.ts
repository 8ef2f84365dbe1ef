// What is to be told of savepoints when a run is over: the one that was taken and written, or why there is
// none; and what became of the one that the job began from.

import type { Micros } from "../clock/time.ts";
import type { SavepointMode } from "../element/savepoint_mode.ts";
import type { DroppedState } from "../start_from_savepoint.ts";
import type { Timeline } from "../timeline.ts";
import { NamedError } from "../clock/named_error.ts";
import { readSavepoint } from "../checkpoint/savepoint_listing.ts";
import { failureReasonWords } from "../element/checkpoint_failure_reason.ts";
import { savepointText } from "../savepoint_text.ts";
import { savepointsOf } from "../take_savepoint.ts";
import { Fact } from "../trace/fact.ts";
import { showCount, showDuration } from "./duration.ts";
import type { FlagValues } from "./flags.ts";
import type { Host } from "./host.ts";
import { attempt } from "./input_file.ts";
import { linesText, type NamedLine } from "./lines.ts";
import { quote } from "./run_files.ts";
import { asksForSavepoint, SAVEPOINT_FILE } from "./savepoint_flags.ts";
import type { Session } from "./session.ts";
import type { Style } from "./style.ts";

/** A savepoint that was taken. */
export interface TakenReport {
  readonly file: string;
  readonly checkpointId: number;
  readonly mode: SavepointMode;
  readonly triggeredAt: Micros;
  readonly completedAt: Micros;
  readonly operators: readonly { readonly uid: string; readonly entries: number }[];
}

/** The savepoint that the job began from. */
export interface StartReport {
  readonly file: string;
  readonly checkpointId: number;
  readonly completedAt: Micros;
  /** Uids of operators with state from it, and of those that began with nothing. */
  readonly restored: readonly string[];
  readonly empty: readonly string[];
  readonly dropped: readonly DroppedState[];
  /** Its transactions that the world outside does not know. */
  readonly unknownTransactions: number;
}

/** Both, where there are any. */
export interface SavepointFields {
  readonly begunFrom?: StartReport;
  readonly savepoint?: TakenReport;
}

/** Writes the savepoint that was asked for, if it was taken. Errors: `E-FILE-…`. */
export function writeSavepoint({ timeline, flags }: Session, host: Host): void {
  if (!asksForSavepoint(flags)) return;
  const path = fileOf(flags);
  for (const savepoint of savepointsOf(timeline)) {
    attempt(path, "written", () => host.write(path, [`${savepointText(savepoint)}\n`]));
  }
}

/** What is to be told, as data. */
export function savepointFields({ timeline, flags }: Session): SavepointFields {
  const begunFrom = startReport(timeline, flags);
  const savepoint = takenReport(timeline, flags);
  return { ...(begunFrom && { begunFrom }), ...(savepoint && { savepoint }) };
}

/** The savepoint that was asked for is not there. */
export function savepointError(timeline: Timeline, flags: FlagValues): NamedError | undefined {
  if (!asksForSavepoint(flags) || savepointsOf(timeline).length > 0) return undefined;
  const asked = (flags.savepoint ?? flags["stop-with-savepoint"])!;
  return new NamedError(
    "E-SAVEPOINT-NONE",
    `There is no savepoint of ${showDuration(asked)}: ${
      whyNone(timeline)
    }; wanted: a time at which the ` +
      `whole job runs, and goes on for as long as a checkpoint takes`,
  );
}

/** The same as text; empty if there is nothing to tell. */
export function savepointTexts(session: Session, style: Style): string[] {
  const { begunFrom, savepoint } = savepointFields(session);
  const part = (title: string, lines: readonly NamedLine[]) =>
    `${style.strong(title)}\n\n${linesText(lines, style)}`;
  return [
    ...(begunFrom === undefined ? [] : [part("Begun from a savepoint", startLines(begunFrom))]),
    ...(savepoint === undefined ? [] : [part("The savepoint", takenLines(savepoint))]),
  ];
}

function fileOf(flags: FlagValues): string {
  return flags["savepoint-to"] ?? SAVEPOINT_FILE;
}

function takenReport(timeline: Timeline, flags: FlagValues): TakenReport | undefined {
  if (!asksForSavepoint(flags)) return undefined;
  const savepoint = savepointsOf(timeline).at(-1);
  if (savepoint === undefined) return undefined;
  const { checkpointId, mode, triggeredAt, completedAt } = savepoint;
  const operators = readSavepoint(savepoint).map(({ uid, entryCount: entries }) => ({
    uid,
    entries,
  }));
  return { file: fileOf(flags), checkpointId, mode, triggeredAt, completedAt, operators };
}

function startReport(
  { ground: { from }, trace }: Timeline,
  { from: file = "" }: FlagValues,
): StartReport | undefined {
  if (!from) return undefined;
  const { savepoint: { checkpointId, completedAt }, restored, empty, dropped } = from;
  const unknownTransactions = [...trace.facts([Fact.transactionUnknown])].length;
  return { file, checkpointId, completedAt, restored, empty, dropped, unknownTransactions };
}

/** Facts tell it: a request that was refused leaves nothing else. */
function whyNone({ trace, world }: Timeline): string {
  const given = world.coordinator.stats.history
    .find(({ spec: { savepoint } }) => savepoint !== null);
  if (given !== undefined) return failureReasonWords(given.spec.failure!);
  let isAsked = false;
  for (
    const { kind, value } of trace.facts([Fact.savepointRequested, Fact.checkpointRefused])
  ) {
    if (kind === Fact.savepointRequested) isAsked = true;
    else if (isAsked) return failureReasonWords(String(value));
  }
  return "it was not complete when the run ended";
}

function startLines(report: StartReport): NamedLine[] {
  const { file, checkpointId, completedAt, restored, empty, dropped, unknownTransactions } = report;
  const left = dropped.map(({ uid, entryCount }) => `${uid} (${entries(entryCount)})`);
  return [
    ["savepoint", `${checkpointId} of ${file}, complete at ${showDuration(completedAt / 1000)}`],
    ["restored", restored.length === 0 ? "nothing" : restored.join(", ")],
    ...(empty.length === 0 ? [] : [["new", empty.join(", ")] as const]),
    ...(left.length === 0 ? [] : [["left behind", left.join(", ")] as const]),
    ...(unknownTransactions === 0 ? [] : [["outside", unknownWords(unknownTransactions)] as const]),
  ];
}

function unknownWords(count: number): string {
  const what = count === 1 ? "1 transaction" : `${showCount(count)} transactions`;
  return `${what} of the savepoint ${
    count === 1 ? "is" : "are"
  } not known to the log of this run, which ` +
    `is a new one: the rows in ${count === 1 ? "it" : "them"} are in the log of the run before`;
}

function takenLines(report: TakenReport): NamedLine[] {
  const { file, checkpointId, triggeredAt, completedAt, operators, mode } = report;
  const took = showDuration((completedAt - triggeredAt) / 1000);
  const sum = operators.reduce((sum, one) => sum + one.entries, 0);
  const count = operators.length === 1 ? "1 operator" : `${showCount(operators.length)} operators`;
  return [
    [
      "taken",
      `at ${
        showDuration(triggeredAt / 1000)
      }, complete ${took} later, as checkpoint ${checkpointId}`,
    ],
    ["holds", `${entries(sum)} of ${count}`],
    ["written", file],
    ...(mode === "take" ? [] : [["then", THEN[mode]] as const]),
    ["look inside", `deno task savepoint ${quote(file)}`],
    ["go on", `the same command with --from ${quote(file)} instead`],
  ];
}

const THEN = {
  stop: "the job has stopped: windows and timers wait for the job that goes on",
  drain: "the job has stopped: event time was over, so windows and timers have fired",
} as const;

function entries(count: number): string {
  return count === 1 ? "1 entry" : `${showCount(count)} entries`;
}
