import { deepStrictEqual, ok, throws } from "node:assert/strict";
import { copy } from "../clock/copy.ts";
import { KeyTable } from "../element/key_table.ts";
import { WindowTable } from "../5_operator/window/window_table.ts";
import { AppendList } from "../6_state/append_list.ts";
import { KeyedStateStore } from "../6_state/keyed_state_store.ts";
import { listState } from "../6_state/list_state.ts";
import { mapState } from "../6_state/map_state.ts";
import { StateTable } from "../6_state/state_table.ts";
import { TimerService } from "../6_state/timer_service.ts";
import { VOID_NAMESPACE } from "../6_state/triggerable.ts";
import { valueState } from "../6_state/value_state.ts";
import { Numbering } from "./numbering.ts";
import { restorePart, savePart } from "./saved_part.ts";

/** A timeline in which keys and windows were seen in another order. */
function numberingOf(seen: readonly string[] = [], windows: WindowTable | null = null): Numbering {
  const keys = new KeyTable();
  for (const key of seen) keys.intern(key);
  return new Numbering({ keys, keyType: "auto", maxParallelism: 128, windows, operator: "op" });
}

function tableOf(numbering: Numbering, entries: Readonly<Record<string, unknown>>): StateTable {
  const table = new StateTable();
  table.spec = valueState("last");
  for (const [key, value] of Object.entries(entries)) {
    table.put(VOID_NAMESPACE, numbering.numberOf(key), value);
  }
  return table;
}

Deno.test("KG-8 entries are saved under their keys, by key group, whatever their numbers are", () => {
  const here = numberingOf(["b", "a", "c"]), there = numberingOf(["x", "c", "y", "a"]);
  const entries = { a: 1, b: 2, c: 3 };
  const saved = savePart("values", tableOf(here, entries), here);
  deepStrictEqual(saved, savePart("values", tableOf(there, { c: 3, b: 2, a: 1 }), there));
  ok(saved.type === "state");
  deepStrictEqual(saved.state.entries.map(({ key, value }) => [key, value]).toSorted(), [
    ["a", 1],
    ["b", 2],
    ["c", 3],
  ]);
  const restored = restorePart(saved, there) as StateTable;
  deepStrictEqual(restored.get(VOID_NAMESPACE, there.numberOf("b")), 2);
});

Deno.test("WS-1 state of a window stands under its start and end", () => {
  const windows = new WindowTable(), others = new WindowTable();
  windows.intern(500, 1000);
  const here = numberingOf([], windows), there = numberingOf(["z"], others);
  const table = new StateTable();
  table.spec = valueState("sum");
  for (const [start, value] of [[1000, 7], [0, 4]]) {
    table.put(windows.intern(start, start + 500), here.numberOf("a"), value);
  }
  const saved = savePart("values", table, here);
  ok(saved.type === "state");
  deepStrictEqual(saved.state.entries.map(({ namespace, value }) => [namespace, value]), [
    [[0, 500], 4],
    [[1000, 1500], 7],
  ]);
  deepStrictEqual(savePart("values", restorePart(saved, there), there), saved);
});

Deno.test("ST-1 each declared state keeps its name, its kind and what it stores", () => {
  const numbering = numberingOf();
  const store = new KeyedStateStore();
  const key = numbering.numberOf("k");
  const list = store.table(listState("all"), "op") as StateTable<AppendList<number>>;
  const own = new AppendList<number>();
  for (const n of [3, 1, 2]) own.push(n);
  list.put(VOID_NAMESPACE, key, own);
  const map = store.table(mapState("seen"), "op");
  map.put(VOID_NAMESPACE, key, new Map([["b", ["b", 1]], ["a", ["a", 2]]]));
  const forgetting = valueState("brief", { timeToLive: { ttl: 10 } });
  store.table(forgetting, "op").put(VOID_NAMESPACE, key, Object.freeze({ value: 5, at: 9 }));
  const saved = savePart("states", store, numbering);
  ok(saved.type === "states");
  deepStrictEqual(
    saved.states.map(({ name, kind, isTimed, entries: [{ value }] }) => [
      name,
      kind,
      isTimed,
      value,
    ]),
    [
      ["all", "list", false, [3, 1, 2]],
      ["seen", "map", false, [["a", 2], ["b", 1]]],
      ["brief", "value", true, { value: 5, at: 9 }],
    ],
  );
  const restored = restorePart(saved, numbering) as KeyedStateStore;
  deepStrictEqual(savePart("states", copy(restored), numbering), saved);
});

Deno.test("TI-11 timers of both time domains come back in the order in which they fire", () => {
  const numbering = numberingOf();
  const timers = new TimerService();
  for (const [key, time] of [["a", 30], ["b", 10], ["a", 20]] as const) {
    timers.eventTimers.add(VOID_NAMESPACE, numbering.numberOf(key), time);
  }
  timers.processingTimers.add(VOID_NAMESPACE, numbering.numberOf("c"), 5);
  const saved = savePart("timers", timers, numbering);
  ok(saved.type === "timers");
  deepStrictEqual(saved.timers.event.map(({ key, timestamp }) => [key, timestamp]), [
    ["b", 10],
    ["a", 20],
    ["a", 30],
  ]);
  deepStrictEqual(saved.timers.processing, [{ key: "c", namespace: null, timestamp: 5 }]);
  deepStrictEqual(savePart("timers", restorePart(saved, numbering), numbering), saved);
});

Deno.test("a part of a kind that no savepoint knows is an error of the engine", () => {
  const unknown = { size: 0, absorb() {} };
  throws(() => savePart("odd", unknown as never, numberingOf()), /"odd"/);
});
