import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { assertRefused } from "../refused_for_tests.ts";
import { KeyedStateStore } from "./keyed_state_store.ts";
import { listState } from "./list_state.ts";
import { savedDescriptor } from "./saved_descriptor.ts";
import { StateTable } from "./state_table.ts";
import { valueState } from "./value_state.ts";

const CONTEXT = { key: 3, now: 0, setKey() {}, report() {} };

/** A store with one saved state of key 3. */
function storeOf(isTimed = false): KeyedStateStore {
  const table = new StateTable();
  table.spec = savedDescriptor("last", "value", isTimed);
  table.put(-1, 3, isTimed ? Object.freeze({ value: 7, at: 0 }) : 7);
  const saved = new KeyedStateStore();
  saved.tables = [table];
  const store = new KeyedStateStore();
  store.absorb(saved, () => true);
  return store;
}

Deno.test("ST-1 state that was saved is found again by its name and kind", () => {
  strictEqual(storeOf().state(valueState<number>("last"), -1, CONTEXT, "op").value(), 7);
  const remembered = valueState<number>("last", { timeToLive: { ttl: 5 } });
  strictEqual(storeOf(true).state(remembered, -1, CONTEXT, "op").value(), 7);
});

Deno.test("state that nobody declares any more is kept as it was", () => {
  const store = storeOf();
  store.state(valueState("other"), -1, CONTEXT, "op");
  deepStrictEqual(store.tables.map(({ spec, size }) => [spec.name, size]), [
    ["last", 1],
    ["other", 0],
  ]);
});

Deno.test("E-RESTORE-SCHEMA state of another kind, or one that is forgotten now, is not what was saved", () => {
  const list = () => storeOf().state(listState("last"), -1, CONTEXT, "op");
  assertRefused(list, "E-RESTORE-SCHEMA", `"op"`, `"last" as list`, "saved is value");
  const timed = valueState("last", { timeToLive: { ttl: 5 } });
  const forgetting = () => storeOf().state(timed, -1, CONTEXT, "op");
  assertRefused(forgetting, "E-RESTORE-SCHEMA", "value with a time to live", "saved is value;");
});
