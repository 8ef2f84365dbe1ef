// Every word of a space-time diagram, in both languages.

import type { Language } from "./figure.ts";
import type { Firing } from "./picture.ts";
import type { PictureClock } from "./picture_clock.ts";
import type { Doing } from "./space_time_story.ts";

/** What stands in the drawing. */
export interface SpaceTimeWords {
  axis(clock: PictureClock): string;
  readonly endOfInput: string;
  /** The first record of a key says which key its hue stands for. */
  keyed(name: string, key: string): string;
}

/** Words in the drawing. */
export const SPACE_TIME_WORDS: Readonly<Record<Language, SpaceTimeWords>> = {
  en: {
    axis: ({ unit, startMillis }) => `processing time (${startMillis === null ? unit : "UTC"})`,
    endOfInput: "end of input",
    keyed: (name, key) => `${name}, key ${key}`,
  },
  zh: {
    axis: ({ unit, startMillis }) =>
      `处理时间（${startMillis !== null ? "UTC" : unit === "s" ? "秒" : "毫秒"}）`,
    endOfInput: "输入结束",
    keyed: (name, key) => `${name}，键 ${key}`,
  },
};

/** What stands before the window of a firing. */
export const FIRING_WORDS: Readonly<Record<Language, Readonly<Record<Firing, string>>>> = {
  en: { early: "fires early", "on time": "fires", late: "fires again" },
  zh: { early: "提前触发", "on time": "触发", late: "再次触发" },
};

/** What a row of the table says was done. */
export const DOING_WORDS: Readonly<Record<Language, Readonly<Record<Doing, string>>>> = {
  en: {
    read: "reads",
    taken: "takes",
    late: "takes, late",
    dropped: "drops, too late",
    "to a side output": "sends to a side output, too late",
    watermark: "watermark advances to",
    "fired early": "fires early",
    "fired on time": "fires on time",
    "fired late": "fires again, late",
    "end of input": "end of input",
  },
  zh: {
    read: "读取",
    taken: "处理",
    late: "处理（迟到）",
    dropped: "丢弃（过迟）",
    "to a side output": "送入侧输出流（过迟）",
    watermark: "水位线推进到",
    "fired early": "提前触发",
    "fired on time": "准时触发",
    "fired late": "迟到触发",
    "end of input": "输入结束",
  },
};
