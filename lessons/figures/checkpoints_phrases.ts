// The sentences about the picture of checkpoints, in both languages.

import type { Phase } from "./checkpoints_parts.ts";
import type { CheckpointRow, CheckpointsStory } from "./checkpoints_story.ts";
import { CHECKPOINT_REASONS } from "./checkpoint_reasons.ts";
import type { Language } from "./figure.ts";
import type { PictureClock } from "./picture_clock.ts";
import { chineseList, englishList } from "./picture_lists.ts";

/** The sentences of one language. */
export interface CheckpointsPhrases {
  columns(clock: PictureClock): readonly string[];
  title(story: CheckpointsStory): string;
  caption(story: CheckpointsStory): string;
  frame(story: CheckpointsStory): string;
  checkpoint(row: CheckpointRow): string;
  refusal(at: string, reason: string): string;
  fault(at: string, text: string): string;
  more(count: number): string;
}

function slowest({ checkpoints }: CheckpointsStory): CheckpointRow | undefined {
  return checkpoints.filter(({ end }) => end === "completed")
    .reduce<CheckpointRow | undefined>(
      (most, row) => most === undefined || row.micros > most.micros ? row : most,
      undefined,
    );
}

const ENGLISH_DOING: Readonly<Record<Phase, string>> = {
  travels: "the barrier is on its way for",
  aligns: "it waits for the other barriers for",
  copies: "it copies its state for",
  uploads: "its copy is uploaded for",
  reports: "its report is on its way for",
};

const english: CheckpointsPhrases = {
  columns: ({ unit, startMillis }) => {
    const told = startMillis === null ? unit : "UTC";
    return [
      "checkpoint",
      "subtask",
      `start delay (${told})`,
      `alignment (${told})`,
      `synchronous part (${told})`,
      `asynchronous part (${told})`,
      "entries",
      `acknowledged after (${told})`,
    ];
  },
  title(story) {
    const { checkpoints, counts } = story;
    if (checkpoints.length === 0) return "No checkpoint: a restart would begin from the start";
    const back = checkpoints.findLast(({ restoredAt }) => restoredAt.length > 0);
    if (back !== undefined) {
      return `After a failure the job goes on from checkpoint ${back.id} at ${
        back.restoredAt.at(-1)
      }`;
    }
    const failed = checkpoints.filter(({ end }) => end === "failed");
    if (failed.length > 0) {
      const [{ id, reason }] = failed;
      const what = failed.length === 1
        ? `Checkpoint ${id} fails: ${CHECKPOINT_REASONS.en.long(reason)}`
        : `${failed.length} checkpoints fail, the first because ${
          CHECKPOINT_REASONS.en.long(reason)
        }`;
      return counts.completed === 0 ? what : `${what}; ${counts.completed} complete`;
    }
    const most = slowest(story);
    if (most === undefined) {
      const [{ id, last }] = checkpoints;
      return `Checkpoint ${id} is not complete yet${last === "" ? "" : `: it waits for ${last}`}`;
    }
    const after = most.phase === null
      ? ""
      : `: at ${most.last} ${ENGLISH_DOING[most.phase]} ${most.phaseTime}`;
    return counts.completed === 1
      ? `Checkpoint ${most.id} is complete after ${most.duration}${after}`
      : `${counts.completed} checkpoints complete; ${most.id} takes longest, ${most.duration}${after}`;
  },
  caption: ({ checkpoints }) =>
    checkpoints.length === 0
      ? "Each lane is a subtask. Without checkpoints there is nothing to go back to."
      : "Above, each checkpoint from its trigger to its diamond, thick while its metadata is stored, and from which " +
        "one a restart would go on. " +
        "On each lane the subtask's part in it: the barrier on its way (dotted), alignment (open box), the " +
        "synchronous copy (solid), the upload (thin), and the acknowledgement (small diamond).",
  frame: ({ counts, faults, checkpoints }) =>
    `${
      checkpoints.length === 0
        ? "No checkpoint is triggered: after a failure all state would be gone, and all input read again."
        : `${counts.completed} complete, ${counts.failed} failed, ${counts.pending} pending.`
    }${faults.length === 0 ? "" : ` Faults: ${englishList(faults.map(({ text }) => text))}.`}`,
  checkpoint({ id, triggeredAt, end, reason, endedAt, last, phase, phaseTime, ...row }) {
    const slow = last === "" || phase === null
      ? ""
      : ` ${last} is ${end === "completed" ? "ready last" : "not ready"}: ${
        ENGLISH_DOING[phase]
      } ${phaseTime}.`;
    const ended = {
      completed: ` and is complete at ${endedAt}, after ${row.duration}.`,
      failed: ` and is given up at ${endedAt}: ${CHECKPOINT_REASONS.en.long(reason)}.`,
      pending: " and is not complete yet.",
    }[end];
    const back = row.restoredAt.map((at) => ` At ${at} a restart goes on from it.`).join("");
    const gone = row.subsumedAt === "" ? "" : ` At ${row.subsumedAt} a newer one takes its place.`;
    return `Checkpoint ${id} is triggered at ${triggeredAt}${ended}${slow}${back}${gone}`;
  },
  refusal: (at, reason) => `At ${at} none is triggered: ${CHECKPOINT_REASONS.en.long(reason)}.`,
  fault: (at, text) => `At ${at} a fault strikes: ${text}.`,
  more: (count) => `${count} more`,
};

