// The sentences about the picture of windows, in both languages.

import type { Language } from "./figure.ts";
import type { PictureClock } from "./picture_clock.ts";
import { failureTitle } from "./failure_words.ts";
import { chineseList, englishList } from "./picture_lists.ts";
import type { LifeFiringRow, LossRow, WindowLifeRow, WindowsStory } from "./windows_story.ts";
import { WINDOWS_WORDS } from "./windows_words.ts";

/** The sentences of one language. */
export interface WindowsPhrases {
  columns(clock: PictureClock): readonly string[];
  title(story: WindowsStory): string;
  caption(story: WindowsStory): string;
  frame(story: WindowsStory): string;
  window(row: WindowLifeRow): string;
  loss(row: LossRow): string;
  firings(row: WindowLifeRow): string;
  end(row: WindowLifeRow): string;
  range(row: WindowLifeRow): string;
  fate(row: LossRow): string;
  more(count: number): string;
}

/** The first firing of the wanted kind, and all keys whose windows fire with it. */
function firstFired(
  { windows, shownCount }: WindowsStory,
  isWanted: (firing: LifeFiringRow) => boolean,
) {
  const fired = windows.slice(0, shownCount).flatMap((window) =>
    window.firings.filter(isWanted).map((firing) => ({ window, firing }))
  ).sort((a, b) => a.firing.micros - b.firing.micros);
  const [first] = fired;
  if (first === undefined) return undefined;
  const same = fired.filter(({ window, firing }) =>
    window.range === first.window.range && firing.micros === first.firing.micros
  );
  const keys = new Set(same.map(({ window }) => window.key));
  return { ...first, keys: [...keys].sort((a, b) => a < b ? -1 : a > b ? 1 : 0) };
}

const isOnTime = ({ firing }: LifeFiringRow) => firing === "on time";

/** The first window out of which an evictor took something. */
function firstEvicted({ windows, shownCount }: WindowsStory) {
  const shown = windows.slice(0, shownCount);
  return shown.find((
    row,
  ): row is WindowLifeRow & { evicted: NonNullable<WindowLifeRow["evicted"]> } =>
    row.evicted !== null
  );
}

function isEmptied(windows: WindowsStory["windows"]): boolean {
  return windows.some(({ emptied }) => emptied !== null);
}

/** The first window into which others went, and those. */
function firstMerged({ windows, shownCount }: WindowsStory) {
  const [first] = windows.slice(0, shownCount).filter(({ end }) => end === "merged");
  if (first === undefined) return undefined;
  const parts = windows.filter(({ end, endAt, subtask, key }) =>
    end === "merged" && endAt === first.endAt && subtask === first.subtask && key === first.key
  );
  return { ...first, count: parts.length + 1 };
}

const NUMBERS: Readonly<Record<number, string>> = { 2: "two", 3: "three", 4: "four" };

function oddInEnglish({ late, lost }: WindowsStory): string {
  const odd = [
    late.length > 0 ? `${englishList(late)} ${late.length === 1 ? "comes" : "come"} late` : "",
    lost.length > 0 ? `${englishList(lost)} too late` : "",
  ].filter((text) => text !== "");
  return odd.length === 0 ? "" : `; ${odd.join(", ")}`;
}

