// When checkpoints are triggered: schedule, pause, queue.

import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { CoordinatorBench } from "./coordinator_bench_for_tests.ts";

const { running } = CoordinatorBench;

Deno.test("CP-2 the first checkpoint comes between the pause and one interval, then one each interval", () => {
  for (const [drawn, first] of [[0, 1000], [300, 700], [1e9, 0.001]]) {
    const bench = new CoordinatorBench({ maxConcurrent: 5 });
    bench.drawn = drawn;
    for (const subtask of [0, 1, 2]) bench.enter(subtask, "RUNNING");
    bench.call((coordinator) => coordinator.start(bench));
    bench.advanceTo(first + 2000);
    deepStrictEqual(
      bench.take("trigger #"),
      [0, 1000, 2000].map((later, i) => `trigger #${i + 1} at 0, ${first + later} ms`),
    );
  }
  const paused = new CoordinatorBench({ minPause: 400 });
  paused.drawn = 1e9;
  paused.call((coordinator) => coordinator.start(paused));
  strictEqual(paused.wakesAt, 400_000);
});

Deno.test("CP-1 an interval below the pause is as long as the pause; 0 is no schedule at all", () => {
  const bench = running({ interval: 50, minPause: 400 });
  strictEqual(bench.wakesAt, 400_000);
  const off = running({ interval: 0 });
  off.advanceTo(1e6);
  deepStrictEqual([off.take(), off.wakesAt], [[], Infinity]);
  off.triggerNow();
  deepStrictEqual(off.take("trigger #"), ["trigger #1 at 0, 1000000 ms"]);
});

/** When checkpoints are triggered that each take so long. */
function triggersOf(bench: CoordinatorBench, duration: number, until: number): number[] {
  const triggers: number[] = [];
  let end = Infinity;
  while (Math.min(end, bench.wakesAt / 1000) <= until) {
    bench.advanceTo(Math.min(end, bench.wakesAt / 1000));
    if (bench.now / 1000 === end) {
      end = Infinity;
      bench.complete(triggers.length);
    }
    for (const line of bench.take("trigger #")) {
      triggers.push(Number(line.match(/, (\d+) ms/)![1]));
      end = triggers.at(-1)! + duration;
    }
  }
  return triggers;
}

Deno.test("TVX-30 a request that waits begins when the checkpoint before it is complete (CP-6)", () => {
  deepStrictEqual(triggersOf(running(), 1500, 6999), [1000, 2500, 4000, 5500]);
  deepStrictEqual(triggersOf(running(), 300, 4999), [1000, 2000, 3000, 4000]);
});

Deno.test("TVX-30 with a pause the request is dropped and the schedule goes on from the pause (CP-7)", () => {
  const bench = running({ minPause: 500 });
  deepStrictEqual(triggersOf(bench, 1500, 7999), [1000, 3000, 5000, 7000]);
  const refused = running({ minPause: 500 });
  refused.advanceTo(2000);
  refused.advanceTo(2500);
  refused.take();
  refused.complete(1);
  deepStrictEqual(refused.take("Refused"), ["checkpointRefused MINIMUM_TIME_BETWEEN_CHECKPOINTS"]);
  strictEqual(refused.wakesAt, 3_000_000);
});

Deno.test("CP-6 as many checkpoints are pending as may be, and whoever asks goes first", () => {
  const bench = running({ maxConcurrent: 2 });
  bench.advanceTo(3000);
  deepStrictEqual(bench.take("trigger #"), [
    "trigger #1 at 0, 1000 ms",
    "trigger #2 at 0, 2000 ms",
  ]);
  bench.triggerNow();
  deepStrictEqual(bench.take(), []);
  bench.advanceTo(3100);
  bench.decline(1, 1, "CHECKPOINT_DECLINED_TASK_NOT_READY");
  strictEqual(bench.coordinator.pending[1].spec.isPeriodic, false);
  strictEqual(bench.coordinator.requests.periodicCount, 1);
});

Deno.test("CP-7 whoever asks need not keep the pause", () => {
  const bench = running({ minPause: 500 });
  bench.advanceTo(1000);
  bench.complete(1);
  bench.advanceTo(1001);
  bench.take();
  bench.triggerNow();
  deepStrictEqual(bench.take("trigger #"), ["trigger #2 at 0, 1001 ms"]);
});

Deno.test("CP-6 of too many requests the schedule's last one goes", () => {
  const bench = running({ interval: 10, timeout: 1e6 });
  bench.advanceTo(10 * 1002);
  deepStrictEqual(bench.take("Refused"), ["checkpointRefused TOO_MANY_CHECKPOINT_REQUESTS"]);
  bench.triggerNow();
  deepStrictEqual(bench.take("Refused"), ["checkpointRefused TOO_MANY_CHECKPOINT_REQUESTS"]);
  const { requestedCount, periodicCount } = bench.coordinator.requests;
  deepStrictEqual([requestedCount, periodicCount], [1, 999]);
});

Deno.test("CP-4 CP-3 a checkpoint that not all can take part in is refused and uses no number", () => {
  const bench = running({ tolerableFailures: 0 });
  bench.enter(1, "INITIALIZING");
  bench.advanceTo(1000);
  deepStrictEqual(bench.take(), ["checkpointRefused NOT_ALL_REQUIRED_TASKS_RUNNING"]);
  bench.enter(1, "RUNNING");
  bench.advanceTo(2000);
  deepStrictEqual(bench.take("trigger #"), ["trigger #1 at 0, 2000 ms"]);
  strictEqual(bench.coordinator.stats.numberOfFailedCheckpoints, 0);
});

Deno.test("CP-2 a schedule that has begun cannot begin again", () => {
  const bench = running();
  throws(() => bench.coordinator.start(bench), /begins once in each attempt/);
});
