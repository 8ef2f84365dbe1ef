// The assigners, triggers and evictors of the window schemas, made of their descriptions. Those that are
// not Flink's but a test's own (`custom:…`) are written here.

import {
  ContinuousEventTimeTrigger,
  ContinuousProcessingTimeTrigger,
  CountEvictor,
  CountTrigger,
  DeltaEvictor,
  EndOfStreamTrigger,
  EventTimeSessionWindows,
  EventTimeTrigger,
  type Evictor,
  GlobalWindows,
  maxTimestamp,
  mergeTimeWindows,
  NeverTrigger,
  ProcessingTimeoutTrigger,
  ProcessingTimeSessionWindows,
  ProcessingTimeTrigger,
  PurgingTrigger,
  SlidingEventTimeWindows,
  SlidingProcessingTimeWindows,
  TimeEvictor,
  type TimeWindow,
  type Trigger,
  TriggerResult,
  TumblingEventTimeWindows,
  TumblingProcessingTimeWindows,
  type WindowAssigner,
  type WindowStagger,
} from "@headwater/sim";
import { GLOBAL_WINDOW } from "@headwater/sim";
import type { CaseReader } from "../case_reader.ts";

type Value = readonly unknown[];

/**
 * The assigner of a description. Times of a case that lie at an end of long are moved to an end of ours;
 * windows are moved alike by `moved`, so that they begin where they did.
 */
export function assignerOf(spec: CaseReader, moved = 0n): WindowAssigner<never> {
  const number = (name: string) => {
    const given = spec.has(name) ? spec.get(name).integer() : 0;
    if (name !== "offset" || moved === 0n) return given;
    const period = spec.get(spec.has("slide") ? "slide" : "size").integer();
    return Number((BigInt(given) + moved) % BigInt(period));
  };
  const stagger = (): WindowStagger =>
    spec.has("stagger") ? spec.get("stagger").choice("aligned", "natural", "random") : "aligned";
  switch (spec.get("type").text()) {
    case "tumblingEventTime":
      return TumblingEventTimeWindows.of(number("size"), number("offset"), stagger());
    case "tumblingProcessingTime":
      return TumblingProcessingTimeWindows.of(number("size"), number("offset"), stagger());
    case "slidingEventTime":
      return SlidingEventTimeWindows.of(number("size"), number("slide"), number("offset"));
    case "slidingProcessingTime":
      return SlidingProcessingTimeWindows.of(number("size"), number("slide"), number("offset"));
    case "eventTimeSession":
      return EventTimeSessionWindows.withGap(number("gap"));
    case "processingTimeSession":
      return ProcessingTimeSessionWindows.withGap(number("gap"));
    case "dynamicEventTimeSession":
      return EventTimeSessionWindows.withDynamicGap(gapOf(spec.get("gap"))) as never;
    case "dynamicProcessingTimeSession":
      return ProcessingTimeSessionWindows.withDynamicGap(gapOf(spec.get("gap"))) as never;
    case "global":
      return GlobalWindows.create();
    case "custom:pointSession":
      return pointSession(number("gap"));
  }
  return spec.get("type").choice("an assigner") as never;
}

/** The first row whose conditions an element meets says its gap. */
function gapOf(gap: CaseReader): (value: unknown) => number {
  const rows = gap.only("byElement").get("byElement").items();
  return (value) => {
    const tuple = value as Value;
    const row = rows.find((row) => {
      row.only("key", "field1", "value", "gap");
      if (row.has("key") && row.get("key").json() !== tuple[0]) return false;
      if (row.has("field1") && row.get("field1").json() !== tuple[1]) return false;
      return !row.has("value") || JSON.stringify(row.get("value").json()) === JSON.stringify(value);
    });
    return row === undefined ? 0 : row.get("gap").integer();
  };
}

/** Sessions in which an element with 33 in field 1 has an empty window. */
function pointSession(gap: number): WindowAssigner<Value> {
  return {
    name: `PointSession(${gap})`,
    isEventTime: true,
    defaultTrigger: EventTimeTrigger.create(),
    assignWindows: (value, timestamp, context) =>
      context.window(timestamp, value[1] === 33 ? timestamp : timestamp + gap),
    mergeWindows: mergeTimeWindows,
  };
}

