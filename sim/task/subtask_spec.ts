// What the data plane is told about the job: plain, immutable, and free of any word of the control
// plane. The execution graph is made of these.

import type { KeyType } from "../element/key.ts";
import type { OperatorSpec } from "../5_operator/operator.ts";
import type { PartitionerSpec } from "../2_partitioner/partitioner.ts";

/** Where an operator's output goes: to a later operator of its chain, or out over an edge. */
export interface OutputSpec {
  /** The side output's tag, or null for the main output. */
  readonly tag: string | null;
  /** Index in the chain, or −1. */
  readonly chainedTo: number;
  /** Index in the vertex's outgoing edges, or −1. */
  readonly edge: number;
}

/**
 * What is between a sender and a receiver: a stream that both work on at the same time, or a result
 * that is complete before anybody reads it (Flink's ResultPartitionType, G-15).
 */
export type ResultPartitionType =
  | "PIPELINED_BOUNDED"
  | "PIPELINED_APPROXIMATE"
  | "BLOCKING"
  | "HYBRID_FULL"
  | "HYBRID_SELECTIVE";

/** One operator in a chain with its outputs, in the order in which they were declared. */
export interface ChainedOperatorSpec {
  readonly operator: OperatorSpec;
  readonly outputs: readonly OutputSpec[];
}

/** A job vertex: one chain, run by `parallelism` subtasks (Flink's JobVertex). */
export interface VertexSpec {
  readonly id: number;
  /** The chain's names, head first (G-10). */
  readonly name: string;
  /** The uid of the chain's head. */
  readonly uid: string;
  readonly parallelism: number;
  readonly maxParallelism: number;
  /** Vertices of one group share slots (G-14). */
  readonly slotSharingGroup: string;
  /** Head first; `outputs[].chainedTo` always points forward. */
  readonly chain: readonly ChainedOperatorSpec[];
  /** Ids of outgoing edges, in the order that `OutputSpec.edge` counts. */
  readonly outEdges: readonly number[];
  /** Ids of incoming edges. */
  readonly inEdges: readonly number[];
}

/** An edge between two vertices (Flink's JobEdge and its IntermediateDataSet). */
export interface EdgeSpec {
  readonly id: number;
  readonly source: number;
  readonly target: number;
  /** Index of the producing operator in the source's chain. */
  readonly sourceOperator: number;
  /** The side output's tag that feeds the edge, or null. */
  readonly tag: string | null;
  readonly partitioner: PartitionerSpec;
  /** Extracts the key, on keyed edges. */
  readonly keySelector: ((value: never) => unknown) | null;
  readonly keyType: KeyType;
  /** Logical input of the target: 0, or 1 for the second input of a two-input operator. */
  readonly inputIndex: number;
  readonly resultType: ResultPartitionType;
}

/** A physical connection of one sender with one receiver (one subpartition, one input channel). */
export interface ChannelSpec {
  readonly id: number;
  readonly edge: number;
  /** Subtask ids. */
  readonly sender: number;
  readonly receiver: number;
  /** Index among all outgoing channels of the sender. */
  readonly outputIndex: number;
  /** Index in the receiver's gate. */
  readonly gateIndex: number;
  /** Both ends run in one task manager (NET-10). */
  readonly isLocal: boolean;
  /** `uid[i]→uid[j]`: names its random streams. */
  readonly name: string;
}

/** One parallel instance of a vertex (Flink's ExecutionVertex). */
export interface SubtaskSpec {
  readonly id: number;
  readonly vertex: number;
  readonly index: number;
  /** Where it runs; no other subtask of the same vertex runs in the same slot (G-14). */
  readonly slot: number;
  readonly taskManager: number;
  /** Shown to people: `name (i+1/p)`, and as short text `uid[i]`. */
  readonly name: string;
  readonly label: string;
  /** Channel ids in gate order. */
  readonly inputs: readonly number[];
  /** Channel ids per outgoing edge, in the vertex's order. */
  readonly outputs: readonly (readonly number[])[];
}

/** The whole job as the engine runs it (Flink's ExecutionGraph, without its status). */
export interface ExecutionPlan {
  readonly vertices: readonly VertexSpec[];
  readonly edges: readonly EdgeSpec[];
  readonly channels: readonly ChannelSpec[];
  /** By (vertex in topological order, index): the canonical order of owners. */
  readonly subtasks: readonly SubtaskSpec[];
  /** Slots that the job needs. */
  readonly slotCount: number;
  readonly taskManagerCount: number;
}
