// The sentences about a space-time diagram, in both languages.

import type { Language } from "./figure.ts";
import type { PictureClock } from "./picture_clock.ts";
import type { SpaceTimeStory, StoryRow } from "./space_time_story.ts";
import { chineseList, englishList } from "./picture_lists.ts";
import { DOING_WORDS } from "./space_time_words.ts";

/** The sentences of one language. */
export interface SpaceTimePhrases {
  columns(clock: PictureClock): readonly string[];
  title(story: SpaceTimeStory): string;
  caption(isThinned: boolean): string;
  frame(lanes: readonly string[], from: string, until: string): string;
  lane(subtask: string, isSource: boolean, records: readonly string[]): string;
  special(row: StoryRow): string;
  more(count: number): string;
}

const isInOrder = ({ pairSent, pairTaken }: SpaceTimeStory) => pairSent.join() === pairTaken.join();

const english: SpaceTimePhrases = {
  columns: ({ unit, startMillis }) => [
    `time (${startMillis === null ? unit : "UTC"})`,
    "subtask",
    "what happens",
    "record, watermark or window",
    "key",
  ],
  title(story) {
    const { pair, pairSent, overtaking, recordCount, fired, late, lost, risen } = story;
    if (pair !== null) {
      const verdict = isInOrder(story) ? "keep their order" : "change their order";
      return `From ${pair[0]} to ${pair[1]}, ${englishList(pairSent)} ${verdict}`;
    }
    if (fired !== null) {
      const odd = [
        late.length > 0 ? `${englishList(late)} ${late.length === 1 ? "comes" : "come"} late` : "",
        lost.length > 0 ? `${englishList(lost)} too late` : "",
      ].filter((text) => text !== "").join(", ");
      return `Window ${fired.what} fires at ${fired.at}${odd && `; ${odd}`}`;
    }
    if (overtaking !== null) {
      const { by, record, receiver } = overtaking;
      const verb = by.length === 1 ? "overtakes" : "overtake";
      return `${englishList(by)} ${verb} ${record} on the way to ${receiver}`;
    }
    if (recordCount === 0) return "Nothing has happened yet";
    if (risen !== null) {
      return `At ${risen.at} the watermark of ${risen.subtask} rises to ${risen.what} s`;
    }
    return recordCount === 1 ? "One record" : `${recordCount} records, and none overtakes another`;
  },
  caption: (isThinned) =>
    "Each lane is a subtask and each circle a record that it is done with, filled with the hue of its key; " +
    "lines are buffers on their way, chevrons watermarks in seconds of event time." +
    (isThinned ? " There are too many to draw: circles and lines stand for several." : ""),
  frame: (lanes, from, until) =>
    `Processing time runs from ${from} to ${until}; the lanes are ${
      englishList(lanes, lanes.length)
    }.`,
  lane: (subtask, isSource, records) =>
    `${subtask} ${isSource ? "reads" : "takes"} ${records.join(", ")}.`,
  special({ doing, what, key, subtask, at }) {
    switch (doing) {
      case "late":
        return `At ${at} ${what} comes late to ${subtask}, but its window still takes it.`;
      case "dropped":
        return `At ${at} ${what} comes too late to ${subtask} and is dropped.`;
      case "to a side output":
        return `At ${at} ${what} comes too late to ${subtask} and leaves by the side output.`;
      default:
        return `At ${at} window ${what} ${DOING_WORDS.en[doing]} in ${subtask} for key ${key}.`;
    }
  },
  more: (count) => `${count} more`,
};

const chinese: SpaceTimePhrases = {
  columns: ({ unit, startMillis }) => [
    `时间（${startMillis !== null ? "UTC" : unit === "s" ? "秒" : "毫秒"}）`,
    "子任务",
    "发生了什么",
    "记录、水位线或窗口",
    "键",
  ],
  title(story) {
    const { pair, pairSent, overtaking, recordCount, fired, late, lost, risen } = story;
    if (pair !== null) {
      const verdict = isInOrder(story) ? "保持顺序" : "顺序改变";
      return `从 ${pair[0]} 到 ${pair[1]}，${chineseList(pairSent)} ${verdict}`;
    }
    if (fired !== null) {
      const odd = [
        late.length > 0 ? `；${chineseList(late)} 迟到` : "",
        lost.length > 0 ? `；${chineseList(lost)} 过迟` : "",
      ];
      return `窗口 ${fired.what} 在 ${fired.at} 触发${odd.join("")}`;
    }
    if (overtaking !== null) {
      const { by, record, receiver } = overtaking;
      return `去往 ${receiver} 的途中，${chineseList(by)} 超过了 ${record}`;
    }
    if (recordCount === 0) return "还没有发生任何事";
    if (risen !== null) return `${risen.at} 时，${risen.subtask} 的水位线升至 ${risen.what} 秒`;
    return recordCount === 1 ? "一条记录" : `${recordCount} 条记录，没有一条超过另一条`;
  },
  caption: (isThinned) =>
    "每条泳道是一个子任务，每个圆是它处理完的一条记录，填色表示键；线是途中的缓冲区，尖角是水位线（事件时间，秒）。" +
    (isThinned ? "数量太多，一个圆或一条线代表若干。" : ""),
  frame: (lanes, from, until) => `处理时间从 ${from} 到 ${until}；泳道依次为 ${lanes.join("、")}。`,
  lane: (subtask, isSource, records) =>
    `${subtask} ${isSource ? "读取" : "处理"} ${records.join("、")}。`,
  special({ doing, what, key, subtask, at }) {
    switch (doing) {
      case "late":
        return `${at} 时，${what} 迟到 ${subtask}，但窗口仍然接收它。`;
      case "dropped":
        return `${at} 时，${what} 到达 ${subtask} 过迟，被丢弃。`;
      case "to a side output":
        return `${at} 时，${what} 到达 ${subtask} 过迟，进入侧输出流。`;
      default:
        return `${at} 时，窗口 ${what} 在 ${subtask} 对键 ${key} ${DOING_WORDS.zh[doing]}。`;
    }
  },
  more: (count) => `另有 ${count} 行`,
};

/** The sentences, by language. */
export const SPACE_TIME_PHRASES: Readonly<Record<Language, SpaceTimePhrases>> = {
  en: english,
  zh: chinese,
};
