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

/** What reaches a node of a job in the end, in no order; windows and rolling operators aside. */
export function streamOf(job: PlainJob, id: string, parallelism: number): OracleRecord[] {
  const node = job.nodes.find((node) => node.id === id)!;
  if (node.type === "source") {
    return node.splits.flatMap(({ records }) =>
      records.map(({ value, timestamp }) => ({ value, timestamp: timestamp! }))
    );
  }
  const inputs = node.inputs!.flatMap((input) => streamOf(job, input, parallelism));
  const hasCopies = "partitioner" in node && node.partitioner === "broadcast";
  const count = hasCopies ? ("parallelism" in node && node.parallelism) || parallelism : 1;
  return inputs.flatMap(({ value, timestamp }) =>
    outputsOf(node, Array(count).fill(value), []).map((value) => ({ value, timestamp }))
  );
}

/** Every window of a windowed node with all its records, however late: a plain group-by. */
export function groupsOf(
  job: PlainJob,
  { inputs, assigner }: PlainWindow,
  parallelism: number,
): OracleWindow[] {
  const keyBy = job.nodes.find((node) => node.id === inputs![0])!;
  if (keyBy.type !== "keyBy") throw new Error("A window reads a keyBy");
  const { size, offset = 0 } = assigner;
  const groups = new Map<string, OracleWindow>();
  for (const { value, timestamp } of streamOf(job, keyBy.inputs![0], parallelism)) {
    const key = compute(keyBy.key, { value });
    let start = offset; // found by walking: no remainder, no rounding
    while (start > timestamp) start -= size;
    while (start + size <= timestamp) start += size;
    const name = JSON.stringify([key, start]);
    const before = groups.get(name)?.values ?? [];
    groups.set(name, { key, start, end: start + size, values: [...before, value] });
  }
  return [...groups.values()];
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
