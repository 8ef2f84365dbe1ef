// Makes a scenario that shows something as small as it can be: fewer faults, fewer records, fewer options,
// the plain run. Each step is tried, and kept if the scenario still shows it.

import { type PlainNode, type Scenario } from "@headwater/sim";
import { mapNodes } from "./gen/scenario.ts";

/** Tries after which a scenario is small enough. */
const TRY_MAX = 2000;

/** The smallest scenario that still shows it. */
export function smallest(scenario: Scenario, shows: (scenario: Scenario) => boolean): Scenario {
  let best = scenario;
  let tries = 0;
  for (let isSmaller = true; isSmaller;) {
    isSmaller = false;
    for (const candidate of smaller(best)) {
      if (++tries > TRY_MAX) return best;
      if (!shows(candidate)) continue;
      best = candidate;
      isSmaller = true;
      break;
    }
  }
  return best;
}

/** Scenarios a little smaller, those that leave out most first. */
function* smaller(scenario: Scenario): Generator<Scenario> {
  const { faults, config, choices } = scenario;
  if (scenario.seed !== 0) yield { ...scenario, seed: 0 };
  if (choices.length > 0) yield { ...scenario, choices: [] };
  for (const rest of withoutSome(faults)) yield { ...scenario, faults: rest };
  yield* withFewerRecords(scenario);
  for (const name of Object.keys(config)) {
    const { [name as keyof typeof config]: _, ...rest } = config;
    yield { ...scenario, config: rest };
  }
  for (const rest of withoutSome(choices)) yield { ...scenario, choices: rest };
  yield* withPlainNodes(scenario);
}

/** A half of a list, then all but one. */
function* withoutSome<T>(list: readonly T[]): Generator<readonly T[]> {
  const half = list.length >> 1;
  if (half > 1) {
    yield list.slice(0, half);
    yield list.slice(half);
  }
  for (let i = 0; i < list.length; i++) yield list.toSpliced(i, 1);
}

function* withFewerRecords(scenario: Scenario): Generator<Scenario> {
  const sources = (scenario.job as { graph: { nodes: readonly PlainNode[] } }).graph.nodes
    .filter((node) => node.type === "source");
  for (const { id, splits } of sources) {
    for (const [index, split] of splits.entries()) {
      for (const records of withoutSome(split.records)) {
        const changed = splits.with(index, { ...split, records });
        yield mapNodes(
          scenario,
          (node) => node.id === id ? { ...node, splits: changed } as never : node,
        );
      }
    }
  }
}

/** Nodes without what they need not say. */
function* withPlainNodes(scenario: Scenario): Generator<Scenario> {
  for (const field of ["parallelism", "cost", "partitioner", "allowedLateness"]) {
    const has = (node: PlainNode) => Object.hasOwn(node, field);
    const { nodes } = (scenario.job as { graph: { nodes: readonly PlainNode[] } }).graph;
    for (const { id } of nodes.filter(has)) {
      yield mapNodes(scenario, (node) => {
        if (node.id !== id) return node;
        const { [field as "cost"]: _, ...rest } = node as PlainNode & { cost?: number };
        return rest as PlainNode;
      });
    }
  }
}
