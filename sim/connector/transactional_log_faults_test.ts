import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import type { TransactionalPartition } from "./transactional_partition.ts";
import {
  checkpoint,
  committed,
  FOR_EVER,
  partitionOf,
  start,
  statuses,
  told,
  uncommitted,
  worldOf,
  write,
} from "./log_for_tests.ts";
import { readUncommitted } from "./log_reader.ts";

Deno.test("SK-9 DF-33 F43 a commit that is turned down is asked for again every second, and nobody passes it", () => {
  const harness = write(start(), "a");
  partitionOf(harness).refuseCommits(1_500_000);
  harness.snapshot(1);
  write(harness, "b").snapshot(2);
  harness.notifyCheckpointComplete(2).settleOutside();
  deepStrictEqual(harness.requests, [{ id: 0, at: 1_000_000 }]);
  harness.setProcessingTime(1000).complete(0).settleOutside();
  deepStrictEqual([committed(harness), harness.requests.length], ["", 1]);
  harness.setProcessingTime(2000).complete(0).settleOutside();
  deepStrictEqual([committed(harness), harness.requests], ["ab", []]);
  deepStrictEqual(harness.takeFacts("commitFailed").length, 2);
});

Deno.test("F43 a sink that shall fail when a commit is turned down fails, and the restart commits", () => {
  const first = write(start({ ...FOR_EVER, onCommitFailure: "fail" }), "a");
  partitionOf(first).refuseCommits(5000);
  const saved = first.snapshot(1);
  first.notifyCheckpointComplete(1).performOutside();
  throws(() => first.answerOutside(), /E-SINK-COMMIT: The commit of transaction out\[0\]-0/);
  first.setProcessingTime(5);
  strictEqual(committed(first.restore(saved).settleOutside()), "a");
});

Deno.test("F44 the log gives a transaction up when its time is over, counted from its announcement", () => {
  const harness = write(start({ transactionTimeout: 100 }), "a").settleOutside();
  harness.setProcessingTime(99);
  deepStrictEqual(statuses(harness), ["open"]);
  harness.setProcessingTime(100);
  deepStrictEqual(statuses(harness), ["expired"]);
  deepStrictEqual(told(harness), ["transactionBegun out[0]-0 0", "transactionExpired out[0]-0 0"]);
  throws(() => write(harness, "b"), /E-SINK-EXPIRED: .* out\[0\]-0, which is expired/);
  throws(() => harness.snapshot(1), /E-SINK-EXPIRED/);
});

Deno.test("F44 what is not written to a log in time is replayed, so nothing of it is lost", () => {
  const first = start({ transactionTimeout: 100 }).settleOutside();
  const saved = checkpoint(first, 1);
  write(first, "a").setProcessingTime(200);
  throws(() => write(first, "b"), /E-SINK-EXPIRED/);
  const second = write(first.restore(saved), "ab");
  checkpoint(second, 2);
  strictEqual(committed(second), "ab");
});

Deno.test("law 72 F44 a transaction that expires before its commit is lost, and its rows are listed", () => {
  const harness = write(start({ transactionTimeout: 100 }), "ab").settleOutside();
  harness.snapshot(1);
  harness.setProcessingTime(100).notifyCheckpointComplete(1).settleOutside();
  deepStrictEqual(statuses(harness), ["lost", "open"]);
  const lost = readUncommitted(worldOf(harness), "out").filter(({ status }) => status === "lost");
  deepStrictEqual(lost.map(({ value }) => value), ["a", "b"]);
  write(harness, "c"); // it goes on
  checkpoint(harness, 2);
  strictEqual(committed(harness), "c");
});

Deno.test("F44 a sink that shall fail when a transaction is lost fails in every attempt", () => {
  const first = write(start({ transactionTimeout: 100, onExpiry: "fail" }), "a").settleOutside();
  const saved = first.snapshot(1);
  first.setProcessingTime(100).notifyCheckpointComplete(1);
  throws(() => first.settleOutside(), /E-SINK-EXPIRED: .* which is lost/);
  const second = first.restore(saved);
  throws(() => second.settleOutside(), /E-SINK-EXPIRED/);
});

Deno.test("F44 a fault can let all transactions expire at once; those that have ended stay", () => {
  const harness = write(start(), "a");
  checkpoint(harness, 1);
  write(harness, "b").snapshot(2);
  partitionOf(harness).expireAll(harness.outsidePort);
  deepStrictEqual(statuses(harness), ["committed", "expired", "expired"]);
  strictEqual(harness.takeFacts("transactionExpired").length, 2);
});

Deno.test("F44 E-SINK-EXPIRED names what has ended the transaction: its time, or a fault before that", () => {
  const slow = write(start({ transactionTimeout: 100 }), "a").settleOutside();
  slow.setProcessingTime(100);
  throws(
    () => write(slow, "b"),
    /E-SINK-EXPIRED: .* Usual cause: a transactionTimeout \(100 ms\) that/,
  );
  const struck = write(start({ transactionTimeout: 100 }), "a").settleOutside();
  struck.setProcessingTime(99);
  partitionOf(struck).expireAll(struck.outsidePort);
  throws(
    () => write(struck, "b"),
    /E-SINK-EXPIRED: .* Usual cause: a fault .* \("expire transactions of …"\), .* \(100 ms\) was not over/,
  );
});

Deno.test("law 71 F45 an attempt that a newer one has replaced can write, close and commit nothing", () => {
  const zombie = write(start(), "a");
  const saved = zombie.snapshot(1);
  zombie.notifyCheckpointComplete(1); // under way, while it is taken for dead
  const heir = write(zombie.restore(saved), "b");
  zombie.performOutside();
  deepStrictEqual(statuses(heir), ["pre-committed", "aborted", "open"]);
  throws(() => zombie.answerOutside(), /E-SINK-FENCED: Attempt 0 .* but attempt 1 writes/);
  throws(() => write(zombie, "x"), /E-SINK-FENCED/);
  throws(() => zombie.snapshot(2), /E-SINK-FENCED/);
  deepStrictEqual(zombie.takeFacts("transactionFenced").length, 4);
  zombie.dispose();
  strictEqual(committed(heir.settleOutside()), "a");
  checkpoint(heir, 2);
  strictEqual(committed(heir), "ab");
});

Deno.test("law 71 an attempt that begins when a newer one is there already is turned down", () => {
  const first = start();
  const saved = first.snapshot(1);
  const { outside } = first.restore(saved).restore(saved);
  strictEqual((outside as TransactionalPartition).epoch, 2);
  throws(() => first.restore(saved), /E-SINK-FENCED: Attempt 1 wants .* out\[0\], but attempt 2/);
});

Deno.test("F45 without fencing an old attempt writes on: dirty readers see it, and its transaction stays open", () => {
  const zombie = write(start({ ...FOR_EVER, isFenced: false }), "a");
  const saved = checkpoint(zombie, 1);
  zombie.snapshot(2);
  const heir = write(zombie.restore(saved), "b");
  write(zombie, "x");
  checkpoint(heir, 2);
  deepStrictEqual([committed(heir), uncommitted(heir)], ["ab", "abx"]);
  deepStrictEqual(statuses(heir), ["committed", "aborted", "open", "committed", "open"]);
});

Deno.test("F45 without fencing a commit of an old attempt is done, once", () => {
  const zombie = write(start({ ...FOR_EVER, isFenced: false }), "a");
  const saved = zombie.snapshot(1);
  zombie.notifyCheckpointComplete(1);
  const heir = zombie.restore(saved);
  zombie.settleOutside();
  heir.settleOutside();
  strictEqual(committed(heir), "a");
});
