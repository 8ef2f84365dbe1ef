// Schema `triggers`: one trigger, one key, explicit windows; what it answers, and what it leaves behind.
//
// As in Flink's TriggerTestHarness, timers that are due are collected first and then fired: what a
// callback registers stays pending, even if it is due.

import {
  maxTimestamp,
  MIN,
  PurgingTrigger,
  type StateDescriptor,
  type StateOf,
  type TimeWindow,
  type Trigger,
  type TriggerMergeContext,
  TriggerResult,
} from "@headwater/sim";
import { KeyedStateStore } from "../../../sim/6_state/keyed_state_store.ts";
import { mergeNamespaces } from "../../../sim/6_state/merge_namespaces.ts";
import { WindowTable } from "../../../sim/5_operator/window/window_table.ts";
import type { CaseReader } from "../case_reader.ts";
import { triggerOf, windowOf, windowText } from "./window_parts.ts";

const RESULTS = ["CONTINUE", "FIRE", "PURGE", "FIRE_AND_PURGE"] as const;
type Answer = typeof RESULTS[number];

/** Runs one case. */
export function triggers(testCase: CaseReader): void {
  testCase.only("trigger", "steps", "resultMapping", "forwards", "canMerge");
  if (testCase.has("resultMapping")) return checkMapping(testCase);
  const bench = new TriggerBench(triggerOf(testCase.get("trigger")));
  if (testCase.has("canMerge")) {
    testCase.expect(bench.trigger.canMerge, testCase.get("canMerge").flag());
  }
  if (!testCase.has("steps")) return;
  for (const step of testCase.get("steps").items()) playStep(step, bench);
}

/** One timer that waits. */
interface Timer {
  readonly window: TimeWindow;
  readonly time: number;
}

/** A trigger with state and timers around it. */
class TriggerBench implements TriggerMergeContext {
  currentWatermark: number = MIN;
  currentProcessingTime: number = MIN;
  eventTimers: Timer[] = [];
  processingTimers: Timer[] = [];
  private readonly windows = new WindowTable();
  private readonly store = new KeyedStateStore();
  private readonly context = { key: 0, now: 0, setKey() {}, report() {} };
  private window: TimeWindow = { start: 0, end: 0 };
  private sources: readonly TimeWindow[] = [];

  constructor(readonly trigger: Trigger<never>) {}

  registerEventTimeTimer(time: number): void {
    add(this.eventTimers, { window: this.window, time });
  }

  deleteEventTimeTimer(time: number): void {
    this.eventTimers = without(this.eventTimers, { window: this.window, time });
  }

  registerProcessingTimeTimer(time: number): void {
    add(this.processingTimers, { window: this.window, time });
  }

  deleteProcessingTimeTimer(time: number): void {
    this.processingTimers = without(this.processingTimers, { window: this.window, time });
  }

  state<D extends StateDescriptor>(descriptor: D): StateOf<D> {
    return this.store.state(descriptor, this.numberOf(this.window), this.context, "tested");
  }

  mergeState(descriptor: StateDescriptor): void {
    const numbers = this.sources.map((window) => this.numberOf(window));
    const table = this.store.table(descriptor, "tested");
    mergeNamespaces(table, this.numberOf(this.window), numbers, 0, "tested");
  }

  /** The trigger's own work on one window. */
  in<T>(window: TimeWindow, work: (window: TimeWindow) => T): T {
    this.window = window;
    return work(window);
  }

  merge(target: TimeWindow, sources: readonly TimeWindow[]): void {
    this.sources = sources;
    this.in(target, () => this.trigger.onMerge?.(target, this));
    for (const source of sources) this.in(source, () => this.trigger.clear(source, this));
  }

