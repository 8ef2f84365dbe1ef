// What the API records: one transformation for each call that a program makes (Flink's Transformation
// and its subclasses). Three of the four kinds do no work: they only say how records get to the next
// operator, and disappear in the stream graph.
//
//   source ── map ── keyBy ── window ──┬── sink            source, operator, sink: they work
//                   (partition)        └── late ── sink    partition, side output, union: they do not
//                                    (side output)

import type { OperatorOptions, OperatorSpec } from "../5_operator/operator.ts";
import type { PartitionerSpec } from "../2_partitioner/partitioner.ts";
import type { KeyType } from "../element/key.ts";
import type { Micros } from "../clock/time.ts";
import type { Config } from "../config.ts";
import type { ChainingStrategy } from "./chaining_strategy.ts";
import type { ExchangeMode } from "./exchange_mode.ts";

/**
 * Makes the description of an operator (Flink's StreamOperatorFactory); what it is called and costs is
 * known only when the program is complete.
 */
export type OperatorFactory = (options: OperatorOptions, config: Config) => OperatorSpec;

/** Makes the description of a partitioner for a receiver with this many key groups. */
export type PartitionerFactory = (maxParallelism: number) => PartitionerSpec;

/** A source, an operator or a sink (Flink's PhysicalTransformation). */
export interface OperatorTransformation {
  readonly type: "source" | "operator" | "sink";
  readonly id: number;
  readonly name: string;
  /** Null until the program gives one: then it is derived (G-11). */
  readonly uid: string | null;
  /** Ids of transformations, one for each logical input. */
  readonly inputs: readonly number[];
  readonly parallelism: number;
  /** Null when the program gives none: then it is derived from the parallelism (KG-4). */
  readonly maxParallelism: number | null;
  /** Exactly one subtask, whatever the program wants (G-13, Flink's `forceNonParallel`). */
  readonly isNonParallel: boolean;
  readonly chainingStrategy: ChainingStrategy;
  /** Null until the program gives one: then it is inherited (G-14). */
  readonly slotSharingGroup: string | null;
  /**
   * Of the head and the tails of an iteration: subtask i of each runs in the same slot, since a record
   * goes from the one to the other outside the network (Flink's CoLocationGroup).
   */
  readonly coLocationGroup?: string;
  /** It may wait for mail in the middle of a record (Flink's YieldingOperatorFactory). */
  readonly isYielding: boolean;
  /** A source that never leaves its own loop (Flink's SourceFunction). */
  readonly isLegacySource: boolean;
  /** Null: the cost in the run's configuration. */
  readonly cost: Micros | null;
  readonly createOperator: OperatorFactory;
}

/** How the records of a stream are dealt to the next operator (Flink's PartitionTransformation). */
export interface PartitionTransformation {
  readonly type: "partition";
  readonly id: number;
  readonly inputs: readonly number[];
  readonly createPartitioner: PartitionerFactory;
  /** On keyed streams: extracts the key. */
  readonly keySelector: ((value: never) => unknown) | null;
  readonly keyType: KeyType;
  /** Left out, the edge asks for nothing. */
  readonly exchangeMode?: ExchangeMode;
}

/** The records of one side output (Flink's SideOutputTransformation). */
export interface SideOutputTransformation {
  readonly type: "sideOutput";
  readonly id: number;
  readonly inputs: readonly number[];
  readonly tag: string;
}

/** Several streams as one (Flink's UnionTransformation). */
export interface UnionTransformation {
  readonly type: "union";
  readonly id: number;
  readonly inputs: readonly number[];
}

/** Anything that a program can record. */
export type Transformation =
  | OperatorTransformation
  | PartitionTransformation
  | SideOutputTransformation
  | UnionTransformation;
