// Partitioners that ask chance or the program, from end to end.

import { deepStrictEqual, notDeepStrictEqual, ok } from "node:assert/strict";
import type { DataStream, Job } from "./mod.ts";
import { collection, collectSink, open, results, WatermarkStrategy } from "./mod.ts";
import { assertRefused } from "./refused_for_tests.ts";

const NUMBERS = Array.from({ length: 60 }, (_, i) => i);

/** Deals sixty numbers to three receivers. */
function dealing(deal: (numbers: DataStream<number>) => DataStream<number>): Job {
  return (env) => {
    const numbers = env.fromSource(
      collection(NUMBERS),
      WatermarkStrategy.noWatermarks(),
      "numbers",
    );
    deal(numbers).sinkTo(collectSink("out")).setParallelism(3);
  };
}

/** How many records each receiver was given. */
function shares(job: Job, seed = 0): number[] {
  const timeline = open(job, { seed }).run();
  ok(results(timeline.world, "out").length === NUMBERS.length);
  return timeline.world.tasks.slice(1).map(({ chain }) => chain.recordsIn[0]);
}

Deno.test("P-3 shuffle: the seed alone decides who gets what", () => {
  const job = dealing((numbers) => numbers.shuffle());
  const once = shares(job, 7);
  deepStrictEqual(shares(job, 7), once);
  notDeepStrictEqual(shares(job, 8), once);
  ok(once.every((count) => count > 8), `${once}`);
  deepStrictEqual(shares(job), [60, 0, 0]); // in the plain run every draw is 0
});

Deno.test("P-8 partitionCustom sends each record where the program says", () => {
  const job = dealing((numbers) =>
    numbers.partitionCustom((n: number, count) => n % (count - 1), (n) => n)
  );
  deepStrictEqual(shares(job), [30, 30, 0]);
});

Deno.test("E-PARTITION a channel that does not exist ends the run, naming operator, answer and key", () => {
  const job = dealing((numbers) => numbers.partitionCustom((n: number) => n - 1, (n) => n));
  assertRefused(() => open(job).run(), "E-PARTITION", "-1", "the key 0", "0 to 2", '"numbers"');
});
