import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { readCommitted } from "./connector/log_reader.ts";
import { replayableLog } from "./connector/replayable_log.ts";
import { transactionalLog } from "./connector/transactional_log.ts";
import { WatermarkStrategy } from "./1_source/watermark_strategy.ts";
import { open } from "./open.ts";

function logOf(name: string, ...arrivals: number[]) {
  const records = arrivals.map((arrival) => ({ value: `${name}@${arrival / 1000}`, arrival }));
  return replayableLog({ name, partitions: [{ id: "0", records }] });
}

Deno.test("EOI-3 RS-8 a task that finished before a restart has finished in every checkpoint after it", () => {
  const timeline = open((env) => {
    const none = WatermarkStrategy.noWatermarks<string>();
    const early = env.fromSource(logOf("early", 0), none, "early");
    const late = env.fromSource(logOf("late", 30_000, 60_000, 90_000, 120_000), none, "late");
    early.union(late).sinkTo(transactionalLog("out"));
  }, {
    config: {
      checkpointInterval: 20,
      deploymentTime: 1000,
      restartStrategy: { type: "fixed-delay", attempts: 2, delay: 0 },
    },
    // the second attempt begins from a checkpoint in which "early" is finished, and takes one more
    faults: ["crash late[0] after complete 2", "crash late[0] after complete 3"],
  }).run();
  deepStrictEqual(timeline.world.faults.triggers.neverFired(), []);
  strictEqual(timeline.world.jobManager.numRestarts, 2);
  const values = readCommitted(timeline.world, "out").map(({ value }) => value);
  deepStrictEqual(values, ["early@0", "late@30", "late@60", "late@90", "late@120"]);
});
