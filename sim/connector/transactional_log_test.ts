import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import {
  checkpoint,
  committed,
  partitionOf,
  start,
  statuses,
  told,
  uncommitted,
  worldOf,
  write,
} from "./log_for_tests.ts";
import { readCommitted, readUncommitted, transactionsOf } from "./log_reader.ts";
import { transactionalLog } from "./transactional_log.ts";

Deno.test("SK-7 F50 readers of all rows see them at once, readers of committed rows after checkpoint and commit", () => {
  const harness = write(start(), "ab");
  deepStrictEqual([committed(harness), uncommitted(harness)], ["", "ab"]);
  harness.snapshot(1);
  write(harness, "c").notifyCheckpointComplete(1);
  strictEqual(committed(harness), ""); // asked for
  harness.performOutside();
  deepStrictEqual([committed(harness), uncommitted(harness)], ["ab", "abc"]);
  deepStrictEqual(
    readUncommitted(worldOf(harness), "out").map(({ transaction, status }) =>
      `${transaction} ${status}`
    ),
    ["out[0]-0 committed", "out[0]-0 committed", "out[0]-1 open"],
  );
});

Deno.test("law 68 every step from begin to commit is told with the name of the transaction and its checkpoint", () => {
  const harness = write(start(), "a");
  harness.snapshot(7);
  harness.notifyCheckpointComplete(7);
  deepStrictEqual(told(harness), [
    "transactionBegun out[0]-0 0",
    "transactionPreCommitted out[0]-0 7",
    "transactionBegun out[0]-1 0",
    "commitRequested out[0]-0 7",
  ]);
  harness.performOutside().answerOutside();
  deepStrictEqual(told(harness), ["transactionCommitted out[0]-0 7"]);
});

Deno.test("law 67 a transaction becomes visible whole, and a row stands in one committed transaction", () => {
  const harness = write(start(), "abc");
  checkpoint(harness, 1);
  write(harness, "de");
  checkpoint(harness, 2);
  const rows = readCommitted(worldOf(harness), "out");
  deepStrictEqual(rows.map(({ value, transaction }) => `${value} ${transaction}`), [
    "a out[0]-0",
    "b out[0]-0",
    "c out[0]-0",
    "d out[0]-1",
    "e out[0]-1",
  ]);
});

Deno.test("SK-3 F34 a late notice commits what belongs to its checkpoint and nothing later", () => {
  const harness = write(start(), "a");
  harness.snapshot(1);
  write(harness, "b").snapshot(2);
  harness.notifyCheckpointComplete(1).settleOutside();
  strictEqual(committed(harness), "a");
});

Deno.test("SK-3 F33 a notice that was lost is made up for by the next one, in order", () => {
  const harness = write(start(), "a");
  harness.snapshot(1);
  write(harness, "b").snapshot(2);
  harness.notifyCheckpointComplete(2);
  deepStrictEqual(harness.asked.length, 1); // one after the other
  strictEqual(committed(harness.settleOutside()), "ab");
});

Deno.test("SK-4 F35 a checkpoint that is given up keeps its transaction, which goes out with a later one", () => {
  const harness = write(start(), "a");
  harness.snapshot(1);
  harness.notifyCheckpointAborted(1);
  deepStrictEqual(statuses(harness), ["pre-committed", "open"]);
  write(harness, "b");
  checkpoint(harness, 2);
  strictEqual(committed(harness), "ab");
});

Deno.test("SK-5 F42 a crash between checkpoint and commit: the next attempt commits", () => {
  const first = write(start(), "ab");
  const saved = first.snapshot(1); // complete, and nobody hears of it
  write(first, "c");
  const second = first.restore(saved);
  deepStrictEqual(told(second), [
    "transactionAborted out[0]-1 0",
    "commitRequested out[0]-0 1",
    "transactionBegun out[0]-2 0",
  ]);
  strictEqual(committed(second.settleOutside()), "ab");
  write(second, "c");
  checkpoint(second, 2);
  deepStrictEqual([committed(second), uncommitted(second)], ["abc", "abcc"]);
});

Deno.test("SK-5 law 69 a crash between commit and answer: committed again, seen once, told once", () => {
  const first = write(start(), "ab");
  const saved = first.snapshot(1);
  first.notifyCheckpointComplete(1).performOutside(); // the answer is never read
  const second = first.restore(saved).settleOutside();
  strictEqual(committed(second), "ab");
  ok(!told(second).some((line) => line.startsWith("transactionCommitted")));
  strictEqual(second.operator.isPending, false);
});

Deno.test("RS-10 a crash before the checkpoint is complete: what was pre-committed for it is aborted", () => {
  const first = write(start(), "a");
  const saved = checkpoint(first, 1);
  write(first, "b").snapshot(2);
  write(first, "c");
  const second = first.restore(saved);
  deepStrictEqual(statuses(second), ["committed", "aborted", "aborted", "open"]);
  write(second, "bc");
  checkpoint(second, 3);
  strictEqual(committed(second), "abc");
});

Deno.test("RS-9 a crash before any checkpoint: the next attempt begins with nothing promised", () => {
  const first = write(start(), "a");
  first.snapshot(1);
  const second = write(first.restore(null), "a");
  checkpoint(second, 1);
  deepStrictEqual([committed(second), statuses(second)], ["a", [
    "aborted",
    "aborted",
    "committed",
    "open",
  ]]);
});

