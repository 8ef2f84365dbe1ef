import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { copy } from "../clock/copy.ts";
import { MAX, MIN } from "../clock/time.ts";
import { NO_KEY } from "../element/element.ts";
import { FACT_NAMES } from "../trace/fact.ts";
import { TimerService } from "./timer_service.ts";
import type { TimerContext, Triggerable } from "./triggerable.ts";

/** A target that writes down who fired, and may do more. */
function setUp(onFired: (time: number) => void = () => {}) {
  const fired: string[] = [], facts: string[] = [];
  const context: TimerContext = {
    key: NO_KEY,
    setKey(key) {
      Object.assign(context, { key });
    },
    report: (kind, _subject, stamp) => facts.push(`${FACT_NAMES.get(kind)?.name} ${stamp}`),
  };
  const note = (domain: string) => (namespace: number, time: number) => {
    fired.push(`${domain} ${time} key ${context.key} in ${namespace}`);
    onFired(time);
  };
  const target: Triggerable<TimerContext> = {
    onEventTime: note("event"),
    onProcessingTime: note("processing"),
  };
  const timers = new TimerService();
  const register = (key: number, time: number, namespace = 0) => {
    context.setKey(key);
    timers.registerEventTimeTimer(namespace, time, context);
  };
  const advance = (watermark: number) => timers.advanceWatermark(watermark, target, context);
  return { timers, context, target, fired, facts, register, advance };
}

Deno.test("TI-1 TimerService tells keys, namespaces and timestamps apart and fires each once", () => {
  const { fired, register, advance, timers } = setUp();
  for (const key of [1, 2]) for (const namespace of [7, 8]) register(key, 10, namespace);
  register(1, 10, 7);
  advance(10);
  deepStrictEqual(fired, [
    "event 10 key 1 in 7",
    "event 10 key 1 in 8",
    "event 10 key 2 in 7",
    "event 10 key 2 in 8",
  ]);
  strictEqual(timers.numFiredTimers, 4);
});

Deno.test("TI-1 TimerService deletes a timer of the current key, and nothing when there is none", () => {
  const { timers, context, fired, facts, register, advance } = setUp();
  register(1, 10);
  register(2, 10);
  timers.deleteEventTimeTimer(0, 10, context);
  timers.deleteEventTimeTimer(0, 99, context);
  advance(10);
  deepStrictEqual(fired, ["event 10 key 1 in 0"]);
  deepStrictEqual(facts, [
    "timerRegistered 10",
    "timerRegistered 10",
    "timerDeleted 10",
    "timerFired 10",
  ]);
});

Deno.test("TI-2 TimerService refuses a timer without a key", () => {
  const { timers, context } = setUp();
  throws(() => timers.registerEventTimeTimer(0, 10, context), /TI-2/);
});

Deno.test("TI-3 TimerService does not fire a timer in the past until the next watermark", () => {
  const { fired, register, advance } = setUp();
  advance(50);
  register(1, 10);
  deepStrictEqual(fired, []);
  advance(51);
  deepStrictEqual(fired, ["event 10 key 1 in 0"]);
});

Deno.test("TI-4 TimerService fires a due timer that a callback registered, in the same advance", () => {
  const { timers, context, fired, register, advance } = setUp((time) => {
    if (time === 10) timers.registerEventTimeTimer(0, 12, context);
    if (time === 12) timers.registerEventTimeTimer(0, 5, context); // in the past: next of all
    if (time === 15) timers.registerEventTimeTimer(0, 21, context); // not due yet
  });
  register(1, 10);
  register(2, 15);
  advance(20);
  deepStrictEqual(fired, [
    "event 10 key 1 in 0",
    "event 12 key 1 in 0",
    "event 5 key 1 in 0",
    "event 15 key 2 in 0",
  ]);
  strictEqual(timers.eventTimers.nextTimestamp(), 21);
});

Deno.test("TI-6 TimerService knows the new watermark before the first timer fires", () => {
  const seen: number[] = [];
  const { timers, register, advance } = setUp(() => seen.push(timers.currentWatermark));
  strictEqual(timers.currentWatermark, MIN);
  register(1, 10);
  register(1, 20);
  advance(40);
  deepStrictEqual(seen, [40, 40]);
});

Deno.test("TI-6 TimerService makes a timer's key the current one, and puts the old one back", () => {
  const { context, register, advance } = setUp();
  register(1, 10);
  register(2, 10);
  context.setKey(5);
  advance(10);
  strictEqual(context.key, 5);
});

Deno.test("TI-7 TimerService fires processing-time timers up to an instant, apart from event time", () => {
  const { timers, context, target, fired, advance } = setUp();
  context.setKey(3);
  for (const time of [30, 10, 20]) timers.registerProcessingTimeTimer(0, time, context);
  advance(MAX);
  timers.advanceProcessingTime(20, target, context);
  deepStrictEqual(fired, ["processing 10 key 3 in 0", "processing 20 key 3 in 0"]);
  strictEqual(timers.processingTimers.nextTimestamp(), 30);
});

Deno.test("TI-10 TimerService fires all event-time timers at the end, and no processing-time ones", () => {
  const { timers, context, target, fired, register, advance } = setUp();
  register(1, 8.64e15);
  register(1, MAX);
  timers.registerProcessingTimeTimer(0, 10, context);
  timers.quiesce();
  timers.advanceProcessingTime(MAX, target, context);
  advance(MAX);
  deepStrictEqual(fired, [`event ${8.64e15} key 1 in 0`, `event ${MAX} key 1 in 0`]);
});

Deno.test("ORD-11 TimerService fires by timestamp over all keys, below zero too", () => {
  const { fired, register, advance } = setUp();
  register(1, 5);
  register(2, -5);
  register(3, 0);
  advance(4);
  deepStrictEqual(fired, ["event -5 key 2 in 0", "event 0 key 3 in 0"]);
});

Deno.test("TimerService of a copy fires the same timers in the same order", () => {
  const { timers, context, target, fired, register, advance } = setUp();
  for (let key = 0; key < 50; key++) register(key, key % 7);
  const twin = copy(timers);
  advance(10);
  const original = fired.splice(0);
  twin.advanceWatermark(10, target, context);
  deepStrictEqual(fired, original);
  strictEqual(original.length, 50);
});
