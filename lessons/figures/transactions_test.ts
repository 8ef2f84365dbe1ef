import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { readCommitted, readUncommitted, seconds, transactionsOf } from "@headwater/sim";
import { sliceOf } from "../slice.ts";
import { type FailureRunName, failureSlice } from "./gallery/failure_runs.ts";
import { zombieRun } from "./gallery/transactions.ts";
import { readTransactionLives } from "./transaction_lives.ts";
import { transactions, type TransactionsModel, type TransactionsOptions } from "./transactions.ts";

function model(
  name: FailureRunName,
  options: Partial<TransactionsOptions> = {},
): TransactionsModel {
  return transactions.model(failureSlice(name), { width: 720, ...options });
}

const titleOf = (shown: TransactionsModel) => transactions.describe(shown, "en").title;

/** What the log calls a transaction of which facts say the same. */
const STATUS = { "aborted": ["aborted", "expired"], "lost": ["expired", "lost"] };

Deno.test("SK-7 F50 transactions: both kinds of readers see what the log shows them, fenced writers and all", () => {
  const timeline = zombieRun();
  const { story } = transactions.model(sliceOf(timeline), { width: 720 });
  strictEqual(story.uncommitted, readUncommitted(timeline.world, "out").length);
  strictEqual(story.committed, readCommitted(timeline.world, "out").length);
  ok(story.committed < story.uncommitted && story.fenced === 2);
});

Deno.test("SK-5 SK-7 transactions: each ends as the log has it, and no transaction is left out", () => {
  const timeline = zombieRun();
  const told = new Map(
    readTransactionLives(sliceOf(timeline)).transactions.map(({ name, state }) => [name, state]),
  );
  const kept = transactionsOf(timeline.world, "out");
  strictEqual(told.size, kept.length);
  for (const { name, status } of kept) {
    const state = told.get(name)!;
    ok(state === "aborted" || state === "lost" ? STATUS[state].includes(status) : state === status);
  }
});

Deno.test("SK-6 transactions: readers of committed data never see a result before the others do", () => {
  for (const name of ["crash", "expired transaction"] as const) {
    const { readers } = model(name);
    ok(readers.lines.every(({ x1, x2, y1, y2 }) => x1 <= x2 && y1 < y2));
    const seen = readers.marks.filter(({ row }) => row === "committed");
    ok(seen.length > 0 && seen.every(({ state }) => state !== "never"));
  }
});

Deno.test("SK-7 transactions: what is aborted is hollow where everything is read, and is not read elsewhere", () => {
  const { readers, story } = model("crash");
  const never = readers.marks.filter(({ state }) => state === "never");
  const aborted = story.transactions.filter(({ state }) => state === "aborted");
  strictEqual(never.length, aborted.flatMap(({ results }) => results).length);
  strictEqual(
    titleOf(model("crash")),
    "1 transaction aborted: read_committed sees 10 of 16 results that were written",
  );
});

Deno.test("F44 transactions: the title tells what was promised and is lost", () => {
  const shown = model("expired transaction");
  strictEqual(titleOf(shown), "1 transaction timed out after the promise: its results are lost");
  ok(shown.labels.some(({ text }) => text.startsWith("timed out: lost")));
});

Deno.test("transactions: a stretch that ends before the commit shows what is still open", () => {
  const { transactions: marks, story } = model("crash", { until: seconds(15.2) });
  ok(marks.some(({ isCutRight }) => isCutRight));
  deepStrictEqual([story.committed, story.uncommitted], [0, 6]);
});

Deno.test("transactions: a sink without them shows each result at once", () => {
  const { emptyY, readers, story } = model("crash appended");
  ok(emptyY > 0 && readers.lines.every(({ x1, x2 }) => x1 === x2));
  strictEqual(story.committed, story.uncommitted);
});