const CHINESE_DOING: Readonly<Record<Phase, string>> = {
  travels: "屏障在途中",
  aligns: "等待其他屏障",
  copies: "复制状态",
  uploads: "上传副本",
  reports: "报告在途中",
};

const chinese: CheckpointsPhrases = {
  columns: ({ unit, startMillis }) => {
    const told = startMillis !== null ? "UTC" : unit === "s" ? "秒" : "毫秒";
    return [
      "检查点",
      "子任务",
      `启动延迟（${told}）`,
      `对齐（${told}）`,
      `同步部分（${told}）`,
      `异步部分（${told}）`,
      "条目",
      `确认用时（${told}）`,
    ];
  },
  title(story) {
    const { checkpoints, counts } = story;
    if (checkpoints.length === 0) return "没有检查点：重启只能从头开始";
    const back = checkpoints.findLast(({ restoredAt }) => restoredAt.length > 0);
    if (back !== undefined) {
      return `故障之后，作业在 ${back.restoredAt.at(-1)} 从检查点 ${back.id} 继续`;
    }
    const failed = checkpoints.filter(({ end }) => end === "failed");
    if (failed.length > 0) {
      const [{ id, reason }] = failed;
      const what = failed.length === 1
        ? `检查点 ${id} 失败：${CHECKPOINT_REASONS.zh.long(reason)}`
        : `${failed.length} 个检查点失败，第一个因为${CHECKPOINT_REASONS.zh.long(reason)}`;
      return counts.completed === 0 ? what : `${what}；${counts.completed} 个完成`;
    }
    const most = slowest(story);
    if (most === undefined) {
      const [{ id, last }] = checkpoints;
      return `检查点 ${id} 尚未完成${last === "" ? "" : `：在等 ${last}`}`;
    }
    const after = most.phase === null
      ? ""
      : `：${most.last} ${CHINESE_DOING[most.phase]} ${most.phaseTime}`;
    return counts.completed === 1
      ? `检查点 ${most.id} 用 ${most.duration} 完成${after}`
      : `${counts.completed} 个检查点完成；${most.id} 最慢，${most.duration}${after}`;
  },
  caption: ({ checkpoints }) =>
    checkpoints.length === 0
      ? "每条泳道是一个子任务。没有检查点，就没有可以回去的地方。"
      : "上方是每个检查点从触发到结束的过程（粗线是存元数据），以及重启会从哪一个继续。每条泳道上是该子任务的部分：" +
        "屏障在途中（点线）、对齐（空框）、同步复制（实心）、上传（细线）、确认（小菱形）。",
  frame: ({ counts, faults, checkpoints }) =>
    `${
      checkpoints.length === 0
        ? "没有触发任何检查点：一旦发生故障，所有状态都会丢失，所有输入都要从头重新读取。"
        : `${counts.completed} 个完成，${counts.failed} 个失败，${counts.pending} 个进行中。`
    }${faults.length === 0 ? "" : `故障：${chineseList(faults.map(({ text }) => text))}。`}`,
  checkpoint({ id, triggeredAt, end, reason, endedAt, last, phase, phaseTime, ...row }) {
    const slow = last === "" || phase === null
      ? ""
      : `${last} ${end === "completed" ? "最后就绪" : "没有就绪"}：${
        CHINESE_DOING[phase]
      } ${phaseTime}。`;
    const ended = {
      completed: `，${endedAt} 完成，用时 ${row.duration}。`,
      failed: `，${endedAt} 放弃：${CHECKPOINT_REASONS.zh.long(reason)}。`,
      pending: "，尚未完成。",
    }[end];
    const back = row.restoredAt.map((at) => `${at} 时重启从它继续。`).join("");
    const gone = row.subsumedAt === "" ? "" : `${row.subsumedAt} 时被更新的检查点取代。`;
    return `检查点 ${id} 在 ${triggeredAt} 触发${ended}${slow}${back}${gone}`;
  },
  refusal: (at, reason) => `${at} 时没有触发检查点：${CHECKPOINT_REASONS.zh.long(reason)}。`,
  fault: (at, text) => `${at} 时发生故障：${text}。`,
  more: (count) => `另有 ${count} 行`,
};

/** The sentences, by language. */
export const CHECKPOINTS_PHRASES: Readonly<Record<Language, CheckpointsPhrases>> = {
  en: english,
  zh: chinese,
};
