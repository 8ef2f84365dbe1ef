import { deepStrictEqual, strictEqual } from "node:assert/strict";
import type { RestoredLists } from "../6_state/operator_list_state.ts";
import { assertRefused } from "../refused_for_tests.ts";
import { claimedNames, locate, savedTransactions } from "./saved_transactions.ts";
import { transactionalLog } from "./transactional_log.ts";
import { TransactionalPartition } from "./transactional_partition.ts";

const held = (name: string, checkpointId: number) => ({
  transaction: { number: 7, name },
  begunAt: 0,
  checkpointId,
});
const STATE = {
  current: held("out[0]-2", -1),
  pending: [held("out[0]-0", 1), held("out[0]-1", 2)],
  userContext: undefined,
};

function listsOf(transactions: readonly unknown[], committing: readonly unknown[]): RestoredLists {
  const lists: Readonly<Record<string, readonly unknown[]>> = { transactions, committing };
  return { isRestored: true, names: Object.keys(lists), items: (name) => lists[name] };
}

Deno.test("SK-5 whoever gets saved transactions will commit or abort each of them", () => {
  const lists = listsOf([STATE, { ...STATE, current: null, pending: [] }], [held("out[1]-0", 1)]);
  deepStrictEqual([...claimedNames(lists)].toSorted(), [
    "out[0]-0",
    "out[0]-1",
    "out[0]-2",
    "out[1]-0",
  ]);
});

Deno.test("SK-5 they are found by their names, under the numbers of the log that there is", () => {
  const partition = new TransactionalPartition();
  partition.spec = transactionalLog("out");
  partition.setup(0);
  for (let i = 0; i < 2; i++) partition.begin(0, 0);
  const told: string[] = [];
  const { states: [state], committing } = locate(
    savedTransactions(listsOf([STATE], [held("out[1]-0", 1)])),
    partition,
    ({ transaction: { name } }) => told.push(name),
  );
  deepStrictEqual(state.pending.map((one) => [one.transaction.number, one.checkpointId]), [
    [0, 1],
    [1, 2],
  ]);
  strictEqual(state.current, null, "it was never promised, so nobody has to hear of it");
  deepStrictEqual(committing, []);
  deepStrictEqual(told, ["out[1]-0"]);
});

Deno.test("F79 E-RESTORE-SCHEMA what is no transaction is refused before anything is done with it", () => {
  for (const odd of [null, 7, {}, { ...STATE, pending: [null] }, { ...STATE, current: {} }]) {
    assertRefused(() => savedTransactions(listsOf([odd], [])), "E-RESTORE-SCHEMA", "transactions");
  }
  for (const odd of [null, STATE, { ...held("a", 1), checkpointId: "1" }]) {
    assertRefused(() => savedTransactions(listsOf([], [odd])), "E-RESTORE-SCHEMA", "transactions");
  }
});
