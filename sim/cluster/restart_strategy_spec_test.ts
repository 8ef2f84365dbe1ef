import { deepStrictEqual, ok, throws } from "node:assert/strict";
import type { RestartStrategyOptions } from "../control_config.ts";
import { completeRestartStrategy } from "./restart_strategy_spec.ts";

Deno.test("RS-2 DF-17 DF-18 the default is none without checkpoints, growing delays with them", () => {
  deepStrictEqual(completeRestartStrategy({ type: "default" }, false), { type: "none" });
  deepStrictEqual(completeRestartStrategy({ type: "default" }, true), {
    type: "exponential-delay",
    initialBackoff: 1000,
    maxBackoff: 60_000,
    backoffMultiplier: 1.5,
    resetThreshold: 3_600_000,
    jitterFactor: 0.1,
    attempts: 2_147_483_647,
  });
});

Deno.test("DF-19 DF-20 options that are left out are Flink's", () => {
  const complete = (given: RestartStrategyOptions) => completeRestartStrategy(given, true);
  deepStrictEqual(complete({ type: "fixed-delay" }), {
    type: "fixed-delay",
    attempts: 1,
    delay: 1000,
  });
  deepStrictEqual(complete({ type: "failure-rate", maxFailures: 4 }), {
    type: "failure-rate",
    maxFailures: 4,
    interval: 60_000,
    delay: 1000,
  });
  deepStrictEqual(complete({ type: "none" }), { type: "none" });
  ok(Object.isFrozen(complete({ type: "fixed-delay" })));
});

const BAD: readonly (readonly [given: unknown, ...words: string[]])[] = [
  ["fixed-delay", '"fixed-delay"', "wanted: an object", "Usual cause: the type alone"],
  [null, "null"],
  [[], "wanted: an object"],
  [
    { type: "fixedDelay" },
    '"fixedDelay"',
    "default, none, fixed-delay, failure-rate, exponential-",
  ],
  [{}, "undefined"],
  [{ type: "constructor" }, '"constructor"'],
  [{ type: "none", delay: 5 }, '"delay"', "its options: none"],
  [{ type: "default", attempts: 5 }, '"attempts"'],
  [{ type: "fixed-delay", attempt: 5 }, '"attempt"', "attempts, delay"],
  [{ type: "fixed-delay", attempts: -1 }, "-1", "from 0 to 2147483647", "restarts in the life"],
  [{ type: "fixed-delay", attempts: 1.5 }, "1.5", "whole number"],
  [{ type: "fixed-delay", delay: "1000" }, '"1000"'],
  [{ type: "fixed-delay", delay: Infinity }, "Infinity"],
  [{ type: "failure-rate", maxFailures: 0 }, "maxFailures", "from 1"],
  [{ type: "failure-rate", maxFailures: 1e9 }, "1000000000", "to 10000"],
  [{ type: "failure-rate", interval: 0 }, "interval"],
  [{ type: "exponential-delay", initialBackoff: 0 }, "initialBackoff", "from 1"],
  [
    { type: "exponential-delay", initialBackoff: 61_000 },
    "61000 ms",
    "60000 ms",
    "only one of the",
  ],
  [{ type: "exponential-delay", backoffMultiplier: 1 }, "more than 1", "fixed-delay"],
  [{ type: "exponential-delay", backoffMultiplier: NaN }, "NaN"],
  [{ type: "exponential-delay", jitterFactor: 1.1 }, "1.1", "from 0 to 1"],
  [{ type: "exponential-delay", resetThreshold: undefined }, "undefined"],
];

Deno.test("E-RESTART-STRATEGY nonsense is refused with the value, what is wanted and the usual cause", () => {
  for (const [given, ...words] of BAD) {
    throws(
      () => completeRestartStrategy(given as RestartStrategyOptions, true),
      ({ name, message }: Error) => {
        const isAnswer = name === "NamedError" && /^E-RESTART-STRATEGY: /.test(message) &&
          words.every((word) => message.includes(word));
        ok(isAnswer, `${JSON.stringify(given)}: ${message}`);
        return true;
      },
    );
  }
});
