// Transactions in whole runs: what of them can be seen, what stays as it ended, who may write and commit,
// and that none is forgotten. (transactions.ts promises the same of one sink alone.)

import type { LogTransaction } from "../../sim/connector/log_transactions.ts";
import type { World } from "@headwater/sim";
import { readCommitted, readUncommitted, TransactionalPartition } from "@headwater/sim";
import { claim, claimSame } from "../claim.ts";
import { troubled, type TroubleWanted } from "../gen/troubled.ts";
import { type Law, law } from "../law.ts";
import { type TroubleWatch, watched } from "../trouble_watch.ts";
import { verdictOf } from "../verdict.ts";

/** Faults that leave transactions behind, and attempts that live on beside the next. */
const ENTANGLING: TroubleWanted = {
  topologies: ["rolling", "window", "chain", "union", "dealtRolling"],
  faults: {
    verbs: [
      ...["crash", "crash", "crash", "crash", "pause", "pause", "pause", "disconnect"] as const,
      ...["lose", "hold", "fail", "decline", "repeat", "slow"] as const,
    ],
    triggers: ["time", "phase", "phase", "phase", "fact", "fact"],
    countUsual: 3,
  },
  // whoever stands still for a moment is given up
  config: { heartbeatInterval: 2, heartbeatTimeout: 4, outsideLatency: 3000 },
};

const scenarios = troubled(ENTANGLING).map((scenario) => ({ scenario }));

/** The partitions of all sinks. */
function partitionsOf({ outsides }: World): TransactionalPartition[] {
  return outsides
    .map(({ outside }) => outside)
    .filter((outside) => outside instanceof TransactionalPartition);
}

/** Every transaction of a run, each time that something about it has changed. */
class TransactionBook {
  private readonly before = new Map<string, LogTransaction>();

  /** Calls for every transaction that is not as it was. */
  look(world: World, changed: (now: LogTransaction, before?: LogTransaction) => void): void {
    for (const { kept: { all } } of partitionsOf(world)) {
      for (const transaction of all) {
        const before = this.before.get(transaction.name);
        if (before === transaction) continue;
        this.before.set(transaction.name, transaction);
        changed(transaction, before);
      }
    }
  }
}

const wholeOrNothing = law(
  {
    id: "transactions/whole-in-every-run",
    title: "Readers see a transaction whole or not at all, in every run and at every moment",
    rules: ["SK-2", "SK-5"],
    statement:
      "In any run that its plan lets recover, after every action: of each transaction readers of committed " +
      "rows see all rows or none; one that is committed or aborted never becomes anything else, however " +
      "often its commit is asked for; no row is added to one that is closed.",
    kind: "always",
    runCount: 150,
    sometimes: { "committed": 0.6, "aborted": 0.3, "several rows": 0.3 },
  },
  scenarios,
  ({ scenario }, cover) => {
    const book = new TransactionBook();
    const closed = new Map<string, number>();
    const { timeline: { world } } = watched(scenario, (world) => {
      book.look(world, ({ name, status }, before) => {
        const hasEnded = before !== undefined && before.endedAt < Infinity;
        claim(
          !hasEnded || before.status === "expired",
          () => `${name} was ${before!.status} and is ${status}`,
          world.now,
        );
        const count = countRows(world, name, true);
        const visible = countRows(world, name, false);
        claimSame(visible, status === "committed" ? count : 0, `Rows seen of ${name}`, world.now);
        if (status === "open") return;
        claimSame(count, closed.get(name) ?? count, `Rows of ${name}, which is closed`, world.now);
        closed.set(name, count);
        cover("several rows", status === "committed" && count > 1);
        if (status === "committed" || status === "aborted") cover(status);
      });
    });
    for (const [name, count] of closed) {
      claimSame(countRows(world, name, true), count, `Rows of ${name} in the end`, world.now);
    }
  },
);

function countRows(world: World, name: string, isUncommitted: boolean): number {
  const sink = name.replace(/\[\d+\]-\d+$/, "");
  const rows = isUncommitted ? readUncommitted(world, sink) : readCommitted(world, sink);
  return rows.filter(({ transaction }) => transaction === name).length;
}

