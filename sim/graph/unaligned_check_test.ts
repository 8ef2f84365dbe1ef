import { strictEqual, throws } from "node:assert/strict";
import type { Config } from "../config.ts";
import { WatermarkStrategy } from "../1_source/watermark_strategy.ts";
import { collection } from "../connector/collection.ts";
import { readCommitted } from "../connector/log_reader.ts";
import { transactionalLog } from "../connector/transactional_log.ts";
import { open } from "../open.ts";
import type { Timeline } from "../timeline.ts";

/** Numbers that go where their last digit says. */
function dealt(config: Partial<Config>, faults: readonly string[] = []): Timeline {
  return open((env) => {
    env.setParallelism(2)
      .fromSource(collection([1, 2, 3, 4, 5, 6]), WatermarkStrategy.noWatermarks(), "numbers")
      .uid("numbers")
      .partitionCustom((digit: number, count) => digit % count, (n) => n % 10)
      .map((n) => n).uid("slow").costs(100_000)
      .sinkTo(transactionalLog<number>("out"));
  }, { config: { checkpointInterval: 150, ...config }, faults });
}

Deno.test("UC-7 E-CHECKPOINT-UNALIGNED a partitioner of one's own does not go with it", () => {
  throws(
    () => dealt({ unalignedCheckpoints: true }),
    /E-CHECKPOINT-UNALIGNED: The job deals records from "numbers" to "slow" with a partitioner/,
  );
  dealt({}); // aligned
  dealt({ checkpointInterval: 1000 });
});

Deno.test("UC-7 DF-13 with force its barriers overtake as others do", () => {
  const forced = { unalignedCheckpoints: true, forceUnalignedCheckpoints: true };
  const timeline = dealt(forced, ["crash slow[1] after complete 1"]);
  timeline.run(({ coordinator }) => coordinator.latest() !== null);
  const { coordinator, checkpoints } = timeline.world;
  const held = coordinator.latest()!.spec.snapshotIds
    .flatMap((id) => checkpoints.get(id)!.spec.inFlight.inputs);
  strictEqual(held.some(({ channel }) => timeline.ground.plan.channels[channel].edge === 0), true);
  const { world } = timeline.run();
  strictEqual(world.jobManager.numRestarts, 1);
  const values = readCommitted<number>(world, "out").map(({ value }) => value);
  strictEqual(values.toSorted().join(), "1,2,3,4,5,6");
});
