// The sentences about an event-time plot, in both languages.

import type { Language } from "./figure.ts";
import type { EventTimeStory, RecordRow, WindowRow } from "./event_time_story.ts";
import type { PictureClock } from "./picture_clock.ts";
import { EVENT_TIME_WORDS } from "./event_time_words.ts";
import { chineseList, englishList } from "./picture_lists.ts";

/** The sentences of one language. */
export interface EventTimePhrases {
  readonly fates: Readonly<Record<RecordRow["fate"], string>>;
  columns(clock: PictureClock): readonly string[];
  title(story: EventTimeStory): string;
  caption(story: EventTimeStory, isThinned: boolean): string;
  frame(story: EventTimeStory): string;
  record(row: RecordRow): string;
  window(row: WindowRow): string;
  more(count: number): string;
}

/** The first window that fired on time, and that firing. */
function firstFired({ windows }: EventTimeStory) {
  return windows.flatMap((window) =>
    window.firings.filter(({ firing }) => firing === "on time")
      .map((firing) => ({ window, firing }))
  ).sort((a, b) => a.firing.micros - b.firing.micros)[0];
}

const isBefore = (watermark: string) => watermark === "−∞";

const english: EventTimePhrases = {
  fates: {
    taken: "in time",
    late: "late, taken",
    dropped: "too late, dropped",
    "to a side output": "too late, to a side output",
  },
  columns: ({ unit, startMillis }) => [
    `processing time (${startMillis === null ? unit : "UTC"})`,
    "record",
    "key",
    "event time",
    `watermark (${startMillis === null ? "s" : "UTC"})`,
    "outcome",
  ],
  title(story) {
    const { late, lost, recordCount, operator, windows } = story;
    const first = firstFired(story);
    const odd = [
      late.length > 0
        ? `${englishList(late)} ${late.length === 1 ? "is late but counts" : "are late but count"}`
        : "",
      lost.length > 0 ? `${englishList(lost)} ${lost.length === 1 ? "is" : "are"} too late` : "",
    ].filter((text) => text !== "").join(", ");
    const after = odd && `; ${odd}`;
    if (recordCount === 0) return "No record with a timestamp has come yet";
    if (windows.length === 0) {
      return `${recordCount} records come to ${operator}, and no window waits`;
    }
    if (first === undefined) return `No window has fired yet${after}`;
    const { window, firing } = first;
    return `Window ${window.range} fires at ${firing.at}, when the watermark reaches ${window.end}${after}`;
  },
  caption: ({ operator, windows }, isThinned) =>
    `A record lies as far right as ${operator} was done with it and as high as its timestamp; the blue ` +
    `line is the watermark${
      windows.length === 0
        ? ""
        : ", brackets hold a window from its first record until its state is cleared, and ticks are " +
          "firings: two on time, three late"
    }.${isThinned ? " A circle may stand for several records." : ""}`,
  frame: ({ operator, recordCount, windows }) =>
    `The plot shows ${recordCount} ${recordCount === 1 ? "record" : "records"} and ${
      windows.length === 0 ? "no" : windows.length
    } ${windows.length === 1 ? "window" : "windows"} at ${operator}.`,
  record({ name, stamp, watermark, fate, at }) {
    const then = isBefore(watermark)
      ? "there is no watermark yet"
      : `the watermark is ${watermark}`;
    const outcome = {
      taken: "",
      late: ": late, but its window takes it",
      dropped: ": too late, it is dropped",
      "to a side output": ": too late, it goes to a side output",
    }[fate];
    return `${name} has event time ${stamp} and comes at ${at}, when ${then}${outcome}.`;
  },
  window({ range, firings, cleared }) {
    const fired = firings.map(({ at, firing, keys }) =>
      `${EVENT_TIME_WORDS.en.firing[firing]} at ${at} for ${englishList(keys)}`
    );
    const end = cleared === null ? "is still open" : `is cleared at ${cleared}`;
    return `Window ${range} ${[...fired, end].join(", ")}.`;
  },
  more: (count) => `${count} more`,
};

const chinese: EventTimePhrases = {
  fates: {
    taken: "准时",
    late: "迟到，已接收",
    dropped: "过迟，丢弃",
    "to a side output": "过迟，送入侧输出流",
  },
  columns: ({ unit, startMillis }) => [
    `处理时间（${startMillis !== null ? "UTC" : unit === "s" ? "秒" : "毫秒"}）`,
    "记录",
    "键",
    "事件时间",
    `水位线（${startMillis === null ? "秒" : "UTC"}）`,
    "结果",
  ],
  title(story) {
    const { late, lost, recordCount, operator, windows } = story;
    const first = firstFired(story);
    const after = [
      late.length > 0 ? `；${chineseList(late)} 迟到但仍被计入` : "",
      lost.length > 0 ? `；${chineseList(lost)} 过迟` : "",
    ].join("");
    if (recordCount === 0) return "还没有带时间戳的记录到达";
    if (windows.length === 0) return `${recordCount} 条记录到达 ${operator}，没有窗口在等待`;
    if (first === undefined) return `还没有窗口触发${after}`;
    const { window, firing } = first;
    return `窗口 ${window.range} 在 ${firing.at} 触发，此时水位线到达 ${window.end}${after}`;
  },
  caption: ({ operator, windows }, isThinned) =>
    `横向是 ${operator} 处理完记录的时刻，纵向是记录的时间戳；蓝线是水位线${
      windows.length === 0
        ? ""
        : "，括号是窗口从第一条记录到状态清除，刻痕表示触发：两条准时，三条迟到"
    }。${isThinned ? "一个圆可能代表若干条记录。" : ""}`,
  frame: ({ operator, recordCount, windows }) =>
    `图中是 ${operator} 的 ${recordCount} 条记录和 ${windows.length} 个窗口。`,
  record({ name, stamp, watermark, fate, at }) {
    const then = isBefore(watermark) ? "此时还没有水位线" : `水位线为 ${watermark}`;
    const outcome = {
      taken: "",
      late: "：迟到，但窗口接收它",
      dropped: "：过迟，被丢弃",
      "to a side output": "：过迟，进入侧输出流",
    }[fate];
    return `${name} 的事件时间是 ${stamp}，在 ${at} 到达，${then}${outcome}。`;
  },
  window({ range, firings, cleared }) {
    const fired = firings.map(({ at, firing, keys }) =>
      `在 ${at} ${EVENT_TIME_WORDS.zh.firing[firing]}（键 ${chineseList(keys)}）`
    );
    const end = cleared === null ? "仍未关闭" : `在 ${cleared} 清除`;
    return `窗口 ${range} ${[...fired, end].join("，")}。`;
  },
  more: (count) => `另有 ${count} 条`,
};

/** The sentences, by language. */
export const EVENT_TIME_PHRASES: Readonly<Record<Language, EventTimePhrases>> = {
  en: english,
  zh: chinese,
};
