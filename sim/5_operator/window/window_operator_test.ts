import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { MAX } from "../../clock/time.ts";
import { type Element, NO_ORIGIN } from "../../element/element.ts";
import { HarnessContext } from "../../testing/harness_context.ts";
import { OperatorHarness } from "../../testing/mod.ts";
import type { Trigger } from "./trigger.ts";
import { TriggerResult } from "./trigger.ts";
import { EventTimeTrigger } from "./event_time_trigger.ts";
import { TumblingEventTimeWindows } from "./tumbling_event_time_windows.ts";
import type { WindowOperator } from "./window_operator.ts";
import { windowOperator, type WindowOperatorOptions } from "./window_operator_spec.ts";

const NAMED = { name: "windows", uid: "windows", cost: 0 };
const TEN = TumblingEventTimeWindows.of(10);

/** A window that emits its elements as one text; the key is the part before a colon, if any. */
function listing(options: Partial<WindowOperatorOptions<string, string, string, string>> = {}) {
  const spec = windowOperator<string, string, string, string>({
    ...NAMED,
    assigner: TEN,
    process: (_key, { window }, elements, out) =>
      out.collect(`[${window.start},${window.end}) ${elements.join("")}`),
    ...options,
  });
  return new OperatorHarness<string>(spec, { keyBy: (text) => text.split(":")[0].slice(1) || "k" });
}

function counting(allowedLateness = 0) {
  const spec = windowOperator({
    ...NAMED,
    assigner: TEN,
    allowedLateness,
    aggregate: {
      createAccumulator: () => 0,
      add: (_value: number, count: number) => count + 1,
      getResult: (count: number) => count,
    },
  });
  return new OperatorHarness<number>(spec, { keyBy: (value) => value % 3 });
}

function shown(elements: readonly Element[]): string[] {
  return elements.map((element) =>
    element.type === "record"
      ? `${element.value} @${element.timestamp}`
      : `W${(element as { timestamp?: number }).timestamp}`
  );
}

const operatorOf = (harness: OperatorHarness<never>) => harness.operator as WindowOperator;

Deno.test("TVX-14 WindowOperator fires, fires again for late elements, cleans, then drops", () => {
  const harness = listing({ allowedLateness: 5 });
  const after = (watermark: number) => shown(harness.processWatermark(watermark).takeOutput());
  harness.processElement("a", 3).processElement("b", 12).processElement("c", 7);
  deepStrictEqual(after(9), ["[0,10) ac @9", "W9"]);
  deepStrictEqual(shown(harness.processElement("d", 8).takeOutput()), ["[0,10) acd @9"]);
  deepStrictEqual(after(13), ["W13"]);
  deepStrictEqual(shown(harness.processElement("e", 9).takeOutput()), ["[0,10) acde @9"]);
  harness.takeFacts();
  deepStrictEqual(after(14), ["W14"]);
  deepStrictEqual(harness.takeFacts("windowFired", "windowCleaned"), [
    { name: "windowCleaned", key: "k", stamp: 0, value: { start: 0, end: 10 } },
  ]);
  harness.processElement("f", 5).processElement("g", 14);
  strictEqual(operatorOf(harness as never).lateDroppedCount, 1);
  deepStrictEqual(after(19), ["[10,20) bg @19", "W19"]);
  deepStrictEqual(after(24), ["W24"]);
  strictEqual(operatorOf(harness as never).contents.size, 0);
  strictEqual(operatorOf(harness as never).timers.eventTimers.size, 0);
});

Deno.test("W-9 a record too late for its window goes to the side output, and is not counted", () => {
  const harness = listing({ lateTag: "late" });
  harness.processWatermark(9).processElement("a", 4).processElement("b", 10);
  deepStrictEqual(harness.takeSideOutput("late"), [{ type: "record", value: "a", timestamp: 4 }]);
  strictEqual(operatorOf(harness as never).lateDroppedCount, 0);
  deepStrictEqual(harness.takeFacts("recordLate", "recordDropped"), [
    { name: "recordLate", key: "k", origin: 0, stamp: 4, value: "a" },
  ]);
});

Deno.test("W-8 TVX-9 lateness is a matter of the window, not of the record", () => {
  const harness = counting();
  harness.processWatermark(14).processElement(0, 11); // behind the watermark, its window is open
  deepStrictEqual(shown(harness.takeOutput()), ["W14"]);
  strictEqual(operatorOf(harness as never).lateDroppedCount, 0);
  harness.processElement(0, 9);
  strictEqual(operatorOf(harness as never).lateDroppedCount, 1);
});

