// A job that fails a thousand times: it comes to its end, and what the engine keeps does not grow with the
// failures. Only the world outside remembers: one aborted transaction for each.

import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { WatermarkStrategy } from "./1_source/watermark_strategy.ts";
import { readCommitted } from "./connector/log_reader.ts";
import { replayableLog } from "./connector/replayable_log.ts";
import { transactionalLog } from "./connector/transactional_log.ts";
import { JobStatus } from "./element/job_status.ts";
import { open } from "./open.ts";
import type { World } from "./world.ts";

const FAILURES = 1000, SECONDS_BETWEEN = 3;

/** A record every three seconds, for as long as it fails and a little longer. */
const RECORDS = Array.from({ length: FAILURES + 10 }, (_, n) => ({
  value: n,
  arrival: n * SECONDS_BETWEEN * 1_000_000,
}));

Deno.test("memory is bounded on a job that fails 1,000 times, and each record is committed once", () => {
  const timeline = open((env) => {
    env.fromSource(
      replayableLog({ name: "log", partitions: [{ id: "0", records: RECORDS }] }),
      WatermarkStrategy.noWatermarks<number>(),
      "source",
    ).uid("source").sinkTo(transactionalLog<number>("out")).uid("out");
  }, {
    config: {
      checkpointInterval: 1000,
      restartStrategy: { type: "fixed-delay", attempts: FAILURES, delay: 10 },
    },
    faults: RECORDS.slice(1, FAILURES + 1).map((_, n) =>
      `crash out[0] at ${(n + 1) * SECONDS_BETWEEN}s`
    ),
    record: { level: "flight", chunkCountMax: 1 },
  });
  timeline.run((world) => world.jobManager.numRestarts >= 100);
  const early = keptBy(timeline.world);
  timeline.run((world) => world.jobManager.numRestarts >= FAILURES);
  const late = keptBy(timeline.world);
  ok(late < early * 1.1, `${early} values after 100 failures, ${late} after ${FAILURES}`);
  const { world } = timeline.run();
  deepStrictEqual([world.jobManager.status, world.jobManager.numRestarts], [
    JobStatus.FINISHED,
    FAILURES,
  ]);
  const committed = readCommitted<number>(world, "out").map(({ value }) => value);
  deepStrictEqual(committed, RECORDS.map(({ value }) => value));
  strictEqual(world.outsides[0].outside!.transactions.filter(isAborted).length, FAILURES);
});

const isAborted = ({ status }: { readonly status: string }) => status === "aborted";

/** Values in the world, but for what stands outside, and for what was told to it and never changes. */
function keptBy(world: World): number {
  const { outsides: _, ...kept } = world;
  return countValues(kept, new Set());
}

function countValues(value: unknown, seen: Set<unknown>): number {
  if (typeof value !== "object" || value === null || seen.has(value)) return 1;
  seen.add(value);
  if (ArrayBuffer.isView(value)) return value.byteLength;
  const inner = value instanceof Map ? [...value].flat() : Object.entries(value)
    .filter(([name]) => name !== "spec").map(([, one]) => one);
  return inner.reduce<number>((sum, one) => sum + countValues(one, seen), 1);
}
