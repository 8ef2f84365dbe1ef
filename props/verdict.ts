// What became of a run in which something went wrong, held against the oracle: the four numbers that must
// be 0 after any plan that a job can recover from.

import type { PlainJob, PlainSink, Scenario, Timeline, World } from "@headwater/sim";
import { storedRows, transactionsOf } from "@headwater/sim";
import { JOB_STATUS_NAMES, JobStatus } from "../sim/element/job_status.ts";
import { compareNames, type Comparison, countReordered } from "./comparison.ts";
import { nodesOf } from "./gen/scenario.ts";
import { streamOf } from "./oracle.ts";
import { rowNames, tableNames } from "./row_names.ts";

/** What is wrong with the results of one run; nothing, if all is 0. */
export interface Verdict {
  lost: number;
  duplicated: number;
  reordered: number;
  /** 1 when the job did not come to its end. */
  stuck: number;
  /** What was found, a line each. */
  readonly findings: string[];
}

/** A verdict in which nothing is wrong so far. */
export function innocent(): Verdict {
  return { lost: 0, duplicated: 0, reordered: 0, stuck: 0, findings: [] };
}

/** True when something is wrong. */
export function isGuilty({ lost, duplicated, reordered, stuck }: Verdict): boolean {
  return lost + duplicated + reordered + stuck > 0;
}

/** Judges a run that has stopped. */
export function verdictOf(scenario: Scenario, { world }: Pick<Timeline, "world">): Verdict {
  return new Judge(scenario).judge(world);
}

/** Judges runs of one job, whatever was planned in them: what the oracle says is asked once. */
export class Judge {
  private readonly job: PlainJob;
  private readonly sinks: readonly PlainSink[];
  /** By sink: the names of the rows that must be there. */
  private readonly expected: ReadonlyMap<string, readonly string[]>;

  constructor(scenario: Scenario) {
    this.job = { nodes: nodesOf(scenario) };
    this.sinks = this.job.nodes.filter((node) => node.type === "sink");
    const names = this.sinks.map((sink) => [sink.id, expectedNames(scenario, sink)] as const);
    this.expected = new Map(names);
  }

  /** What is wrong with a world in which nothing will happen any more. */
  judge(world: World): Verdict {
    const verdict = innocent();
    judgeEnd(world, verdict);
    for (const sink of this.sinks) this.judgeSink(sink, world, verdict);
    return verdict;
  }

  private judgeSink(sink: PlainSink, world: World, verdict: Verdict): void {
    const { id } = sink;
    const rows = visibleRows(world, sink);
    const found = namesOf(this.job, sink, rows.map(({ value }) => value));
    const { lost, duplicated, wrong } = compareNames(this.expected.get(id)!, found);
    verdict.lost += lost.length;
    verdict.duplicated += duplicated.length + wrong.length;
    note(`${id}: lost`, lost, verdict);
    note(`${id}: there too often`, duplicated, verdict);
    note(`${id}: there and never expected`, wrong, verdict);
    if (sink.sink !== "two-phase") return;
    verdict.reordered += countReordered(this.job, id, rows);
    judgeTransactions(world, id, verdict);
  }
}

function note(what: string, names: readonly string[], { findings }: Verdict): void {
  if (names.length > 0) findings.push(`${what}: ${names.slice(0, 5).join(" ")}`);
}

/** Nothing will happen any more, so the job must have come to its end. */
function judgeEnd({ jobManager: { status, cause } }: World, verdict: Verdict): void {
  if (status === JobStatus.FINISHED) return;
  verdict.stuck = 1;
  verdict.findings.push(`The job is ${JOB_STATUS_NAMES[status]}, and was last failed by: ${cause}`);
}

/** A sink's rows beside the oracle's; of an upsert sink, the tables as they stand. */
export function compareSink(
  scenario: Scenario,
  sink: PlainSink,
  values: readonly unknown[],
): Comparison {
  const job = { nodes: nodesOf(scenario) };
  return compareNames(expectedNames(scenario, sink), namesOf(job, sink, values));
}

function expectedNames(scenario: Scenario, sink: PlainSink): string[] {
  const job = { nodes: nodesOf(scenario) };
  const view = { parallelism: scenario.config.parallelism ?? 1 };
  return namesOf(job, sink, streamOf(job, sink.id, view).map(({ value }) => value));
}

function namesOf(job: PlainJob, { id, sink }: PlainSink, rows: readonly unknown[]): string[] {
  return sink === "upsert" ? tableNames(job, id, rows) : rowNames(job, id, rows);
}

/** What readers of a sink see, subtask by subtask. */
export function visibleRows(
  world: World,
  { id, sink }: PlainSink,
): { readonly value: unknown; readonly subtask: number }[] {
  if (sink === "upsert") return storedRows(world, id).map(({ value }) => ({ value, subtask: -1 }));
  return world.outsides.flatMap(({ subtask, outside }) =>
    outside?.spec.id === id ? outside.read(false).map(({ value }) => ({ value, subtask })) : []
  );
}

function judgeTransactions(world: World, sink: string, verdict: Verdict): void {
  const left = transactionsOf(world, sink)
    .filter(({ status }) => status === "open" || status === "pre-committed");
  if (left.length === 0) return;
  verdict.stuck = 1;
  verdict.findings.push(`${sink}: left over: ${left.map(({ name }) => name).join(" ")}`);
}
