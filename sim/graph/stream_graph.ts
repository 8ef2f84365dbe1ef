// The program as a graph of operators (Flink's StreamGraph): nothing stands between two operators any
// more but an edge, and every edge knows its partitioner.
//
//   map ── keyBy ── late ── window        becomes        map ──── HASH, tag "late" ───▶ window

import type { OperatorSpec } from "../5_operator/operator.ts";
import type { Config } from "../config.ts";
import type { ChainingStrategy } from "./chaining_strategy.ts";
import type { OperatorTransformation, Transformation } from "./transformation.ts";
import type { StreamEdge } from "./stream_edge.ts";
import { checkMaxParallelism, checkParallelism, keyGroupCount } from "./parallelism.ts";
import { checkTransformations, labelOf } from "./transformation_check.ts";
import { createEdges } from "./stream_edge.ts";
import { inheritedGroup } from "./slot_sharing.ts";
import { type StreamGraphSettings, STREAMING } from "./stream_graph_settings.ts";
import { assignUids } from "./uid.ts";

/** One operator, not yet parallel. */
export interface StreamNode {
  /** Position in the graph: the order in which the program declared its operators. */
  readonly id: number;
  readonly type: OperatorTransformation["type"];
  /** Shown to people: sources and sinks say that they are. */
  readonly name: string;
  readonly uid: string;
  readonly parallelism: number;
  readonly maxParallelism: number;
  /** What the program said, or null (G-5 compares this). */
  readonly configuredMaxParallelism: number | null;
  readonly chainingStrategy: ChainingStrategy;
  /** What the program said, or what it inherits (G-14). */
  readonly slotSharingGroup: string;
  readonly isYielding: boolean;
  readonly isLegacySource: boolean;
  readonly operator: OperatorSpec;
  /** Ids of edges by logical input, then in the order of the union. */
  readonly inEdges: readonly number[];
  /** Ids of edges in the order in which their receivers were declared. */
  readonly outEdges: readonly number[];
}

/** The program, checked. */
export interface StreamGraph extends StreamGraphSettings {
  readonly nodes: readonly StreamNode[];
  readonly edges: readonly StreamEdge[];
  readonly isChainingEnabled: boolean;
}

/**
 * Turns what a program recorded into its graph: resolves partitions, side outputs and unions, chooses
 * the partitioners that the program left open, and gives every operator its uid.
 *
 * Errors: those of {@linkcode checkShape}; `E-PARALLELISM`, `E-MAXPAR`, `E-EDGE-FORWARD`, `E-UID-DUP`,
 * `E-LIMIT-OPERATORS`, `E-LIMIT-CHANNELS`.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collectSink, collection, DEFAULT_CONFIG, toStreamGraph } from "@headwater/sim";
 * import { StreamExecutionEnvironment, WatermarkStrategy } from "@headwater/sim";
 * const env = new StreamExecutionEnvironment();
 * const ones = env.fromSource(collection([1]), WatermarkStrategy.noWatermarks(), "ones");
 * ones.rebalance().sinkTo(collectSink("out"));
 * const { edges } = toStreamGraph(env.transformations, DEFAULT_CONFIG);
 * deepStrictEqual(edges.map((edge) => edge.partitioner.name), ["REBALANCE"]);
 * ```
 */
export function toStreamGraph(
  transformations: readonly Transformation[],
  config: Config,
  settings: StreamGraphSettings = STREAMING,
): StreamGraph {
  checkTransformations(transformations);
  return translate(transformations, config, settings);
}

/**
 * The same for transformations of any shape, with any number of inputs and without a sink (Flink's
 * StreamGraphGenerator, which has no such rules).
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { collection, DEFAULT_CONFIG, STREAMING, translate } from "@headwater/sim";
 * import { StreamExecutionEnvironment, WatermarkStrategy } from "@headwater/sim";
 * const env = new StreamExecutionEnvironment();
 * env.fromSource(collection([1]), WatermarkStrategy.noWatermarks(), "ones");
 * strictEqual(translate(env.transformations, DEFAULT_CONFIG, STREAMING).nodes.length, 1);
 * ```
 */
export function translate(
  transformations: readonly Transformation[],
  config: Config,
  settings: StreamGraphSettings,
): StreamGraph {
  const operators = transformations.filter((t) => "createOperator" in t);
  for (const operator of operators) checkSubtasks(operator);
  const edges = createEdges(transformations, operators);
  const uids = assignUids(operators);
  const groups = slotSharingGroups(operators, edges);
  const nodes = operators.map((transformation, id) => ({
    id,
    type: transformation.type,
    name: displayName(transformation),
    uid: uids[id],
    parallelism: transformation.parallelism,
    maxParallelism: keyGroupCount(transformation),
    configuredMaxParallelism: transformation.maxParallelism,
    chainingStrategy: transformation.chainingStrategy,
    slotSharingGroup: groups[id],
    isYielding: transformation.isYielding,
    isLegacySource: transformation.isLegacySource,
    operator: transformation.createOperator(
      { name: transformation.name, uid: uids[id], cost: transformation.cost ?? config.cost },
      config,
    ),
    inEdges: edges.filter((edge) => edge.target === id).map((edge) => edge.id),
    outEdges: edges.filter((edge) => edge.source === id).map((edge) => edge.id),
  }));
  return { nodes, edges, isChainingEnabled: config.chaining, ...settings };
}

/** G-14: what each operator says, or what its inputs agree on; an iteration's head goes with its tail. */
function slotSharingGroups(
  operators: readonly OperatorTransformation[],
  edges: readonly StreamEdge[],
): string[] {
  const senders = operators.map((): number[] => []);
  for (const { source, target } of edges) senders[target].push(source);
  const groups: string[] = [];
  const groupOf = (id: number): string =>
    groups[id] ??= operators[id].slotSharingGroup ?? inheritedGroup(senders[id].map(groupOf));
  operators.forEach((_, id) => groupOf(id));
  return operators.map((operator, id) => {
    if (operator.type !== "source" || operator.coLocationGroup === undefined) return groups[id];
    return inheritedGroup(
      groups.filter((_, other) => other !== id && isCoLocated(operator, operators[other])),
    );
  });
}

function isCoLocated(a: OperatorTransformation, b: OperatorTransformation): boolean {
  return a.coLocationGroup === b.coLocationGroup;
}

function checkSubtasks(transformation: OperatorTransformation): void {
  const { parallelism, maxParallelism } = transformation;
  checkParallelism(parallelism, labelOf(transformation));
  if (maxParallelism !== null) {
    checkMaxParallelism(maxParallelism, parallelism, labelOf(transformation));
  }
}

function displayName({ type, name }: OperatorTransformation): string {
  return type === "source" ? `Source: ${name}` : type === "sink" ? `Sink: ${name}` : name;
}
