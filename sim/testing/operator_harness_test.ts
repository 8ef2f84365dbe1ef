import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { MIN } from "../clock/time.ts";
import { Operator, type OperatorContext } from "../5_operator/operator.ts";
import { OperatorHarness } from "./operator_harness.ts";

/** Tells everything it is told. */
class Echo extends Operator {
  calls: string[] = [];
  override setup(index: number, parallelism: number): void {
    this.calls.push(`setup ${index} of ${parallelism}`);
  }
  override open(): void {
    this.calls.push("open");
  }
  override processElement(value: unknown, timestamp: number, context: OperatorContext): void {
    const key = context.key < 0 ? "none" : context.keyOf(context.key);
    this.calls.push(`${value} @${timestamp} key ${key} origin ${context.origin}`);
    context.requestTick(100);
    context.sideOutput(value === 1 ? "odd" : "even", value, timestamp);
  }
  override processWatermark(timestamp: number, context: OperatorContext): void {
    this.calls.push(`watermark ${timestamp} at ${context.currentWatermark} key ${context.key}`);
  }
  override onProcessingTick(context: OperatorContext): void {
    this.calls.push(`tick at ${context.now}`);
    if (context.now < 200) context.requestTick(100);
  }
  override finish(): void {
    this.calls.push("finish");
  }
}

const SPEC = { Operator: Echo, name: "echo", uid: "echo", cost: 0 };
const callsOf = ({ operator }: OperatorHarness<number>) => (operator as Echo).calls;

Deno.test("OperatorHarness tells an operator who it is, then opens it", () => {
  deepStrictEqual(callsOf(new OperatorHarness<number>(SPEC)), ["setup 0 of 1", "open"]);
});

Deno.test("OperatorHarness keys, numbers and times elements as a task would", () => {
  const harness = new OperatorHarness<number>(SPEC, { keyBy: (n) => `k${n}` });
  harness.processElement(1, 5).processElement(2).processWatermark(7).endInput();
  deepStrictEqual(callsOf(harness).slice(2), [
    "1 @5 key k1 origin 0",
    `2 @${MIN} key k2 origin 1`,
    "watermark 7 at 7 key -1",
    "finish",
  ]);
  deepStrictEqual(harness.takeSideOutput("odd").map(({ value }) => value), [1]);
  deepStrictEqual(harness.takeSideOutput("odd"), []);
  strictEqual(harness.takeSideOutput("even").length, 1);
});

Deno.test("OperatorHarness ticks at the next multiple of the period, one at a time", () => {
  const harness = new OperatorHarness<number>(SPEC);
  harness.setProcessingTime(30).processElement(1).processElement(2).setProcessingTime(1000);
  deepStrictEqual(callsOf(harness).slice(4), ["tick at 100", "tick at 200"]);
  harness.processElement(1).setProcessingTime(1099);
  strictEqual(callsOf(harness).length, 7);
});

Deno.test("OperatorHarness freezes what it is given and refuses what is no plain value", () => {
  const harness = new OperatorHarness<unknown>(SPEC);
  throws(() => harness.processElement(new Date(0)), /E-VALUE/);
});