Deno.test("W-11 with lateness 0 a window is emitted and then cleaned by the same timer", () => {
  const harness = counting();
  harness.processElement(0, 0).processWatermark(9);
  deepStrictEqual(harness.takeFacts().map(({ name, stamp }) => `${name} ${stamp}`), [
    "windowAssigned 0",
    "stateUpdated 10",
    "timerRegistered 9",
    "timerFired 9",
    "windowTriggered 0",
    "windowFired 0",
    "stateUpdated 10",
    "windowCleaned 0",
  ]);
});

Deno.test("W-12 ORD-7 results carry the last timestamp, earlier windows first, before the watermark", () => {
  const harness = counting();
  for (const timestamp of [15, -1, -10, -11, 0, 9, 10]) harness.processElement(0, timestamp);
  harness.processElement(1, 3).processElement(1, -3);
  deepStrictEqual(shown(harness.processWatermark(100).takeOutput()), [
    "1 @-11",
    "2 @-1",
    "1 @-1",
    "2 @9",
    "1 @9",
    "2 @19",
    "W100",
  ]);
});

Deno.test("W-7 a window that is kept for ever fires, and no timer is spent on its end", () => {
  const harness = counting(MAX);
  harness.processElement(0, 5).processWatermark(9);
  deepStrictEqual(shown(harness.takeOutput()), ["1 @9", "W9"]);
  strictEqual(operatorOf(harness as never).timers.eventTimers.size, 0);
  harness.processWatermark(8e15).processElement(0, 5);
  deepStrictEqual(shown(harness.takeOutput()), [`W${8e15}`, "2 @9"]);
});

Deno.test("EOI-1 the final watermark fires every window that is left", () => {
  const harness = counting();
  harness.processElement(0, 8.64e15).processElement(0, 0).processWatermark(MAX).endInput();
  deepStrictEqual(harness.takeValues(), [1, 1]);
  strictEqual(operatorOf(harness as never).contents.size, 0);
});

Deno.test("W-16 a process function sees key, window, the new watermark, and side outputs", () => {
  const seen: unknown[] = [];
  const harness = listing({
    process: (key, context, elements, out) => {
      seen.push([key, context.window, context.currentWatermark, elements]);
      context.output({ id: "aside" }, { elements: elements.length });
      out.collect("one");
      out.collect("two");
    },
  });
  harness.processElement("1x", 3).processElement("2x", 4).processWatermark(12);
  deepStrictEqual(seen, [["x", { start: 0, end: 10 }, 12, ["1x", "2x"]]]);
  deepStrictEqual(shown(harness.takeOutput()), ["one @9", "two @9", "W12"]);
  const [aside] = harness.takeSideOutput("aside");
  deepStrictEqual(aside, { type: "record", value: { elements: 2 }, timestamp: 9 });
  ok(Object.isFrozen(aside.value));
});

Deno.test("W-1 process behind reduce or aggregate gets the one value that was kept", () => {
  type Pair = readonly [key: string, n: number];
  const reduce = (a: Pair, b: Pair): Pair => [a[0], a[1] + b[1]];
  const spec = windowOperator<Pair, Pair, string, string>({
    ...NAMED,
    assigner: TEN,
    reduce,
    process: (key, { window }, elements, out) =>
      out.collect(`${key} ${window.start} ${JSON.stringify(elements)}`),
  });
  const harness = new OperatorHarness<Pair>(spec, { keyBy: ([key]) => key });
  harness.processElement(["a", 1], 0).processElement(["a", 4], 1).processWatermark(9);
  deepStrictEqual(harness.takeValues(), ['a 0 [["a",5]]']);
  const plain = windowOperator<Pair>({ ...NAMED, assigner: TEN, reduce });
  const bare = new OperatorHarness<Pair>(plain, { keyBy: ([key]) => key });
  bare.processElement(["a", 1], 0).processElement(["a", 4], 1).processWatermark(9);
  deepStrictEqual(bare.takeValues(), [["a", 5]]);
});

