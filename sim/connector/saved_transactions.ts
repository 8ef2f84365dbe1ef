// The transactions of a writer as a checkpoint holds them, and where they stand in the log of whoever gets
// them back: after a rescale that may be another subtask (SK-5), and a job that begins from a savepoint may
// write to another log.

import type { RestoredLists } from "../6_state/operator_list_state.ts";
import type { HeldTransaction, TransactionState } from "../7_sink/transaction_handler.ts";
import type { LogHandle } from "./log_handler.ts";
import type { TransactionalPartition } from "./transactional_partition.ts";

import { deepFreeze } from "../clock/freeze.ts";
import { refuse, showValue } from "../clock/named_error.ts";

/** Names of the lists in a checkpoint. */
export const TRANSACTIONS = "transactions", COMMITTING = "committing";

/** What one subtask gets back. */
export interface SavedTransactions {
  readonly states: readonly TransactionState<LogHandle>[];
  readonly committing: readonly HeldTransaction<LogHandle>[];
}

/** The transactions in a subtask's lists. Errors: `E-RESTORE-SCHEMA` for what no writer has saved. */
export function savedTransactions(lists: RestoredLists): SavedTransactions {
  const states = lists.items(TRANSACTIONS), committing = lists.items(COMMITTING);
  const other = [
    ...states.filter((one) => !isState(one)),
    ...committing.filter((one) => !isHeld(one)),
  ];
  if (other.length > 0) refuseOther(other[0]);
  return {
    states: states as readonly TransactionState<LogHandle>[],
    committing: committing as readonly HeldTransaction<LogHandle>[],
  };
}

function isState(item: unknown): boolean {
  const { current, pending } = (item ?? {}) as Partial<TransactionState>;
  return Array.isArray(pending) && pending.every(isHeld) && (current === null || isHeld(current));
}

function isHeld(item: unknown): boolean {
  const { transaction, checkpointId } = (item ?? {}) as Partial<HeldTransaction<LogHandle>>;
  return typeof transaction?.name === "string" && Number.isSafeInteger(checkpointId);
}

function refuseOther(item: unknown): never {
  refuse(
    "E-RESTORE-SCHEMA",
    `A sink with transactions finds ${
      showValue(item)
    } where transactions should be saved. Usual cause: ` +
      `another sink under the same uid, or a savepoint that was edited`,
  );
}

/** Names of everything that a subtask will commit or abort when it begins. */
export function claimedNames(lists: RestoredLists): Set<string> {
  const { states, committing } = savedTransactions(lists);
  const held = states.flatMap(({ current, pending }) => [...current ? [current] : [], ...pending]);
  return new Set([...committing, ...held].map(({ transaction }) => transaction.name));
}

/** The same transactions under their numbers in a partition; `tell` hears of those that it does not know. */
export function locate(
  { states, committing }: SavedTransactions,
  partition: TransactionalPartition,
  tell: (unknown: HeldTransaction<LogHandle>) => void,
): SavedTransactions {
  const find = (held: HeldTransaction<LogHandle>, isPromised: boolean) => {
    const { name } = held.transaction;
    const number = partition.kept.find(name);
    if (number >= 0) return [deepFreeze({ ...held, transaction: { number, name } })];
    if (isPromised) tell(held);
    return [];
  };
  return {
    committing: committing.flatMap((held) => find(held, true)),
    states: states.map(({ current, pending, userContext }) => ({
      current: current === null ? null : find(current, false)[0] ?? null,
      pending: pending.flatMap((held) => find(held, true)),
      userContext,
    })),
  };
}
