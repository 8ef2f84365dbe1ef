import { deepStrictEqual } from "node:assert/strict";
import { OperatorHarness } from "../../testing/mod.ts";
import type { AsyncFunction, AsyncRetry } from "./async_function.ts";
import { type AsyncWaitOperator, asyncWaitOperator } from "./async_wait.ts";

interface Options {
  readonly async?: Partial<AsyncFunction<string, string>>;
  readonly isOrdered?: boolean;
  readonly timeout?: number;
  readonly capacity?: number;
  readonly retry?: AsyncRetry;
}

/** Asks for an answer that is `record!`; when it comes is up to the test. */
function asking({ async = {}, isOrdered = true, timeout = 10, ...options }: Options = {}) {
  const operator = asyncWaitOperator<string, string>({
    ...{ name: "ask", uid: "ask", cost: 0, isOrdered, timeout, ...options },
    async: { invoke: (value) => ({ latency: 1, results: [`${value}!`] }), ...async },
  });
  return new OperatorHarness<string>(operator);
}

/** The n-th mail that is under way, the oldest is 0, arrives. */
function arrive(harness: OperatorHarness<string>, n = 0): unknown[] {
  harness.complete(harness.requests[n].id);
  return told(harness);
}

const told = (harness: OperatorHarness<string>) =>
  harness.takeOutput().map((element) =>
    element.type === "record" ? element.value : `WM ${(element as { timestamp: number }).timestamp}`
  );

Deno.test("AS-4 each request has its own time, from when it was made; what comes later is ignored", () => {
  const harness = asking({ async: { timeout: (value) => [`${value}?`] } });
  harness.processElement("a", 1).setProcessingTime(1).processElement("b", 2);
  deepStrictEqual(told(harness.setProcessingTime(9)), []);
  deepStrictEqual(told(harness.setProcessingTime(10)), ["a?"]);
  deepStrictEqual(arrive(harness, 1), ["b!"]); // at the last moment
  deepStrictEqual(arrive(harness), []); // the answer to a
  deepStrictEqual(told(harness.setProcessingTime(20)), []);
});

Deno.test("AS-4 a timeout of 0 is none", () => {
  const harness = asking({ timeout: 0 });
  harness.processElement("a", 1).setProcessingTime(1_000_000);
  deepStrictEqual(arrive(harness), ["a!"]);
});

Deno.test("AS-1 AS-3 watermarks stand in the queue, and it is full when so many stand in it", () => {
  const harness = asking({ isOrdered: false, capacity: 3 });
  const isFull = () => (harness.operator as AsyncWaitOperator).isFull;
  harness.processElement("a", 1).processWatermark(1);
  deepStrictEqual(isFull(), false);
  harness.processElement("b", 2);
  deepStrictEqual(isFull(), true);
  deepStrictEqual(arrive(harness, 1), []); // b is behind the watermark
  deepStrictEqual(arrive(harness), ["a!"]);
  deepStrictEqual(arrive(harness), ["WM 1"]); // each leaves by a mail of its own (AS-6)
  deepStrictEqual(arrive(harness), ["b!"]);
  deepStrictEqual(isFull(), false);
});

Deno.test("AS-5 retries wait longer and longer, up to a limit; a timeout counts from the first try", () => {
  const attempts: number[] = [];
  const harness = asking({
    timeout: 100,
    retry: { maxAttempts: 3, delay: 2, multiplier: 3, delayMax: 10 },
    async: {
      invoke: (value, { attempt }) => {
        attempts.push(attempt);
        return attempt < 4 ? { latency: 0, error: "busy" } : { latency: 0, results: [value] };
      },
    },
  });
  harness.processElement("a", 1);
  const delays: number[] = [];
  for (let attempt = 1; attempt < 4; attempt++) {
    arrive(harness);
    delays.push(harness.requests[0].at);
    arrive(harness);
  }
  deepStrictEqual(delays, [2000, 6000, 10_000]);
  deepStrictEqual(arrive(harness), ["a"]);
  deepStrictEqual(attempts, [1, 2, 3, 4]);
});
