// The form of a plain job, as a table, and the checks that a table cannot make.

import type { PlainJob, PlainNode } from "./plain_job.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import { checkShape, type ShapeNode } from "./graph_shape.ts";
import { compileExpression, type VariableName } from "./expression.ts";
import { copyJson } from "./json_copy.ts";
import {
  anything,
  byType,
  type Fields,
  flag,
  list,
  name,
  object,
  oneOf,
  optional,
  type Shape,
  whole,
} from "./json_shape.ts";
import { compileStatements } from "./statement.ts";

const NODE_COUNT_MAX = 256;
const INPUT_COUNT_MAX = 256;
const SPLIT_COUNT_MAX = 1024;

const NODE: Fields = { id: name, inputs: optional(list(name, INPUT_COUNT_MAX)) };

// numbers with a meaning are left to those who know their ranges: the API, assigners, strategies
const OPERATOR: Fields = {
  ...NODE,
  name: optional(name),
  uid: optional(name),
  parallelism: optional(anything),
  maxParallelism: optional(anything),
  cost: optional(anything),
  chaining: optional(oneOf("head", "never")),
  slotSharingGroup: optional(name),
  partitioner: optional(
    oneOf("forward", "rebalance", "rescale", "shuffle", "broadcast", "global"),
  ),
};

const WATERMARKS = byType({
  noWatermarks: watermarks({}),
  ascendingTimestamps: watermarks({}),
  processingTime: watermarks({}),
  ascendingTimestampExtractor: watermarks({ onViolation: optional(anything) }),
  boundedOutOfOrderness: watermarks({ bound: anything }),
  boundedOutOfOrdernessExtractor: watermarks({ bound: anything }),
  punctuated: watermarks({ watermark: expression("value", "ts") }),
  rowExpression: watermarks({ watermark: expression("value", "ts"), interval: optional(anything) }),
  ingestionTime: watermarks({ interval: optional(anything) }),
  ingestionTimeExtractor: watermarks({}),
});

const SPLITS = list(
  object({
    id: name,
    records: list(
      object({ value: anything, arrival: optional(whole(0)), timestamp: optional(anything) }),
      Infinity,
    ),
    firstOffset: optional(whole(0)),
    retention: optional(whole(1)),
  }),
  SPLIT_COUNT_MAX,
);

const AGGREGATION: Fields = { ...OPERATOR, field: optional(anything) };

const NODES = list(
  byType({
    source: {
      ...OPERATOR,
      splits: SPLITS,
      watermarks: optional(WATERMARKS),
      canRewind: optional(flag),
    },
    map: { ...OPERATOR, map: expression("value") },
    filter: { ...OPERATOR, filter: expression("value") },
    flatMap: { ...OPERATOR, do: statements("value") },
    assignTimestampsAndWatermarks: { ...OPERATOR, watermarks: WATERMARKS },
    reduce: { ...OPERATOR, reduce: expression("accumulated", "value") },
    sum: AGGREGATION,
    min: AGGREGATION,
    max: AGGREGATION,
    minBy: { ...AGGREGATION, first: optional(flag) },
    maxBy: { ...AGGREGATION, first: optional(flag) },
    window: {
      ...OPERATOR,
      assigner: byType({ tumblingEventTime: { size: anything, offset: optional(anything) } }),
      allowedLateness: optional(anything),
      lateTag: optional(name),
      reduce: optional(expression("accumulated", "value")),
      aggregate: optional(
        object({
          initial: anything,
          add: expression("accumulated", "value"),
          result: optional(expression("accumulated")),
        }),
      ),
      process: optional(statements("value", "key", "windowStart", "windowEnd")),
    },
    keyBy: { ...NODE, key: expression("value"), keyType: optional(oneOf("auto", "long")) },
    union: NODE,
    sideOutput: { ...NODE, tag: name },
    sink: {
      ...OPERATOR,
      sink: optional(oneOf("append", "upsert", "two-phase")),
      key: optional(expression("value")),
      transactionTimeout: optional(anything),
    },
  }),
  NODE_COUNT_MAX,
);

const JOB = object({ nodes: NODES });

/**
 * Checks plain data and gives a frozen copy of it back as a job description.
 *
 * Errors: see {@linkcode plainJob}.
 *
 * ```ts
 * import { throws } from "node:assert";
 * import { parsePlainJob } from "./plain_job_check.ts";
 * throws(() => parsePlainJob({ nodes: [{ id: "a", type: "mapp" }] }), /E-GRAPH-TYPE.*nodes\[0\]/);
 * throws(() => parsePlainJob({ nodes: [] }), /E-GRAPH-NOSOURCE/);
 * ```
 */
export function parsePlainJob(data: unknown, path = "graph"): PlainJob {
  const job = copyJson(data, path);
  JOB(job, path);
  const plain = job as unknown as PlainJob;
  orderNodes(plain, path);
  checkSinkReaders(plain.nodes, path);
  return plain;
}

/** Positions of the nodes in an order in which inputs come first. Errors: see `checkShape`. */
export function orderNodes({ nodes }: PlainJob, path: string): number[] {
  return checkShape(nodes.map((node, index) => shapeOf(node, `${path}.nodes[${index}]`)));
}

function expression(...variables: readonly VariableName[]): Shape {
  return (value, path) => {
    compileExpression(value, path, variables);
  };
}

function statements(...variables: readonly VariableName[]): Shape {
  return (value, path) => {
    compileStatements(value, path, variables);
  };
}

function watermarks(fields: Fields): Fields {
  const timestamp = optional(expression("value", "ts"));
  const alignment = optional(
    object({ group: name, maxDrift: anything, updateInterval: optional(anything) }),
  );
  return { ...fields, timestamp, idleTimeout: optional(anything), alignment };
}

function shapeOf({ id, type, inputs = [] }: PlainNode, path: string): ShapeNode {
  const isSource = type === "source";
  return {
    id,
    label: `${type} ${showValue(id)} (${path})`,
    role: isSource || type === "sink" ? type : "between",
    inputs,
    inputCountMin: isSource ? 0 : 1,
    inputCountMax: isSource ? 0 : type === "union" ? Infinity : 1,
  };
}

/** A sink is an end: nothing can be read from it. */
function checkSinkReaders(nodes: readonly PlainNode[], path: string): void {
  const sinks = new Set(nodes.filter(({ type }) => type === "sink").map(({ id }) => id));
  nodes.forEach(({ id, inputs = [] }, index) => {
    const sink = inputs.find((input) => sinks.has(input));
    if (sink === undefined) return;
    refuse(
      "E-GRAPH-ARITY",
      `${path}.nodes[${index}] (${showValue(id)}) reads the sink ${
        showValue(sink)
      }; wanted: a node ` +
        `that has an output. Usual cause: inputs that name the node after and not before`,
    );
  });
}
