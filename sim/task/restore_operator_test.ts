import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import type { KeyedPart } from "../6_state/keyed_part.ts";
import type { RestoredLists } from "../6_state/operator_list_state.ts";
import type { Operator, OperatorContext } from "../5_operator/operator.ts";
import { EngineError } from "../clock/assert.ts";
import { refuse } from "../clock/named_error.ts";
import { StateTable } from "../6_state/state_table.ts";
import { TimerService } from "../6_state/timer_service.ts";
import { valueState } from "../6_state/value_state.ts";
import { assertRefused } from "../refused_for_tests.ts";
import { restoreOperator } from "./restore_operator.ts";

const CONTEXT = {} as OperatorContext;

/** An operator with one table, and one list if it asks for it. */
function operatorOf(restore: (lists: RestoredLists) => void = () => {}) {
  const table = new StateTable();
  table.spec = valueState("last");
  const operator = {
    spec: { name: "Op", uid: "op" },
    keyedParts: () => ({ last: table }),
    restoreState: restore,
  };
  return { table, operator: operator as unknown as Operator };
}

function tableOf(...keys: number[]): StateTable {
  const table = new StateTable();
  table.spec = valueState("last");
  for (const key of keys) table.put(-1, key, `of ${key}`);
  return table;
}

const listsOf = (lists: Readonly<Record<string, readonly unknown[]>>): RestoredLists => ({
  isRestored: true,
  names: Object.keys(lists),
  items: (name) => lists[name] ?? [],
});

function give(
  operator: Operator,
  parts: readonly (readonly [string, KeyedPart])[],
  lists: Readonly<Record<string, readonly unknown[]>> = {},
): void {
  const named = parts.map(([name, saved]) => ({ name, saved }));
  const restore = { parts: named, lists: listsOf(lists) };
  restoreOperator(restore, operator, CONTEXT, (key) => key % 2 === 0);
}

Deno.test("KG-8 an operator gets of every old subtask's state what belongs to its own keys", () => {
  const { table, operator } = operatorOf();
  give(operator, [["last", tableOf(1, 2)], ["last", tableOf(3, 4)]]);
  deepStrictEqual([table.size, table.get(-1, 2), table.get(-1, 4)], [2, "of 2", "of 4"]);
});

Deno.test("OS-6 an operator sees the lists that were dealt to it, and that it was restored", () => {
  let heard: unknown;
  const { operator } = operatorOf((lists) => {
    heard = [lists.isRestored, lists.items("rows"), lists.items("other"), lists.names];
  });
  give(operator, [], { rows: [1, 2] });
  deepStrictEqual(heard, [true, [1, 2], [], ["rows"]]);
});

Deno.test("G-11 F79 E-RESTORE-SCHEMA state that has no place is refused by its name, but not a place that was empty", () => {
  for (const [name, part] of [["sums", tableOf(1)], ["last", timersOf(1)]] as const) {
    assertRefused(
      () => give(operatorOf().operator, [[name, part]]),
      "E-RESTORE-SCHEMA",
      `"${name}"`,
      `"op"`,
      "1 entries by key",
    );
  }
  give(operatorOf().operator, [["sums", tableOf()], ["last", timersOf()]]);
});

function timersOf(...times: number[]): TimerService {
  const timers = new TimerService();
  for (const time of times) timers.eventTimers.add(-1, 0, time);
  return timers;
}

Deno.test("G-11 F79 E-RESTORE-SCHEMA a list that nobody asks for is refused, but not an empty one", () => {
  assertRefused(
    () => give(operatorOf().operator, [], { rows: [1, 2] }),
    "E-RESTORE-SCHEMA",
    `"rows"`,
    "2 entries of a list",
  );
  give(operatorOf().operator, [], { rows: [] });
});

Deno.test("F79 E-RESTORE-SCHEMA items of which an operator makes nothing are refused by its name", () => {
  const reads = ({ items }: RestoredLists) =>
    void items("rows").map((row) => (row as { at: number }).at.toFixed());
  assertRefused(
    () => give(operatorOf((lists) => reads(lists)).operator, [], { rows: [null] }),
    "E-RESTORE-SCHEMA",
    `"Op"`,
    `"rows"`,
  );
});

Deno.test("what has a name already, and errors of the engine, are told as they are", () => {
  const named = operatorOf((lists) => refuse("E-ODD", `${lists.items("rows")}`)).operator;
  assertRefused(() => give(named, [], { rows: [1] }), "E-ODD");
  const broken = new EngineError("no invariant");
  const { operator } = operatorOf(() => {
    throw broken;
  });
  throws(() => give(operator, []), (error) => {
    strictEqual(error, broken);
    return true;
  });
});
