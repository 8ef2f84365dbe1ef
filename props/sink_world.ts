// One subtask of a transactional sink with all that it depends on, as simple as can be: a source of the
// numbers 0, 1, 2 … that can be rewound, checkpoints that know how far it was, notices that may be lost,
// and a log outside that survives it. Steps come from a story (gen/sink_story.ts).

import { readCommitted, readUncommitted, sinkOperator, transactionalLog } from "@headwater/sim";
import type { LoggedRow, TransactionalPartition } from "@headwater/sim";
import { type HarnessSnapshot, OperatorHarness } from "@headwater/sim/testing";
import type { Cover } from "./law.ts";
import type { SinkStep } from "./gen/sink_story.ts";
import { claim } from "./claim.ts";

/** A snapshot, and how many numbers had been written when it was taken. */
interface Checkpoint {
  readonly snapshot: HarnessSnapshot | null;
  readonly position: number;
}

const BEGINNING: Checkpoint = { snapshot: null, position: 0 };

/** The world of one sink subtask. */
export class SinkWorld {
  harness: OperatorHarness<number>;
  /** Attempts that were given up; the last one may still be alive. */
  zombie: OperatorHarness<number> | null = null;
  position = 0;
  now = 0;
  checkpointId = 0;
  candidate: Checkpoint | null = null;
  completed: Checkpoint = BEGINNING;
  /** How many numbers had been written at each barrier. */
  readonly cuts = new Set([0]);
  notices: number[] = [];

  constructor(private readonly cover: Cover) {
    const sink = transactionalLog<number>("out", { transactionTimeout: Infinity });
    this.harness = new OperatorHarness(sinkOperator({ name: "out", uid: "out", cost: 0, sink }));
  }

  get partition(): TransactionalPartition {
    return this.harness.outside as TransactionalPartition;
  }

  /** What readers see. */
  read(isUncommitted: boolean): LoggedRow<number>[] {
    const world = { outsides: [this.harness] };
    return isUncommitted ? readUncommitted(world, "out") : readCommitted(world, "out");
  }

  play(step: SinkStep): void {
    const { harness } = this;
    switch (step) {
      case "write":
        harness.processElement(this.position++);
        return;
      case "barrier":
        return this.passBarrier();
      case "complete":
        return this.complete();
      case "give up":
        if (this.candidate === null) return;
        this.cover("a checkpoint given up");
        this.candidate = null;
        harness.notifyCheckpointAborted(this.checkpointId);
        return;
      case "notice":
      case "lose notice":
        return this.notify(step === "notice");
      case "request":
        if (harness.asked.length > 0) harness.performOutside();
        return;
      case "answer":
        if (harness.hasAnswer) harness.answerOutside();
        return;
      case "second":
        return this.passSecond();
      case "refuse":
        this.partition.refuseCommits((this.now + 1500) * 1000);
        return;
      case "crash":
        return this.crash();
      default:
        this.actLate(step);
    }
  }

  /** Nothing fails any more: the source ends, and the last checkpoint passes (EOI-3). */
  end(): void {
    this.harness.finish();
    for (const step of ["barrier", "complete", "notice"] as const) this.play(step);
    while (this.notices.length > 0) this.notify(true);
    for (let seconds = 0; this.harness.operator.isPending; seconds++) {
      claim(seconds < 10, () => "A commit is not answered in ten seconds of peace");
      this.harness.settleOutside();
      this.passSecond();
    }
  }

  private passBarrier(): void {
    const { position } = this;
    this.candidate = { snapshot: this.harness.snapshot(++this.checkpointId), position };
    this.cuts.add(position);
  }

  private complete(): void {
    if (this.candidate === null) return;
    this.completed = this.candidate;
    this.notices.push(this.checkpointId);
    this.candidate = null;
  }

  private notify(isHeard: boolean): void {
    const checkpointId = this.notices.shift();
    if (checkpointId === undefined) return;
    this.cover("a notice lost", !isHeard);
    if (isHeard) this.harness.notifyCheckpointComplete(checkpointId);
  }

  private passSecond(): void {
    this.harness.setProcessingTime(this.now += 1000);
    for (const { id } of [...this.harness.requests]) {
      this.cover("a commit turned down");
      this.harness.complete(id);
    }
  }

  private crash(): void {
    const { transactions } = this.partition;
    this.cover(
      "pre-committed at a crash",
      transactions.some(({ status }) => status === "pre-committed"),
    );
    this.cover("a commit under way at a crash", this.harness.asked.length > 0);
    this.zombie = this.harness;
    this.harness = this.harness.restore(this.completed.snapshot);
    this.position = this.completed.position;
    this.candidate = null;
    this.notices = [];
  }

  /** An attempt that does not know that it was given up. */
  private actLate(step: "late request" | "late write"): void {
    const { zombie } = this;
    if (zombie === null) return;
    if (step === "late request") {
      if (zombie.asked.length > 0) zombie.performOutside();
      return;
    }
    let told = "";
    try {
      zombie.processElement(-1);
    } catch (error) {
      told = String(error);
    }
    this.cover("an old attempt turned down");
    claim(told.includes("E-SINK-FENCED"), () => `An old attempt writes, and is told: ${told}`);
  }
}
