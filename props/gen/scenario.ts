// Made-up scenarios. The chosen draws come first, so that shrinking tries the plain run (seed 0, no
// choices) before anything else: what fails there needs no luck.

import fc from "fast-check";
import {
  type Choice,
  completeConfig,
  type Config,
  type PlainJob,
  plainJob,
  type PlainNode,
  planJob,
  type Scenario,
  scenario,
} from "@headwater/sim";
import { configs } from "./config.ts";
import { type Input, inputs } from "./input.ts";
import { ALL_TOPOLOGIES, type Shape, shapes, toJob, type Topology } from "./job.ts";

/** What a law asks of the scenarios it is checked on. */
export interface Wanted {
  readonly topologies?: readonly Topology[];
  /** Changes a shape, for laws that hold under a condition. */
  readonly shape?: (shape: Shape, input: Input) => Shape;
  readonly input?: (input: Input) => Input;
  /** Options that stay as they are given. */
  readonly config?: Partial<Config>;
}

/** Chance in a run: a seed, and draws that are chosen instead. */
export interface Luck {
  readonly seed: number;
  readonly rows: readonly Row[];
}

/** A chosen draw, of whichever of the run's streams comes at `stream`. */
interface Row {
  readonly stream: number;
  readonly n: number;
  readonly value: number;
}

/** Mostly chosen draws over the plain run; shrinks to the plain run. */
export const luck: fc.Arbitrary<Luck> = fc.record({
  seed: fc.constantFrom(0, 0, 1, 2),
  rows: fc.array(fc.record({ stream: fc.nat(63), n: fc.nat(7), value: fc.nat(5000) }), {
    maxLength: 12,
    size: "max",
  }),
});

/** Scenarios of all topologies, or of those that are wanted. */
export function scenarios(wanted: Wanted = {}): fc.Arbitrary<Scenario> {
  const { topologies = ALL_TOPOLOGIES, shape = (same) => same, input = (same) => same } = wanted;
  return fc
    .tuple(luck, inputs.map(input), shapes(topologies), configs)
    .map(([luck, input, drawn, config]) => {
      const graph = toJob(shape(drawn, input), input);
      return withLuck(scenario({ job: { graph }, config: { ...config, ...wanted.config } }), luck);
    });
}

/** Scenarios with windows, half of them made for late records: disorder, and watermarks that hurry. */
export function lateScenarios(wanted: Wanted = {}): fc.Arbitrary<Scenario> {
  const { shape = (same: Shape) => same } = wanted;
  const hurried = scenarios({
    ...wanted,
    input: (input) => ({ ...input, backMax: 8, waitUnit: 1000 }),
    shape: (drawn, input) =>
      shape({ ...drawn, watermarks: { type: "ascendingTimestamps" } }, input),
    config: { ...wanted.config, autoWatermarkInterval: 1, bufferTimeout: 0 },
  });
  return fc.oneof(scenarios(wanted), hurried);
}

/** The same scenario in another schedule. */
export function withLuck(given: Scenario, { seed, rows }: Luck): Scenario {
  const streams = rows.length === 0 ? [] : streamNames(given);
  const choices: Choice[] = streams.length === 0 ? [] : rows.map(({ stream, n, value }) => ({
    stream: streams[stream % streams.length],
    attempt: 0,
    n,
    value,
  }));
  return { ...given, seed, choices };
}

/** The nodes of a scenario's job; made-up jobs are plain graphs. */
export function nodesOf({ job }: Scenario): readonly PlainNode[] {
  return (job as { graph: PlainJob }).graph.nodes;
}

/** The same scenario with each node of its job changed. */
export function mapNodes(
  scenario: Scenario,
  change: (node: PlainNode, index: number) => PlainNode,
): Scenario {
  return { ...scenario, job: { graph: { nodes: nodesOf(scenario).map(change) } } };
}

/** Every stream that a run of the scenario may draw from. */
export function streamNames(scenario: Scenario): string[] {
  const config = completeConfig(scenario.config);
  const plan = planJob(plainJob({ nodes: nodesOf(scenario) }), { config });
  const { subtasks, channels, edges } = plan;
  const names: string[] = [];
  if (config.jitter > 0) {
    for (const { name, isLocal } of channels) if (!isLocal) names.push(`jitter/${name}`);
  }
  if (config.tieSeed > 0) {
    for (const { label, inputs } of subtasks) {
      if (inputs.length > 1) names.push(`tie/${config.tieSeed}/${label}`);
    }
  }
  for (const { label, vertex } of subtasks) {
    for (const { id, source, partitioner } of edges) {
      if (source === vertex && partitioner.name === "REBALANCE") {
        names.push(`partitioner/${label}/${id}`);
      }
    }
  }
  return names;
}