  /** Fires what is due: collected first. */
  fire(domain: "event" | "processing", now: number): { window: TimeWindow; result: Answer }[] {
    const timers = domain === "event" ? this.eventTimers : this.processingTimers;
    const due = timers.filter(({ time }) => time <= now).sort((a, b) => a.time - b.time);
    const rest = timers.filter(({ time }) => time > now);
    if (domain === "event") [this.currentWatermark, this.eventTimers] = [now, rest];
    else [this.currentProcessingTime, this.processingTimers] = [now, rest];
    return due.map(({ window, time }) => {
      const result = this.in(
        window,
        () =>
          domain === "event"
            ? this.trigger.onEventTime(time, window, this)
            : this.trigger.onProcessingTime(time, window, this),
      );
      return { window, result: RESULTS[result] };
    });
  }

  /** Entries of state, of one window or of all. */
  stateEntries(window: TimeWindow | null): number {
    const number = window === null ? -1 : this.numberOf(window);
    return this.store.tables.reduce((sum, { index }) => {
      let count = 0;
      for (let row = 0; row < index.rowCount; row++) {
        if (!index.isLive(row)) continue;
        if (window === null || index.namespaceAt(row) === number) count++;
      }
      return sum + count;
    }, 0);
  }

  private numberOf({ start, end }: TimeWindow): number {
    return this.windows.intern(start, end);
  }
}

function playStep(step: CaseReader, bench: TriggerBench): void {
  const { trigger } = bench;
  const verb = step.verb(
    "onElement",
    "advanceWatermark",
    "advanceProcessingTime",
    "onEventTime",
    "onProcessingTime",
    "clear",
    "mergeWindows",
    "expectCounts",
  );
  const body = step.get(verb);
  switch (verb) {
    case "onElement": {
      step.only("onElement", "result");
      body.only("value", "window", "ts");
      const ts = body.has("ts") ? body.get("ts").time() : MIN;
      const value = body.get("value").json() as never;
      const result = bench.in(
        windowOf(body.get("window")),
        (window) => trigger.onElement(value, ts, window, bench),
      );
      return step.expect(RESULTS[result], step.get("result").choice(...RESULTS));
    }
    case "advanceWatermark":
      return expectFirings(step, verb, bench.fire("event", body.time()));
    case "advanceProcessingTime":
      return expectFirings(step, verb, bench.fire("processing", body.time()));
    case "onEventTime":
    case "onProcessingTime": {
      step.only(verb, "result");
      const time = body.only("time", "window").get("time").time();
      const result = bench.in(
        windowOf(body.get("window")),
        (window) => trigger[verb](time, window, bench),
      );
      return step.expect(RESULTS[result], step.get("result").choice(...RESULTS));
    }
    case "clear":
      step.only("clear");
      return bench.in(windowOf(body), (window) => trigger.clear(window, bench));
    case "mergeWindows":
      step.only("mergeWindows");
      body.only("target", "merged");
      return bench.merge(windowOf(body.get("target")), body.get("merged").items().map(windowOf));
    case "expectCounts":
      step.only("expectCounts");
      return expectCounts(body, bench);
  }
}

function expectFirings(
  step: CaseReader,
  verb: string,
  firings: readonly { window: TimeWindow; result: Answer }[],
): void {
  step.only(verb, "window", "result", "noTimerFires", "firingsInclude");
  const texts = firings.map(({ window, result }) => JSON.stringify([windowText(window), result]));
  const textOf = (row: CaseReader) =>
    JSON.stringify([
      windowText(windowOf(row.get("window"))),
      row.get("result").choice(...RESULTS),
    ]);
  if (step.has("noTimerFires")) return step.expect(texts, []);
  if (step.has("window")) return step.expect(texts, [textOf(step)]);
  if (!step.has("firingsInclude")) return;
  for (const row of step.get("firingsInclude").items()) {
    row.expect(texts.includes(textOf(row)), true);
  }
}

