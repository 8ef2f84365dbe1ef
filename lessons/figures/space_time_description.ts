// The words of a space-time diagram: the title says what there is to see in it, with its numbers; the
// text alternative tells the same run lane by lane, then what was special, in order.

import type { Description, Language } from "./figure.ts";
import type { SpaceTimeModel } from "./space_time_model.ts";
import type { Doing, StoryRow } from "./space_time_story.ts";
import { DOING_WORDS } from "./space_time_words.ts";
import { unitOf } from "./stage.ts";
import { timeNumber, timeText, type TimeUnit } from "./time_text.ts";

/** Puts a model into words. */
export function describeSpaceTime(model: SpaceTimeModel, language: Language): Description {
  const say = LANGUAGES[language];
  const { story, stage } = model;
  const unit = unitOf(stage);
  return {
    title: say.title(story, unit),
    caption: say.caption(story),
    alternative: [
      say.frame(
        model.lanes.map(({ label }) => label),
        timeText(stage.from, unit),
        timeText(stage.until, unit),
      ),
      ...lanesInWords(story.rows, unit, say),
      ...story.rows.filter(({ doing }) => IS_SPECIAL.has(doing)).map((row) =>
        say.special(row, timeText(row.time, unit))
      ),
    ].join(language === "zh" ? "" : " "),
    table: {
      columns: say.columns(unit),
      rows: story.rows.map(({ time, subtask, doing, what, key }) => [
        timeNumber(time, unit),
        subtask,
        DOING_WORDS[language][doing],
        what,
        key,
      ]),
    },
  };
}

type Story = SpaceTimeModel["story"];

interface Phrases {
  columns(unit: TimeUnit): readonly string[];
  title(story: Story, unit: TimeUnit): string;
  caption(story: Story): string;
  frame(lanes: readonly string[], from: string, until: string): string;
  lane(subtask: string, isSource: boolean, records: readonly string[]): string;
  special(row: StoryRow, time: string): string;
}

const IS_SPECIAL: ReadonlySet<Doing> = new Set<Doing>([
  "late",
  "dropped",
  "to a side output",
  "fired early",
  "fired on time",
  "fired late",
]);

/** Names in a sentence at most; the table has them all. */
const NAMES_MAX = 20;

/** What each lane had in hand, one sentence a lane. */
function lanesInWords(rows: readonly StoryRow[], unit: TimeUnit, say: Phrases): string[] {
  const bySubtask = new Map<string, StoryRow[]>();
  for (const row of rows) {
    if (!/^(read|taken|late|dropped|to a side output)$/.test(row.doing)) continue;
    bySubtask.set(row.subtask, [...bySubtask.get(row.subtask) ?? [], row]);
  }
  return Array.from(bySubtask, ([subtask, own]) => {
    const named = own.slice(0, NAMES_MAX).map(({ what, time }) =>
      `${what} (${timeText(time, unit)})`
    );
    return say.lane(subtask, own[0].doing === "read", [
      ...named,
      ...(own.length > NAMES_MAX ? ["…"] : []),
    ]);
  });
}

/** Rows that a title is made of. */
function landmarks({ rows }: Story) {
  const all = (...doings: Doing[]) => rows.filter(({ doing }) => doings.includes(doing));
  return {
    fired: all("fired on time"),
    late: all("late").map(({ what }) => what),
    lost: all("dropped", "to a side output").map(({ what }) => what),
  };
}

const isInOrder = ({ pairSent, pairTaken }: Story) => pairSent.join() === pairTaken.join();

