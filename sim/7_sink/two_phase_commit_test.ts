import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { copy } from "../clock/copy.ts";
import type {
  HeldTransaction,
  TransactionHandler,
  TransactionState,
} from "./transaction_handler.ts";
import { TwoPhaseCommit, type TwoPhaseCommitSpec } from "./two_phase_commit.ts";

/** Carries nothing out, and notes in which order it was told what. */
class Notes implements TransactionHandler<string> {
  now = 0;
  count = 0;
  readonly lines: string[] = [];
  /** Calls that throw. */
  readonly failing = new Set<string>();

  begin(): string {
    const name = `t${this.count++}`;
    this.note("begin", name);
    return name;
  }
  preCommit(name: string, checkpointId: number): void {
    this.note("pre-commit", `${name} for ${checkpointId}`);
  }
  commit({ transaction }: HeldTransaction<string>): void {
    this.note("commit", transaction);
  }
  recoverAndCommit({ transaction }: HeldTransaction<string>): void {
    this.note("recommit", transaction);
  }
  abort(name: string): void {
    this.note("abort", name);
  }
  recoverAndAbort(name: string): void {
    this.note("reabort", name);
  }
  warn(
    { transaction, openFor, timeout }: { transaction: string; openFor: number; timeout: number },
  ) {
    this.lines.push(`warn ${transaction} ${openFor} of ${timeout}`);
  }
  ignore({ transaction }: HeldTransaction<string>, error: unknown): void {
    this.lines.push(`ignore ${transaction}: ${(error as Error).message}`);
  }
  take(): string[] {
    return this.lines.splice(0);
  }
  private note(call: string, what: string): void {
    if (this.failing.has(`${call} ${what}`)) throw new Error(`${call} ${what} fails`);
    this.lines.push(`${call} ${what}`);
  }
}

function opened(spec: Partial<TwoPhaseCommitSpec> = {}) {
  const transactions = new TwoPhaseCommit<string>(), notes = new Notes();
  transactions.spec = Object.freeze({ ...transactions.spec, ...spec });
  transactions.open(notes);
  return { transactions, notes };
}

const named = (list: readonly HeldTransaction<string>[]) =>
  list.map(({ transaction, checkpointId }) => `${transaction} for ${checkpointId}`);

Deno.test("SK-1 a transaction is begun at the start, and written to until the next checkpoint", () => {
  const { transactions, notes } = opened();
  strictEqual(transactions.transaction, "t0");
  transactions.open(notes);
  deepStrictEqual(notes.take(), ["begin t0"]); // a second time, nothing
});

Deno.test("SK-2 a snapshot pre-commits, begins the next one, and holds both and all that is pending", () => {
  const { transactions, notes } = opened();
  transactions.snapshotState(1, notes);
  notes.now = 7;
  const { current, pending } = transactions.snapshotState(2, notes);
  deepStrictEqual(notes.take(), [
    "begin t0",
    "pre-commit t0 for 1",
    "begin t1",
    "pre-commit t1 for 2",
    "begin t2",
  ]);
  deepStrictEqual(named(pending), ["t0 for 1", "t1 for 2"]);
  deepStrictEqual([current?.transaction, current?.begunAt], ["t2", 7]);
});

Deno.test("SK-2 a pre-commit that fails changes nothing, and the snapshot fails", () => {
  const { transactions, notes } = opened();
  notes.failing.add("pre-commit t0 for 1");
  throws(() => transactions.snapshotState(1, notes), /pre-commit t0 for 1 fails/);
  deepStrictEqual([transactions.transaction, transactions.pending.length], ["t0", 0]);
});

Deno.test("CP-3 a snapshot for an older checkpoint than one that is pending is our own mistake", () => {
  const { transactions, notes } = opened();
  transactions.snapshotState(4, notes);
  throws(() => transactions.snapshotState(4, notes), /Engine assertion failed/);
});

Deno.test("SK-3 a notice commits all up to its checkpoint, in their order, and nothing later", () => {
  const { transactions, notes } = opened();
  for (const checkpointId of [1, 2, 4]) transactions.snapshotState(checkpointId, notes);
  notes.take();
  transactions.notifyCheckpointComplete(3, notes);
  deepStrictEqual(notes.take(), ["commit t0", "commit t1"]);
  transactions.notifyCheckpointComplete(2, notes); // late, or twice
  deepStrictEqual([notes.take(), named(transactions.pending)], [[], ["t2 for 4"]]);
});

Deno.test("SK-3 when commits fail, all are tried and forgotten, and the first error is thrown", () => {
  const { transactions, notes } = opened();
  for (const checkpointId of [1, 2, 3]) transactions.snapshotState(checkpointId, notes);
  notes.take();
  notes.failing.add("commit t0").add("commit t2");
  throws(() => transactions.notifyCheckpointComplete(3, notes), /commit t0 fails/);
  deepStrictEqual([notes.take(), transactions.pending.length], [["commit t1"], 0]);
});

