import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { MIN } from "../clock/time.ts";
import type { OperatorListState, RestoredLists } from "../6_state/operator_list_state.ts";
import { Operator, type OperatorContext } from "../5_operator/operator.ts";
import { reduceOperator } from "../5_operator/reduce.ts";
import { Outside, type OutsidePort } from "../7_sink/outside.ts";
import { type SinkOperator, sinkOperator } from "../7_sink/sink_operator.ts";
import { SinkWriter } from "../7_sink/sink_writer.ts";
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

/** Counts per key, and all together in a list of its own. */
class Counting extends Operator {
  total = 0;
  calls: string[] = [];
  override open(): void {
    this.calls.push(`open with ${this.total}`);
  }
  override processElement(): void {
    this.total++;
  }
  override prepareSnapshotPreBarrier(checkpointId: number, context: OperatorContext): void {
    context.collect(`before barrier ${checkpointId}`, MIN);
  }
  override snapshotState(): OperatorListState[] {
    return [{ name: "total", mode: "split", items: [this.total] }];
  }
  override restoreState({ isRestored, items }: RestoredLists): void {
    this.calls.push(`restore ${isRestored} ${items("total")} ${items("other")}`);
    this.total = (items("total")[0] as number | undefined) ?? 0;
  }
  override notifyCheckpointComplete(checkpointId: number, { attempt }: OperatorContext): void {
    this.calls.push(`complete ${checkpointId} in attempt ${attempt}`);
  }
  override notifyCheckpointAborted(checkpointId: number): void {
    this.calls.push(`aborted ${checkpointId}`);
  }
  override dispose(): void {
    this.calls.push("dispose");
  }
}

const COUNTING = { Operator: Counting, name: "count", uid: "count", cost: 0 };

Deno.test("SN-1 OperatorHarness snapshots as a task would, and the next attempt begins from there", () => {
  const first = new OperatorHarness<number>(COUNTING).processElement(1);
  const saved = first.snapshot(7);
  first.processElement(2).notifyCheckpointAborted(7).dispose();
  const second = first.restore(saved).processElement(2).notifyCheckpointComplete(7);
  deepStrictEqual(first.takeValues(), ["before barrier 7"]);
  deepStrictEqual((first.operator as Counting).calls, ["open with 0", "aborted 7", "dispose"]);
  deepStrictEqual((second.operator as Counting).calls, [
    "restore true 1 ",
    "open with 1",
    "complete 7 in attempt 1",
  ]);
  deepStrictEqual([first, second].map(({ operator }) => (operator as Counting).total), [2, 2]);
  const third = second.restore(null);
  deepStrictEqual((third.operator as Counting).calls, ["restore false  ", "open with 0"]);
});

Deno.test("OperatorHarness: a snapshot is a copy of keyed state, and every attempt begins from the same", () => {
  const spec = reduceOperator<number>({ name: "s", uid: "s", cost: 0, reduce: (a, b) => a + b });
  const first = new OperatorHarness<number>(spec, { keyBy: () => "all" }).processElement(1);
  const saved = first.snapshot(1);
  first.processElement(10);
  const totals = [100, 200].map((n) => first.restore(saved).processElement(n).takeValues());
  deepStrictEqual(totals, [[101], [201]]);
});

/** Says no to odd requests, and wakes up at twice what was asked for. */
class Moody extends Outside {
  woken: number[] = [];
  override perform(_request: number, argument: number, port: OutsidePort): boolean {
    port.wakeAt(2 * argument * 1000);
    return argument % 2 === 0;
  }
  override onTimer({ now, wallClock }: OutsidePort): void {
    this.woken.push(now, wallClock);
  }
}

class Asking extends SinkWriter {
  answers: string[] = [];
  override write(value: unknown, _timestamp: number, context: OperatorContext): void {
    context.askOutside(0, value as number);
  }
  override onOutsideAnswer(request: number, argument: number, isDone: boolean): void {
    this.answers.push(`${request} ${argument} ${isDone}`);
  }
}

Deno.test("OperatorHarness: requests reach the world outside and come back when the test says so", () => {
  const sink = { type: "sink", id: "out", Writer: Asking, Outside: Moody } as const;
  const spec = sinkOperator<number>({ name: "out", uid: "out", cost: 0, sink });
  const first = new OperatorHarness<number>(spec).processElement(3).processElement(4);
  const answersOf = ({ operator }: OperatorHarness<number>) =>
    ((operator as SinkOperator).writer as Asking).answers;
  first.performOutside();
  deepStrictEqual([first.asked, first.hasAnswer, answersOf(first)], [
    [{ request: 0, argument: 4 }],
    true,
    [],
  ]);
  const second = first.restore(null);
  deepStrictEqual(answersOf(first.settleOutside()), ["0 3 false", "0 4 true"]);
  deepStrictEqual([answersOf(second), second.hasAnswer], [[], false]);
  second.setProcessingTime(7).setProcessingTime(8).setProcessingTime(9);
  deepStrictEqual((second.outside as Moody).woken, [8000, 8]);
});