Deno.test("TR-1 W-5 a trigger that fires and purges: emit first, then forget the contents", () => {
  const inner = EventTimeTrigger.create();
  const purging: Trigger<string> = {
    name: "Purging",
    canMerge: true,
    onElement: (value, timestamp, window, context) =>
      purge(inner.onElement(value, timestamp, window, context)),
    onEventTime: (time, window) => purge(inner.onEventTime(time, window)),
    onProcessingTime: () => TriggerResult.CONTINUE,
    clear: (window, context) => inner.clear(window, context),
  };
  const harness = listing({ allowedLateness: 5, trigger: purging });
  harness.processElement("a", 3).processElement("c", 7).processWatermark(9)
    .processElement("d", 8).processWatermark(13).processElement("e", 9).processWatermark(14);
  deepStrictEqual(shown(harness.takeOutput()), [ // TVX-15
    "[0,10) ac @9",
    "W9",
    "[0,10) d @9",
    "W13",
    "[0,10) e @9",
    "W14",
  ]);
  function purge(result: TriggerResult): TriggerResult {
    return result === TriggerResult.FIRE ? TriggerResult.FIRE_AND_PURGE : result;
  }
});

Deno.test("TS-1 a record without timestamp is refused by name", () => {
  throws(() => counting().processElement(1), /E-TS-MISSING: .* in "windows": record 1 has no/);
});

Deno.test("windowOperator refuses a bad lateness and a bad choice of functions", () => {
  const described = (options: object) => () =>
    windowOperator({ ...NAMED, assigner: TEN, ...options } as never);
  for (const allowedLateness of [-1, 0.5, NaN, "5"]) {
    throws(described({ reduce: Math.max, allowedLateness }), /E-LATENESS: .*"windows"/);
  }
  throws(described({}), /E-WINDOW-FUNCTION: Window "windows" has no function/);
  throws(described({ reduce: Math.max, aggregate: {} }), /E-WINDOW-FUNCTION: .* both/);
});

Deno.test("an accumulator is frozen: a function that changes it is stopped at once", () => {
  const spec = windowOperator({
    ...NAMED,
    assigner: TEN,
    aggregate: {
      createAccumulator: () => ({ n: 0 }),
      add: (_value: number, accumulator: { n: number }) => {
        accumulator.n++;
        return accumulator;
      },
      getResult: ({ n }: { n: number }) => n,
    },
  });
  const harness = new OperatorHarness<number>(spec, { keyBy: () => 0 });
  harness.processElement(1, 1);
  throws(() => harness.processElement(1, 2), TypeError);
});

/** Records of disorder up to 30, watermarks 10 behind: on time, late but allowed, and too late. */
function feed(one: OperatorHarness<number>, from: number, until: number): unknown[] {
  for (let n = from; n < until; n++) {
    one.processElement(n, n - (n * 7) % 31);
    if (n % 5 === 0) one.processWatermark(n - 10);
  }
  return [one.takeOutput(), one.takeFacts(), operatorOf(one as never).lateDroppedCount];
}

Deno.test("a fork in the middle of a run goes on alike, and disturbs nobody", () => {
  const elements = windowOperator<number, number, string>({
    ...NAMED,
    assigner: TEN,
    allowedLateness: 7,
    process: (_key, _context, elements, out) => out.collect(elements.join()),
  });
  const keyBy = (n: number) => n % 3;
  for (const harness of [counting(7), new OperatorHarness<number>(elements, { keyBy })]) {
    feed(harness, 0, 300);
    const twin = harness.fork(), untouched = harness.fork();
    const original = feed(harness, 300, 600);
    ok((original[1] as unknown[]).length > 1000 && (original[2] as number) > 10, "not too tame");
    deepStrictEqual(feed(twin, 300, 600), original);
    deepStrictEqual(feed(untouched, 300, 600), original);
  }
});

Deno.test("a result stems from no single record, also when a late element causes it", () => {
  const origins: number[] = [];
  const context = new HarnessContext();
  context.collect = () => origins.push(context.origin);
  const { operator } = counting(5);
  const work = (timestamp: number, origin: number) => {
    Object.assign(context, { key: context.keys.intern("a"), origin });
    operator.processElement(0, timestamp, context);
  };
  work(3, 17);
  operator.processWatermark(9, context);
  work(4, 18);
  deepStrictEqual(origins, [NO_ORIGIN, NO_ORIGIN]);
  deepStrictEqual(context.facts.slice(-2).map(({ name, origin }) => [name, origin]), [
    ["windowTriggered", 18],
    ["windowFired", 18], // the cause is told, the result does not claim it
  ]);
});
