import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { javaHash, keyGroup, operatorIndex, seconds } from "@headwater/sim";
import { Fact, type FactRow } from "@headwater/sim/trace";
import type { TraceSlice } from "./figure.ts";
import { type RunName, runSlice } from "./gallery/runs.ts";
import { type StateRunName, stateSlice } from "./gallery/state_runs.ts";
import { keyedState, type KeyedStateModel, type KeyedStateOptions } from "./keyed_state.ts";

function model(slice: TraceSlice, options: Partial<KeyedStateOptions> = {}): KeyedStateModel {
  return keyedState.model(slice, { width: 720, ...options });
}

const run = (name: RunName, options?: Partial<KeyedStateOptions>) => model(runSlice(name), options);
const own = (name: StateRunName, options?: Partial<KeyedStateOptions>) =>
  model(stateSlice(name), options);
const titleOf = (shown: KeyedStateModel) => keyedState.describe(shown, "en").title;
const textOf = ({ table }: KeyedStateModel, id: string) =>
  table.cells.find((cell) => cell.id === id)?.text;

Deno.test("keyed state: a key is in the group that the engine puts it in, with the subtask that owns it (KG-1, KG-2)", () => {
  for (
    const [shown, parallelism] of [[run("readings", { at: seconds(14) }), 2], [
      own("many keys"),
      4,
    ]] as const
  ) {
    ok(shown.story.cells.length > 0);
    for (const { key, group, subtask } of shown.story.cells) {
      const value = shown.story.operator === "sum" ? Number(key) : key;
      strictEqual(group, keyGroup(javaHash(value), 128));
      const index = operatorIndex(group, 128, parallelism);
      strictEqual(subtask, `${shown.story.operator}[${index}]`);
    }
  }
});

Deno.test("keyed state: the ruler is cut into the runs of the subtasks, without a hole", () => {
  const { ruler } = own("many keys");
  deepStrictEqual(ruler.blocks.map(({ text }) => text), [
    "sum[0]  0–31",
    "sum[1]  32–63",
    "sum[2]  64–95",
    "sum[3]  96–127",
  ]);
  strictEqual(ruler.blocks[0].x, ruler.left);
  const last = ruler.blocks.at(-1)!;
  strictEqual(last.x + last.width, ruler.right);
  for (let i = 1; i < ruler.blocks.length; i++) {
    const gap = ruler.blocks[i].x - ruler.blocks[i - 1].x - ruler.blocks[i - 1].width;
    ok(gap > 0 && gap <= 4.1);
  }
});

Deno.test("keyed state: columns stand in the order of key groups, keys of one group in one band", () => {
  const { table } = own("many keys");
  const groups = table.bands.map(({ id }) => Number(id));
  deepStrictEqual(groups, [...groups].sort((a, b) => a - b));
  strictEqual(new Set(groups).size, groups.length);
  const columns = (box: { x: number; width: number }) =>
    table.columns.filter(({ x }) => x > box.x && x < box.x + box.width).length;
  const counts = table.bands.map(({ box }) => columns(box));
  ok(counts.includes(2));
  strictEqual(counts.reduce((sum, count) => sum + count, 0), table.columns.length);
});

Deno.test("keyed state: a cell holds what it held at that moment, and what changed since is underlined", () => {
  const early = run("readings", { at: seconds(6) });
  const late = run("readings", { at: seconds(14), since: seconds(9) });
  const cell = "window-contents 0–10 s c";
  strictEqual(textOf(early, cell), "r2");
  strictEqual(textOf(late, cell), "r6");
  ok(early.table.cells.every(({ underline }) => underline === 0));
  deepStrictEqual(
    late.table.cells.filter(({ underline }) => underline > 0).map(({ text }) => text),
    ["r6", "r8", "r7"],
  );
  // both windows are cleared when the input has ended
  ok(run("readings").isEmpty);
});

Deno.test("keyed state: states are told by the names and in the ways in which they were declared", () => {
  const { table } = own("memory", { at: seconds(13) });
  deepStrictEqual(table.rows.map(({ text }) => text), ["count", "last two", "per half", "warmest"]);
  deepStrictEqual(
    ["count a", "last two a", "per half a", "warmest a"].map((id) =>
      table.cells.find((cell) => cell.id === id)?.text
    ),
    ["3", "r5, r7", "early: 2, late: 1", "r5"],
  );
});

Deno.test("keyed state: with checkpoints, changed means since the snapshot of the last completed one", () => {
  const slice = runSlice("readings");
  const control = (
    kind: number,
    name: string,
    owner: number,
    time: number,
    stamp: number,
  ): FactRow => ({
    ...slice.facts[0],
    kind,
    name,
    owner,
    time,
    stamp,
  });
  const [subtask] = slice.plan.subtasks.filter(({ label }) => label === "window[0]");
  const facts = [
    ...slice.facts,
    control(Fact.snapshotTaken, "snapshotTaken", subtask.id, seconds(5), 1),
    control(Fact.checkpointCompleted, "checkpointCompleted", -1, seconds(6), 1),
    // one that was taken but has not been completed counts for nothing
    control(Fact.snapshotTaken, "snapshotTaken", subtask.id, seconds(13.5), 2),
  ].sort((a, b) => a.time - b.time || a.index - b.index);
  const shown = model({ ...slice, facts }, { at: seconds(14) });
  deepStrictEqual(
    shown.story.cells.filter(({ isChanged }) => isChanged).map(({ key, value }) =>
      `${key} ${value}`
    ),
    ["b r4", "b r8", "c r6"],
  );
  const { caption } = keyedState.describe(shown, "en");
  ok(caption.includes("since the last completed checkpoint"), caption);
});

Deno.test("keyed state: of too many keys, those that were changed last are shown and the rest counted", () => {
  for (const width of [358, 720]) {
    const { table, story } = own("many keys", { width });
    strictEqual(table.columns.length + table.hiddenKeys, story.keyCount);
    ok(table.columns.every(({ width }) => width >= 40));
  }
  const asked = own("many keys", { keys: ["3", "5"] });
  deepStrictEqual(asked.table.columns.map(({ name }) => name).sort(), ["3", "5"]);
});

Deno.test("keyed state: many subtasks have one name for all, and their runs stay apart", () => {
  const { ruler } = own("many subtasks");
  strictEqual(ruler.blocks.length, 32);
  strictEqual(ruler.summary, "sum ×32");
});

Deno.test("keyed state: the title says who keeps what", () => {
  strictEqual(
    titleOf(run("readings", { at: seconds(14) })),
    "At 14 s window[0] keeps the state of keys b and c, window[1] that of key a",
  );
  strictEqual(titleOf(run("nothing")), "At 0 ms window keeps nothing of any key");
  strictEqual(titleOf(run("burst")), "No operator has keys, so none keeps state of keys");
});
