// One crash and three sinks: the same job, run with each kind of sink under the same faults, and what its
// readers see side by side.

import type { SinkKind } from "../cluster/recovery_terms.ts";
import { refuse } from "../clock/named_error.ts";
import { showDuration } from "./duration.ts";
import { runCalmly } from "./calm_run.ts";
import { type FinishedSession, finishSession } from "./finish_session.ts";
import type { Host } from "./host.ts";
import { checkJobEnd } from "./job_end.ts";
import { differenceTables, ledgerTableOf } from "./ledger_table.ts";
import { linesText, type NamedLine } from "./lines.ts";
import { type RecoveryReport, recoveryReport } from "./recovery_report.ts";
import { endLines, faultLines } from "./recovery_text.ts";
import type { PreparedRun } from "./session.ts";
import { type Style, styleOf } from "./style.ts";
import { tableText } from "./table.ts";

/** Options of a job that are times, and flags too. */
const WAITS = ["bound", "idleness", "lateness"] as const;

const KINDS: readonly SinkKind[] = ["append", "upsert", "two-phase"];

/** One of the runs that are compared. */
interface ComparedRun {
  readonly kind: SinkKind;
  readonly session: FinishedSession;
  readonly report: RecoveryReport;
}

/** Runs, prints and checks all of them. Errors: `E-FLAG-VALUE`, and what each run deserves. */
export function compareSinks(prepared: PreparedRun, faults: readonly string[], host: Host): number {
  const { flags, subject } = prepared;
  if (flags.sink !== undefined || faults.length === 0) {
    const why = faults.length === 0 ? "needs a --fault" : "takes every sink, but --sink names one";
    refuse("E-FLAG-VALUE", `--compare sinks ${why}`);
  }
  const once = sayOnce(host);
  const runs = KINDS.map((kind): ComparedRun => {
    const calm = runCalmly(prepared, once, { sink: kind });
    const session = finishSession(prepared.open(faults, { sink: kind }), once);
    return { kind, session, report: recoveryReport(session.timeline, subject, calm) };
  });
  if (flags.json) host.stdout(`${JSON.stringify(comparisonJson(prepared, runs))}\n`);
  else host.stdout(comparisonText(runs, styleOf(host, "stdout")));
  for (const { session } of runs) checkJobEnd(session, host);
  return 0;
}

function comparisonJson({ subject, flags }: PreparedRun, runs: readonly ComparedRun[]) {
  return {
    job: subject.name,
    seed: flags.seed ?? 0,
    runs: runs.map(({ kind, report, session: { timeline } }) => ({
      sink: kind,
      recovery: report,
      traceHash: timeline.traceHash,
    })),
  };
}

function comparisonText(runs: readonly ComparedRun[], style: Style): string {
  const faults = faultLines(runs[0].report).filter(([name]) => name !== "promised");
  const pages = runs.flatMap(({ report }) => report.ledger ?? []);
  const replays = runs.map(({ kind, session }): NamedLine => [kind, session.replay]);
  const told = linesText([...toldLines(runs[0]), ...faults, ...endsOf(runs)], style);
  return [
    `${style.strong("One crash, three sinks")}\n\n${told}`,
    ...[...Map.groupBy(pages, ({ sink }) => sink)].map(([sink, pages]) => {
      const title = `Behind ${sink}: what readers see, beside the run without faults`;
      return tableText(ledgerTableOf(title, pages, runs[0].session.timeline), style);
    }),
    ...runs.flatMap(({ kind, report }) =>
      differenceTables(report.ledger ?? [], ` (${kind})`).map((table) => tableText(table, style))
    ),
    `${style.faint("Replay them:")}\n${linesText(replays, style)}`,
  ].join("\n");
}

/** What all jobs are told about waiting, which the command may have decided. */
function toldLines({ session: { scenario } }: ComparedRun): NamedLine[] {
  const options = scenario.options as Readonly<Record<string, unknown>>;
  const told = WAITS.filter((name) => typeof options[name] === "number")
    .map((name) => `--${name} ${showDuration(options[name] as number)}`);
  return told.length === 0 ? [] : [["with", told.join(", ")]];
}

/** How the runs went: once, if there is no difference. */
function endsOf(runs: readonly ComparedRun[]): NamedLine[] {
  const ends = runs.map(({ report }) => endLines(report));
  if (new Set(ends.map((lines) => JSON.stringify(lines))).size === 1) return ends[0];
  return ends.flatMap((lines, run) =>
    lines.map(([name, text], i): NamedLine => [i === 0 ? runs[run].kind : "", `${name}: ${text}`])
  );
}

/** What is to be said of all three runs is said of the first. */
function sayOnce(host: Host): Host {
  const said = new Set<string>();
  const stderr = (text: string) => {
    if (!said.has(text)) host.stderr(text);
    said.add(text);
  };
  return Object.assign(Object.create(host), { stderr });
}
