import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { takeOne } from "../savepoint_job_for_tests.ts";
import type { SavedPart, SavedSubtask, Savepoint } from "./savepoint.ts";
import { type ListedOperator, readSavepoint } from "./savepoint_listing.ts";

const entry = (key: string, value: unknown, start?: number) => ({
  key,
  namespace: start === undefined ? null : [start, start + 500] as const,
  value,
});
const timer = (key: string, timestamp: number) => ({ key, namespace: null, timestamp });

const WINDOWS: SavedPart[] = [
  {
    part: "windows",
    type: "state",
    state: {
      name: "contents",
      kind: "value",
      isTimed: false,
      entries: [entry("b", 3, 500), entry("b", 2, 0)],
    },
  },
  {
    part: "timers",
    type: "timers",
    timers: { event: [timer("b", 30)], processing: [timer("b", 10)] },
  },
];
const FUNCTION: SavedPart[] = [{
  part: "states",
  type: "states",
  states: [
    {
      name: "seen",
      kind: "map",
      isTimed: true,
      entries: [entry("a", [["x", { value: 1, at: 9 }]])],
    },
    { name: "all", kind: "list", isTimed: true, entries: [entry("a", [{ value: 1, at: 9 }])] },
    { name: "last", kind: "value", isTimed: true, entries: [entry("a", { value: 1, at: 9 })] },
  ],
}];

const subtask = (parts: readonly SavedPart[], items: readonly unknown[] = []): SavedSubtask => ({
  isFinished: false,
  parts,
  lists: items.length === 0 ? [] : [{ name: "rows", mode: "split", items }],
});

function listOf(...subtasks: SavedSubtask[]): ListedOperator {
  const operators = [{
    uid: "op",
    name: "Op",
    maxParallelism: 128,
    keyType: "auto" as const,
    subtasks,
  }];
  return readSavepoint({ operators } as unknown as Savepoint)[0];
}

Deno.test("KG-8 entries of all subtasks stand together, by key and window, with the subtask that had them", () => {
  const first: SavedPart = {
    part: "windows",
    type: "state",
    state: { name: "contents", kind: "value", isTimed: false, entries: [entry("c", 9, 0)] },
  };
  const { states: [{ name, entries }], parallelism, entryCount } = listOf(
    subtask([first]),
    subtask(WINDOWS),
  );
  strictEqual(name, "windows");
  deepStrictEqual(entries.map((one) => [one.key, one.window, one.value, one.subtask]), [
    ["b", [0, 500], 2, 1],
    ["b", [500, 1000], 3, 1],
    ["c", [0, 500], 9, 0],
  ]);
  deepStrictEqual([parallelism, entryCount], [2, 5]);
});

Deno.test("TI-11 timers of both time domains stand together, by time", () => {
  const { timers } = listOf(subtask(WINDOWS));
  deepStrictEqual(timers.map((one) => [one.timestamp, one.domain, one.key]), [
    [10, "processing time", "b"],
    [30, "event time", "b"],
  ]);
});

Deno.test("TTL-6 state with a time to live is listed without the time of its last use", () => {
  const { states } = listOf(subtask(FUNCTION));
  deepStrictEqual(states.map(({ name, isTimed, entries: [{ value }] }) => [name, isTimed, value]), [
    ["states/seen", true, [["x", 1]]],
    ["states/all", true, [1]],
    ["states/last", true, 1],
  ]);
});

Deno.test("OS-1 lists stand by subtask, empty where one had none", () => {
  const { lists: [rows] } = listOf(subtask([]), subtask([], [1, 2]));
  deepStrictEqual([rows.name, rows.mode, rows.items], ["rows", "split", [[], [1, 2]]]);
});

Deno.test("of a job that remembers in every way, everything is listed", () => {
  const listed = readSavepoint(takeOne(1_250_000).savepoint);
  const remember = listed.find(({ uid }) => uid === "remember")!;
  deepStrictEqual(remember.states.map(({ name, kind }) => [name.split("/").at(-1), kind]), [
    ["last", "value"],
    ["all", "list"],
    ["seen", "map"],
    ["sum", "reducing"],
    ["mean", "aggregating"],
    ["last-for", "value"],
    ["all-for", "list"],
    ["seen-for", "map"],
  ]);
  ok(remember.timers.length > 0 && remember.lists.some(({ mode }) => mode === "broadcast"));
  const source = listed.find(({ uid }) => uid === "source")!;
  deepStrictEqual(source.lists.map(({ mode }) => mode), ["union"]);
});
