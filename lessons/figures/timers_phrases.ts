// The sentences about the picture of timers, in both languages.

import type { Language } from "./figure.ts";
import type { TimeDomain } from "./glyphs.ts";
import type { PictureClock } from "./picture_clock.ts";
import { failureTitle } from "./failure_words.ts";
import { chineseList, englishList } from "./picture_lists.ts";
import type { TimerEnd } from "./timer_lives.ts";
import type { TimerRow, TimersStory } from "./timers_story.ts";

/** The sentences of one language. */
export interface TimersPhrases {
  readonly domains: Readonly<Record<TimeDomain, string>>;
  readonly ends: Readonly<Record<TimerEnd, string>>;
  columns(clock: PictureClock): readonly string[];
  title(story: TimersStory): string;
  caption(story: TimersStory): string;
  frame(story: TimersStory): string;
  timer(row: TimerRow): string;
  more(count: number): string;
}

/** The timers that fire first, all at once and for the same time. */
function firstFired({ timers }: TimersStory) {
  const fired = timers.filter(({ end }) => end === "fired").toSorted((a, b) => a.micros - b.micros);
  const [first] = fired;
  if (first === undefined) return undefined;
  const same = fired.filter(({ micros, due, domain, subtask }) =>
    micros === first.micros && due === first.due && domain === first.domain &&
    subtask === first.subtask
  );
  const keys = [...new Set(same.map(({ key }) => key))];
  return { ...first, keys: keys.sort((a, b) => a < b ? -1 : a > b ? 1 : 0), count: same.length };
}

const english: TimersPhrases = {
  domains: { "event time": "event time", "processing time": "processing time" },
  ends: {
    fired: "fired",
    deleted: "deleted",
    never: "never fires: end of input",
    lost: "lost with the task",
    waits: "waits",
  },
  columns: ({ unit, startMillis }) => {
    const told = startMillis === null ? unit : "UTC";
    return ["subtask", "key", "waits for", "at", `registered (${told})`, "end", `ended (${told})`];
  },
  title(story) {
    const { operator, timers, counts } = story;
    if (operator === "") return "No operator has keys, so none has timers";
    if (timers.length === 0) return "No timer has been registered yet";
    if (story.failure !== null) {
      return failureTitle(story.failure, ["waiting timer", "waiting timers"], "en");
    }
    const odd = [
      counts.deleted > 0 ? `${counts.deleted} ${counts.deleted === 1 ? "is" : "are"} deleted` : "",
      counts.never > 0 ? `${counts.never} never ${counts.never === 1 ? "fires" : "fire"}` : "",
    ].filter((text) => text !== "").join(", ");
    const after = odd && `; ${odd}`;
    const first = firstFired(story);
    if (first === undefined) return `${timersOf(timers.length)} registered, none has fired${after}`;
    const { domain, due, endAt, keys, count } = first;
    const cause = domain === "event time"
      ? `the watermark passes ${due} and fires`
      : "the clock fires";
    const what = count === 1 ? "the timer" : "the timers";
    return `At ${endAt} ${cause} ${what} of ${englishList(keys)}${after}`;
  },
  caption: ({ domains }) =>
    `A clock stands where a timer is registered, and a filled one where it fires.${
      domains.includes("event time")
        ? " A round one on a dashed line waits for the watermark to pass the time beside it, in blue."
        : ""
    }${
      domains.includes("processing time")
        ? " A square one on a plain line waits for the clock: the bar across marks its time."
        : ""
    }`,
  frame: ({ operator, timers, moreCount, counts }) =>
    `${operator || "The job"} has ${
      timersOf(timers.length + moreCount)
    }: ${counts.fired} fired, ${counts.deleted} deleted, ${counts.waits} waiting.`,
  timer({ subtask, key, domain, due, at, end, endAt }) {
    const ended = {
      fired: `fires at ${endAt}`,
      deleted: `is deleted at ${endAt}`,
      never: `never fires, since the input ends at ${endAt}`,
      lost: `is lost with the task at ${endAt}`,
      waits: "still waits",
    }[end];
    const of = key === "" ? "" : ` of key ${key}`;
    return `In ${subtask} a timer${of} for ${due} of ${domain} is registered at ${at} and ${ended}.`;
  },
  more: (count) => `${count} more`,
};

function timersOf(count: number): string {
  return count === 1 ? "one timer" : `${count} timers`;
}

const chinese: TimersPhrases = {
  domains: { "event time": "事件时间", "processing time": "处理时间" },
  ends: {
    fired: "触发",
    deleted: "删除",
    never: "永不触发：输入结束",
    lost: "随任务丢失",
    waits: "等待",
  },
  columns: ({ unit, startMillis }) => {
    const told = startMillis !== null ? "UTC" : unit === "s" ? "秒" : "毫秒";
    return ["子任务", "键", "等待", "时间", `注册（${told}）`, "结局", `结束（${told}）`];
  },
  title(story) {
    const { operator, timers, counts } = story;
    if (operator === "") return "没有按键分区的算子，也就没有定时器";
    if (timers.length === 0) return "还没有注册任何定时器";
    if (story.failure !== null) return failureTitle(story.failure, ["定时器", "定时器"], "zh");
    const after = [
      counts.deleted > 0 ? `；${counts.deleted} 个被删除` : "",
      counts.never > 0 ? `；${counts.never} 个永不触发` : "",
    ].join("");
    const first = firstFired(story);
    if (first === undefined) return `注册了 ${timers.length} 个定时器，没有一个触发${after}`;
    const { domain, due, endAt, keys } = first;
    const cause = domain === "event time" ? `水位线越过 ${due}，` : "时钟到点，";
    return `${endAt} 时，${cause}触发 ${chineseList(keys)} 的定时器${after}`;
  },
  caption: ({ domains }) =>
    `小钟表示注册定时器，实心表示触发。${
      domains.includes("event time") ? "圆钟和虚线等待水位线越过旁边的蓝色时间。" : ""
    }${domains.includes("processing time") ? "方钟和实线等待时钟：竖线是它的时间。" : ""}`,
  frame: ({ operator, timers, moreCount, counts }) =>
    `${operator || "作业"}有 ${
      timers.length + moreCount
    } 个定时器：${counts.fired} 个触发，${counts.deleted} 个删除，${counts.waits} 个等待。`,
  timer({ subtask, key, domain, due, at, end, endAt }) {
    const ended = {
      fired: `在 ${endAt} 触发`,
      deleted: `在 ${endAt} 删除`,
      never: `永不触发，因为输入在 ${endAt} 结束`,
      lost: `在 ${endAt} 随任务丢失`,
      waits: "仍在等待",
    }[end];
    const of = key === "" ? "" : `键 ${key} 的`;
    return `在 ${subtask} 中，${of}定时器（${
      chinese.domains[domain]
    } ${due}）在 ${at} 注册，${ended}。`;
  },
  more: (count) => `另有 ${count} 个`,
};

/** The sentences, by language. */
export const TIMERS_PHRASES: Readonly<Record<Language, TimersPhrases>> = {
  en: english,
  zh: chinese,
};
