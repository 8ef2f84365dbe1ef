// When results become visible: a transaction is committed after its checkpoint is complete, or a later one,
// and never on the strength of another one.

import type { Config } from "@headwater/sim";
import { Fact } from "@headwater/sim/trace";
import { claim } from "../claim.ts";
import { troubled } from "../gen/troubled.ts";
import { type Law, law } from "../law.ts";
import { finish, start } from "../run.ts";

/** Checkpoints that take longer than the time between two of them. */
const OVERLAPPING: Partial<Config> = {
  checkpointInterval: 10,
  maxConcurrentCheckpoints: 3,
  minPauseBetweenCheckpoints: 0,
  storageTime: 15_000,
};

const afterCompletion = law(
  {
    id: "transactions/committed-after-completion",
    title: "A transaction is committed only when its checkpoint, or a later one, is complete",
    rules: ["SK-3", "SK-4", "CP-8"],
    statement:
      "Up to three checkpoints at a time, whose notifications may be late or lost, and any faults that a " +
      "job recovers from: whenever a transaction becomes visible that was pre-committed for a checkpoint, " +
      "that one or a later one has been completed before.",
    kind: "always",
    runCount: 200,
    sometimes: {
      "another checkpoint is not complete yet": 0.3,
      "its own was given up": 0.05,
      "committed after a restart": 0.1,
    },
  },
  troubled({ config: OVERLAPPING }).map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const { trace } = finish(start(scenario, { record: { level: "flight" } }));
    let completed = 0, preCommitted = 0, isRestarted = false;
    const givenUp = new Set<number>();
    for (const { kind, stamp, value, time } of trace.facts()) {
      if (kind === Fact.checkpointCompleted || kind === Fact.savepointCompleted) {
        completed = Math.max(completed, stamp);
      }
      if (kind === Fact.transactionPreCommitted) preCommitted = Math.max(preCommitted, stamp);
      if (kind === Fact.checkpointAborted) givenUp.add(stamp);
      if (kind === Fact.stateRestored) isRestarted = true;
      if (kind !== Fact.transactionCommitted) continue;
      claim(
        stamp <= completed,
        () => `${value} of checkpoint ${stamp} is committed, but complete is only ${completed}`,
        time,
      );
      cover("another checkpoint is not complete yet", preCommitted > completed);
      cover("its own was given up", givenUp.has(stamp));
      cover("committed after a restart", isRestarted);
    }
  },
);

/** The laws of when results become visible. */
export const COMMITS: readonly Law[] = [afterCompletion];
