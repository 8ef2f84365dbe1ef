import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import type { TransactionStatus } from "../7_sink/written_result.ts";
import { copy } from "../clock/copy.ts";
import { hasEnded, LogTransactions } from "./log_transactions.ts";

/** A transaction that has come to a status. */
function at(status: TransactionStatus): LogTransactions {
  const transactions = new LogTransactions();
  transactions.begin("t", 0, 0);
  if (status === "pre-committed" || status === "committed") transactions.preCommit(0, 1);
  if (status === "lost") transactions.end(0, "expired", 5);
  if (hasEnded(status)) transactions.end(0, status as "committed", 5);
  return transactions;
}

const END = ["committed", "aborted", "expired", "lost"] as const;

Deno.test("law 69 a transaction that has ended stays as it ended: no commit after abort, no abort after commit", () => {
  const allowed: Record<TransactionStatus, readonly string[]> = {
    "open": ["aborted", "expired"],
    "pre-committed": ["committed", "aborted", "expired"],
    "committed": [],
    "aborted": [],
    "expired": ["lost"],
    "lost": [],
  };
  for (const [from, wanted] of Object.entries(allowed)) {
    const moves = END.filter((end) => {
      try {
        return at(from as TransactionStatus).end(0, end, 9).status === end;
      } catch {
        return false;
      }
    });
    deepStrictEqual(moves, wanted, from);
  }
  throws(() => at("aborted").preCommit(0, 1), /t-0 is aborted and cannot become pre-committed/);
  throws(() => at("pre-committed").preCommit(0, 2), /Engine assertion failed/);
});

Deno.test("LogTransactions: the live ones are those that have not ended, whatever order they end in", () => {
  const transactions = new LogTransactions();
  for (let i = 0; i < 4; i++) transactions.begin("t", 0, 0);
  transactions.end(2, "aborted", 1);
  const live = () => transactions.live().map(({ number }) => number);
  deepStrictEqual([live(), transactions.firstLive], [[0, 1, 3], 0]);
  transactions.end(0, "aborted", 1);
  transactions.end(1, "aborted", 1);
  deepStrictEqual([live(), transactions.firstLive], [[3], 3]);
});

Deno.test("LogTransactions: the next deadline is that of the live ones that count", () => {
  const transactions = new LogTransactions();
  strictEqual(transactions.nextDeadline(), Infinity);
  for (let i = 0; i < 3; i++) transactions.begin("t", 0, 0);
  transactions.setDeadline(1, 70);
  transactions.setDeadline(2, 80);
  strictEqual(transactions.nextDeadline(), 70);
  transactions.end(1, "expired", 70);
  strictEqual(transactions.nextDeadline(), 80);
  throws(() => transactions.at(3), /There is a transaction 3/);
});

Deno.test("LogTransactions: copies share what has been and go on alone", () => {
  const transactions = at("pre-committed");
  const twin = copy(transactions);
  transactions.end(0, "committed", 5);
  deepStrictEqual([transactions, twin].map((one) => one.at(0).status), [
    "committed",
    "pre-committed",
  ]);
});
