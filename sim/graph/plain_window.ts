// The windowed operation of a plain job.

import type { ProcessWindowFunction } from "../5_operator/window/window_function.ts";
import type { Key } from "../element/key.ts";
import type { DataStream } from "./data_stream.ts";
import type { KeyedStream } from "./keyed_stream.ts";
import type { PlainAggregate, PlainWindow } from "./plain_job.ts";
import type { Statement } from "./statement.ts";
import { TumblingEventTimeWindows } from "../5_operator/window/tumbling_event_time_windows.ts";
import type { AggregateFunction } from "../6_state/aggregating_state.ts";
import { refuse } from "../clock/named_error.ts";
import { compileExpression } from "./expression.ts";
import { OutputTag } from "./output_tag.ts";
import { compileStatements } from "./statement.ts";

type AnyProcess = ProcessWindowFunction<unknown, unknown>;

/** Adds the operation. Errors: `E-WINDOW-…`, `E-LATENESS`, `E-GRAPH-DATA`, `E-GRAPH-EXPRESSION`. */
export function windowNode(
  stream: KeyedStream<unknown, Key>,
  node: PlainWindow,
  path: string,
): DataStream<unknown> {
  const { assigner, allowedLateness, lateTag, reduce, aggregate, process } = node;
  const assigned = TumblingEventTimeWindows.of(assigner.size, assigner.offset);
  let windowed = stream.window(assigned);
  if (allowedLateness !== undefined) windowed = windowed.allowedLateness(allowedLateness);
  if (lateTag !== undefined) windowed = windowed.sideOutputLateData(new OutputTag(lateTag));
  if (reduce !== undefined && aggregate !== undefined) refuseFunctions(path);
  const isIncremental = reduce !== undefined || aggregate !== undefined;
  const run = process && toProcess(process, isIncremental, path);
  if (reduce !== undefined) {
    const compiled = compileExpression(reduce, `${path}.reduce`, ["accumulated", "value"]);
    const reducer = (accumulated: unknown, value: unknown) => compiled({ accumulated, value });
    return run ? windowed.reduce(reducer, run) : windowed.reduce(reducer);
  }
  if (aggregate !== undefined) {
    const aggregator = toAggregate(aggregate, path);
    return run ? windowed.aggregate(aggregator, run) : windowed.aggregate(aggregator);
  }
  return run ? windowed.process(run) : refuseFunctions(path);
}

function toAggregate(
  { initial, add, result }: PlainAggregate,
  path: string,
): AggregateFunction<unknown, unknown, unknown> {
  const at = `${path}.aggregate`;
  const fold = compileExpression(add, `${at}.add`, ["accumulated", "value"]);
  const read = result === undefined
    ? ({ accumulated }: { accumulated: unknown }) => accumulated
    : compileExpression(result, `${at}.result`, ["accumulated"]);
  return {
    createAccumulator: () => initial,
    add: (value, accumulated) => fold({ accumulated, value }),
    getResult: (accumulated) => read({ accumulated }),
  };
}

/** Behind reduce and aggregate there is one element, the result; alone, the list of records. */
function toProcess(
  statements: readonly Statement[],
  isIncremental: boolean,
  path: string,
): AnyProcess {
  const variables = ["value", "key", "windowStart", "windowEnd"] as const;
  const run = compileStatements(statements, `${path}.process`, variables);
  return (key, { window: { start, end } }, elements, out) => {
    const value = isIncremental ? elements[0] : elements;
    run({ value, key, windowStart: start, windowEnd: end }, out);
  };
}

function refuseFunctions(path: string): never {
  return refuse(
    "E-GRAPH-DATA",
    `${path} does not say what shall become of its windows; wanted: reduce, aggregate or process, or ` +
      `process behind one of the other two`,
  );
}
