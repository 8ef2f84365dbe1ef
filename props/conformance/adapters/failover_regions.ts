// Schema `failover-regions`: tasks in states and edges of types; which tasks are in one region, and which
// are started again when one fails.

import { ExecutionState } from "../../../sim/element/execution_state.ts";
import { failoverRegions } from "../../../sim/cluster/failover_regions.ts";
import { tasksToRestart } from "../../../sim/cluster/failover_strategy.ts";
import type { FailoverResult, FailoverTopology } from "../../../sim/cluster/failover_topology.ts";
import type { CaseReader } from "../case_reader.ts";

type StateName = keyof typeof ExecutionState;
const STATES = Object.keys(ExecutionState) as StateName[];

/** Types of results by Flink's names; those that we do not tell apart are one. */
const TYPES = {
  PIPELINED: "PIPELINED_BOUNDED",
  PIPELINED_BOUNDED: "PIPELINED_BOUNDED",
  PIPELINED_APPROXIMATE: "PIPELINED_APPROXIMATE",
  BLOCKING: "BLOCKING",
  BLOCKING_PERSISTENT: "BLOCKING",
  HYBRID_FULL: "HYBRID_FULL",
  HYBRID_SELECTIVE: "HYBRID_SELECTIVE",
} as const;

/** Runs one case. */
export function failoverRegionCases(testCase: CaseReader): void {
  testCase.only("vertices", "edges", "checks", "sameRegion", "distinctRegions");
  const job = new CaseJob(testCase);
  const listsOf = (field: string) => testCase.has(field) ? testCase.get(field).items() : [];
  for (const check of listsOf("checks")) job.checkRestarts(check);
  for (const list of listsOf("sameRegion")) {
    const regions = list.items().map((id) => job.regionOf(id));
    list.expect(regions, regions.map(() => regions[0]));
  }
  for (const list of listsOf("distinctRegions")) {
    const regions = list.items().map((id) => job.regionOf(id));
    list.expect(new Set(regions).size, regions.length);
  }
}

/** A case's vertices and edges: an edge is a result of its own. */
class CaseJob {
  private readonly ids: readonly string[];
  private readonly states: readonly number[];
  private readonly topology: FailoverTopology;
  private readonly regions: ReturnType<typeof failoverRegions>;

  constructor(testCase: CaseReader) {
    const vertices = testCase.get("vertices").items().map((one) => one.only("id", "state"));
    this.ids = vertices.map((vertex) => vertex.get("id").text());
    this.states = vertices.map((vertex) =>
      ExecutionState[vertex.has("state") ? vertex.get("state").choice(...STATES) : "RUNNING"]
    );
    const results = testCase.get("edges").items().map((edge) => this.resultOf(edge));
    this.topology = { taskCount: vertices.length, results };
    this.regions = failoverRegions(this.topology);
  }

  regionOf(id: CaseReader): number {
    return this.regions.regionOf[this.taskOf(id)];
  }

  checkRestarts(check: CaseReader): void {
    check.only("failed", "restarts", "partitionNotAvailable", "unavailablePartitionsOf");
    const { topology, regions, states } = this;
    const failed = this.taskOf(check.get("failed"));
    const unavailable = new Set(this.unavailable(check));
    const input = { topology, regions, states, failed, unavailable };
    const wanted = check.get("restarts").items().map((id) => this.taskOf(id));
    check.expect(this.named(tasksToRestart("region", input)), this.named(wanted));
  }

  /** Results that are gone for good, and the one that the failed task found to be gone. */
  private *unavailable(check: CaseReader): Generator<number> {
    const { results } = this.topology;
    const producers = check.has("unavailablePartitionsOf")
      ? check.get("unavailablePartitionsOf").items().map((id) => this.taskOf(id))
      : [];
    for (const [number, { producer }] of results.entries()) {
      if (producers.includes(producer)) yield number;
    }
    if (!check.has("partitionNotAvailable")) return;
    const missing = check.get("partitionNotAvailable").only("producer", "consumer");
    const from = this.taskOf(missing.get("producer")), to = this.taskOf(missing.get("consumer"));
    for (const [number, { producer, consumers }] of results.entries()) {
      if (producer === from && consumers.includes(to)) yield number;
    }
  }

  private resultOf(edge: CaseReader): FailoverResult {
    edge.only("from", "to", "type");
    const type = edge.get("type").choice(...Object.keys(TYPES) as (keyof typeof TYPES)[]);
    const producer = this.taskOf(edge.get("from")), consumer = this.taskOf(edge.get("to"));
    return { producer, consumers: [consumer], type: TYPES[type] };
  }

  private taskOf(id: CaseReader): number {
    return this.ids.indexOf(id.choice(...this.ids));
  }

  private named(tasks: readonly number[]): string[] {
    return this.ids.filter((_, task) => tasks.includes(task));
  }
}
