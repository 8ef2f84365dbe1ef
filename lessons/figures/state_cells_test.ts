// What facts tell of keyed state against what the engine really holds: at many moments of many jobs, both
// must say the same.

import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import {
  AppendList,
  collectSink,
  EventTimeSessionWindows,
  type Job,
  type KeyedProcessFunction,
  listState,
  mapState,
  open,
  type RunOptions,
  SlidingEventTimeWindows,
  StateTable,
  TimeEvictor,
  type Timeline,
  valueState,
  WatermarkStrategy,
} from "@headwater/sim";
import { Fact } from "@headwater/sim/trace";
import readings, { type Reading, readings as log } from "../readings/job.ts";
import { sliceOf } from "../slice.ts";
import { FUNCTION_JOBS } from "./gallery/function_runs.ts";
import { STATE_JOBS } from "./gallery/state_runs.ts";
import { WINDOW_JOBS } from "./gallery/window_runs.ts";
import { readStateCells } from "./state_cells.ts";

/** Running or finished: what a task that is being stopped or started still holds is nobody's state. */
const STANDING: readonly number[] = [4, 5];

/** Moments of a run at which both are compared. */
const MOMENTS = 24;

/** Compares a job's cells with its world, whenever all of its tasks run. */
function compare(job: Job, run: RunOptions<Readonly<Record<string, unknown>>> = {}): void {
  const slice = sliceOf(open(job, run).run());
  const subtasks = slice.plan.subtasks.map(({ id }) => id);
  const timeline = open(job, run);
  const end = slice.until.time;
  let count = 0;
  for (let i = 1; i <= MOMENTS; i++) {
    timeline.seek({ time: Math.floor(end * i / MOMENTS), done: Number.MAX_SAFE_INTEGER });
    const until = timeline.position.time;
    if (!timeline.world.tasks.every(({ state }) => STANDING.includes(state))) continue;
    const told = readStateCells(slice, subtasks, until).map(({ subtask, key, state, value }) =>
      JSON.stringify([subtask, slice.names.keys[key], state.name, value])
    );
    const held = worldCells(timeline);
    deepStrictEqual(told.sort(), held.sort(), `at ${until}`);
    count += held.length;
  }
  ok(count > 10, `only ${count} cells were compared`);
}

/** Every entry of every keyed state of every operator, but for what triggers remember. */
function worldCells({ world, ground }: Timeline): string[] {
  return world.tasks.flatMap(({ chain }, subtask) =>
    chain.operators.flatMap((operator) =>
      tablesOf(operator).flatMap((table) =>
        Array.from({ length: table.index.rowCount }, (_, row) => row)
          .filter((row) => table.index.isLive(row))
          .map((row) => {
            const key = ground.keys.keys[table.index.keyAt(row)];
            return JSON.stringify([subtask, key, table.spec.name, plain(table, row)]);
          })
      )
    )
  );
}

function tablesOf(operator: object): StateTable[] {
  const fields = operator as Readonly<Record<string, unknown>>;
  const { contents, values, buffers = [], states, windowStates, globalStates } = fields;
  const stores = [states, windowStates, globalStates] as ({ tables: StateTable[] } | undefined)[];
  return [
    contents,
    values,
    ...buffers as unknown[],
    ...stores.flatMap((store) => store?.tables ?? []),
  ]
    .filter((table): table is StateTable => table instanceof StateTable);
}

/** A stored value as facts tell it: without times to live, timestamps and buckets. */
function plain({ spec, values }: StateTable, row: number): unknown {
  const stored = values[row];
  const isTimed = spec.timeToLive !== undefined;
  const bare = (piece: unknown) => isTimed ? (piece as { value: unknown }).value : piece;
  if (/-buffer$/.test(spec.name)) {
    return (stored as [number, unknown[]][]).flatMap(([, elements]) => elements);
  }
  if (stored instanceof AppendList) {
    return stored.toArray().map(bare).map((piece) => {
      const { timestamp, value } = piece as { timestamp?: number; value?: unknown };
      return timestamp !== undefined && value !== undefined ? value : piece;
    });
  }
  if (!(stored instanceof Map)) return bare(stored);
  return [...stored as Map<string, [string, unknown]>].sort(([a], [b]) => a < b ? -1 : 1)
    .map(([, [key, value]]) => [key, bare(value)]);
}

