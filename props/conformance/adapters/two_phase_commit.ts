// Schema `two-phase-commit`: the book of transactions of one sink subtask, above a storage of files: a
// transaction is a file that is moved when it is committed.

import { TwoPhaseCommit } from "@headwater/sim";
import type { HeldTransaction, TransactionHandler, TransactionState } from "@headwater/sim";
import type { CaseReader } from "../case_reader.ts";

/** Runs one case. */
export function twoPhaseCommit(testCase: CaseReader): void {
  testCase.only("steps");
  const bench = new SinkBench();
  for (const step of testCase.get("steps").items()) playStep(step, bench);
}

/** A file that is being written, waits, or has been moved or deleted. */
interface StoredFile {
  readonly values: unknown[];
  status: "uncommitted" | "committed" | "deleted";
}

/** What the storage says when it fails. */
const NOT_WRITABLE = "storage not writable", COMMIT_FAILS = "commit exception";

/** One sink at a time, with the storage that outlives it. */
class SinkBench implements TransactionHandler<number> {
  sink: TwoPhaseCommit<number> = new TwoPhaseCommit();
  readonly states = new Map<string, TransactionState<number>>();
  now = 0;
  isWritable = true;
  commitThrows = false;
  readonly files: StoredFile[] = [];
  /** Of this sink alone. */
  abortCount = 0;
  readonly warnings: { readonly openForMs: number; readonly timeoutMs: number }[] = [];

  configure(options: CaseReader | null): void {
    const { sink } = this;
    if (options === null || options.isNull) return;
    options.only("transactionTimeout", "warningRatio", "ignoreFailuresAfterTransactionTimeout");
    const ignores = "ignoreFailuresAfterTransactionTimeout";
    const { transactionTimeout, warningRatio, ignoresFailuresAfterTimeout } = sink.spec;
    sink.spec = {
      transactionTimeout: options.has("transactionTimeout")
        ? options.get("transactionTimeout").integer()
        : transactionTimeout,
      warningRatio: options.has("warningRatio")
        ? Number(options.get("warningRatio").json())
        : warningRatio,
      ignoresFailuresAfterTimeout: options.has(ignores)
        ? options.get(ignores).flag()
        : ignoresFailuresAfterTimeout,
    };
  }

  /** Another sink of the same settings, over the same storage. */
  renew(): void {
    const { spec } = this.sink;
    this.sink = new TwoPhaseCommit();
    this.sink.spec = spec;
    this.abortCount = 0;
  }

  restore(name: string): void {
    this.sink.restoreState([this.states.get(name)!], this);
  }

  valuesOf(status: StoredFile["status"]): unknown[] {
    return this.files.filter((file) => file.status === status).flatMap(({ values }) => values);
  }

  begin(): number {
    return this.files.push({ values: [], status: "uncommitted" }) - 1;
  }

  preCommit(): void {
    if (!this.isWritable) throw new Error(NOT_WRITABLE);
  }

  commit({ transaction }: HeldTransaction<number>): void {
    if (this.commitThrows) throw new Error(COMMIT_FAILS);
    this.files[transaction].status = "committed";
  }

  recoverAndCommit(held: HeldTransaction<number>): void {
    this.commit(held);
  }

  abort(transaction: number): void {
    this.abortCount++;
    this.files[transaction].status = "deleted";
  }

  recoverAndAbort(transaction: number): void {
    this.abort(transaction);
  }

  warn({ openFor, timeout }: { readonly openFor: number; readonly timeout: number }): void {
    this.warnings.push({ openForMs: openFor, timeoutMs: timeout });
  }
}

const VERBS = [
  "time",
  "configure",
  "newInstance",
  "open",
  "element",
  "snapshot",
  "notifyCheckpointComplete",
  "notifyCheckpointAborted",
  "finish",
  "close",
  "storageWritable",
  "commitThrows",
  "restore",
  "closeAndRestore",
  "group",
] as const;

const CHECKS = [
  "expectCommitted",
  "expectUncommittedTransactions",
  "expectAbortedTransactions",
  "expectWarning",
] as const;

function playStep(step: CaseReader, bench: SinkBench): void {
  if (CHECKS.some((check) => step.has(check))) return check(step, bench);
  const verb = step.verb(...VERBS);
  step.only(verb, "expectError", ...(verb === "snapshot" ? ["bind"] : []));
  if (!step.has("expectError")) return act(step, verb, bench);
  let failure: string | null = null;
  try {
    act(step, verb, bench);
  } catch (error) {
    failure = (error as Error).message;
  }
  expectFailure(step.get("expectError"), failure);
}

/** It must have failed, and for the reason that is named, if it is one of the storage's. */
function expectFailure(wanted: CaseReader, failure: string | null): void {
  const reason = wanted.json();
  if (reason === NOT_WRITABLE || reason === COMMIT_FAILS) return wanted.expect(failure, reason);
  wanted.expect(failure === null ? "no failure" : "a failure", "a failure");
}

function act(step: CaseReader, verb: (typeof VERBS)[number], bench: SinkBench): void {
  const body = step.get(verb);
  const { sink } = bench;
  switch (verb) {
    case "time":
      bench.now = body.integer();
      return;
    case "configure":
      return bench.configure(body);
    case "newInstance":
      bench.renew();
      return bench.configure(body.json() === true ? null : body);
    case "open":
      return sink.open(bench);
    case "element":
      body.only("value", "ts");
      bench.files[sink.transaction].values.push(body.get("value").json());
      return;
    case "snapshot": {
      const state = sink.snapshotState(
        body.only("checkpointId").get("checkpointId").integer(),
        bench,
      );
      if (step.has("bind")) bench.states.set(step.get("bind").text(), state);
      return;
    }
    case "notifyCheckpointComplete":
      return sink.notifyCheckpointComplete(body.integer(), bench);
    case "notifyCheckpointAborted":
      return; // SK-4: nothing follows
    case "finish":
      return sink.finish();
    case "close":
      return sink.close(bench);
    case "storageWritable":
      bench.isWritable = body.flag();
      return;
    case "commitThrows":
      bench.commitThrows = body.flag();
      return;
    case "restore":
      return bench.restore(body.text());
    case "closeAndRestore":
      sink.close(bench);
      bench.renew();
      return bench.restore(body.text());
    case "group":
      for (const inner of body.items()) playStep(inner, bench);
  }
}

function check(step: CaseReader, bench: SinkBench): void {
  const verb = step.verb(...CHECKS);
  const body = step.only(verb).get(verb);
  const { files, abortCount, warnings } = bench;
  switch (verb) {
    case "expectCommitted": {
      const wanted = body.items().map((item) => item.json());
      return body.expect(inText(bench.valuesOf("committed")), inText(wanted));
    }
    case "expectUncommittedTransactions":
      return body.expect(
        files.filter(({ status }) => status === "uncommitted").length,
        body.integer(),
      );
    case "expectAbortedTransactions":
      return body.expect(abortCount, body.integer());
    case "expectWarning": {
      body.only("openForMs", "timeoutMs");
      const wanted = {
        openForMs: body.get("openForMs").integer(),
        timeoutMs: body.get("timeoutMs").integer(),
      };
      const text = inText([wanted])[0];
      return body.expect(inText(warnings).find((warning) => warning === text) ?? warnings, text);
    }
  }
}

/** Values as texts, in no order. */
function inText(values: readonly unknown[]): string[] {
  return values.map((value) => JSON.stringify(value)).toSorted((a, b) =>
    a < b ? -1 : a > b ? 1 : 0
  );
}
