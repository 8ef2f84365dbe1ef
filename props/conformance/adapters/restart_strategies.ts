// Schema `restart-strategies`: failures reported to a strategy while a clock advances, in milliseconds;
// what it decides, and for how long it waits.

import type { RestartStrategyOptions } from "../../../sim/control_config.ts";
import { EngineError } from "../../../sim/clock/assert.ts";
import { drawBelow, streamNumber } from "../../../sim/clock/prng.ts";
import { type Micros, millis } from "../../../sim/clock/time.ts";
import { restartStrategyOf } from "../../../sim/cluster/restart_strategies.ts";
import type { RestartStrategy } from "../../../sim/cluster/restart_strategy.ts";
import { completeRestartStrategy } from "../../../sim/cluster/restart_strategy_spec.ts";
import type { CaseReader } from "../case_reader.ts";

/** Runs in which every possible delay must be seen. */
const RANDOM_RUNS = 400;

/** Runs one case. */
export function restartStrategies(testCase: CaseReader): void {
  testCase.only("strategy", "steps", "randomBackoff");
  const options = optionsOf(testCase.get("strategy"));
  if (testCase.verb("steps", "randomBackoff") === "randomBackoff") {
    return testCase.get("randomBackoff").items().forEach((row) => checkRandom(row, options));
  }
  const bench = new Bench(options, 1);
  for (const step of testCase.get("steps").items()) playStep(step, bench);
}

function optionsOf(strategy: CaseReader): RestartStrategyOptions {
  const number = (name: string) => strategy.get(name).json() as number;
  switch (strategy.get("type").choice("fixedDelay", "failureRate", "exponentialDelay")) {
    case "fixedDelay":
      strategy.only("type", "maxAttempts", "delay");
      return { type: "fixed-delay", attempts: number("maxAttempts"), delay: number("delay") };
    case "failureRate":
      strategy.only("type", "maxFailuresPerInterval", "interval", "delay");
      return {
        type: "failure-rate",
        maxFailures: number("maxFailuresPerInterval"),
        interval: number("interval"),
        delay: number("delay"),
      };
    case "exponentialDelay":
      strategy.only(
        ...["type", "initialBackoff", "maxBackoff", "backoffMultiplier"],
        ...["resetBackoffThreshold", "jitterFactor", "maxAttempts"],
      );
      return {
        type: "exponential-delay",
        initialBackoff: number("initialBackoff"),
        maxBackoff: number("maxBackoff"),
        backoffMultiplier: number("backoffMultiplier"),
        resetThreshold: number("resetBackoffThreshold"),
        jitterFactor: number("jitterFactor"),
        attempts: number("maxAttempts"),
      };
  }
}

/** A strategy, a clock that begins at 0, and a seed. */
class Bench {
  now: Micros = 0;
  readonly strategy: RestartStrategy;
  private readonly stream = streamNumber("restart");

  constructor(options: RestartStrategyOptions, private readonly seed: number) {
    this.strategy = restartStrategyOf(completeRestartStrategy(options, true));
  }

  fail(): boolean {
    const draw = (n: number, bound: number) => drawBelow(this.seed, this.stream, 0, n, bound);
    return this.strategy.notifyFailure(this.now, draw);
  }

  /** In milliseconds; "error" when nothing has been decided yet. */
  backoff(): number | "error" {
    try {
      return this.strategy.backoff(this.now) / 1000;
    } catch (error) {
      if (error instanceof EngineError) return "error";
      throw error;
    }
  }
}

function playStep(step: CaseReader, bench: Bench): void {
  const verb = step.only(
    ...["notifyFailure", "newAttempt", "advanceTime"],
    ...["expectCanRestart", "expectBackoff", "expectBackoffAtMost"],
  ).verb(
    "notifyFailure",
    "advanceTime",
    "expectCanRestart",
    "expectBackoff",
    "expectBackoffAtMost",
  );
  const body = step.get(verb);
  switch (verb) {
    case "notifyFailure": {
      body.expect(body.flag(), true);
      const isNewAttempt = bench.fail();
      if (step.has("newAttempt")) step.expect(isNewAttempt, step.get("newAttempt").flag());
      return;
    }
    case "advanceTime":
      bench.now += millis(spanOf(body, bench));
      return;
    case "expectCanRestart":
      return step.expect(bench.strategy.canRestart(bench.now), body.flag());
    case "expectBackoff":
      return step.expect(bench.backoff(), body.json() === "error" ? "error" : body.integer());
    case "expectBackoffAtMost": {
      const found = bench.backoff();
      return step.expect(found, found === "error" ? 0 : Math.min(found, body.integer()));
    }
  }
}

function spanOf(body: CaseReader, bench: Bench): number {
  if (typeof body.json() === "number") return body.integer();
  const plus = body.only("currentBackoffPlus").get("currentBackoffPlus").integer();
  const backoff = bench.backoff();
  return plus + (backoff === "error" ? 0 : backoff);
}

/** Over many seeds the delay is always one of those that are possible, and each of them occurs. */
function checkRandom(row: CaseReader, options: RestartStrategyOptions): void {
  row.only("advanceBeforeEachFailure", "failureCount", "possibleBackoffs");
  const advance = row.get("advanceBeforeEachFailure").integer();
  const failureCount = row.get("failureCount").integer();
  const found = new Set<number | "error">();
  for (let seed = 1; seed <= RANDOM_RUNS; seed++) {
    const bench = new Bench(options, seed);
    for (let i = 0; i < failureCount; i++) {
      bench.now += millis(advance);
      bench.fail();
    }
    found.add(bench.backoff());
  }
  const possible = row.get("possibleBackoffs").items().map((item) => item.integer());
  const inOrder = (delays: Iterable<number | "error">) =>
    [...delays].sort((a, b) => Number(a) - Number(b));
  row.expect(inOrder(found), inOrder(possible));
}
