// Another job that begins from a savepoint: what it finds by uid, what is left behind and named, and what is
// refused.

import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import type { KeyedProcessFunction } from "./5_operator/process_function.ts";
import type { RunOptions } from "./open.ts";
import type { Savepoint } from "./checkpoint/savepoint.ts";
import type { StreamExecutionEnvironment } from "./graph/stream_execution_environment.ts";
import type { Timeline } from "./timeline.ts";
import type { World } from "./world.ts";
import { WatermarkStrategy } from "./1_source/watermark_strategy.ts";
import { TumblingEventTimeWindows } from "./5_operator/window/tumbling_event_time_windows.ts";
import { listState } from "./6_state/list_state.ts";
import { valueState } from "./6_state/value_state.ts";
import { collectSink } from "./7_sink/collect_sink.ts";
import { keyedStore, storedRows } from "./connector/keyed_store.ts";
import { replayableLog } from "./connector/replayable_log.ts";
import { open, results } from "./open.ts";
import { LOG, type Pair } from "./recovery_job_for_tests.ts";
import { assertRefused } from "./refused_for_tests.ts";
import { savepointsOf } from "./take_savepoint.ts";
import { Fact } from "./trace/fact.ts";

const WATERMARKS = WatermarkStrategy.forBoundedOutOfOrderness<Pair>(100);

/** A count and a sum per key; `shape` changes what the tests want to change. */
interface Shape {
  readonly uids?: readonly [count: string, sum: string];
  readonly maxParallelism?: number;
  readonly parallelism?: number;
  readonly count?: KeyedProcessFunction<string, Pair, string>;
  readonly keyOf?: (pair: Pair) => string | number;
  readonly splitCount?: number;
  readonly recordCount?: number;
  readonly isWindowed?: boolean;
  readonly hasMore?: boolean;
}

const SEEN = valueState<number>("seen");
const COUNT: KeyedProcessFunction<string, Pair, string> = {
  processElement([key], context, out) {
    const count = (context.state(SEEN).value() ?? 0) + 1;
    context.state(SEEN).update(count);
    out.collect(`${key} ${count}`);
  },
};

function counts(shape: Shape): (env: StreamExecutionEnvironment) => void {
  const { uids: [count, sum] = ["count", "sum"], splitCount = 2, recordCount = 30 } = shape;
  const { keyOf = ([key]: Pair) => key, hasMore = false, isWindowed = false } = shape;
  const log = replayableLog<Pair>({
    name: "log",
    partitions: LOG.splits.slice(0, splitCount).map(({ id, records }) => ({
      id: id.slice(-1),
      records: records.slice(0, recordCount),
    })),
  });
  return (env) => {
    env.setParallelism(shape.parallelism ?? 2);
    if (shape.maxParallelism !== undefined) env.setMaxParallelism(shape.maxParallelism);
    const pairs = env.fromSource(log, WATERMARKS, "in").uid("in");
    const keyed = pairs.keyBy(keyOf as (pair: Pair) => string);
    keyed.process(shape.count ?? COUNT).uid(count).sinkTo(keyedStore("counts", (row) => row[0]))
      .uid("counts");
    const summed = isWindowed
      ? keyed.window(TumblingEventTimeWindows.of(500)).reduce(([key, a], [, b]) => [key, a + b])
      : keyed.reduce(([key, a], [, b]) => [key, a + b] as const);
    summed.uid(sum).sinkTo(keyedStore<Pair>("sums", ([key]) => key)).uid("sums");
    if (hasMore) {
      pairs.map(([key]: Pair) => key).uid("new").sinkTo(collectSink<string>("more")).uid("more");
    }
  };
}

function stopped(shape: Shape = {}): { readonly savepoint: Savepoint; readonly world: World } {
  const interventions = [
    { verb: "savepoint", at: { time: 1_250_000, done: 0 }, mode: "stop" },
  ] as const;
  const timeline = open(counts(shape), { interventions }).run();
  return { savepoint: savepointsOf(timeline)[0], world: timeline.world };
}

const BEFORE = stopped();

function goOn(shape: Shape, more: Partial<RunOptions<never>> = {}): Timeline {
  return open(counts(shape), { from: BEFORE.savepoint, outside: BEFORE.world, ...more });
}

const last = ({ world }: Timeline, id: string) => storedRows(world, id).map(({ value }) => value);
const UNBROKEN = open(counts({})).run();

Deno.test("G-11 operators are found by their uids, and new ones begin with nothing", () => {
  const next = goOn({ hasMore: true }).run();
  deepStrictEqual(last(next, "counts"), last(UNBROKEN, "counts"));
  deepStrictEqual(last(next, "sums"), last(UNBROKEN, "sums"));
  deepStrictEqual(
    results(next.world, "more").length,
    60 - 26,
    "what was read before is not read again",
  );
  deepStrictEqual(next.ground.from?.empty, ["new", "more"]);
});

Deno.test("F76 E-RESTORE-MISSING state whose operator is gone is refused, by uid", () => {
  assertRefused(
    () => goOn({ uids: ["count", "total"] }),
    "E-RESTORE-MISSING",
    `"sum" (3 entries)`,
    `"total"`,
    "allowNonRestoredState",
  );
});

