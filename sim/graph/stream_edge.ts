// From what stands between two operators to edges (Flink's StreamGraph.addEdgeInternal): walks from
// each receiver against the stream until it meets the senders.

import type {
  OperatorTransformation,
  PartitionTransformation,
  Transformation,
} from "./transformation.ts";
import type { PartitionerSpec } from "../2_partitioner/partitioner.ts";
import type { KeyType } from "../element/key.ts";
import type { ExchangeMode } from "./exchange_mode.ts";
import { refuse } from "../clock/named_error.ts";
import { forward } from "../2_partitioner/forward.ts";
import { rebalance } from "../2_partitioner/rebalance.ts";
import { keyGroupCount } from "./parallelism.ts";
import { labelOf } from "./transformation_check.ts";

/** What flows between two operators. */
export interface StreamEdge {
  readonly id: number;
  /** Ids of nodes. */
  readonly source: number;
  readonly target: number;
  /** The side output's tag, or null for the main output. */
  readonly tag: string | null;
  readonly partitioner: PartitionerSpec;
  readonly keySelector: ((value: never) => unknown) | null;
  readonly keyType: KeyType;
  /** Logical input of the receiver. */
  readonly inputIndex: number;
  readonly exchangeMode: ExchangeMode;
}

const EDGE_COUNT_MAX = 4096;

/** What was met on the way from a receiver to its senders. */
interface Way {
  readonly from: number;
  readonly partition: PartitionTransformation | null;
  readonly tag: string | null;
}

/** The edges of all operators, by receiver, logical input, and order within a union. */
export function createEdges(
  transformations: readonly Transformation[],
  operators: readonly OperatorTransformation[],
): StreamEdge[] {
  const byId = new Map(transformations.map((t) => [t.id, t]));
  const nodeIds = new Map(operators.map((t, id) => [t.id, id]));
  const edges: StreamEdge[] = [];
  for (const target of operators) {
    target.inputs.forEach((input, inputIndex) => {
      for (const way of findSenders(input, byId)) {
        if (edges.length === EDGE_COUNT_MAX) refuseMoreEdges(target);
        const source = byId.get(way.from) as OperatorTransformation;
        edges.push({
          id: edges.length,
          source: nodeIds.get(source.id)!,
          target: nodeIds.get(target.id)!,
          tag: way.tag,
          partitioner: choosePartitioner(source, target, way.partition),
          keySelector: way.partition?.keySelector ?? null,
          keyType: way.partition?.keyType ?? "auto",
          inputIndex,
          exchangeMode: way.partition?.exchangeMode ?? "UNDEFINED",
        });
      }
    });
  }
  return edges;
}

/** Every sender behind a transformation; of several partitioners the one nearest the receiver wins (G-3). */
function* findSenders(
  input: number,
  byId: ReadonlyMap<number, Transformation>,
): Generator<Way, void> {
  const open: Way[] = [{ from: input, partition: null, tag: null }];
  while (open.length > 0) {
    const way = open.pop()!;
    const met = byId.get(way.from)!;
    if ("createOperator" in met) yield way;
    else {
      const partition = way.partition ?? (met.type === "partition" ? met : null);
      const tag = way.tag ?? (met.type === "sideOutput" ? met.tag : null);
      // the first input is popped first
      for (const from of met.inputs.toReversed()) open.push({ from, partition, tag });
    }
  }
}

/** G-1: left open, records go FORWARD where they can and are rebalanced where they cannot. */
function choosePartitioner(
  source: OperatorTransformation,
  target: OperatorTransformation,
  partition: PartitionTransformation | null,
): PartitionerSpec {
  const isSameParallelism = source.parallelism === target.parallelism;
  if (partition === null) return isSameParallelism ? forward() : rebalance();
  const partitioner = partition.createPartitioner(keyGroupCount(target));
  if (partitioner.name === "FORWARD" && !isSameParallelism) refuseForward(source, target);
  return partitioner;
}

/** G-2. */
function refuseForward(source: OperatorTransformation, target: OperatorTransformation): never {
  refuse(
    "E-EDGE-FORWARD",
    `The edge from ${labelOf(source)} to ${labelOf(target)} is FORWARD, but ` +
      `${source.parallelism} ≠ ${target.parallelism}; wanted: the same parallelism on both sides, ` +
      `since subtask i sends to subtask i. Usual cause: setParallelism on one of them; use ` +
      `rebalance() or leave the partitioner out`,
  );
}

function refuseMoreEdges(target: OperatorTransformation): never {
  refuse(
    "E-LIMIT-CHANNELS",
    `The inputs of ${
      labelOf(target)
    } bring the job to more than ${EDGE_COUNT_MAX} edges; wanted: ` +
      `fewer, since each edge has at least one channel. Usual cause: unions of unions in a loop`,
  );
}