Deno.test("SK-5 a restart commits what was pending, aborts what was current, begins anew", () => {
  const { transactions, notes } = opened();
  transactions.snapshotState(1, notes);
  const saved = transactions.snapshotState(2, notes);
  const next = new TwoPhaseCommit<string>(), later = new Notes();
  later.count = 10;
  next.restoreState([saved], later);
  next.open(later);
  deepStrictEqual(later.take(), ["recommit t0", "recommit t1", "reabort t2", "begin t10"]);
  deepStrictEqual([next.pending, next.transaction], [[], "t10"]);
});

Deno.test("SK-5 after a rescale one subtask deals with the transactions of several, or of none", () => {
  const states = [0, 1].map((subtask): TransactionState<string> => {
    const { transactions, notes } = opened();
    notes.count = 10 * subtask + 1;
    return transactions.snapshotState(1, notes);
  });
  const both = new TwoPhaseCommit<string>(), none = new TwoPhaseCommit<string>();
  const notes = new Notes(), others = new Notes();
  both.restoreState(states, notes);
  none.restoreState([], others);
  deepStrictEqual(notes.take(), [
    "recommit t0",
    "reabort t1",
    "recommit t0",
    "reabort t11",
    "begin t0",
  ]);
  deepStrictEqual(others.take(), ["begin t0"]);
});

Deno.test("SK-5 a commit that fails after a restart fails the restart, unless it is past its timeout", () => {
  const { transactions, notes } = opened();
  const saved = transactions.snapshotState(1, notes);
  const restore = (ignoresFailuresAfterTimeout: boolean, now: number) => {
    const next = new TwoPhaseCommit<string>(), later = new Notes();
    next.spec = Object.freeze({
      ...next.spec,
      transactionTimeout: 100,
      ignoresFailuresAfterTimeout,
    });
    later.now = now;
    later.failing.add("recommit t0");
    next.restoreState([saved], later);
    return later.take();
  };
  throws(() => restore(false, 101), /recommit t0 fails/);
  throws(() => restore(true, 100), /recommit t0 fails/);
  deepStrictEqual(restore(true, 101), ["ignore t0: recommit t0 fails", "reabort t1", "begin t0"]);
});

Deno.test("SK-6 closing aborts the current transaction once, and leaves what is pending", () => {
  const { transactions, notes } = opened();
  transactions.snapshotState(1, notes);
  notes.take();
  transactions.close(notes);
  transactions.close(notes);
  deepStrictEqual([notes.take(), named(transactions.pending)], [["abort t1"], ["t0 for 1"]]);
});

Deno.test("EOI-3 after the end the next checkpoint closes the last transaction and begins none", () => {
  const { transactions, notes } = opened();
  transactions.finish();
  strictEqual(transactions.snapshotState(1, notes).current, null);
  transactions.snapshotState(2, notes);
  transactions.notifyCheckpointComplete(2, notes);
  transactions.close(notes);
  deepStrictEqual(notes.take(), ["begin t0", "pre-commit t0 for 1", "commit t0"]);
  throws(() => transactions.transaction, /without an open transaction/);
});

Deno.test("F44 a transaction older than the warning's part of the timeout is told of, at commit and restart", () => {
  const spec = { transactionTimeout: 1000, warningRatio: 0.5 };
  const { transactions, notes } = opened(spec);
  const saved = transactions.snapshotState(1, notes);
  notes.take();
  notes.now = 500; // not over the half
  copy(transactions).notifyCheckpointComplete(1, notes);
  notes.now = 501;
  transactions.notifyCheckpointComplete(1, notes);
  deepStrictEqual(notes.take(), ["commit t0", "warn t0 501 of 1000", "commit t0"]);
  const next = new TwoPhaseCommit<string>();
  next.spec = transactions.spec;
  next.restoreState([saved], notes);
  strictEqual(notes.take()[0], "warn t0 501 of 1000");
});

Deno.test("the user context is made once, saved, and handed back with the transactions dealt with", () => {
  const told: unknown[] = [];
  const withContext = (made: string) =>
    Object.assign(new Notes(), {
      initializeUserContext: () => ({ made }),
      finishRecoveringContext: (context: unknown, handled: readonly string[]) =>
        void told.push(context, handled),
    });
  const transactions = new TwoPhaseCommit<string>();
  const notes = withContext("first");
  transactions.open(notes);
  const saved = transactions.snapshotState(1, notes);
  const next = new TwoPhaseCommit<string>();
  next.restoreState([saved], withContext("second"));
  deepStrictEqual(next.userContext, { made: "first" });
  deepStrictEqual(told, [{ made: "first" }, ["t0", "t1"]]);
});

Deno.test("a copy goes its own way, and a saved state is nobody's to change", () => {
  const { transactions, notes } = opened();
  const saved = transactions.snapshotState(1, notes);
  const twin = copy(transactions);
  transactions.notifyCheckpointComplete(1, notes);
  deepStrictEqual(named(twin.pending), ["t0 for 1"]);
  deepStrictEqual(named(saved.pending), ["t0 for 1"]);
  throws(() => (saved.pending as unknown[]).push(0), TypeError);
});