const nothingIsLeft = law(
  {
    id: "transactions/none-is-forgotten",
    title:
      "What was closed for a complete checkpoint is committed in the end, by whichever attempt",
    rules: ["SK-3", "SK-5", "SK-6", "EOI-3"],
    statement:
      "In any run that its plan lets recover: when it is over no transaction is open or waits for its " +
      "commit, and every one that was closed for a checkpoint that became complete is committed, also where " +
      "the notice was lost, or the attempt that had closed it failed before it heard of it.",
    kind: "eventually",
    runCount: 250,
    sometimes: { "a commit by a later attempt": 0.1, "pre-committed at a failure": 0.2 },
  },
  scenarios,
  ({ scenario }, cover) => {
    const book = new TransactionBook();
    const { timeline, watch } = watched(scenario, (world) => {
      book.look(world, ({ epoch, status }) => {
        const newest = Math.max(...world.tasks.map(({ attempt }) => attempt));
        cover("a commit by a later attempt", status === "committed" && epoch < newest);
      });
    });
    const { stuck, findings } = verdictOf(scenario, timeline);
    claimSame(stuck, 0, findings.join("; "), timeline.position.time);
    const complete = new Set(watch.checkpoints.map(({ id }) => id));
    const forgotten = partitionsOf(timeline.world)
      .flatMap(({ transactions }) => transactions)
      .filter(({ status, checkpointId }) => status !== "committed" && complete.has(checkpointId));
    claimSame(
      forgotten.map(({ name, checkpointId, status }) => [name, checkpointId, status]),
      [],
      "Transactions of complete checkpoints that are not committed",
    );
    cover("pre-committed at a failure", watch.failuresWithPending > 0);
  },
);

const fenced = law(
  {
    id: "transactions/an-old-attempt-is-fenced-off",
    title: "Once an attempt has opened its partition, no older one writes or leaves anything there",
    rules: ["SK-5", "RS-12"],
    statement:
      "A process that stood still or was cut off, and was given up, wakes up and goes on: from the moment " +
      "at which the next attempt has opened a partition, no row is added there to a transaction of an " +
      "older attempt; and of those, none is left but what was promised for the checkpoint it began from.",
    kind: "always",
    runCount: 250,
    sometimes: { "an attempt lived on": 0.04, "a transaction taken over": 0.1 },
  },
  scenarios,
  ({ scenario }, cover) => {
    const openings = new Map<string, { readonly epoch: number; readonly rows: number }>();
    const { timeline: { world } } = watched(scenario, (world, watch) => {
      cover("an attempt lived on", world.zombies.some((task) => task !== null));
      for (const partition of partitionsOf(world)) {
        const { name, epoch } = partition;
        if (epoch === 0) continue;
        const opening = openings.get(name);
        if (opening?.epoch !== epoch) openings.set(name, { epoch, rows: oldRows(partition) });
        claimFenced(partition, openings.get(name)!.rows, watch, world.now);
      }
    });
    const isTakenOver = partitionsOf(world).some(({ epoch, transactions }) =>
      transactions.some((one) => one.status === "committed" && one.epoch < epoch)
    );
    cover("a transaction taken over", isTakenOver);
  },
);

/** Rows in transactions of attempts before the one that has the partition now. */
function oldRows({ epoch, rows, kept }: TransactionalPartition): number {
  return rows.toArray().filter(({ number }) => kept.at(number).epoch < epoch).length;
}

function claimFenced(
  partition: TransactionalPartition,
  rowsBefore: number,
  { restores }: TroubleWatch,
  now: number,
): void {
  const { name, epoch, transactions } = partition;
  claimSame(oldRows(partition), rowsBefore, `Rows of older attempts in ${name}`, now);
  const restored = restores.at(-1) ?? 0;
  const left = transactions.filter((one) =>
    one.epoch < epoch && one.endedAt === Infinity &&
    (one.status === "open" || one.checkpointId > restored)
  );
  claimSame(
    left.map(({ name, status }) => `${name} ${status}`),
    [],
    `What older attempts have left in ${name}, from behind checkpoint ${restored}`,
    now,
  );
}

/** The laws of transactions in whole runs. */
export const RUN_TRANSACTIONS: readonly Law[] = [wholeOrNothing, nothingIsLeft, fenced];
