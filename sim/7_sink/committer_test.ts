import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { copy } from "../clock/copy.ts";
import { Committer, type CommitterPort } from "./committer.ts";
import type { HeldTransaction } from "./transaction_handler.ts";

const held = (transaction: string): HeldTransaction<string> =>
  Object.freeze({ transaction, begunAt: 0, checkpointId: 1 });

/** Notes what a committer wants. */
class Port implements CommitterPort<string> {
  readonly lines: string[] = [];
  askForCommit({ transaction }: HeldTransaction<string>): void {
    this.lines.push(`ask ${transaction}`);
  }
  retryAfter(delay: number): void {
    this.lines.push(`retry after ${delay}`);
  }
}

Deno.test("SK-9 Committer asks for one commit after the other, in the order in which they came", () => {
  const committer = new Committer<string>(), port = new Port();
  for (const name of ["a", "b"]) committer.add(held(name), port);
  deepStrictEqual(port.lines, ["ask a"]);
  committer.settle(port);
  strictEqual(committer.isPending, true);
  committer.settle(port);
  deepStrictEqual([port.lines, committer.isPending, committer.asked], [
    ["ask a", "ask b"],
    false,
    null,
  ]);
});

Deno.test("SK-9 DF-33 Committer asks again a second after it was turned down, and lets nobody pass", () => {
  const committer = new Committer<string>(), port = new Port();
  committer.add(held("a"), port);
  committer.retry(port);
  committer.add(held("b"), port);
  deepStrictEqual([port.lines, committer.asked], [["ask a", "retry after 1000"], null]);
  committer.onRetry(port);
  committer.onRetry(port); // nothing waits any more
  deepStrictEqual(port.lines.slice(2), ["ask a"]);
  strictEqual(committer.asked?.transaction, "a");
});

Deno.test("Committer settles only what it has asked for", () => {
  const committer = new Committer<string>(), port = new Port();
  throws(() => committer.settle(port), /Engine assertion failed/);
  committer.add(held("a"), port);
  committer.retry(port);
  throws(() => committer.settle(port), /Engine assertion failed/);
  throws(() => committer.retry(port), /Engine assertion failed/);
});

Deno.test("Committer can be copied in the middle of a question", () => {
  const committer = new Committer<string>(), port = new Port();
  committer.add(held("a"), port);
  const twin = copy(committer);
  committer.settle(port);
  strictEqual(twin.asked?.transaction, "a");
});
