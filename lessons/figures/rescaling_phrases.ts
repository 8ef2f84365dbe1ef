// The sentences about the picture of rescaling, in both languages.

import type { Language } from "./figure.ts";
import { chineseList, englishList } from "./picture_lists.ts";
import type { KeyRow, ListRow, RescalingStory, TakeOver } from "./rescaling_story.ts";

/** The sentences of one language. */
export interface RescalingPhrases {
  readonly columns: readonly string[];
  readonly mode: Readonly<Record<ListRow["mode"], string>>;
  title(story: RescalingStory): string;
  caption(story: RescalingStory): string;
  frame(story: RescalingStory): string;
  takeOver(row: TakeOver): string;
  key(row: KeyRow): string;
  list(row: ListRow): string;
  listName(row: ListRow): string;
  more(count: number): string;
}

const english: RescalingPhrases = {
  columns: ["key or list", "key group", "before", "after", "entries", "timers"],
  mode: { split: "split", union: "union", broadcast: "broadcast" },
  title(story) {
    const { operator, before, after, keyCount, movedKeys, movedGroups, groupCount, lists } = story;
    const change = `From ${before} to ${count(after, "subtask")}`;
    if (story.takeOvers.length > 0) {
      if (before === after) {
        return `${operator} keeps its ${count(after, "subtask")}: no key group moves`;
      }
      const keys = keyCount === 0
        ? ""
        : `, and ${movedKeys} of ${count(keyCount, "key")} with them`;
      return `${change}, ${movedGroups} of ${groupCount} key groups of ${operator} change their owner${keys}`;
    }
    if (lists.length === 0) return `${change}: ${operator} remembers nothing that could move`;
    return `${change}, ${operator} deals out ${
      lists.length === 1 ? `its list ${lists[0].name}` : `its ${lists.length} lists`
    }`;
  },
  caption: ({ takeOvers, lists, movedGroups }) =>
    [
      takeOvers.length === 0
        ? ""
        : "A key never leaves its key group; a key group belongs to the subtask whose stretch it lies in." +
          (movedGroups === 0
            ? ""
            : " Shaded stretches change their owner, with all keys and timers in them."),
      lists.length === 0
        ? ""
        : "A list that belongs to no key is dealt out as its mode says: split, united, or copied.",
      takeOvers.length + lists.length === 0
        ? "Without state every number of subtasks is as good."
        : "",
    ].filter((text) => text !== "").join(" "),
  frame: (
    { operator, before, after, groupCount, movedGroups, movedEntries, movedTimers, takeOvers },
  ) =>
    takeOvers.length === 0
      ? `${operator} goes on with ${
        count(after, "subtask")
      } instead of ${before}; it has no state of keys.`
      : `${operator} goes on with ${
        count(after, "subtask")
      } instead of ${before}: of ${groupCount} key groups ` +
        `${movedGroups} change their owner, with ${
          movedEntries === 1 ? "1 entry" : `${movedEntries} entries`
        } of state and ${count(movedTimers, "timer")}.`,
  takeOver: ({ subtask, start, end, from }) =>
    `${subtask} owns key groups ${start} to ${end}, from ${englishList(from)}.`,
  key: ({ key, group, before, after }) =>
    before === after
      ? `Key ${key}, in key group ${group}, stays with ${after}.`
      : `Key ${key}, in key group ${group}, goes from ${before} to ${after}.`,
  list: ({ name, mode, before, after }) =>
    `List ${name} (${english.mode[mode]}): the subtasks had ${before.join(", ")} items and get ${
      after.join(", ")
    }.`,
  listName: ({ name, mode }) => `${name} (${mode})`,
  more: (more) => `${more} more keys`,
};

function count(number: number, noun: string): string {
  return number === 1 ? `1 ${noun}` : `${number} ${noun}s`;
}

const chinese: RescalingPhrases = {
  columns: ["键或列表", "键组", "之前", "之后", "条目", "定时器"],
  mode: { split: "拆分", union: "合并", broadcast: "广播" },
  title(story) {
    const { operator, before, after, keyCount, movedKeys, movedGroups, groupCount, lists } = story;
    const change = `从 ${before} 个子任务到 ${after} 个`;
    if (story.takeOvers.length > 0) {
      if (before === after) return `${operator} 仍是 ${after} 个子任务：没有键组移动`;
      const keys = keyCount === 0 ? "" : `，${keyCount} 个键中的 ${movedKeys} 个随之移动`;
      return `${change}：${operator} 的 ${groupCount} 个键组中有 ${movedGroups} 个更换主人${keys}`;
    }
    if (lists.length === 0) return `${change}：${operator} 没有可以移动的状态`;
    return `${change}：${operator} 重新分发 ${chineseList(lists.map(({ name }) => name))}`;
  },
  caption: ({ takeOvers, lists, movedGroups }) =>
    [
      takeOvers.length === 0 ? "" : "键从不离开它的键组；键组属于它所在区段的子任务。" +
        (movedGroups === 0 ? "" : "阴影区段连同其中的键和定时器更换主人。"),
      lists.length === 0 ? "" : "不属于任何键的列表按其模式分发：拆分、合并或复制。",
      takeOvers.length + lists.length === 0 ? "没有状态，多少个子任务都一样。" : "",
    ].join(""),
  frame: (
    { operator, before, after, groupCount, movedGroups, movedEntries, movedTimers, takeOvers },
  ) =>
    takeOvers.length === 0
      ? `${operator} 由 ${before} 个子任务变为 ${after} 个；它没有按键的状态。`
      : before === after
      ? `${operator} 仍是 ${after} 个子任务，${groupCount} 个键组各归原主。`
      : `${operator} 由 ${before} 个子任务变为 ${after} 个：${groupCount} 个键组中有 ${movedGroups} 个更换主人，` +
        `带走 ${movedEntries} 个状态条目和 ${movedTimers} 个定时器。`,
  takeOver: ({ subtask, start, end, from }) =>
    `${subtask} 拥有键组 ${start} 到 ${end}，来自 ${chineseList(from)}。`,
  key: ({ key, group, before, after }) =>
    before === after
      ? `键 ${key}（键组 ${group}）留在 ${after}。`
      : `键 ${key}（键组 ${group}）从 ${before} 到 ${after}。`,
  list: ({ name, mode, before, after }) =>
    `列表 ${name}（${chinese.mode[mode]}）：各子任务原有 ${before.join("、")} 项，现有 ${
      after.join("、")
    } 项。`,
  listName: ({ name, mode }) => `${name}（${chinese.mode[mode]}）`,
  more: (more) => `另有 ${more} 个键`,
};

/** The sentences, by language. */
export const RESCALING_PHRASES: Readonly<Record<Language, RescalingPhrases>> = {
  en: english,
  zh: chinese,
};
