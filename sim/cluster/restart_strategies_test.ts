import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import type { RestartStrategyOptions } from "../control_config.ts";
import { copy } from "../clock/copy.ts";
import { drawBelow } from "../clock/prng.ts";
import { millis } from "../clock/time.ts";
import { restartStrategyOf } from "./restart_strategies.ts";
import { completeRestartStrategy } from "./restart_strategy_spec.ts";

const plain = () => 0;
const strategy = (options: RestartStrategyOptions) =>
  restartStrategyOf(completeRestartStrategy(options, true));

/** What a job that fails as soon as it runs again waits for, in milliseconds, until it may not. */
function delays(options: RestartStrategyOptions, failureCount: number): (number | "FAILED")[] {
  const told: (number | "FAILED")[] = [];
  let part = strategy(options), now = 0;
  for (let i = 0; i < failureCount; i++) {
    part = copy(part);
    part.notifyFailure(now, plain);
    const backoff = part.backoff(now);
    told.push(part.canRestart(now) ? backoff / 1000 : "FAILED");
    now += backoff + 1;
  }
  return told;
}

Deno.test("TVX-31 exponential delay without jitter grows by half until its limit (RS-5)", () => {
  deepStrictEqual(
    delays({ type: "exponential-delay", jitterFactor: 0 }, 13),
    [1000, 1500, 2250, 3375, 5062, 7593, 11390, 17085, 25628, 38443, 57665, 60000, 60000],
  );
});

Deno.test("TVX-31 fixed delay of three attempts: the fourth failure fails the job (RS-3)", () => {
  deepStrictEqual(
    delays({ type: "fixed-delay", attempts: 3, delay: 20 }, 4),
    [20, 20, 20, "FAILED"],
  );
});

Deno.test("TVX-31 failure rate of three: the fourth failure within the interval fails the job (RS-4)", () => {
  const options = { type: "failure-rate", maxFailures: 3, interval: 100, delay: 20 } as const;
  deepStrictEqual(delays(options, 4), [20, 20, 20, "FAILED"]);
  // 40 ms apart, the last four failures never fit into 100 ms
  deepStrictEqual(delays({ ...options, delay: 40 }, 9), Array(9).fill(40));
});

Deno.test("RS-4 the interval includes its end, to the microsecond", () => {
  for (const [lateBy, mayRestart] of [[0, false], [1, true]] as const) {
    const part = strategy({ type: "failure-rate", maxFailures: 1, interval: 100 });
    part.notifyFailure(7, plain);
    const now = 7 + millis(100) + lateBy;
    part.notifyFailure(now, plain);
    strictEqual(part.canRestart(now), mayRestart);
  }
});

Deno.test("RS-2 DF-17 a job without checkpoints is not started again", () => {
  const part = restartStrategyOf(completeRestartStrategy({ type: "default" }, false));
  ok(part.notifyFailure(5, plain));
  deepStrictEqual([part.canRestart(5), part.backoff(5)], [false, 0]);
});

Deno.test("RS-5 a failure during the wait belongs to the restart that is under way", () => {
  const part = strategy({ type: "exponential-delay" });
  ok(part.notifyFailure(0, plain));
  ok(!part.notifyFailure(millis(400), plain));
  strictEqual(part.backoff(millis(400)), millis(600));
  ok(!part.notifyFailure(millis(1000), plain), "the instant of the restart still belongs to it");
  ok(part.notifyFailure(millis(1000) + 1, plain));
  strictEqual(part.backoff(millis(1000) + 1), millis(1500));
});

Deno.test("RS-5 a job that ran well for the threshold begins with the short delay again", () => {
  for (const [quiet, delay] of [[49, 2], [50, 1]]) {
    const part = strategy({
      type: "exponential-delay",
      initialBackoff: 1,
      backoffMultiplier: 2,
      resetThreshold: 50,
    });
    part.notifyFailure(0, plain);
    const now = millis(1 + quiet);
    part.notifyFailure(now, plain);
    strictEqual(part.backoff(now), millis(delay));
  }
});

Deno.test("RS-5 the attempts are those since the delay began anew", () => {
  const part = strategy({ type: "exponential-delay", attempts: 1, resetThreshold: 50 });
  const may = [0, 1001, 5000].map((at) => {
    part.notifyFailure(millis(at), plain);
    return part.canRestart(millis(at));
  });
  deepStrictEqual(may, [true, false, true]);
});

Deno.test("RS-5 jitter goes a share both ways, evenly, and not at all in the plain run", () => {
  const found = new Map<number, number>();
  for (let seed = 1; seed <= 3000; seed++) {
    const part = strategy({ type: "exponential-delay", initialBackoff: 2, backoffMultiplier: 10 });
    const draw = (n: number, bound: number) => drawBelow(seed, 7, 0, n, bound);
    part.notifyFailure(0, draw);
    part.notifyFailure(millis(3), draw);
    const delay = part.backoff(millis(3)) / 1000;
    found.set(delay, (found.get(delay) ?? 0) + 1);
  }
  deepStrictEqual([...found.keys()].sort((a, b) => a - b), [18, 19, 20, 21, 22]);
  for (const [delay, count] of found) ok(count > 500 && count < 700, `${delay} ms: ${count} times`);
  deepStrictEqual(
    delays({ type: "exponential-delay", initialBackoff: 2, backoffMultiplier: 10 }, 2),
    [2, 20],
  );
});

Deno.test("RS-5 delays stay between the shortest and the longest, however often the job fails", () => {
  const part = strategy({ type: "exponential-delay", jitterFactor: 1 });
  for (let i = 0, now = 0; i < 1000; i++) {
    ok(part.notifyFailure(now, (_, bound) => bound - 1));
    const backoff = part.backoff(now);
    ok(backoff >= millis(1000) && backoff <= millis(60_000), `delay ${backoff} µs`);
    now += backoff + 1;
  }
});

Deno.test("RS-5 a delay that nothing has decided yet is a mistake of ours", () => {
  throws(() => strategy({ type: "exponential-delay" }).backoff(0), /there is a delay only after/);
});

Deno.test("RS-3 RS-4 RS-5 F04 in the hands of a new job manager a strategy has seen no failure", () => {
  const options = [
    { type: "fixed-delay", attempts: 1 },
    { type: "failure-rate", maxFailures: 1, interval: 10_000 },
    { type: "exponential-delay", attempts: 1, initialBackoff: 1 },
  ] as const;
  for (const option of options) {
    const before = strategy(option);
    before.notifyFailure(0, plain);
    before.notifyFailure(millis(5), plain);
    strictEqual(before.canRestart(millis(5)), false, option.type);
    const after = before.anew();
    after.notifyFailure(millis(6), plain);
    strictEqual(after.canRestart(millis(6)), true, option.type);
  }
  const none = strategy({ type: "none" }).anew();
  strictEqual(none.canRestart(0), false);
});
