// What became of a run in which something went wrong, held against the oracle: the four numbers that must
// be 0 after any plan that a job can recover from.

import type { PlainSink, Scenario, Timeline, World } from "@headwater/sim";
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
export function verdictOf(scenario: Scenario, { world }: Timeline): Verdict {
  const verdict = innocent();
  judgeEnd(world, verdict);
  for (const node of nodesOf(scenario)) {
    if (node.type === "sink") judgeSink(scenario, node, world, verdict);
  }
  return verdict;
}

/** Nothing will happen any more, so the job must have come to its end. */
function judgeEnd({ jobManager: { status, cause } }: World, verdict: Verdict): void {
  if (status === JobStatus.FINISHED) return;
  verdict.stuck = 1;
  verdict.findings.push(`The job is ${JOB_STATUS_NAMES[status]}, and was last failed by: ${cause}`);
}

function judgeSink(scenario: Scenario, sink: PlainSink, world: World, verdict: Verdict): void {
  const { id, sink: kind = "append" } = sink;
  const job = { nodes: nodesOf(scenario) };
  const rows = visibleRows(world, sink);
  const { lost, duplicated, wrong } = compareSink(scenario, sink, rows.map(({ value }) => value));
  verdict.lost += lost.length;
  verdict.duplicated += duplicated.length + wrong.length;
  if (kind === "two-phase") {
    verdict.reordered += countReordered(job, id, rows);
    judgeTransactions(world, id, verdict);
  }
  note("lost", lost);
  note("there too often", duplicated);
  note("there and never expected", wrong);

  function note(what: string, names: readonly string[]): void {
    if (names.length > 0) verdict.findings.push(`${id}: ${what}: ${names.slice(0, 5).join(" ")}`);
  }
}

/** A sink's rows beside the oracle's; of an upsert sink, the tables as they stand. */
export function compareSink(
  scenario: Scenario,
  { id, sink }: PlainSink,
  values: readonly unknown[],
): Comparison {
  const job = { nodes: nodesOf(scenario) };
  const expected = streamOf(job, id, { parallelism: scenario.config.parallelism ?? 1 })
    .map(({ value }) => value);
  const names = sink === "upsert" ? tableNames : rowNames;
  return compareNames(names(job, id, expected), names(job, id, values));
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