const english: WindowsPhrases = {
  columns: ({ unit, startMillis }) => [
    "subtask",
    "key",
    "window",
    `opened (${startMillis === null ? unit : "UTC"})`,
    "records",
    "fires",
    "end",
  ],
  title(story) {
    const { kind, windows, shares, operator } = story;
    if (kind === null) {
      return operator === "" ? "No operator keeps windows" : `${operator} keeps no windows`;
    }
    const odd = oddInEnglish(story);
    if (windows.length === 0) return `No window has been opened yet${odd}`;
    if (story.failure !== null) {
      return failureTitle(story.failure, ["open window", "open windows"], "en");
    }
    const merged = firstMerged(story);
    if (merged !== undefined) {
      const { key, endAt, into, count, mergedBy } = merged;
      const number = NUMBERS[count] ?? count;
      return `At ${endAt} ${mergedBy} joins ${number} sessions of key ${key} into one: ${into}`;
    }
    const first = firstFired(story, isOnTime) ?? firstFired(story, () => true);
    if (first === undefined) return `No window has fired yet${odd}`;
    const { window, firing, keys } = first;
    const evicted = firstEvicted(story);
    if (evicted !== undefined) {
      const { key, evicted: { at, count, left } } = evicted;
      return `At ${at} the evictor takes ${
        elements(count)
      } out of the window of key ${key}, which fires with ${left}`;
    }
    if (kind === "global") {
      const then = window.emptied === null ? "" : " and is emptied";
      const content = elements(firing.count);
      return `The window of key ${window.key} fires at ${firing.at} with ${content}${then}`;
    }
    const fires = `${firing.firing === "early" ? "fires early" : "fires"} at ${firing.at}`;
    if (shares !== null) {
      const many = `${shares.record} is in ${shares.count} windows at once`;
      return `${many}; window ${window.range} ${fires}${odd.replace("; ", ", ")}`;
    }
    const of = keys.join("") === "" ? "" : ` for ${englishList(keys)}`;
    return `Window ${window.range} ${fires}${of}${odd}`;
  },
  caption({ kind, windows, isSetOff, failure }) {
    const box = kind === "global"
      ? "Each box is the window of one key, which never ends"
      : "Each box is a window of one key, open from its first record until its state is cleared";
    const firings = new Set(windows.flatMap((one) => one.firings.map(({ firing }) => firing)));
    const ticks = [
      firings.has("early") ? "one early" : "",
      firings.has("on time") ? "two on time" : "",
      firings.has("late") ? "three late" : "",
    ].filter((text) => text !== "").join(", ");
    const cause = isSetOff ? "; a blue line leads from a watermark to what it sets off" : "";
    return `${box}, and filled as high as it holds records.${
      kind === "global" || ticks === "" ? "" : ` Ticks are firings: ${ticks}${cause}.`
    }${isEmptied(windows) ? " Where the level falls, the window is emptied." : ""}${
      failure === null
        ? ""
        : " What a failure takes ends without a bracket; what a checkpoint brings back begins filled."
    }`;
  },
  frame: ({ operator, windowCount, losses }) =>
    operator === ""
      ? "No operator of the job collects records into windows, so there is no lane, and nothing ever fires."
      : windowCount + losses.length === 0
      ? `No record has come to ${operator} yet, so none of its subtasks has opened a window, and none fires.`
      : `${operator} has ${windowCount === 0 ? "no" : windowCount} ${
        windowCount === 1 ? "window" : "windows"
      }${
        losses.length === 0
          ? ""
          : `; ${losses.length} ${losses.length === 1 ? "record comes" : "records come"} too late`
      }.`,
  window(row) {
    const { subtask, key, at, records } = row;
    const fires = row.firings.length === 0 ? "" : `, ${english.firings(row)}`;
    const emptied = row.emptied === null ? "" : `, is emptied at ${row.emptied}`;
    return `In ${subtask}, ${english.range(row)} of key ${key} opens at ${at}, takes ${
      englishList(records, TOLD_RECORDS)
    }${fires}${emptied}, ${english.end(row)}.`;
  },
  loss: (row) =>
    `At ${row.at} ${row.name} of key ${row.key} comes to ${row.subtask}, ${english.fate(row)}.`,
  firings: ({ firings, range }) =>
    firings.map(({ at, firing, count }) =>
      `${WINDOWS_WORDS.en.fires(firing, range === "", count)} at ${at}`
    ).join(", "),
  end: ({ end, endAt, into }) =>
    end === "open"
      ? "is still open"
      : end === "merged"
      ? `becomes part of ${into} at ${endAt}`
      : end === "lost"
      ? `is lost with the task at ${endAt}`
      : `is cleared at ${endAt}`,
  range: ({ range }) => range === "" ? "the global window" : `window ${range}`,
  fate: ({ fate }) =>
    fate === "dropped" ? "too late: it is dropped" : "too late: it goes to a side output",
  more: (count) => `${count} more windows`,
};

/** Records of a window in a sentence at most. */
const TOLD_RECORDS = 8;

function elements(count: number): string {
  return count === 1 ? "one record" : `${count} records`;
}

