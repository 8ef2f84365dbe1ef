// What went wrong and what became of it, for people: first in lines, then the ledger of every sink, then
// the rows that set it apart from the run without faults.

import type { FaultLabel } from "../cluster/fault_label.ts";
import type { Timeline } from "../timeline.ts";
import { showCount, showDuration } from "./duration.ts";
import { differenceTables, ledgerTable } from "./ledger_table.ts";
import { linesText, type NamedLine } from "./lines.ts";
import type { FaultReport, RecoveryReport } from "./recovery_report.ts";
import type { Style } from "./style.ts";
import { tableText } from "./table.ts";

/** The parts, each with a title and a blank line below it. */
export function recoveryTexts(report: RecoveryReport, timeline: Timeline, style: Style): string[] {
  const { ledger } = report;
  const title = report.faults.length === 0
    ? "Checkpoints and failures"
    : "What went wrong, and what became of it";
  const lines = [...faultLines(report), ...endLines(report)];
  return [
    `${style.strong(title)}\n\n${linesText(lines, style)}`,
    ...(ledger === null ? [] : [ledgerTable(report, timeline), ...differenceTables(ledger)])
      .map((table) => tableText(table, style)),
  ];
}

/** What was planned, and what was said of it before. */
export function faultLines({ faults, label }: RecoveryReport): NamedLine[] {
  if (faults.length === 0) return [];
  const struck = faults.flatMap((one, i): NamedLine[] => [
    [i === 0 ? "fault" : "", one.fault],
    ["", strikeText(one)],
  ]);
  const foreseen = label.isRecoverable ? "recoverable" : "not recoverable";
  return [...struck, ["said before", `${foreseen}: ${label.why}`], ...promiseLines(label)];
}

function strikeText({ struckAt, hasMet }: FaultReport): string {
  if (struckAt === null) return "not exercised: it never struck";
  const when = place(struckAt);
  return hasMet ? `struck at ${when}` : `not exercised: it struck at ${when} and met nothing`;
}

/** Sinks that are promised the same are named together. */
function promiseLines({ sinks }: FaultLabel): NamedLine[] {
  const groups = Map.groupBy(sinks, ({ guarantee, why }) => `${guarantee}: ${why}`);
  return [...groups].map(([text, group], i) => [
    i === 0 ? "promised" : "",
    text.replace(":", ` behind ${group.map(({ name }) => name).join(" and ")}.`),
  ]);
}

/** How it went. */
export function endLines(report: RecoveryReport): NamedLine[] {
  const { status, cause, restarts, lastRecovery, checkpoints, ledgerTrouble, calmRestarts } =
    report;
  const { isSabotageSeen } = report;
  const { completed, failed, inProgress } = checkpoints;
  const pending = inProgress > 0 ? `, ${showCount(inProgress)} in progress` : "";
  return [
    ["job", `${status}${endText(report)}, ${times(restarts, "restart")}`],
    ...(cause === "" ? [] : [["last cause", cause] as const]),
    ...(lastRecovery === null ? [] : [["recovery", recoveryWords(report)] as const]),
    [
      "checkpoints",
      `${showCount(completed)} completed, ${showCount(failed)} failed${pending}`,
    ],
    ...(isSabotageSeen !== false ? [] : [["sabotage", SABOTAGE_UNSEEN] as const]),
    ...(ledgerTrouble === "" ? [] : [
      ["no ledger", `without the faults there is no run to compare: ${ledgerTrouble}`] as const,
    ]),
    ...(calmRestarts === 0 || ledgerTrouble !== "" ? [] : [
      ["beside it", `${CALM_FAILED} (${times(calmRestarts, "restart")})`] as const,
    ]),
  ];
}

/** When it failed, which is not when the run was over: what was under way went on. */
function endText({ status, endedAt }: RecoveryReport): string {
  return status === "FAILED" && endedAt !== null ? ` at ${place(endedAt)}` : "";
}

const SABOTAGE_UNSEEN =
  "changed nothing that readers see in this run: a whole engine ends with the same";

const CALM_FAILED = "the run without faults fails, too, so the ledger expects some rows twice";

function recoveryWords({ lastRecovery, recordsReplayed }: RecoveryReport): string {
  const { checkpoint, triggeredAt, duration } = lastRecovery!;
  const when = triggeredAt === null ? "" : ` (${place(triggeredAt)})`;
  const from = checkpoint === 0 ? "from the start" : `from checkpoint ${checkpoint}${when}`;
  const after = duration === null
    ? "which did not come to run"
    : `running again after ${showDuration(duration / 1000)}`;
  return `${from}, ${after}; ${times(recordsReplayed, "record")} replayed`;
}

function times(count: number, noun: string): string {
  return `${showCount(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** A moment of simulated time. */
function place(at: number): string {
  return showDuration(at / 1000);
}