Deno.test("SK-9 a commit under way belongs into the next checkpoint: nobody else would know of it", () => {
  const first = write(start(), "a");
  first.snapshot(1);
  first.notifyCheckpointComplete(1); // asked for, and the request is lost with the task
  const saved = write(first, "b").snapshot(2);
  const second = first.restore(saved).settleOutside();
  strictEqual(committed(second), "ab");
});

Deno.test("F11 SK-5 a restart that fails half-way can be done again", () => {
  const first = write(start(), "a");
  const saved = first.snapshot(1);
  const second = first.restore(saved).performOutside(); // committed, then it crashes
  const third = second.restore(saved).settleOutside();
  deepStrictEqual([committed(third), statuses(third)], [
    "a",
    ["committed", "aborted", "aborted", "open"],
  ]);
});

Deno.test("EOI-3 after the end the last checkpoint closes the last transaction, and its commit is waited for", () => {
  const harness = write(start(), "ab").finish();
  const { operator } = harness;
  ok(operator.canWait);
  harness.snapshot(1);
  strictEqual(operator.isPending, false);
  harness.notifyCheckpointComplete(1);
  strictEqual(operator.isPending, true);
  harness.settleOutside().close();
  strictEqual(operator.isPending, false);
  deepStrictEqual([committed(harness), statuses(harness)], ["ab", ["committed"]]);
});

Deno.test("EOI-4 SK-6 without a last checkpoint the last transaction is aborted at the end", () => {
  const harness = write(start(), "a");
  harness.endInput();
  deepStrictEqual([committed(harness), statuses(harness)], ["", ["aborted"]]);
  deepStrictEqual(told(harness).slice(1), ["transactionAborted out[0]-0 0"]);
});

Deno.test("SK-6 a task that is cancelled aborts its current transaction, not what it has promised", () => {
  const harness = write(start(), "a");
  const saved = harness.snapshot(1);
  write(harness, "b").dispose();
  deepStrictEqual(statuses(harness), ["pre-committed", "aborted"]);
  strictEqual(committed(harness.restore(saved).settleOutside()), "a");
});

Deno.test("law 69 an abort of what is committed is answered with no, and nothing changes", () => {
  const harness = write(start(), "a");
  checkpoint(harness, 1);
  strictEqual(partitionOf(harness).abort(0, 0), false);
  strictEqual(committed(harness), "a");
  strictEqual(partitionOf(harness).abort(1, 0), true);
  throws(() => write(harness, "b"), /E-SINK-ABORTED: .* out\[0\]-1, which is aborted/);
});

Deno.test("rows keep attempt, origin and time of writing; transactions when they were begun and ended", () => {
  const first = start().setProcessingTime(5);
  const saved = checkpoint(write(first, "a"), 1);
  const second = write(first.restore(saved).setProcessingTime(8), "b");
  checkpoint(second.setProcessingTime(9), 2);
  deepStrictEqual(
    readCommitted(worldOf(second), "out").map((
      { attempt, origin, writtenAt },
    ) => [attempt, origin, writtenAt]),
    [[0, 0, 5], [1, 0, 8]],
  );
  deepStrictEqual(
    transactionsOf(worldOf(second), "out").map((
      { epoch, checkpointId, begunAt, endedAt },
    ) => [epoch, checkpointId, begunAt, endedAt]),
    [[0, 1, 0, 5], [0, 0, 5, 5], [1, 2, 5, 9], [1, 0, 9, Infinity]],
  );
});

Deno.test("a fork of a log goes its own way", () => {
  const harness = write(start(), "a");
  harness.snapshot(1);
  const twin = harness.fork();
  checkpoint(write(harness, "b"), 2);
  write(twin, "x").notifyCheckpointComplete(1).settleOutside();
  deepStrictEqual([committed(harness), uncommitted(harness)], ["ab", "ab"]);
  deepStrictEqual([committed(twin), uncommitted(twin)], ["a", "ax"]);
});

Deno.test("a log that is open for ever announces nothing; one with a timeout announces every transaction", () => {
  deepStrictEqual(start().asked, []);
  const harness = start({ transactionTimeout: 50 });
  deepStrictEqual(harness.asked, [{ request: 0, argument: 0 }]);
  harness.snapshot(1);
  strictEqual(harness.asked.length, 2);
});

Deno.test("E-SINK-OPTION E-SINK-TIMEOUT options that a log does not have are refused by name", () => {
  for (const transactionTimeout of [0, -1, 1.5, NaN, "1000" as unknown as number]) {
    throws(() => transactionalLog("out", { transactionTimeout }), /E-SINK-TIMEOUT: .* "out" has a/);
  }
  const wrong = (options: unknown) => () => transactionalLog("out", options as never);
  throws(wrong({ onCommitFailure: "ignore" }), /E-SINK-OPTION: .*wanted: "retry" or "fail"/);
  throws(wrong({ isFenced: 1 }), /E-SINK-OPTION: .*wanted: true or false/);
  throws(
    wrong({ timeout: 1 }),
    /E-SINK-OPTION: .*wanted: one of transactionTimeout, onCommitFailure/,
  );
  throws(
    () => readCommitted({ outsides: [] }, "out"),
    /E-GRAPH-REF: No transactional log has the id/,
  );
});
