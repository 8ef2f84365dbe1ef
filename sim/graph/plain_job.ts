// A whole program as plain data: what generators make, what a link may carry, what a failing law
// prints. Nodes name their inputs by id, and may stand in any order.
//
//   { "nodes": [
//       { "id": "numbers", "type": "source", "splits": [{ "id": "0", "records": [{ "value": 1 }] }] },
//       { "id": "next", "type": "map", "inputs": ["numbers"], "map": { "add": [{ "var": "value" }, 1] } },
//       { "id": "out", "type": "sink", "inputs": ["next"] }
//   ] }

import type { Expression } from "./expression.ts";
import type { Job } from "./plan_job.ts";
import type { Json } from "./json_copy.ts";
import type { Statement } from "./statement.ts";
import { buildPlainJob } from "./plain_job_build.ts";
import { parsePlainJob } from "./plain_job_check.ts";

/** A job as plain data. */
export interface PlainJob {
  readonly nodes: readonly PlainNode[];
}

/** Any node. */
export type PlainNode =
  | PlainSource
  | PlainOperator
  | PlainKeyBy
  | PlainUnion
  | PlainSideOutput
  | PlainSink;

/** What every node says. */
export interface PlainNodeBase {
  /** Its name in `inputs`, and the operator's name and uid unless it gives others. */
  readonly id: string;
  /** Ids of the nodes that it reads. */
  readonly inputs?: readonly string[];
}

/** What a node says that becomes an operator. */
export interface PlainOperatorBase extends PlainNodeBase {
  readonly name?: string;
  readonly uid?: string;
  readonly parallelism?: number;
  readonly maxParallelism?: number;
  readonly cost?: number;
  /** `startNewChain` or `disableChaining` (G-6). */
  readonly chaining?: "head" | "never";
  /** Only operators of one group share slots and chains; left out, inherited (G-14). */
  readonly slotSharingGroup?: string;
  /** How records come to this node; left out, as Flink chooses (G-1). */
  readonly partitioner?: PlainPartitioner;
}

/** Partitioners that need nothing but their name. */
export type PlainPartitioner =
  | "forward"
  | "rebalance"
  | "rescale"
  | "shuffle"
  | "broadcast"
  | "global";

/** A source of given records. */
export interface PlainSource extends PlainOperatorBase {
  readonly type: "source";
  readonly splits: readonly PlainSplit[];
  readonly watermarks?: PlainWatermarks;
  /** False when it cannot be read again; true if left out. */
  readonly canRewind?: boolean;
}

/** One split of a source. */
export interface PlainSplit {
  readonly id: string;
  readonly records: readonly PlainRecord[];
  /** Offset of the first record, 0 if left out; and how long a record can be read, in µs. */
  readonly firstOffset?: number;
  readonly retention?: number;
}

/** One record of a split; `arrival` in µs, never decreasing, 0 if left out. */
export interface PlainRecord {
  readonly value: Json;
  readonly arrival?: number;
  readonly timestamp?: number;
}

/** A watermark strategy; `timestamp` and `watermark` read the variables `value` and `ts`. */
export interface PlainWatermarks {
  readonly type:
    | "noWatermarks"
    | "processingTime"
    | "ascendingTimestamps"
    | "ascendingTimestampExtractor"
    | "boundedOutOfOrderness"
    | "boundedOutOfOrdernessExtractor"
    | "punctuated"
    | "rowExpression"
    | "ingestionTime"
    | "ingestionTimeExtractor";
  /** Of `boundedOutOfOrderness` and its extractor, in ms. */
  readonly bound?: number;
  /** Of `ascendingTimestampExtractor`: `ignore`, `log` or `fail`. */
  readonly onViolation?: string;
  /** Of `punctuated` and `rowExpression`: what a record announces, or null. */
  readonly watermark?: Expression;
  /** Of `rowExpression` and `ingestionTime`, in ms. */
  readonly interval?: number;
  readonly timestamp?: Expression;
  readonly idleTimeout?: number;
  /** The group of sources that wait for each other; of a source only. */
  readonly alignment?: PlainAlignment;
}

