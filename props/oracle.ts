// What a plain job means, without time, channels or parallel instances: each operator as a function of
// the sequence that it consumes, and a whole job as a function of its input where no order matters. An
// independent witness, so it borrows nothing that runs.

import type { Expression, PlainJob, PlainNode, PlainWindow, Statement } from "@headwater/sim";

/** A value and its timestamp. */
export interface OracleRecord {
  readonly value: unknown;
  readonly timestamp: number;
}

/** The last result of a window whose lateness never ends, its contents in no order. */
export interface OracleWindow {
  readonly key: unknown;
  readonly start: number;
  readonly end: number;
  readonly values: readonly unknown[];
}

/** What a map, filter, flat map, rolling reduce or sum makes of the values it consumes, in order. */
export function outputsOf(
  node: PlainNode,
  inputs: readonly unknown[],
  keys: readonly unknown[],
): unknown[] {
  switch (node.type) {
    case "map":
      return inputs.map((value) => compute(node.map, { value }));
    case "filter":
      return inputs.filter((value) => compute(node.filter, { value }));
    case "flatMap":
      return inputs.flatMap((value) => run(node.do, { value }));
    case "reduce": {
      const states = new Map<unknown, unknown>();
      return inputs.map((value, i) => {
        const accumulated = states.get(keys[i]);
        const next = accumulated === undefined
          ? value
          : compute(node.reduce, { accumulated, value });
        states.set(keys[i], next);
        return next;
      });
    }
    default:
      return [...inputs];
  }
}

/** What of a job's input is looked at, and by how many. */
export interface OracleView {
  /** Subtasks of an operator that does not set its own: they matter where each gets a copy. */
  readonly parallelism: number;
  /** How many records of a split were read; all, if left out. */
  readonly readCount?: (source: string, split: string) => number;
}

/** What reaches a node of a job, in no order, when nothing comes late. */
export function streamOf(job: PlainJob, id: string, view: OracleView): OracleRecord[] {
  const node = nodeOf(job, id);
  switch (node.type) {
    case "source":
      return node.splits.flatMap(({ id: split, records }) =>
        records.slice(0, view.readCount?.(id, split) ?? Infinity).map(({ value, timestamp }) => ({
          value,
          timestamp: timestamp!,
        }))
      );
    case "window":
      return groupsOf(job, node, view).flatMap((group) => resultsOf(node, group));
    case "sideOutput":
      return [];
    case "reduce":
      return rollingOf(job, node, view);
  }
  const inputs = node.inputs!.flatMap((input) => streamOf(job, input, view));
  const hasCopies = "partitioner" in node && node.partitioner === "broadcast";
  const count = hasCopies ? ("parallelism" in node && node.parallelism) || view.parallelism : 1;
  return inputs.flatMap(({ value, timestamp }) =>
    outputsOf(node, Array(count).fill(value), []).map((value) => ({ value, timestamp }))
  );
}

/** Every window of a windowed node with all its records, however late: a plain group-by. */
export function groupsOf(job: PlainJob, node: PlainWindow, view: OracleView): OracleWindow[] {
  const { size, offset = 0 } = node.assigner;
  const groups = new Map<string, OracleWindow>();
  for (const { key, value, timestamp } of keyedStreamOf(job, node, view)) {
    let start = offset; // found by walking: no remainder, no rounding
    while (start > timestamp) start -= size;
    while (start + size <= timestamp) start += size;
    const name = JSON.stringify([key, start]);
    const before = groups.get(name)?.values ?? [];
    groups.set(name, { key, start, end: start + size, values: [...before, value] });
  }
  return [...groups.values()];
}

/** What a window gives when it fires with these records. */
export function resultsOf(node: PlainWindow, { key, start, end, values }: OracleWindow) {
  const value = contentsOf(node, values);
  const scope = { key, windowStart: start, windowEnd: end, value };
  const results = node.process === undefined ? [value] : run(node.process, scope);
  return results.map((value): OracleRecord => ({ value, timestamp: end - 1 }));
}

function contentsOf({ reduce, aggregate }: PlainWindow, values: readonly unknown[]): unknown {
  if (reduce !== undefined) {
    return values.reduce((accumulated, value) => compute(reduce, { accumulated, value }));
  }
  if (aggregate === undefined) return values;
  const { initial, add, result } = aggregate;
  const accumulated = values.reduce<unknown>(
    (accumulated, value) => compute(add, { accumulated, value }),
    initial,
  );
  return result === undefined ? accumulated : compute(result, { accumulated });
}

function rollingOf(job: PlainJob, node: PlainNode, view: OracleView): OracleRecord[] {
  const records = keyedStreamOf(job, node, view);
  const totals = outputsOf(node, records.map(({ value }) => value), records.map(({ key }) => key));
  return records.map(({ timestamp }, index) => ({ value: totals[index], timestamp }));
}

/** What a keyed operator reads, each record with its key. */
function keyedStreamOf(job: PlainJob, { inputs }: PlainNode, view: OracleView) {
  const keyBy = nodeOf(job, inputs![0]);
  if (keyBy.type !== "keyBy") throw new Error("A keyed operator reads a keyBy");
  return streamOf(job, keyBy.inputs![0], view).map((record) => ({
    ...record,
    key: compute(keyBy.key, { value: record.value }),
  }));
}

function nodeOf(job: PlainJob, id: string): PlainNode {
  return job.nodes.find((node) => node.id === id)!;
}

type Scope = Readonly<Record<string, unknown>>;

function run(statements: readonly Statement[], scope: Scope): unknown[] {
  return statements.flatMap((statement) => {
    if ("emit" in statement) return [compute(statement.emit, scope)];
    if (!("if" in statement)) throw new Error(`No meaning for ${JSON.stringify(statement)}`);
    return run(compute(statement.if, scope) ? statement.then : statement.else ?? [], scope);
  });
}

function compute(expression: Expression, scope: Scope): unknown {
  if (typeof expression !== "object" || expression === null) return expression;
  const of = (part: Expression) => compute(part, scope);
  if ("var" in expression) return scope[expression.var];
  if ("field" in expression) {
    return (of(expression.field[0]) as unknown[])[expression.field[1] as number];
  }
  if ("tuple" in expression) return expression.tuple.map(of);
  if ("add" in expression) {
    return (of(expression.add[0]) as number) + (of(expression.add[1]) as number);
  }
  if ("equals" in expression) return of(expression.equals[0]) === of(expression.equals[1]);
  if ("isEven" in expression) return (of(expression.isEven) as number) % 2 === 0;
  if ("not" in expression) return !of(expression.not);
  throw new Error(`No meaning for ${JSON.stringify(expression)}`);
}
