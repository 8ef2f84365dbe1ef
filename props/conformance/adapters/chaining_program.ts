// The program of a `chaining` case, as the transformations that our API would record, and its graph.

import type { PartitionerSpec } from "../../../sim/2_partitioner/partitioner.ts";
import { Operator } from "../../../sim/5_operator/operator.ts";
import { DEFAULT_CONFIG } from "../../../sim/config.ts";
import type { ChainingStrategy } from "../../../sim/graph/chaining_strategy.ts";
import { type StreamGraph, translate } from "../../../sim/graph/stream_graph.ts";
import {
  BATCH,
  type StreamGraphSettings,
  STREAMING,
} from "../../../sim/graph/stream_graph_settings.ts";
import type { OperatorTransformation, Transformation } from "../../../sim/graph/transformation.ts";
import type { CaseReader } from "../case_reader.ts";
import { PARTITIONERS } from "./partitioners.ts";

const STRATEGIES: Readonly<Record<string, ChainingStrategy>> = {
  ALWAYS: "always",
  HEAD: "head",
  NEVER: "never",
  HEAD_WITH_SOURCES: "headWithSources",
};

const EXCHANGE_MODES = [
  "UNDEFINED",
  "PIPELINED",
  "BATCH",
  "HYBRID_FULL",
  "HYBRID_SELECTIVE",
] as const;

const GLOBAL_EXCHANGE_MODES = [
  "ALL_EDGES_PIPELINED",
  "ALL_EDGES_PIPELINED_APPROXIMATE",
  "ALL_EDGES_BLOCKING",
  "ALL_EDGES_HYBRID_FULL",
  "ALL_EDGES_HYBRID_SELECTIVE",
  "FORWARD_EDGES_PIPELINED",
  "POINTWISE_EDGES_PIPELINED",
] as const;

/** The stream graph of a case. */
export function programGraph(testCase: CaseReader): StreamGraph {
  const config = testCase.has("config") ? testCase.get("config") : null;
  config?.only(
    "parallelism",
    "runtimeMode",
    "operatorChaining",
    "chainOperatorsWithDifferentMaxParallelism",
    "globalStreamExchangeMode",
    "allVerticesInSameSlotSharingGroupByDefault",
  );
  const isChaining = config === null || flagOf(config, "operatorChaining", true);
  const options = { ...DEFAULT_CONFIG, chaining: isChaining };
  const transformations = record(
    testCase.get("nodes").items(),
    testCase.get("edges").items(),
    (config && countOf(config, "parallelism")) ?? options.parallelism,
  );
  return translate(transformations, options, toSettings(config));
}

function toSettings(config: CaseReader | null): StreamGraphSettings {
  if (config === null) return STREAMING;
  const isBatch = config.has("runtimeMode") &&
    config.get("runtimeMode").choice("STREAMING", "BATCH") === "BATCH";
  const mode = isBatch ? BATCH : STREAMING;
  return {
    exchangeMode: config.has("globalStreamExchangeMode")
      ? config.get("globalStreamExchangeMode").choice(...GLOBAL_EXCHANGE_MODES)
      : mode.exchangeMode,
    chainsDifferentMaxParallelism: flagOf(
      config,
      "chainOperatorsWithDifferentMaxParallelism",
      mode.chainsDifferentMaxParallelism,
    ),
    sharesSlotsByDefault: flagOf(
      config,
      "allVerticesInSameSlotSharingGroupByDefault",
      mode.sharesSlotsByDefault,
    ),
  };
}

function flagOf(object: CaseReader, name: string, otherwise: boolean): boolean {
  return object.has(name) ? object.get(name).flag() : otherwise;
}

/** Nodes first, numbered as they stand; then what is between them. */
function record(
  nodes: readonly CaseReader[],
  edges: readonly CaseReader[],
  parallelism: number,
): Transformation[] {
  const ids = nodes.map((node) => node.get("id").text());
  const between: Transformation[] = [];
  const add = (transformation: Omit<Transformation, "id">): number => {
    const id = nodes.length + between.length;
    between.push({ ...transformation, id } as Transformation);
    return id;
  };
  const operators = nodes.map((node, id) => {
    const own = edges.filter((edge) => edge.get("to").text() === ids[id]);
    const ways = own.map((edge) => add(toPartition(edge, ids)));
    // edges into the same input are a union; an edge that names no input has one of its own
    const places = own.map((edge, i) => edge.has("input") ? edge.get("input").integer() : i);
    const inputs = [...new Set(places)].map((place) => {
      const members = ways.filter((_, i) => places[i] === place);
      return members.length === 1 ? members[0] : add({ type: "union", inputs: members });
    });
    return toOperator(node, id, inputs, parallelism);
  });
  return [...operators, ...between];
}

function toPartition(edge: CaseReader, ids: readonly string[]): Omit<Transformation, "id"> {
  edge.only("from", "to", "partitioner", "exchangeMode", "input");
  const name = edge.get("partitioner").choice(...Object.keys(PARTITIONERS));
  return {
    type: "partition",
    inputs: [ids.indexOf(edge.get("from").choice(...ids))],
    createPartitioner: (): PartitionerSpec => PARTITIONERS[name](),
    keySelector: null,
    keyType: "auto",
    exchangeMode: edge.has("exchangeMode")
      ? edge.get("exchangeMode").choice(...EXCHANGE_MODES)
      : "UNDEFINED",
  } as Omit<Transformation, "id">;
}

function toOperator(
  node: CaseReader,
  id: number,
  inputs: readonly number[],
  parallelism: number,
): OperatorTransformation {
  node.only(
    "id",
    "kind",
    "parallelism",
    "maxParallelism",
    "chainingStrategy",
    "chainingDisabled",
    "startNewChain",
    "slotSharingGroup",
  );
  const kind = node.get("kind").text();
  const group = node.has("slotSharingGroup") ? node.get("slotSharingGroup") : null;
  return {
    type: kind === "source" || kind === "legacySource"
      ? "source"
      : kind === "sink"
      ? "sink"
      : "operator",
    id,
    name: node.get("id").text(),
    uid: node.get("id").text(),
    inputs,
    parallelism: countOf(node, "parallelism") ?? parallelism,
    maxParallelism: countOf(node, "maxParallelism"),
    isNonParallel: false,
    chainingStrategy: strategyOf(node, kind),
    slotSharingGroup: group === null || group.isNull ? null : group.text(),
    isYielding: kind === "yieldingOperator",
    isLegacySource: kind === "legacySource",
    cost: null,
    createOperator: (options) => ({ ...options, Operator: Unused }),
  };
}

/** G-7: everything chains, but a legacy source only with those behind it. */
function strategyOf(node: CaseReader, kind: string): ChainingStrategy {
  if (flagOf(node, "chainingDisabled", false)) return "never";
  if (flagOf(node, "startNewChain", false)) return "head";
  if (!node.has("chainingStrategy")) return kind === "legacySource" ? "head" : "always";
  return STRATEGIES[node.get("chainingStrategy").choice(...Object.keys(STRATEGIES))];
}

/** Null, or left out: the program says nothing. */
function countOf(node: CaseReader, name: string): number | null {
  return node.has(name) && !node.get(name).isNull ? node.get(name).integer() : null;
}

/** Graphs never run what they are made of. */
class Unused extends Operator {
  override processElement(): void {}
}