const english: Phrases = {
  columns: (unit) => [
    `time (${unit})`,
    "subtask",
    "what happens",
    "record, watermark or window",
    "key",
  ],
  title(story, unit) {
    const { pair, pairSent, overtakings: [first], recordCount } = story;
    const { fired, late, lost } = landmarks(story);
    if (pair !== null) {
      const verdict = isInOrder(story) ? "keep their order" : "change their order";
      return `From ${pair[0]} to ${pair[1]}, ${list(pairSent, "and")} ${verdict}`;
    }
    if (fired.length > 0) {
      const firing = `Window ${fired[0].what} fires at ${timeText(fired[0].time, unit)}`;
      const odd = [
        late.length > 0 ? `${list(late, "and")} comes late` : "",
        lost.length > 0 ? `${list(lost, "and")} too late` : "",
      ].filter((text) => text !== "");
      return odd.length === 0 ? firing : `${firing}; ${odd.join(", ")}`;
    }
    if (first !== undefined) {
      const verb = first.by.length === 1 ? "overtakes" : "overtake";
      return `${list(first.by, "and")} ${verb} ${first.record} on the way to ${first.receiver}`;
    }
    return `${recordCount} records, and none overtakes another`;
  },
  caption: () =>
    "Each lane is a subtask and each circle a record that it is done with, filled with the hue of its key; " +
    "lines are buffers on their way, chevrons watermarks in seconds of event time.",
  frame: (lanes, from, until) =>
    `Processing time runs from ${from} to ${until}; the lanes are ${list(lanes, "and")}.`,
  lane: (subtask, isSource, records) =>
    `${subtask} ${isSource ? "reads" : "takes"} ${records.join(", ")}.`,
  special({ doing, what, key, subtask }, time) {
    const at = `At ${time}`;
    switch (doing) {
      case "late":
        return `${at} ${what} comes late to ${subtask}, but its window still takes it.`;
      case "dropped":
        return `${at} ${what} comes too late to ${subtask} and is dropped.`;
      case "to a side output":
        return `${at} ${what} comes too late to ${subtask} and leaves by the side output.`;
      default:
        return `${at} window ${what} ${DOING_WORDS.en[doing]} in ${subtask} for key ${key}.`;
    }
  },
};

const chinese: Phrases = {
  columns: (unit) => [
    `时间（${unit === "s" ? "秒" : "毫秒"}）`,
    "子任务",
    "发生了什么",
    "记录、水位线或窗口",
    "键",
  ],
  title(story, unit) {
    const { pair, pairSent, overtakings: [first], recordCount } = story;
    const { fired, late, lost } = landmarks(story);
    if (pair !== null) {
      const verdict = isInOrder(story) ? "保持顺序" : "顺序改变";
      return `从 ${pair[0]} 到 ${pair[1]}，${pairSent.join("、")} ${verdict}`;
    }
    if (fired.length > 0) {
      const odd = [
        late.length > 0 ? `；${late.join("、")} 迟到` : "",
        lost.length > 0 ? `，${lost.join("、")} 过迟` : "",
      ];
      return `窗口 ${fired[0].what} 在 ${timeText(fired[0].time, unit)} 触发${odd.join("")}`;
    }
    if (first !== undefined) {
      return `去往 ${first.receiver} 的途中，${first.by.join("、")} 超过了 ${first.record}`;
    }
    return `${recordCount} 条记录，没有一条超过另一条`;
  },
  caption: () =>
    "每条泳道是一个子任务，每个圆是它处理完的一条记录，填色表示键；线是途中的缓冲区，尖角是水位线（事件时间，秒）。",
  frame: (lanes, from, until) => `处理时间从 ${from} 到 ${until}；泳道依次为 ${lanes.join("、")}。`,
  lane: (subtask, isSource, records) =>
    `${subtask} ${isSource ? "读取" : "处理"} ${records.join("、")}。`,
  special({ doing, what, key, subtask }, time) {
    const at = `${time} 时，`;
    switch (doing) {
      case "late":
        return `${at}${what} 迟到 ${subtask}，但窗口仍然接收它。`;
      case "dropped":
        return `${at}${what} 到达 ${subtask} 过迟，被丢弃。`;
      case "to a side output":
        return `${at}${what} 到达 ${subtask} 过迟，进入侧输出。`;
      default:
        return `${at}窗口 ${what} 在 ${subtask} 对键 ${key} ${DOING_WORDS.zh[doing]}。`;
    }
  },
};

const LANGUAGES: Readonly<Record<Language, Phrases>> = { en: english, zh: chinese };

/** `a`, `a and b`, `a, b and c`. */
function list(words: readonly string[], and: string): string {
  if (words.length < 2) return words.join();
  return `${words.slice(0, -1).join(", ")} ${and} ${words.at(-1)}`;
}
