import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import type { Config } from "./config.ts";
import type { SavepointMode } from "./element/savepoint_mode.ts";
import { keyText } from "./element/key.ts";
import { readCommitted } from "./connector/log_reader.ts";
import { open } from "./open.ts";
import { CONFIG, EXPECTED, type Pair, runSums, sums } from "./recovery_job_for_tests.ts";
import { savepointsOf } from "./take_savepoint.ts";
import { Fact } from "./trace/fact.ts";

const CONGESTED: Partial<Config> = {
  ...CONFIG,
  unalignedCheckpoints: true,
  checkpointInterval: 700,
  cost: 150_000,
  bufferCapacity: 1,
  buffersPerChannel: 1,
  floatingBuffersPerGate: 0,
  maxBuffersPerChannel: 2,
};

/** The job, and in its midst somebody who asks for a savepoint. */
function withSavepoint(mode: SavepointMode, faults: readonly string[] = []) {
  return runSums(faults, CONGESTED, {
    interventions: [{
      verb: "savepoint",
      at: { time: 2_150_000, done: 0 },
      ...(mode === "take" ? {} : { mode }),
    }],
    record: { level: "flight" },
  });
}

for (const mode of ["take", "stop"] as const) {
  Deno.test(`UC-6 AL-2 a savepoint, to ${mode}, is aligned where checkpoints are not`, () => {
    const { world, trace } = withSavepoint(mode).timeline;
    const [{ spec: { id, snapshotIds } }] = world.coordinator.completed.savepoints;
    const nothing = { inputs: [], outputs: [] };
    for (const snapshotId of snapshotIds) {
      deepStrictEqual(world.checkpoints.get(snapshotId)?.spec.inFlight, nothing);
    }
    const of = (kind: number) => [...trace.facts([kind])].map(({ stamp }) => stamp);
    ok(of(Fact.channelBlocked).includes(id), "its barriers hold channels back");
    ok(!of(Fact.recordingStarted).includes(id), "they overtake nothing");
    ok(of(Fact.recordingStarted).length > 0, "those of checkpoints do");
  });
}

Deno.test("UC-6 a job begins from such a savepoint, and its checkpoints overtake again", () => {
  const { timeline } = withSavepoint("stop");
  const [savepoint] = savepointsOf(timeline);
  const next = open(sums, {
    config: CONGESTED,
    options: { hasCheckpoints: true },
    from: savepoint,
    outside: timeline.world,
    faults: [`crash window[0] after complete ${savepoint.checkpointId + 2}`],
    record: { level: "flight" },
  }).run();
  strictEqual(next.world.jobManager.numRestarts, 1);
  ok([...next.trace.facts([Fact.channelStateRestored])].length > 0);
  const rows = readCommitted<Pair>(next.world, "out").map(({ value }) => keyText([...value]));
  strictEqual(rows.toSorted().join(" "), EXPECTED);
});

Deno.test("UC-6 a job goes on from what its barriers overtook while a savepoint is taken", () => {
  for (const fault of ["crash window[0] at 2.3s", "crash source[1] at 2.16s"]) {
    const { status, committed } = withSavepoint("take", [fault]);
    strictEqual(status, "FINISHED");
    strictEqual(committed, EXPECTED);
  }
});