/** The trigger of a description. */
export function triggerOf(spec: CaseReader): Trigger<never> {
  const number = (name: string) => spec.get(name).integer();
  switch (spec.get("type").text()) {
    case "eventTime":
      return EventTimeTrigger.create();
    case "processingTime":
      return ProcessingTimeTrigger.create();
    case "count":
      return CountTrigger.of(number("maxCount"));
    case "purging":
      return PurgingTrigger.of(triggerOf(spec.get("inner")));
    case "continuousEventTime":
      return ContinuousEventTimeTrigger.of(number("interval"));
    case "continuousProcessingTime":
      return ContinuousProcessingTimeTrigger.of(number("interval"));
    case "processingTimeout":
      return ProcessingTimeoutTrigger.of(triggerOf(spec.get("inner")), number("timeout"), {
        resetOnElement: spec.has("resetTimerOnNewRecord") &&
          spec.get("resetTimerOnNewRecord").flag(),
        clearOnTimeout: !spec.has("shouldClearOnTimeout") ||
          spec.get("shouldClearOnTimeout").flag(),
      });
    case "endOfStream":
      return EndOfStreamTrigger.create();
    case "never":
      return NeverTrigger.create();
    case "custom:eventTimeAccumGC":
      return accumulatingWithCleanup(number("cleanupTime"));
    case "custom:fireAlways":
      return fireAlways;
  }
  return spec.get("type").choice("a trigger") as never;
}

const { CONTINUE, FIRE, FIRE_AND_PURGE } = TriggerResult;

/** Fires on everything that happens. */
const fireAlways: Trigger<never> = {
  name: "FireAlways",
  canMerge: true,
  onElement: () => FIRE,
  onEventTime: () => FIRE,
  onProcessingTime: () => FIRE,
  clear: () => {},
};

/** Like the event-time trigger, but forgets at the end, and again some time after it. */
function accumulatingWithCleanup(cleanupTime: number): Trigger<never> {
  return {
    name: "EventTimeAccumGC",
    canMerge: false,
    onElement(_value, _timestamp, window, context) {
      const end = maxTimestamp(window);
      if (end <= context.currentWatermark) return FIRE;
      context.registerEventTimeTimer(end);
      return CONTINUE;
    },
    onEventTime: (time, window) =>
      [0, cleanupTime].includes(time - maxTimestamp(window)) ? FIRE_AND_PURGE : CONTINUE,
    onProcessingTime: () => CONTINUE,
    clear: (window, context) => context.deleteEventTimeTimer(maxTimestamp(window)),
  };
}

/** The evictor of a description. */
export function evictorOf(spec: CaseReader): Evictor<never> {
  const after = spec.has("evictAfter") && spec.get("evictAfter").flag();
  switch (spec.get("type").choice("count", "time", "delta")) {
    case "count":
      return CountEvictor.of(spec.get("maxCount").integer(), after);
    case "time":
      return TimeEvictor.of(spec.get("windowSize").integer(), after);
    case "delta": {
      spec.get("delta").choice("newField1MinusOldField1");
      const threshold = spec.get("threshold").integer();
      const delta = (one: Value, last: Value) => (last[1] as number) - (one[1] as number);
      return DeltaEvictor.of<Value>(threshold, delta, after) as never;
    }
  }
}

/** A window as the files write it. */
export function windowOf(json: CaseReader): TimeWindow {
  if (json.json() === "global") return GLOBAL_WINDOW;
  const [start, end] = json.items().map((bound) => bound.time());
  return Object.freeze({ start, end });
}

/** A window of ours, written as the files write it. */
export function windowText({ start, end }: TimeWindow): unknown {
  const isGlobal = start === GLOBAL_WINDOW.start && end === GLOBAL_WINDOW.end;
  return isGlobal ? "global" : [start, end];
}
