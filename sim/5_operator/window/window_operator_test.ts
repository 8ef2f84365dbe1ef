import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { MAX } from "../../clock/time.ts";
import { type Element, NO_ORIGIN } from "../../element/element.ts";
import { HarnessContext } from "../../testing/harness_context.ts";
import { OperatorHarness, playTable } from "../../testing/mod.ts";
import { EventTimeSessionWindows } from "./event_time_session_windows.ts";
import { EventTimeTrigger } from "./event_time_trigger.ts";
import { PurgingTrigger } from "./purging_trigger.ts";
import { SlidingEventTimeWindows } from "./sliding_event_time_windows.ts";
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
      out.collect(`[${window.start},${window.end}){${elements}}`),
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
  playTable(
    harness,
    `
    a@3
    b@12
    c@7
    WM 9   → [0,10){a,c}@9  WM 9
    d@8    → [0,10){a,c,d}@9                 # late, but allowed: fires at once
    WM 13  → WM 13
    e@9    → [0,10){a,c,d,e}@9
    WM 14  → WM 14  windowCleaned[0,10)      # 9 + 5: nobody is waited for any longer
    f@5    → recordDropped@5
    g@14   → –                               # behind the watermark, but its window is open
    WM 19  → [10,20){b,g}@19  WM 19
    WM 24  → WM 24  windowCleaned[10,20)
    `,
    { facts: ["windowCleaned", "recordDropped"] },
  );
  const { lateDroppedCount, contents, timers } = operatorOf(harness as never);
  deepStrictEqual([lateDroppedCount, contents.size, timers.eventTimers.size], [1, 0, 0]);
});

Deno.test("TVX-15 TR-1 W-5 with a purging trigger each firing tells only what is new", () => {
  const trigger = PurgingTrigger.of(EventTimeTrigger.create());
  playTable(
    listing({ allowedLateness: 5, trigger }),
    `
    a@3
    c@7
    WM 9   → [0,10){a,c}@9  WM 9
    d@8    → [0,10){d}@9
    WM 13  → WM 13
    e@9    → [0,10){e}@9
    WM 14  → WM 14                           # nothing is left to be told
    `,
  );
});

Deno.test("TVX-16 W-9 sliding windows: a record counts where its window is still open", () => {
  const harness = listing({ assigner: SlidingEventTimeWindows.of(10, 5) });
  playTable(
    harness,
    `
    a@12
    WM 14  → [5,15){a}@14  WM 14  windowCleaned[5,15)
    b@13   → –                               # only into [10,20): not dropped
    c@9    → recordDropped@9                 # both of its windows are over
    WM 19  → [10,20){a,b}@19  WM 19  windowCleaned[10,20)
    `,
    { facts: ["windowCleaned", "recordDropped"] },
  );
  strictEqual(operatorOf(harness as never).lateDroppedCount, 1);
});

Deno.test("TVX-17 M-4 M-6 sessions: what decides is the merged window, not the record's own", () => {
  playTable(
    listing({ assigner: EventTimeSessionWindows.withGap(10) }),
    `
    a@0
    b@10   → windowMerged[0,20)              # they touch: one session
    c@31
    WM 18  → WM 18
    d@25   → windowMerged[25,41)
    e@8    → –                               # [8,18) alone would be late; it lies in [0,20)
    WM 19  → [0,20){a,b,e}@19  WM 19
    f@5    → recordDropped@5
    WM 40  → [25,41){c,d}@40  WM 40
    `,
    { facts: ["windowMerged", "recordDropped"] },
  );
});

Deno.test("TVX-17 M-1 sessions that are further apart than their gap stay two", () => {
  playTable(
    listing({ assigner: EventTimeSessionWindows.withGap(10) }),
    `
    a@0
    b@11
    WM 20  → [0,10){a}@9  [11,21){b}@20  WM 20
    `,
  );
});

Deno.test("TVX-18 M-8 a session that was told is told again when it grows", () => {
  playTable(
    listing({ assigner: EventTimeSessionWindows.withGap(10), allowedLateness: 20 }),
    `
    a@0
    b@15
    WM 12  → [0,10){a}@9  WM 12              # kept: 20 late are allowed
    c@8    → –                               # joins [0,10) and [15,25), which is not over yet
    WM 24  → [0,25){a,b,c}@24  WM 24
    x@22   → –                               # [0,32)
    WM 31  → [0,32){a,b,c,x}@31  WM 31
    y@2    → [0,32){a,b,c,x,y}@31            # over already: told at once
    WM 51  → WM 51  windowCleaned[0,32)
    `,
    { facts: ["windowCleaned"] },
  );
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
