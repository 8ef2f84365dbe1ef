// Every word that stands in the picture of timers, in both languages.

import type { Language } from "./figure.ts";
import type { PictureClock } from "./picture_clock.ts";

/** What stands in the drawing. */
export interface TimersWords {
  axis(clock: PictureClock): string;
  /** Where timers of several keys share a lane. */
  keys(count: number): string;
  readonly deleted: string;
  readonly never: string;
  readonly lost: string;
  hidden(count: number): string;
  readonly nothing: string;
  readonly timerless: string;
}

/** Words in the drawing. */
export const TIMERS_WORDS: Readonly<Record<Language, TimersWords>> = {
  en: {
    axis: ({ unit, startMillis }) => `processing time (${startMillis === null ? unit : "UTC"})`,
    keys: (count) => `${count} keys`,
    deleted: "deleted",
    never: "never fires",
    lost: "lost",
    hidden: (count) => `${count} more ${count === 1 ? "timer" : "timers"}`,
    nothing: "no timer yet",
    timerless: "no operator with keys, so none with timers",
  },
  zh: {
    axis: ({ unit, startMillis }) =>
      `处理时间（${startMillis !== null ? "UTC" : unit === "s" ? "秒" : "毫秒"}）`,
    keys: (count) => `${count} 个键`,
    deleted: "删除",
    never: "永不触发",
    lost: "丢失",
    hidden: (count) => `另有 ${count} 个定时器`,
    nothing: "还没有定时器",
    timerless: "没有按键分区的算子，也就没有定时器",
  },
};