function expectCounts(wanted: CaseReader, bench: TriggerBench): void {
  wanted.only("stateEntries", "eventTimeTimers", "processingTimeTimers", "byWindow");
  checkCounts(wanted, bench, null);
  if (!wanted.has("byWindow")) return;
  for (const row of wanted.get("byWindow").items()) {
    row.only("window", "stateEntries", "eventTimeTimers", "processingTimeTimers");
    checkCounts(row, bench, windowOf(row.get("window")));
  }
}

function checkCounts(wanted: CaseReader, bench: TriggerBench, window: TimeWindow | null): void {
  const count = (timers: readonly Timer[]) =>
    timers.filter((timer) => window === null || isSame(timer.window, window)).length;
  const found: Record<string, number> = {
    stateEntries: bench.stateEntries(window),
    eventTimeTimers: count(bench.eventTimers),
    processingTimeTimers: count(bench.processingTimers),
  };
  for (const name of Object.keys(found)) {
    if (wanted.has(name)) wanted.get(name).expect(found[name], wanted.get(name).integer());
  }
}

/** PurgingTrigger as a mapping of answers. */
function checkMapping(testCase: CaseReader): void {
  const mapping = testCase.get("resultMapping");
  const bench = new TriggerBench(EMPTY), window = { start: 0, end: 2 };
  const methods = ["onElement", "onEventTime", "onProcessingTime"] as const;
  mapping.only(...methods);
  for (const method of methods) {
    for (const row of mapping.get(method).items()) {
      const inner = RESULTS.indexOf(row.get("inner").choice(...RESULTS)) as TriggerResult;
      const scripted: Trigger = {
        ...EMPTY,
        onElement: () => inner,
        onEventTime: () => inner,
        onProcessingTime: () => inner,
      };
      const outer = PurgingTrigger.of(scripted);
      const result = method === "onElement"
        ? outer.onElement(0, 0, window, bench)
        : outer[method](0, window, bench);
      row.expect(RESULTS[result], row.get("outer").choice(...RESULTS));
    }
  }
  if (testCase.has("forwards")) checkForwards(testCase.get("forwards"), window, bench);
}

/** What reaches the nested trigger, and what reaches the context from it. */
function checkForwards(forwards: CaseReader, window: TimeWindow, bench: TriggerBench): void {
  const calls: string[] = [];
  const noted = PurgingTrigger.of({
    ...EMPTY,
    canMerge: true,
    onElement(_value, _timestamp, _window, context) {
      context.registerEventTimeTimer(7);
      context.registerProcessingTimeTimer(8);
      return TriggerResult.CONTINUE;
    },
    onMerge: () => calls.push("onMerge"),
    clear: () => calls.push("clear"),
  });
  bench.in(window, () => noted.onElement(0, 0, window, bench));
  noted.onMerge(window, bench);
  noted.clear(window, bench);
  if (noted.canMerge) calls.push("canMerge");
  if (bench.eventTimers.length === 1) calls.push("registerEventTimeTimer");
  if (bench.processingTimers.length === 1) calls.push("registerProcessingTimeTimer");
  for (const name of forwards.items().map((item) => item.text())) {
    const isForwarded = calls.some((call) =>
      call === name || call.replace("TimeTimer", "Timer") === name
    );
    forwards.expect([name, isForwarded], [name, true]);
  }
}

const EMPTY: Trigger = {
  name: "Empty",
  canMerge: false,
  onElement: () => TriggerResult.CONTINUE,
  onEventTime: () => TriggerResult.CONTINUE,
  onProcessingTime: () => TriggerResult.CONTINUE,
  clear: () => {},
};

function add(timers: Timer[], timer: Timer): void {
  if (without(timers, timer).length === timers.length) timers.push(timer);
}

function without(timers: readonly Timer[], { window, time }: Timer): Timer[] {
  return timers.filter((other) => other.time !== time || !isSame(other.window, window));
}

function isSame(a: TimeWindow, b: TimeWindow): boolean {
  return a.start === b.start && maxTimestamp(a) === maxTimestamp(b);
}