/** How a source takes part in watermark alignment; drift and interval in ms. */
export interface PlainAlignment {
  readonly group: string;
  readonly maxDrift: number;
  readonly updateInterval?: number;
}

/** An operator; expressions read `value`, a reduce also `accumulated`. */
export type PlainOperator =
  | PlainOperatorBase & { readonly type: "map"; readonly map: Expression }
  | PlainOperatorBase & { readonly type: "filter"; readonly filter: Expression }
  | PlainOperatorBase & { readonly type: "flatMap"; readonly do: readonly Statement[] }
  | PlainOperatorBase & {
    readonly type: "assignTimestampsAndWatermarks";
    readonly watermarks: PlainWatermarks;
  }
  | PlainOperatorBase & { readonly type: "reduce"; readonly reduce: Expression }
  | PlainOperatorBase & {
    readonly type: "sum" | "min" | "max";
    readonly field?: string | number;
  }
  | PlainOperatorBase & {
    readonly type: "minBy" | "maxBy";
    readonly field?: string | number;
    /** Of equal records the first one stays, else the newer; true if left out. */
    readonly first?: boolean;
  }
  | PlainWindow;

/** A windowed operation: `reduce` or `aggregate`, or `process`, or `process` behind one of them. */
export interface PlainWindow extends PlainOperatorBase {
  readonly type: "window";
  readonly assigner: {
    readonly type: "tumblingEventTime";
    readonly size: number;
    readonly offset?: number;
  };
  readonly allowedLateness?: number;
  readonly lateTag?: string;
  /** Reads `accumulated` and `value`. */
  readonly reduce?: Expression;
  readonly aggregate?: PlainAggregate;
  /** Reads `key`, `windowStart`, `windowEnd`, and `value`: the result, or else the list of records. */
  readonly process?: readonly Statement[];
}

/** An aggregate function: `add` reads `accumulated` and `value`, `result` reads `accumulated`. */
export interface PlainAggregate {
  readonly initial: Json;
  readonly add: Expression;
  readonly result?: Expression;
}

/** A stream dealt by key; `key` reads `value`. */
export interface PlainKeyBy extends PlainNodeBase {
  readonly type: "keyBy";
  readonly key: Expression;
  readonly keyType?: "auto" | "long";
}

/** Several streams as one. */
export interface PlainUnion extends PlainNodeBase {
  readonly type: "union";
}

/** The records of one side output of its input. */
export interface PlainSideOutput extends PlainNodeBase {
  readonly type: "sideOutput";
  readonly tag: string;
}

/** A sink with the node's id. */
export interface PlainSink extends PlainOperatorBase {
  readonly type: "sink";
  /** How results leave the job: `append`, a collect sink, if left out. */
  readonly sink?: "append" | "upsert" | "two-phase";
  /** Of `upsert`: which row a result replaces; reads `value`. */
  readonly key?: Expression;
  /** Of `two-phase`, in ms: how long the system outside waits for the end of a transaction. */
  readonly transactionTimeout?: number;
}

/**
 * Turns plain data into a job.
 *
 * Errors: `E-GRAPH-DATA`, `E-GRAPH-FIELD`, `E-GRAPH-TYPE`, `E-GRAPH-EXPRESSION`, `E-GRAPH-LIMIT` and
 * those of {@linkcode checkShape}, each with the path in the data; when the job is planned, also
 * `E-GRAPH-KEYED` and whatever the API refuses.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { plainJob, planJob } from "@headwater/sim";
 * const job = plainJob({
 *   nodes: [
 *     { id: "out", type: "sink", inputs: ["even"] },
 *     { id: "even", type: "filter", inputs: ["ones"], filter: { isEven: { var: "value" } } },
 *     { id: "ones", type: "source", splits: [{ id: "0", records: [{ value: 1 }] }] },
 *   ],
 * });
 * deepStrictEqual(planJob(job).vertices.map((vertex) => vertex.name), [
 *   "Source: ones -> even -> Sink: out",
 * ]);
 * ```
 */
export function plainJob(data: unknown, path = "graph"): Job {
  const job = parsePlainJob(data, path);
  return (env) => buildPlainJob(env, job, path);
}
