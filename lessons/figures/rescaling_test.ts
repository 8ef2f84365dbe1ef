import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import {
  collection,
  collectSink,
  type Job,
  open,
  type SavedOperator,
  type Savepoint,
  savepointsOf,
  WatermarkStrategy,
} from "@headwater/sim";
import { rescaled, type RescaledName } from "./gallery/rescaling_runs.ts";
import { runSlice } from "./gallery/runs.ts";
import { rescaling, type RescalingModel } from "./rescaling.ts";
import { movesOf } from "./rescaling_moves.ts";

const model = (operator: RescaledName, parallelism: number, width = 720): RescalingModel =>
  rescaling.model(runSlice("nothing"), { width, operator: rescaled(operator), parallelism });

Deno.test("KG-3 KG-8 rescaling: every key group has one owner before and one after, and neighbours stay together", () => {
  for (const parallelism of [1, 2, 3, 5, 48, 128]) {
    const { runs, groupCount } = movesOf(rescaled("many subtasks"), parallelism);
    let next = 0;
    for (const { start, end } of runs) {
      strictEqual(start, next);
      next = end + 1;
    }
    strictEqual(next, groupCount);
    for (const side of ["before", "after"] as const) {
      const owners = runs.map((run) => run[side]);
      deepStrictEqual(owners, owners.toSorted((a, b) => a - b));
    }
  }
});

Deno.test("KG-8 rescaling: keys come to those who really have them when the job goes on from the savepoint", () => {
  for (const parallelism of [1, 2, 3, 5]) {
    const operator = takenFrom(summed(2), undefined);
    const again = takenFrom(summed(parallelism), operator.savepoint);
    const told = movesOf(operator.sum, parallelism).keys.map(({ key, after }) =>
      [key, after] as const
    );
    const owners = new Map(ownersOf(again.sum));
    deepStrictEqual(told, told.map(([key]) => [key, owners.get(key)]));
    ok(told.length > 10);
  }
});

/** Sums of numbers by key, in so many subtasks. */
function summed(parallelism: number): Job {
  return (env) => {
    const numbers = collection(Array.from({ length: 60 }, (_, n) => n), { interval: 10_000 });
    env.fromSource(numbers, WatermarkStrategy.noWatermarks(), "numbers").uid("numbers")
      .keyBy((n) => n).sum().uid("sum").setParallelism(parallelism)
      .sinkTo(collectSink("out")).uid("out").setParallelism(1);
  };
}

/** Of a run that may begin from a savepoint the next one, taken before anything more is read. */
function takenFrom(job: Job, from: Savepoint | undefined) {
  const time = from === undefined ? 205_000 : from.completedAt;
  const interventions = [{ verb: "savepoint", at: { time, done: 0 } } as const];
  const timeline = open(job, { interventions, ...(from === undefined ? {} : { from }) });
  timeline.run(({ coordinator }) => coordinator.completed.savepoints.length > 0);
  const [savepoint] = savepointsOf(timeline);
  return { savepoint, sum: savepoint.operators.find(({ uid }) => uid === "sum")! };
}

/** Which subtask has which key. */
function ownersOf({ subtasks }: SavedOperator): (readonly [key: string, subtask: number])[] {
  const owners = subtasks.flatMap(({ parts }, subtask) =>
    parts.flatMap((part) =>
      part.type === "timers" ? [] : part.type === "state" ? [part.state] : part.states
    ).flatMap(({ entries }) => entries.map(({ key }) => [String(key), subtask] as const))
  );
  return [...new Map(owners)].sort();
}

Deno.test("KG-1 rescaling: a key stands in its key group, in both rows, and moves if its key group does", () => {
  const { keyGroups, story } = model("windows", 3);
  for (const { id, x, isMoved } of keyGroups!.keys) {
    const row = story.keys.find(({ key }) => key === id)!;
    strictEqual(isMoved, row.before !== row.after);
    strictEqual(keyGroups!.bands.some(({ x1, x2 }) => x > x1 && x < x2), isMoved, id);
    for (const side of ["before", "after"] as const) {
      const owner = keyGroups![side].findIndex((block) => x > block.x && x < block.x + block.width);
      strictEqual(row[side], `window[${owner}]`);
    }
  }
  ok(story.movedTimers > 0 && story.movedEntries > 0 && story.movedKeys < story.keyCount);
});

Deno.test("OS-2 OS-3 OS-4 rescaling: split deals out, union gives all to all, broadcast copies", () => {
  const { lists } = movesOf(rescaled("lists"), 3);
  const of = (wanted: string) => lists.find(({ mode }) => mode === wanted)!;
  ok(of("split").items.every(({ after }) => after.length === 1));
  ok(of("union").items.every(({ after }) => after.length === 3));
  deepStrictEqual(of("broadcast").before, [2, 2]);
  deepStrictEqual(of("broadcast").after, [2, 2, 2]);
  // the third gets the copy of the first
  deepStrictEqual(of("broadcast").items.map(({ after }) => after.map(([subtask]) => subtask)), [
    [0, 2],
    [0, 2],
    [1],
    [1],
  ]);
  const sum = (counts: readonly number[]) => counts.reduce((all, one) => all + one, 0);
  strictEqual(sum(of("split").before), sum(of("split").after));
  ok(Math.max(...of("split").after) - Math.min(...of("split").after) <= 1);
});

Deno.test("KG-8 rescaling: with as many subtasks as before nothing moves", () => {
  const { keyGroups, story } = model("memory", 2);
  deepStrictEqual([keyGroups!.bands, story.movedGroups, story.movedKeys], [[], 0, 0]);
  strictEqual(
    rescaling.describe(model("memory", 2), "en").title,
    "memory keeps its 2 subtasks: no key group moves",
  );
});

Deno.test("rescaling: an operator without state says so", () => {
  const { keyGroups, lists, emptyY } = model("sink", 2);
  deepStrictEqual([keyGroups, lists], [null, []]);
  ok(emptyY > 0);
});