Deno.test("F76 F77 where that is allowed it is left behind and named, and the new uid begins with nothing", () => {
  const next = goOn({ uids: ["count", "total"] }, { allowNonRestoredState: true }).run();
  deepStrictEqual(next.ground.from?.dropped, [{ uid: "sum", entryCount: 3 }]);
  const [fact] = [...next.trace.facts([Fact.stateDropped])];
  deepStrictEqual([fact.value, fact.key], ["sum", 3]);
  deepStrictEqual(last(next, "counts"), last(UNBROKEN, "counts"));
  const sums = last(next, "sums").map(([, n]) => n),
    whole = last(UNBROKEN, "sums").map(([, n]) => n);
  ok(sums.every((n, i) => n < whole[i]));
});

Deno.test("G-11 an operator that had nothing is not missed", () => {
  const { operators } = BEFORE.savepoint;
  const empty = {
    ...operators[1],
    uid: "stateless",
    subtasks: [{ isFinished: false, parts: [], lists: [] }],
  };
  const from = { ...BEFORE.savepoint, operators: [...operators, empty] };
  strictEqual(goOn({}, { from }).ground.from?.dropped.length, 0);
});

Deno.test("E-RESTORE-MISSING a split that the source has no more is state without a home", () => {
  assertRefused(() => goOn({ splitCount: 1 }), "E-RESTORE-MISSING", `"in/log-1"`);
  const { dropped } = goOn({ splitCount: 1 }, { allowNonRestoredState: true }).ground.from!;
  deepStrictEqual(dropped, [{ uid: "in/log-1", entryCount: 1 }]);
});

Deno.test("E-RESTORE-SPLIT a log that ends before the savepoint is another one", () => {
  assertRefused(() => goOn({ recordCount: 5 }), "E-RESTORE-SPLIT", `"in"`, "record 13");
});

Deno.test("KG-7 F78 E-RESTORE-MAXPAR another max parallelism is refused, larger or smaller", () => {
  for (const maxParallelism of [64, 256]) {
    assertRefused(() => goOn({ maxParallelism }), "E-RESTORE-MAXPAR", `${maxParallelism}`, "128");
  }
  goOn({ maxParallelism: 128 });
});

Deno.test("KG-7 a job that says nothing of it takes the max parallelism of its state", () => {
  const small = stopped({ maxParallelism: 4 });
  const from = { from: small.savepoint, outside: small.world };
  const next = goOn({ parallelism: 4 }, from);
  const byUid = new Map(
    next.ground.plan.vertices.map(({ uid, maxParallelism }) => [uid, maxParallelism]),
  );
  deepStrictEqual([byUid.get("count"), byUid.get("sum")], [4, 4]);
  deepStrictEqual(last(next.run(), "sums"), last(UNBROKEN, "sums"));
  const subtasks = new Set(next.world.tasks.map(({ spec }) => spec.subtask.label));
  ok(subtasks.has("count[3]"));
  assertRefused(
    () => goOn({ parallelism: 5 }, from),
    "E-RESTORE-MAXPAR",
    "5 subtasks",
    "4 key groups",
  );
});

Deno.test("E-SAVEPOINT-VERSION a savepoint of another version is refused, as data too", () => {
  const from = { ...BEFORE.savepoint, format: 2 } as unknown as Savepoint;
  assertRefused(() => goOn({}, { from }), "E-SAVEPOINT-VERSION", "format 2");
});

Deno.test("F79 E-RESTORE-SCHEMA keys of another stream are refused", () => {
  const long = (env: StreamExecutionEnvironment) => {
    const log = replayableLog<Pair>({
      name: "log",
      partitions: LOG.splits.map(({ id, records }) => ({ id: id.slice(-1), records })),
    });
    const pairs = env.fromSource(log, WATERMARKS, "in").uid("in");
    const keyed = pairs.keyBy(([, n]: Pair) => n, { type: "long" });
    keyed.map(([key]: Pair) => key).uid("counts").sinkTo(collectSink("c"));
    keyed.reduce(([key, a], [, b]) => [key, a + b] as const).uid("sum").sinkTo(collectSink("s"));
  };
  const from = { from: BEFORE.savepoint, allowNonRestoredState: true };
  assertRefused(() => open(long, from), "E-RESTORE-SCHEMA", `"sum"`, "Long");
});

Deno.test("F79 E-RESTORE-SCHEMA another operator under the same uid is refused, not given half of it", () => {
  assertRefused(() => goOn({ isWindowed: true }), "E-RESTORE-SCHEMA", `"sum"`, "values");
});

Deno.test("F79 E-RESTORE-SCHEMA state that is declared as another kind fails its task by name", () => {
  const all = listState<number>("seen");
  const count: KeyedProcessFunction<string, Pair, string> = {
    processElement: ([key, n], context, out) => {
      context.state(all).add(n);
      out.collect(`${key} 1`);
    },
  };
  assertRefused(() => goOn({ count }).run(), "E-RESTORE-SCHEMA", `"seen" as list`, "is value");
});

Deno.test("E-RESTORE-SCHEMA lists that an operator cannot read are refused by name", () => {
  const operators = BEFORE.savepoint.operators.map((operator) =>
    operator.uid !== "in" ? operator : {
      ...operator,
      subtasks: operator.subtasks.map((subtask) => ({
        ...subtask,
        lists: [{
          name: "splits",
          mode: "split" as const,
          items: [null],
        }],
      })),
    }
  );
  const from = { ...BEFORE.savepoint, operators };
  assertRefused(() => goOn({}, { from }), "E-RESTORE-SCHEMA", `"in"`);
});