const chinese: WindowsPhrases = {
  columns: ({ unit, startMillis }) => [
    "子任务",
    "键",
    "窗口",
    `打开（${startMillis !== null ? "UTC" : unit === "s" ? "秒" : "毫秒"}）`,
    "记录",
    "触发",
    "结局",
  ],
  title(story) {
    const { kind, windows, late, lost, shares, operator } = story;
    if (kind === null) return operator === "" ? "没有算子带窗口" : `${operator} 没有窗口`;
    const after = [
      late.length > 0 ? `；${chineseList(late)} 迟到` : "",
      lost.length > 0 ? `；${chineseList(lost)} 过迟` : "",
    ].join("");
    if (windows.length === 0) return `还没有打开任何窗口${after}`;
    if (story.failure !== null) return failureTitle(story.failure, ["窗口", "窗口"], "zh");
    const merged = firstMerged(story);
    if (merged !== undefined) {
      const { key, endAt, into, count, mergedBy } = merged;
      return `${endAt} 时，${mergedBy} 把键 ${key} 的 ${count} 个会话合并为一个：${into}`;
    }
    const first = firstFired(story, isOnTime) ?? firstFired(story, () => true);
    if (first === undefined) return `还没有窗口触发${after}`;
    const { window, firing, keys } = first;
    const evicted = firstEvicted(story);
    if (evicted !== undefined) {
      const { key, evicted: { at, count, left } } = evicted;
      return `${at} 时，驱逐器从键 ${key} 的窗口取出 ${count} 条记录，窗口以 ${left} 条触发`;
    }
    if (kind === "global") {
      const then = window.emptied === null ? "" : "，随后清空";
      return `键 ${window.key} 的窗口在 ${firing.at} 触发，含 ${firing.count} 条记录${then}`;
    }
    const early = firing.firing === "early" ? "提前触发" : "触发";
    if (shares !== null) {
      return `${shares.record} 同时在 ${shares.count} 个窗口中；窗口 ${window.range} 在 ${firing.at} ${early}${after}`;
    }
    const of = keys.join("") === "" ? "" : `（键 ${chineseList(keys)}）`;
    return `窗口 ${window.range} 在 ${firing.at} ${early}${of}${after}`;
  },
  caption({ kind, windows, isSetOff, failure }) {
    const box = kind === "global"
      ? "每个括号框是一个键的窗口，它永不结束"
      : "每个括号框是一个键的一个窗口，从第一条记录到状态清除";
    const firings = new Set(windows.flatMap((one) => one.firings.map(({ firing }) => firing)));
    const ticks = [
      firings.has("early") ? "一条提前" : "",
      firings.has("on time") ? "两条准时" : "",
      firings.has("late") ? "三条迟到" : "",
    ].filter((text) => text !== "").join("，");
    const cause = isSetOff ? "；蓝线从水位线通向它引起的变化" : "";
    return `${box}；填充的高度是其中的记录数。${
      kind === "global" || ticks === "" ? "" : `刻痕表示触发：${ticks}${cause}。`
    }${isEmptied(windows) ? "高度下降处，窗口被清空。" : ""}${
      failure === null ? "" : "因故障丢失的窗口没有右括号；检查点恢复的窗口一开始就有内容。"
    }`;
  },
  frame: ({ operator, windowCount, losses }) =>
    operator === ""
      ? "作业中没有算子把记录收进窗口，所以没有泳道，也没有窗口触发。"
      : windowCount + losses.length === 0
      ? `还没有记录到达 ${operator}，所以它的子任务都没有打开窗口，也没有窗口触发。`
      : `算子 ${operator} 共有 ${windowCount} 个窗口${
        losses.length === 0 ? "" : `；${losses.length} 条记录过迟`
      }。`,
  window(row) {
    const { subtask, key, at, records } = row;
    const fires = row.firings.length === 0 ? "" : `，${chinese.firings(row)}`;
    const emptied = row.emptied === null ? "" : `，在 ${row.emptied} 清空`;
    return `在 ${subtask} 中，键 ${key} 的${chinese.range(row)}在 ${at} 打开，接收 ${
      chineseList(records, TOLD_RECORDS)
    }${fires}${emptied}，${chinese.end(row)}。`;
  },
  loss: (row) =>
    `${row.at} 时，键 ${row.key} 的 ${row.name} 到达 ${row.subtask}，${chinese.fate(row)}。`,
  firings: ({ firings, range }) =>
    firings.map(({ at, firing, count }) =>
      `在 ${at} ${WINDOWS_WORDS.zh.fires(firing, range === "", count)}`
    ).join("，"),
  end: ({ end, endAt, into }) =>
    end === "open"
      ? "仍未关闭"
      : end === "merged"
      ? `在 ${endAt} 并入 ${into}`
      : end === "lost"
      ? `在 ${endAt} 随任务丢失`
      : `在 ${endAt} 清除`,
  range: ({ range }) => range === "" ? "全局窗口" : `窗口 ${range}`,
  fate: ({ fate }) => fate === "dropped" ? "过迟，被丢弃" : "过迟，进入侧输出流",
  more: (count) => `另有 ${count} 个窗口`,
};

/** The sentences, by language. */
export const WINDOWS_PHRASES: Readonly<Record<Language, WindowsPhrases>> = {
  en: english,
  zh: chinese,
};
