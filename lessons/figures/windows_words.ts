// Every word that stands in the picture of windows, in both languages.

import type { Language } from "./figure.ts";
import type { Firing } from "./picture.ts";
import { type PictureClock, rangeText } from "./picture_clock.ts";
import { FOREVER } from "./picture_numbers.ts";
import type { WindowLife } from "./window_lives.ts";

/** What stands in the drawing. */
export interface WindowsWords {
  axis(clock: PictureClock): string;
  /** A window that has no end. */
  readonly endless: string;
  readonly firing: Readonly<Record<Firing, string>>;
  /** A firing, and how many elements the window held. */
  fires(firing: Firing, isEndless: boolean, count: number): string;
  lateness(length: string): string;
  readonly emptied: string;
  readonly merges: string;
  readonly lost: string;
  readonly restored: string;
  tooLate(name: string): string;
  manyTooLate(count: number): string;
  late(name: string): string;
  hidden(count: number): string;
  readonly nothing: string;
  readonly windowless: string;
}

/** Words in the drawing. */
export const WINDOWS_WORDS: Readonly<Record<Language, WindowsWords>> = {
  en: {
    axis: ({ unit, startMillis }) => `processing time (${startMillis === null ? unit : "UTC"})`,
    endless: "global window",
    firing: { early: "fires early", "on time": "fires", late: "fires again" },
    fires: (firing, isEndless, count) =>
      `${isEndless ? "fires" : WINDOWS_WORDS.en.firing[firing]} with ${count}`,
    lateness: (length) => `lateness ${length}`,
    emptied: "emptied",
    merges: "merged",
    lost: "lost",
    restored: "restored",
    tooLate: (name) => `${name}, too late`,
    manyTooLate: (count) => `${count} too late`,
    late: (name) => `${name}, late`,
    hidden: (count) => `${count} more ${count === 1 ? "key" : "keys"}`,
    nothing: "no window yet",
    windowless: "no operator with windows",
  },
  zh: {
    axis: ({ unit, startMillis }) =>
      `处理时间（${startMillis !== null ? "UTC" : unit === "s" ? "秒" : "毫秒"}）`,
    endless: "全局窗口",
    firing: { early: "提前触发", "on time": "触发", late: "再次触发" },
    fires: (firing, isEndless, count) =>
      `${isEndless ? "触发" : WINDOWS_WORDS.zh.firing[firing]}，${count} 条`,
    lateness: (length) => `允许迟到 ${length}`,
    emptied: "清空",
    merges: "合并",
    lost: "丢失",
    restored: "恢复",
    tooLate: (name) => `${name}，过迟`,
    manyTooLate: (count) => `${count} 条过迟`,
    late: (name) => `${name}，迟到`,
    hidden: (count) => `另有 ${count} 个键`,
    nothing: "还没有窗口",
    windowless: "没有带窗口的算子",
  },
};

/** The stretch of a window; one without an end has a name instead. */
export function windowText(
  { clock, language }: { readonly clock: PictureClock; readonly language: Language },
  { start, end }: Pick<WindowLife, "start" | "end">,
): string {
  return end === FOREVER ? WINDOWS_WORDS[language].endless : rangeText(clock, start, end);
}
