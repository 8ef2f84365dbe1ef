import { deepStrictEqual, throws } from "node:assert/strict";
import { parseRestart } from "./restart_flag.ts";

Deno.test("a restart strategy is its name, and as many of its options as one likes", () => {
  const cases: [string, object][] = [
    ["none", { type: "none" }],
    ["fixed-delay", { type: "fixed-delay" }],
    ["fixed-delay:3", { type: "fixed-delay", attempts: 3 }],
    ["fixed-delay:3:1.5s", { type: "fixed-delay", attempts: 3, delay: 1500 }],
    ["failure-rate:2:5min:1s", {
      type: "failure-rate",
      maxFailures: 2,
      interval: 300_000,
      delay: 1000,
    }],
    ["exponential-delay:1s:1min", {
      type: "exponential-delay",
      initialBackoff: 1000,
      maxBackoff: 60_000,
    }],
  ];
  for (const [text, options] of cases) deepStrictEqual(parseRestart(text), options);
});

Deno.test("what is no restart strategy is refused with what is wanted", () => {
  const cases: [string, RegExp][] = [
    [
      "fixeddelay",
      /E-FLAG-VALUE: --restart is "fixeddelay"; wanted: none or .*did you mean fixed-delay\?/,
    ],
    ["sometimes", /wanted: none or fixed-delay or failure-rate or exponential-delay$/],
    ["none:3", /none has nothing to do with "3"; wanted: none$/],
    [
      "fixed-delay:3:1",
      /delay is "1", but must be a duration .*; wanted: fixed-delay:ATTEMPTS:DELAY$/,
    ],
    ["fixed-delay:x", /attempts is "x", but must be a whole number/],
    ["fixed-delay:-1", /attempts is "-1"/],
    ["fixed-delay:", /attempts is ""/],
    ["fixed-delay:1:1s:1s", /nothing to do with "1s"/],
    ["__proto__", /E-FLAG-VALUE/],
  ];
  for (const [text, message] of cases) throws(() => parseRestart(text), message, text);
});