Deno.test("state cells: windows that tumble, slide, merge, count, purge and evict hold what facts tell", () => {
  compare(readings);
  for (const job of Object.values(WINDOW_JOBS)) compare(job);
});

Deno.test("state cells: values, lists, maps and sums hold what facts tell", () => {
  for (const job of [...Object.values(STATE_JOBS), ...Object.values(FUNCTION_JOBS)]) compare(job);
});

type Sensor = Reading["sensor"];
type Forgetful = KeyedProcessFunction<Sensor, Reading, number>;

/** The readings by sensor. */
function keyed(env: Parameters<Job>[0], bound = 2000) {
  const strategy = WatermarkStrategy.forBoundedOutOfOrderness<Reading>(bound)
    .withTimestampAssigner((reading) => reading.at);
  return env.fromSource(log, strategy, "source").setParallelism(2)
    .keyBy((reading) => reading.sensor);
}

Deno.test("state cells: what has expired is gone, in values, lists and maps, however it was cleaned", () => {
  for (const updateType of ["OnCreateAndWrite", "OnReadAndWrite"] as const) {
    for (const cleanupSize of [0, 5]) {
      const timeToLive = { ttl: 4_000, updateType, cleanupSize };
      const value = valueState<string>("value", { timeToLive });
      const list = listState<string>("list", { timeToLive });
      const map = mapState<string, string>("map", { timeToLive });
      const forgetful: Forgetful = {
        processElement({ name, at }, context, out) {
          context.state(value).value();
          if (at % 2000 === 0) context.state(value).update(name);
          context.state(list).get();
          context.state(list).add(name);
          const entries = context.state(map);
          for (const [key] of entries.entries()) if (key === "r3") entries.remove(key);
          entries.put(name, name);
          out.collect(1);
        },
      };
      compare((env) => {
        keyed(env).process(forgetful).setParallelism(2).sinkTo(collectSink("out"));
      });
    }
  }
});

Deno.test("state cells: sessions of whole lists merge in the order in which the engine merges them", () => {
  compare((env) => {
    keyed(env, 10_000).window(EventTimeSessionWindows.withGap(6_000))
      .process((_key, _context, elements, out) => out.collect(elements.length))
      .setParallelism(2).sinkTo(collectSink("out"));
  });
});

Deno.test("state cells: an evictor takes away what it takes away, before or after the window fires", () => {
  for (const evictsAfter of [false, true]) {
    compare((env) => {
      keyed(env).window(SlidingEventTimeWindows.of(10_000, 5_000))
        .allowedLateness(5_000)
        .evictor(TimeEvictor.of(3_000, evictsAfter))
        .process((_key, _context, elements, out) => out.collect(elements.length))
        .setParallelism(2).sinkTo(collectSink("out"));
    });
  }
});

Deno.test("state cells: buffers of an interval join lose what finds no partner any more", () => {
  compare((env) => {
    const stream = keyed(env);
    stream.intervalJoin(stream).between(-3_000, 1_000)
      .process((left, right, _context, out) => out.collect([left.name, right.name]))
      .sinkTo(collectSink("out"));
  });
});

Deno.test("state cells: after a failure there is what the last completed checkpoint holds", () => {
  const config = { checkpointInterval: 2_000 };
  for (const job of [readings, ...Object.values(WINDOW_JOBS), STATE_JOBS.memory]) {
    for (const faults of [["crash task-manager-1 at 9.5s"], ["crash task-manager-1 at 13.4s"]]) {
      const { facts } = sliceOf(open(job, { config, faults }).run());
      // key: entries that come back
      ok(facts.some(({ kind, key }) => kind === Fact.stateRestored && key > 0), faults.join());
      compare(job, { config, faults });
    }
  }
});

Deno.test("state cells: what triggers remember is not shown, and not mistaken for contents", () => {
  const slice = sliceOf(open(WINDOW_JOBS.early).run());
  const cells = readStateCells(slice, slice.plan.subtasks.map(({ id }) => id), 13_000_000);
  strictEqual(cells.length, 4);
  ok(cells.every(({ state }) => state.name === "window-contents"));
});
