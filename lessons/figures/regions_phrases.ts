// The sentences about the picture of regions, in both languages.

import type { Language } from "./figure.ts";
import { chineseList, englishList } from "./picture_lists.ts";
import type { RegionRow, RegionsStory } from "./regions_story.ts";

/** The sentences of one language. */
export interface RegionsPhrases {
  readonly columns: readonly string[];
  title(story: RegionsStory): string;
  caption(story: RegionsStory): string;
  frame(story: RegionsStory): string;
  region(row: RegionRow, story: RegionsStory): string;
  fate(row: RegionRow, story: RegionsStory): string;
  more(count: number): string;
}

function regionCount({ regions, moreCount }: RegionsStory): number {
  return regions.length + moreCount;
}

const english: RegionsPhrases = {
  columns: ["region", "tasks", "when it fails"],
  title(story) {
    const { failed, restartedCount, taskCount, strategy } = story;
    const count = regionCount(story);
    if (failed === "") {
      return taskCount === 1
        ? "The only task is a region of its own, and starts again alone"
        : count === 1
        ? `All ${taskCount} tasks are one region: whichever fails, all start again`
        : `${taskCount} tasks in ${count} regions: what fails takes only its own with it`;
    }
    if (restartedCount === taskCount) {
      return strategy === "full"
        ? `${failed} fails, and all ${taskCount} tasks start again: the strategy is full`
        : `${failed} fails, and all ${taskCount} tasks start again`;
    }
    return `${failed} fails, and ${restartedCount} of ${taskCount} tasks start again`;
  },
  caption: ({ failed, kept }) =>
    "Tasks that hand records on while they make them (arrows) are one region and start again together." +
    (kept.length === 0
      ? ""
      : " A result that is kept (sheets behind its task) is a border: who made it need not make it again, but whoever " +
        "reads from what failed starts again with it.") +
    (failed === "" ? "" : " Dashed tasks start again; the cross is the failure."),
  frame: (story) => {
    const { taskCount, failed, kept } = story;
    const count = regionCount(story);
    return `The job has ${taskCount} ${taskCount === 1 ? "task" : "tasks"} in ${count} ${
      count === 1 ? "region" : "regions"
    }.${kept.length === 0 ? "" : ` Results are kept on ${englishList(kept)}.`}${
      failed === "" ? " Nothing fails." : ` ${failed} fails.`
    }`;
  },
  region: (row, story) =>
    `Region ${row.number}: ${englishList(row.tasks, 6)}${
      story.failed === "" ? "" : `; it ${english.fate(row, story)}`
    }.`,
  fate: ({ startsAgain, isFailed }, { failed }) =>
    failed === ""
      ? ""
      : isFailed
      ? `starts again, because ${failed} fails`
      : startsAgain
      ? "starts again with it"
      : "goes on",
  more: (count) => `${count} more regions`,
};

const chinese: RegionsPhrases = {
  columns: ["区域", "任务", "故障时"],
  title(story) {
    const { failed, restartedCount, taskCount, strategy } = story;
    const count = regionCount(story);
    if (failed === "") {
      return taskCount === 1
        ? "唯一的任务自成一个区域，独自重新启动"
        : count === 1
        ? `全部 ${taskCount} 个任务是一个区域：无论哪个失败，全部重新启动`
        : `${taskCount} 个任务分为 ${count} 个区域：失败只带走自己的区域`;
    }
    if (restartedCount === taskCount) {
      return `${failed} 失败，全部 ${taskCount} 个任务重新启动${
        strategy === "full" ? "：策略是 full" : ""
      }`;
    }
    return `${failed} 失败，${taskCount} 个任务中的 ${restartedCount} 个重新启动`;
  },
  caption: ({ failed, kept }) =>
    "边产生边传递记录的任务（箭头）是一个区域，一起重新启动。" +
    (kept.length === 0
      ? ""
      : "被保留的结果（任务后的叠页）是边界：产生它的任务不必重做，但读取失败任务结果的任务要一起重新启动。") +
    (failed === "" ? "" : "虚线的任务重新启动；叉号是故障。"),
  frame: (story) =>
    `作业有 ${story.taskCount} 个任务，分为 ${regionCount(story)} 个区域。${
      story.kept.length === 0 ? "" : `${chineseList(story.kept)} 的结果被保留。`
    }${story.failed === "" ? "没有故障。" : `${story.failed} 失败。`}`,
  region: (row, story) =>
    `区域 ${row.number}：${chineseList(row.tasks, 6)}${
      story.failed === "" ? "" : `，${chinese.fate(row, story)}`
    }。`,
  fate: ({ startsAgain, isFailed }, { failed }) =>
    failed === ""
      ? ""
      : isFailed
      ? `因 ${failed} 失败而重新启动`
      : startsAgain
      ? "随之重新启动"
      : "继续运行",
  more: (count) => `另有 ${count} 个区域`,
};

/** The sentences, by language. */
export const REGIONS_PHRASES: Readonly<Record<Language, RegionsPhrases>> = {
  en: english,
  zh: chinese,
};
