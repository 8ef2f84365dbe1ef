// Writes the program that a plain job describes: one call of the API for each node. Whatever the API
// refuses is passed on with the node's place in the data.

import type { DataStream } from "./data_stream.ts";
import type {
  PlainJob,
  PlainNode,
  PlainOperatorBase,
  PlainPartitioner,
  PlainSource,
} from "./plain_job.ts";
import type { StreamExecutionEnvironment } from "./stream_execution_environment.ts";
import type { Key } from "../element/key.ts";
import { NamedError, refuse } from "../clock/named_error.ts";
import { DataStreamSink } from "./data_stream_sink.ts";
import { compileExpression, type VariableName } from "./expression.ts";
import { KeyedStream } from "./keyed_stream.ts";
import { OutputTag } from "./output_tag.ts";
import { orderNodes } from "./plain_job_check.ts";
import { toSink } from "./plain_sink.ts";
import { toSource } from "./plain_source.ts";
import { toWatermarkStrategy } from "./plain_watermarks.ts";
import { windowNode } from "./plain_window.ts";
import { SingleOutputStreamOperator } from "./single_output_stream_operator.ts";
import { compileStatements } from "./statement.ts";

/** A stream of whatever the data holds. */
type AnyStream = DataStream<unknown>;

/** Calls the API once for each node; inputs come before those who read them. */
export function buildPlainJob(
  env: StreamExecutionEnvironment,
  job: PlainJob,
  path: string,
): void {
  const streams = new Map<string, AnyStream>();
  for (const index of orderNodes(job, path)) {
    const node = job.nodes[index];
    const at = `${path}.nodes[${index}]`;
    const inputs = (node.inputs ?? []).map((id) => streams.get(id)!);
    const made = namingPlace(at, () => setUp(build(env, node, inputs, at), node));
    if (!(made instanceof DataStreamSink)) streams.set(node.id, made);
  }
}

function build(
  env: StreamExecutionEnvironment,
  node: PlainNode,
  [input, ...others]: readonly AnyStream[],
  at: string,
): AnyStream | DataStreamSink<unknown> {
  const compile = (expression: unknown, field: string, ...more: VariableName[]) =>
    compileExpression(expression, `${at}.${field}`, ["value", ...more]);
  if (node.type === "source") return buildSource(env, node, at);
  if (node.type === "union") return input.union(...others);
  if (node.type === "sideOutput") return sideOutputOf(input, node.tag, at);
  if (node.type === "keyBy") {
    const key = compile(node.key, "key");
    return input.keyBy((value) => key({ value }) as Key, { type: node.keyType });
  }
  const stream = node.partitioner === undefined ? input : deal(input, node.partitioner);
  switch (node.type) {
    case "map": {
      const map = compile(node.map, "map");
      return stream.map((value) => map({ value }));
    }
    case "filter": {
      const filter = compile(node.filter, "filter");
      return stream.filter((value) => filter({ value }) as boolean);
    }
    case "flatMap": {
      const run = compileStatements(node.do, `${at}.do`, ["value"]);
      return stream.flatMap((value, out) => run({ value }, out));
    }
    case "assignTimestampsAndWatermarks":
      return stream.assignTimestampsAndWatermarks(toWatermarkStrategy(node.watermarks, at));
    case "reduce": {
      const reduce = compile(node.reduce, "reduce", "accumulated");
      return keyed(stream, at).reduce((accumulated, value) => reduce({ accumulated, value }));
    }
    case "sum":
    case "min":
    case "max":
      return keyed(stream, at)[node.type](node.field as never);
    case "minBy":
    case "maxBy":
      return keyed(stream, at)[node.type](node.field as never, node.first);
    case "window":
      return windowNode(keyed(stream, at), node, at);
    case "sink":
      return stream.sinkTo(toSink(node, at));
  }
}

function buildSource(
  env: StreamExecutionEnvironment,
  node: PlainSource,
  at: string,
): AnyStream {
  const strategy = toWatermarkStrategy(node.watermarks ?? { type: "noWatermarks" }, at);
  return env.fromSource(toSource(node, at), strategy, node.id);
}

function deal(stream: AnyStream, partitioner: PlainPartitioner): AnyStream {
  return stream[partitioner]();
}

function keyed(stream: AnyStream, at: string): KeyedStream<unknown, Key> {
  if (stream instanceof KeyedStream) return stream;
  return refuse(
    "E-GRAPH-KEYED",
    `${at} needs a keyed stream; wanted: a keyBy node as its input. Usual cause: the keyBy was left ` +
      `out, or a map stands between`,
  );
}

function sideOutputOf(stream: AnyStream, tag: string, at: string): AnyStream {
  if (stream instanceof SingleOutputStreamOperator) {
    return stream.getSideOutput(new OutputTag<unknown>(tag));
  }
  return refuse(
    "E-GRAPH-TYPE",
    `${at} reads the side output of something that is no operator; wanted: an operator as its ` +
      `input. Usual cause: a union or keyBy in between`,
  );
}

/** Name, uid, parallelism and so on: the id stands in where nothing is given. */
function setUp<S extends AnyStream | DataStreamSink<unknown>>(made: S, node: PlainNode): S {
  if (!(made instanceof SingleOutputStreamOperator || made instanceof DataStreamSink)) return made;
  const { id, name, uid, parallelism, maxParallelism, cost, chaining, slotSharingGroup } =
    node as PlainOperatorBase;
  made.environment.change(made.transformationId, {
    name: name ?? id,
    uid: uid ?? id,
    ...parallelism === undefined ? {} : { parallelism },
    ...maxParallelism === undefined ? {} : { maxParallelism },
    ...cost === undefined ? {} : { cost },
    ...chaining === undefined ? {} : { chainingStrategy: chaining },
    ...slotSharingGroup === undefined ? {} : { slotSharingGroup },
  });
  return made;
}

function namingPlace<T>(at: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof NamedError)) throw error;
    const sentence = error.message.slice(error.code.length + 2);
    if (sentence.includes(at)) throw error;
    throw new NamedError(error.code, `${at}: ${sentence}`, { cause: error });
  }
}
