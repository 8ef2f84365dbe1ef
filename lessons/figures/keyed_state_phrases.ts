// The sentences about the picture of keyed state, in both languages.

import type { Language } from "./figure.ts";
import type { CellRow, KeeperRow, KeyedStateStory } from "./keyed_state_story.ts";
import { chineseList, englishList } from "./picture_lists.ts";

/** The sentences of one language. */
export interface KeyedStatePhrases {
  columns(): readonly string[];
  title(story: KeyedStateStory): string;
  caption(story: KeyedStateStory): string;
  frame(story: KeyedStateStory): string;
  cell(row: CellRow): string;
  more(count: number): string;
  isChanged(row: CellRow): string;
}

/** Subtasks that a title names. */
const KEEPERS_MAX = 3;

const english: KeyedStatePhrases = {
  columns: () => ["subtask", "key group", "key", "state", "window", "value", "changed at"],
  title({ operator, at, keepers, keyCount, subtaskCount }) {
    if (operator === "") return "No operator has keys, so none keeps state of keys";
    if (keyCount === 0) return `At ${at} ${operator} keeps nothing of any key`;
    if (keepers.length > KEEPERS_MAX) {
      const all = keepers.length === subtaskCount ? "all" : `${keepers.length} of`;
      return `At ${at} ${operator} keeps state of ${keyCount} keys in ${all} its ${subtaskCount} subtasks`;
    }
    const told = keepers.map(({ subtask, keys }, index) =>
      index === 0
        ? `${subtask} keeps the state of ${named(keys)}`
        : `${subtask} that of ${named(keys)}`
    );
    return `At ${at} ${told.join(", ")}`;
  },
  caption: ({ groupCount, keyCount, since, changedCount, fields }) =>
    groupCount === 0
      ? "State of keys wants a keyBy in front of its operator."
      : `Every key falls into one of ${groupCount} key groups, and each subtask owns a run of them${
        keyCount === 0 ? "" : ": the state of a key lives in the subtask that owns its group"
      }.${
        changedCount === 0
          ? ""
          : ` Underlined is what was changed since ${since ?? "the last completed checkpoint"}.`
      }${fields.length === 0 ? "" : ` Each cell holds ${englishList(fields, fields.length)}.`}`,
  frame: ({ operator, at, groupCount, subtaskCount, keyCount }) =>
    operator === ""
      ? "No operator of the job deals its records out by key, so there are no key groups and no state of keys."
      : `At ${at}, the ${
        subtaskCount === 1 ? "one subtask" : `${subtaskCount} subtasks`
      } of ${operator} share ${groupCount} key groups and keep state of ${
        keyCount === 0 ? "no key" : keyCount === 1 ? "one key" : `${keyCount} keys`
      }.`,
  cell({ subtask, group, key, state, window, value, isChanged }) {
    const where = window === "" ? "" : ` in window ${window}`;
    const of = state === "" ? "" : ` its ${state}${where}`;
    const change = isChanged ? ", changed lately" : "";
    return `Key ${key}, in key group ${group} of ${subtask}:${of} is ${value}${change}.`;
  },
  more: (count) => `${count} more`,
  isChanged: ({ changed, isChanged }) => isChanged ? `${changed} *` : changed,
};

function named(keys: KeeperRow["keys"]): string {
  if (keys.length > 4) return `${keys.length} keys`;
  return `${keys.length === 1 ? "key" : "keys"} ${englishList(keys)}`;
}

const chinese: KeyedStatePhrases = {
  columns: () => ["子任务", "键组", "键", "状态", "窗口", "值", "更改时间"],
  title({ operator, at, keepers, keyCount, subtaskCount }) {
    if (operator === "") return "没有按键分区的算子，也就没有键控状态";
    if (keyCount === 0) return `${at} 时，${operator} 没有任何键的状态`;
    if (keepers.length > KEEPERS_MAX) {
      return `${at} 时，${operator} 的 ${subtaskCount} 个子任务中有 ${keepers.length} 个保存着 ${keyCount} 个键的状态`;
    }
    const told = keepers.map(({ subtask, keys }) =>
      `${subtask} 保存 ${keys.length > 4 ? `${keys.length} 个键` : chineseList(keys)} 的状态`
    );
    return `${at} 时，${told.join("，")}`;
  },
  caption: ({ groupCount, keyCount, since, changedCount, fields }) =>
    groupCount === 0
      ? "键控状态需要在算子之前使用 keyBy。"
      : `每个键属于 ${groupCount} 个键组之一，每个子任务拥有连续的一段键组${
        keyCount === 0 ? "" : "：键的状态就在拥有其键组的子任务中"
      }。${changedCount === 0 ? "" : `下划线表示自${since ?? "上一个完成的检查点"}以来的更改。`}${
        fields.length === 0 ? "" : `每格依次为 ${chineseList(fields, fields.length)}。`
      }`,
  frame: ({ operator, at, groupCount, subtaskCount, keyCount }) =>
    operator === ""
      ? "作业中没有算子按键分发记录，所以没有键组，也没有按键的状态。"
      : `${at} 时，${operator} 的 ${subtaskCount} 个子任务分担 ${groupCount} 个键组，保存 ${keyCount} 个键的状态。`,
  cell({ subtask, group, key, state, window, value, isChanged }) {
    const where = window === "" ? "" : `（窗口 ${window}）`;
    const change = isChanged ? "，最近更改" : "";
    return `键 ${key}（${subtask} 的键组 ${group}）：${state}${where} 为 ${value}${change}。`;
  },
  more: (count) => `另有 ${count} 个`,
  isChanged: ({ changed, isChanged }) => isChanged ? `${changed} *` : changed,
};

/** The sentences, by language. */
export const KEYED_STATE_PHRASES: Readonly<Record<Language, KeyedStatePhrases>> = {
  en: english,
  zh: chinese,
};
