// Every word that stands in an event-time plot, in both languages.

import type { Language } from "./figure.ts";
import type { Firing } from "./picture.ts";
import type { TimeUnit } from "./time_text.ts";

/** What an axis counts in. */
export type AxisUnit = TimeUnit | "UTC";

const CHINESE_UNITS: Readonly<Record<AxisUnit, string>> = { s: "秒", ms: "毫秒", UTC: "UTC" };

/** What stands in the drawing. */
export interface EventTimeWords {
  rightAxis(unit: AxisUnit): string;
  upAxis(unit: AxisUnit): string;
  readonly noDelay: string;
  window(range: string): string;
  watermark(subtasks: readonly string[], isOnly: boolean): string;
  lateness(length: string): string;
  readonly cleared: string;
  readonly firing: Readonly<Record<Firing, string>>;
  /** The first record of a key says which key its hue stands for. */
  keyed(name: string, key: string): string;
  late(name: string): string;
  tooLate(name: string): string;
}

/** Words in the drawing. */
export const EVENT_TIME_WORDS: Readonly<Record<Language, EventTimeWords>> = {
  en: {
    rightAxis: (unit) => `processing time (${unit})`,
    upAxis: (unit) => `event time (${unit})`,
    noDelay: "no delay",
    window: (range) => `window ${range}`,
    watermark: (subtasks, isOnly) => isOnly ? "watermark" : `watermark of ${subtasks.join(", ")}`,
    lateness: (length) => `allowed lateness ${length}`,
    cleared: "cleared",
    firing: { early: "fires early", "on time": "fires", late: "fires again" },
    keyed: (name, key) => `${name}, key ${key}`,
    late: (name) => `${name}, late`,
    tooLate: (name) => `${name}, too late`,
  },
  zh: {
    rightAxis: (unit) => `处理时间（${CHINESE_UNITS[unit]}）`,
    upAxis: (unit) => `事件时间（${CHINESE_UNITS[unit]}）`,
    noDelay: "无延迟",
    window: (range) => `窗口 ${range}`,
    watermark: (subtasks, isOnly) => isOnly ? "水位线" : `${subtasks.join("、")} 的水位线`,
    lateness: (length) => `允许迟到时间 ${length}`,
    cleared: "清除",
    firing: { early: "提前触发", "on time": "触发", late: "再次触发" },
    keyed: (name, key) => `${name}，键 ${key}`,
    late: (name) => `${name}，迟到`,
    tooLate: (name) => `${name}，过迟`,
  },
};
