// The words of an event-time plot: the title says when the first window fires and why, the text
// alternative tells the records in order, then each window.

import type { Description, Language } from "./figure.ts";
import type { EventTimeModel } from "./event_time_model.ts";
import type { EventTimeStory, RecordRow, WindowRow } from "./event_time_story.ts";
import { EVENT_TIME_WORDS } from "./event_time_words.ts";
import { watermarkText } from "./space_time_watermarks.ts";
import { NEVER } from "./picture_numbers.ts";
import { secondsNumber, secondsText, timeNumber, timeText, type TimeUnit } from "./time_text.ts";

/** Puts a model into words. */
export function describeEventTime(model: EventTimeModel, language: Language): Description {
  const say = LANGUAGES[language];
  const { story, unit } = model;
  const { records, windows } = story;
  const told = records.slice(0, RECORDS_MAX).map((row) =>
    say.record(row, timeText(row.time, unit))
  );
  return {
    title: say.title(story, unit),
    caption: say.caption(story),
    alternative: [
      say.frame(story),
      ...told,
      ...windows.map((row) => say.window(row, unit)),
    ].join(language === "zh" ? "" : " "),
    table: {
      columns: say.columns(unit),
      rows: records.map(({ time, name, key, stamp, watermark, fate }) => [
        timeNumber(time, unit),
        name,
        key,
        secondsNumber(stamp * 1000),
        shown(watermark),
        say.fates[fate],
      ]),
    },
  };
}

/** Records in the text alternative at most; the table has them all. */
const RECORDS_MAX = 40;

interface Phrases {
  readonly fates: Readonly<Record<RecordRow["fate"], string>>;
  columns(unit: TimeUnit): readonly string[];
  title(story: EventTimeStory, unit: TimeUnit): string;
  caption(story: EventTimeStory): string;
  frame(story: EventTimeStory): string;
  record(row: RecordRow, time: string): string;
  window(row: WindowRow, unit: TimeUnit): string;
}

const shown = (watermark: number) => watermark === NEVER ? "−∞" : watermarkText(watermark);

function oddOnes({ records }: EventTimeStory) {
  const names = (...fates: RecordRow["fate"][]) =>
    records.filter(({ fate }) => fates.includes(fate)).map(({ name }) => name);
  return { late: names("late"), lost: names("dropped", "to a side output") };
}

/** The first window that fired on time, and that firing. */
function firstFired({ windows }: EventTimeStory) {
  return windows.flatMap((window) =>
    window.firings.filter(({ firing }) => firing === "on time").map((firing) => ({
      window,
      firing,
    }))
  ).sort((a, b) => a.firing.time - b.firing.time)[0];
}

const english: Phrases = {
  fates: {
    taken: "in time",
    late: "late, taken",
    dropped: "too late, dropped",
    "to a side output": "too late, to a side output",
  },
  columns: (unit) => [
    `processing time (${unit})`,
    "record",
    "key",
    "event time (s)",
    "watermark (s)",
    "outcome",
  ],
  title(story, unit) {
    const first = firstFired(story);
    const { late, lost } = oddOnes(story);
    const odd = [
      late.length > 0 ? `${late.join(" and ")} is late but counts` : "",
      lost.length > 0 ? `${lost.join(" and ")} is too late` : "",
    ].filter((text) => text !== "").join(", ");
    if (first === undefined) {
      return `${story.records.length} records, and no window has fired yet${odd && `; ${odd}`}`;
    }
    const { window, firing } = first;
    return `Window ${window.range} fires at ${
      timeText(firing.time, unit)
    }, when the watermark reaches ` +
      `${secondsText(window.end * 1000)}${odd && `; ${odd}`}`;
  },
  caption: ({ operator }) =>
    `A record lies as far right as ${operator} was done with it and as high as its timestamp; the blue ` +
    "line is the watermark, brackets hold a window from its first record until its state is cleared, and " +
    "ticks are firings: two on time, three late.",
  frame: ({ operator, records, windows }) =>
    `The plot shows ${records.length} records and ${windows.length} ${
      windows.length === 1 ? "window" : "windows"
    } at ${operator}.`,
  record({ name, stamp, watermark, fate }, time) {
    const watermarkThen = watermark === NEVER
      ? "there is no watermark yet"
      : `the watermark is ${shown(watermark)} s`;
    const outcome = {
      taken: "",
      late: ": late, but its window takes it",
      dropped: ": too late, it is dropped",
      "to a side output": ": too late, it goes to a side output",
    }[fate];
    return `${name} has event time ${secondsText(stamp * 1000)} and comes at ${time}, when ` +
      `${watermarkThen}${outcome}.`;
  },
  window({ range, firings, cleared }, unit) {
    const fired = firings.map(({ time, firing, keys }) =>
      `${EVENT_TIME_WORDS.en.firing[firing]} at ${timeText(time, unit)} for ${keys.join(", ")}`
    );
    const end = cleared === null ? "is still open" : `is cleared at ${timeText(cleared, unit)}`;
    return `Window ${range} ${[...fired, end].join(", ")}.`;
  },
};

const chinese: Phrases = {
  fates: {
    taken: "准时",
    late: "迟到，已接收",
    dropped: "过迟，丢弃",
    "to a side output": "过迟，送入侧输出",
  },
  columns: (unit) => [
    `处理时间（${unit === "s" ? "秒" : "毫秒"}）`,
    "记录",
    "键",
    "事件时间（秒）",
    "水位线（秒）",
    "结果",
  ],
  title(story, unit) {
    const first = firstFired(story);
    const { late, lost } = oddOnes(story);
    const odd = [
      late.length > 0 ? `；${late.join("、")} 迟到但仍被计入` : "",
      lost.length > 0 ? `；${lost.join("、")} 过迟` : "",
    ].join("");
    if (first === undefined) return `${story.records.length} 条记录，还没有窗口触发${odd}`;
    const { window, firing } = first;
    return `窗口 ${window.range} 在 ${timeText(firing.time, unit)} 触发，此时水位线到达 ${
      secondsText(window.end * 1000)
    }${odd}`;
  },
  caption: ({ operator }) =>
    `横向是 ${operator} 处理完记录的时刻，纵向是记录的时间戳；蓝线是水位线，括号是窗口从第一条记录到状态清除，` +
    "刻痕表示触发：两条准时，三条迟到。",
  frame: ({ operator, records, windows }) =>
    `图中是 ${operator} 的 ${records.length} 条记录和 ${windows.length} 个窗口。`,
  record({ name, stamp, watermark, fate }, time) {
    const outcome = {
      taken: "",
      late: "：迟到，但窗口接收它",
      dropped: "：过迟，被丢弃",
      "to a side output": "：过迟，进入侧输出",
    }[fate];
    return `${name} 的事件时间是 ${secondsText(stamp * 1000)}，在 ${time} 到达，水位线为 ${
      shown(watermark)
    }${outcome}。`;
  },
  window({ range, firings, cleared }, unit) {
    const fired = firings.map(({ time, firing, keys }) =>
      `在 ${timeText(time, unit)} ${EVENT_TIME_WORDS.zh.firing[firing]}（键 ${keys.join("、")}）`
    );
    const end = cleared === null ? "仍未关闭" : `在 ${timeText(cleared, unit)} 清除`;
    return `窗口 ${range} ${[...fired, end].join("，")}。`;
  },
};

const LANGUAGES: Readonly<Record<Language, Phrases>> = { en: english, zh: chinese };
