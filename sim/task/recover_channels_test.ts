import { deepStrictEqual, ok } from "node:assert/strict";
import type { InFlight } from "../3_channel/channel_state.ts";
import type { Config } from "../config.ts";
import type { World } from "../world.ts";
import { collection } from "../connector/collection.ts";
import { readCommitted } from "../connector/log_reader.ts";
import { transactionalLog } from "../connector/transactional_log.ts";
import { WatermarkStrategy } from "../1_source/watermark_strategy.ts";
import { ElementKind } from "../element/element.ts";
import { open } from "../open.ts";

/** A slow task behind a channel between two machines, with room for one record. */
const CONFIG: Partial<Config> = {
  checkpointInterval: 150,
  unalignedCheckpoints: true,
  slotsPerTaskManager: 1,
  bufferCapacity: 1,
  buffersPerChannel: 1,
  floatingBuffersPerGate: 0,
  maxBuffersPerChannel: 3,
};

const WORDS = ["apple", "bee", "ant", "cow", "bear", "ape", "cat", "bat", "asp"];

/** Words beside the longest so far with the same letter. */
function longest(change: (world: World) => void): string[] {
  const timeline = open((env) => {
    env.fromSource(collection(WORDS), WatermarkStrategy.noWatermarks(), "words")
      .keyBy((word) => word[0])
      .reduce((a, b) => a.length < b.length ? b : a)
      .setParallelism(2).costs(100_000).uid("longest")
      .sinkTo(transactionalLog<string>("out")).setParallelism(2);
  }, { config: CONFIG, faults: ["crash longest after complete 1"] });
  timeline.run(({ coordinator }) => coordinator.latest() !== null);
  change(timeline.world);
  timeline.run();
  deepStrictEqual(timeline.world.jobManager.numRestarts, 1);
  return readCommitted<string>(timeline.world, "out").map(({ value }) => value).toSorted();
}

Deno.test("UC-8 keys of records that were on their way are found in the records again", () => {
  let changed = 0;
  const renumber = ({ inputs, outputs }: InFlight): InFlight => {
    const [first, second] = [inputs, outputs].map((ends) =>
      ends.map(({ channel, rows }) => ({
        channel,
        rows: rows.map((row) => {
          if (row.kind !== ElementKind.RECORD || row.key < 0) return row;
          changed++;
          return { ...row, key: 0 };
        }),
      }))
    );
    return { inputs: first, outputs: second };
  };
  const wanted = longest(() => {});
  // the same checkpoint, as if it came from a timeline that has numbered its keys otherwise
  const found = longest(({ coordinator, checkpoints }) => {
    for (const id of coordinator.latest()!.spec.snapshotIds) {
      const snapshot = checkpoints.get(id)!;
      snapshot.spec = { ...snapshot.spec, inFlight: renumber(snapshot.spec.inFlight) };
    }
  });
  deepStrictEqual(found, wanted);
  ok(changed > 1, `${changed} rows had keys`);
});
