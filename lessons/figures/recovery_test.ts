import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { Fact } from "@headwater/sim/trace";
import { readAttemptLives } from "./attempt_lives.ts";
import { readCheckpointLives } from "./checkpoint_lives.ts";
import { type FailureRunName, failureSlice } from "./gallery/failure_runs.ts";
import { recovery, type RecoveryModel, type RecoveryOptions } from "./recovery.ts";
import { readTransactionLives } from "./transaction_lives.ts";

function model(name: FailureRunName, options: Partial<RecoveryOptions> = {}): RecoveryModel {
  return recovery.model(failureSlice(name), { width: 720, ...options });
}

const titleOf = (name: FailureRunName) => recovery.describe(model(name), "en").title;

Deno.test("RS-10 recovery: what the sources read again is exactly what they had read behind the checkpoint", () => {
  const slice = failureSlice("crash");
  const [restart] = readAttemptLives(slice).restarts;
  const life = readCheckpointLives(slice).checkpoints.find(({ id }) => id === restart.checkpoint)!;
  const behind = slice.facts.filter(({ kind, owner, time }) =>
    kind === Fact.recordCreated && time > life.parts.get(owner)!.aligned! &&
    time < restart.scheduled
  ).map(({ origin }) => slice.names.records![origin]);
  const { story, records } = model("crash");
  deepStrictEqual(story.restarts[0].reread.toSorted(), behind.toSorted());
  const ringed = records.filter(({ lane, state }) =>
    lane.startsWith("source") && state === "replayed"
  );
  deepStrictEqual(ringed.map(({ name }) => name).sort(), behind.toSorted());
});

Deno.test("WG-10 M24 recovery: in every attempt but the first the watermark begins at −∞ again", () => {
  const { watermarks, labels } = model("crash");
  const resets = watermarks.filter(({ isReset }) => isReset);
  deepStrictEqual(resets.map(({ lane }) => lane), ["window[0]", "window[1]"]);
  ok(resets.every(({ text }) => text === "−∞"));
  strictEqual(labels.filter(({ text }) => text === "−∞").length, 2);
  const first = watermarks.filter(({ isReset }) => !isReset).map(({ text }) => text);
  ok(first.length > 0 && !first.includes("−∞"));
});

Deno.test("M24 recovery: a reading that was late before the crash is taken after it", () => {
  const r9 = model("crash").records.filter(({ name, lane }) =>
    name === "r9" && lane === "window[1]"
  );
  deepStrictEqual(r9.map(({ state }) => state), ["dropped", "replayed"]);
});

Deno.test("SK-2 SK-3 SK-6 recovery: transactions end as the facts say, and those behind the checkpoint are struck", () => {
  const { transactions } = readTransactionLives(failureSlice("crash"));
  const count = (wanted: number) =>
    failureSlice("crash").facts.filter(({ kind }) => kind === wanted).length;
  const of = (state: string) => transactions.filter((one) => one.state === state);
  strictEqual(of("committed").length, count(Fact.transactionCommitted));
  strictEqual(of("aborted").length, count(Fact.transactionAborted));
  const [aborted] = model("crash").transactions.filter(({ state, results }) =>
    state === "aborted" && results.length > 0
  );
  strictEqual(aborted.results.length, 6);
  const lost = model("expired transaction").transactions.filter(({ state }) => state === "lost");
  strictEqual(lost.length, 1);
});

Deno.test("SK-7 SK-11 recovery: readers of transactions see results with their checkpoint and once; others at once, some twice", () => {
  const counts = (name: FailureRunName) => {
    const { visibleCount, againCount } = model(name).story;
    return [visibleCount, againCount];
  };
  deepStrictEqual(counts("crash"), [10, 0]);
  deepStrictEqual(counts("crash appended"), [16, 5]);
  const { readers, transactions } = model("crash");
  const commits = new Set(
    transactions.filter(({ state }) => state === "committed").map(({ x2 }) => x2),
  );
  ok(readers[0].arrivals.every(({ x1 }) => commits.has(x1)));
});

Deno.test("recovery: the cut crosses a lane before its work ends, and what lies between is lost", () => {
  for (const name of ["crash", "lost machine", "fails for good"] as const) {
    const { losses } = model(name);
    ok(losses.length > 0);
    for (const { edges } of losses) for (const { cutX, endX } of edges) ok(cutX <= endX);
  }
  ok(
    model("from the start").losses.every(({ isCutSeen, checkpoint }) =>
      !isCutSeen && checkpoint === 0
    ),
  );
});

Deno.test("MT-4 recovery: the band has every status of the job in its order, without a gap", () => {
  const { status } = model("fails for good");
  deepStrictEqual(status.statuses.map(({ id }) => id.split(" ")[0]), [
    "RUNNING",
    "RESTARTING",
    "RUNNING",
    "FAILING",
    "FAILED",
  ]);
  for (const [index, { x1 }] of status.statuses.entries()) {
    if (index > 0) strictEqual(x1, status.statuses[index - 1].x2);
  }
});

Deno.test("recovery: a fault that struck is a band, one that never did is an outline", () => {
  const { faults } = model("lost machine", {
    faults: ["crash task-manager-1 at 13.4s", "lose checkpoint 9 after complete 9"],
  });
  deepStrictEqual(faults.map(({ text, hasStruck }) => [text, hasStruck]), [
    ["crash task-manager-1 at 13.4s", true],
    ["never struck: lose checkpoint 9 after complete 9", false],
  ]);
});

Deno.test("RS-1 RS-9 recovery: the title says who failed, from where it goes on, and what readers see", () => {
  strictEqual(
    titleOf("crash"),
    "window[0] fails at 15.3 s; the job goes on from checkpoint 3: r8 and r9 are read again, readers " +
      "see nothing twice",
  );
  strictEqual(
    titleOf("from the start"),
    "window[0] fails at 5.2 s; the job goes on from the start: r1, r2, r3 and r4 are read again, " +
      "readers see nothing twice",
  );
  ok(titleOf("lost machine").startsWith("task-manager-1 fails at 13.4 s; the job goes on"));
  ok(titleOf("fails for good").startsWith("At 18.801 s the job fails for good. window[1]:"));
  strictEqual(titleOf("slow motion"), "Nothing has failed");
});
