// The sentences about the picture of a recovery, in both languages.

import type { Language } from "./figure.ts";
import type { PictureClock } from "./picture_clock.ts";
import { chineseList, englishList } from "./picture_lists.ts";
import type { RecoveryEvent, RecoveryRow, RecoveryStory, RestartRow } from "./recovery_story.ts";

/** The sentences of one language. */
export interface RecoveryPhrases {
  readonly events: Readonly<Record<RecoveryEvent, string>>;
  columns(clock: PictureClock): readonly string[];
  title(story: RecoveryStory): string;
  caption(story: RecoveryStory): string;
  restart(row: RestartRow): string;
  row(row: RecoveryRow): string;
  outcome(story: RecoveryStory): string;
  more(count: number): string;
}

const english: RecoveryPhrases = {
  events: {
    fault: "fault",
    "fault over": "fault is over",
    "task failed": "fails",
    "task manager lost": "is given up",
    "job status": "the job is",
    "restart scheduled": "restart in",
    restore: "goes on from checkpoint",
    rewound: "reads again, record",
    "watermark reset": "watermark begins anew at",
    "pre-committed": "pre-commits, for checkpoint",
    committed: "is committed",
    aborted: "is aborted",
    lost: "is lost",
    visible: "readers see",
  },
  columns: ({ unit, startMillis }) => [
    `time (${startMillis === null ? unit : "UTC"})`,
    "where",
    "what happens",
    "what",
  ],
  title(story) {
    const { restarts, end, againCount, transactions } = story;
    if (end !== null) {
      return `At ${end.at} the job fails for good. ${end.culprit}: ${end.reason}`;
    }
    const last = restarts.at(-1);
    if (last === undefined) return "Nothing has failed";
    const { culprit, failedAt, runningAt, checkpoint, reread } = last;
    const who = culprit === "" ? "The job fails" : `${culprit} fails`;
    const count = restarts.length === 1 ? "" : `, the ${restarts.length} restarts end`;
    if (runningAt === "") return `${who} at ${failedAt} and is not running again yet`;
    const from = checkpoint === 0 ? "from the start" : `from checkpoint ${checkpoint}`;
    const again = reread.length === 0
      ? "nothing is read again"
      : `${englishList(reread)} ${reread.length === 1 ? "is" : "are"} read again`;
    const seen = againCount > 0
      ? `readers see ${againCount} ${againCount === 1 ? "result" : "results"} twice`
      : transactions.lost > 0
      ? `${
        transactions.lost === 1 ? "one transaction is" : `${transactions.lost} transactions are`
      } lost`
      : "readers see nothing twice";
    return `${who} at ${failedAt}${count}; the job goes on ${from}: ${again}, ${seen}`;
  },
  caption: ({ restarts }) =>
    restarts.length === 0
      ? "Each lane is a subtask, each circle a record that it is done with; below the sink its transactions, " +
        "and at the bottom what readers see."
      : "What lies between the cut of the checkpoint and the failure is lost (shaded) and done again: dashed rings " +
        "are records that came by once more. The watermark begins at −∞ again, since no checkpoint holds it. Below " +
        "the sink its transactions: open, half full when pre-committed, full when committed, struck when aborted.",
  restart({ attempt, failedAt, culprit, reason, waited, restoredAt, checkpoint, ...row }) {
    const who = culprit === "" ? "The job" : culprit;
    const why = reason === "" ? "" : ` (${reason})`;
    const head = `${who} fails at ${failedAt}${why}.`;
    if (restoredAt === "") return `${head} The job waits to be started again.`;
    const from = checkpoint === 0 ? "from the start" : `from checkpoint ${checkpoint}`;
    const runs = row.runningAt === ""
      ? ""
      : ` All tasks run again at ${row.runningAt}, ${row.took} after the failure.`;
    const lost = row.underWay.length === 0
      ? ""
      : ` ${englishList(row.underWay)} ${
        row.underWay.length === 1 ? "was" : "were"
      } under way and lost.`;
    const again = row.reread.length === 0 ? "" : ` Read again: ${englishList(row.reread, 20)}.`;
    return `${head} After ${waited} attempt ${attempt} begins ${from} at ${restoredAt}.${runs}${lost}${again}`;
  },
  row: ({ at, where, event, what }) =>
    `At ${at} ${where === "" ? "" : `${where}: `}${english.events[event]} ${what}.`,
  outcome({ visibleCount, againCount, transactions }) {
    const { committed, aborted, lost } = transactions;
    const all = committed + aborted + lost === 0
      ? ""
      : ` Of the transactions ${committed} are committed, ${aborted} aborted, ${lost} lost.`;
    return `Readers see ${visibleCount} results, ${againCount} of them for the second time.${all}`;
  },
  more: (count) => `${count} more`,
};

const chinese: RecoveryPhrases = {
  events: {
    fault: "故障",
    "fault over": "故障结束",
    "task failed": "失败",
    "task manager lost": "被放弃",
    "job status": "作业状态",
    "restart scheduled": "重启延迟",
    restore: "从检查点继续",
    rewound: "重新读取，记录",
    "watermark reset": "水位线重新始于",
    "pre-committed": "预提交，检查点",
    committed: "已提交",
    aborted: "已中止",
    lost: "已丢失",
    visible: "读者看到",
  },
  columns: ({ unit, startMillis }) => [
    `时间（${startMillis !== null ? "UTC" : unit === "s" ? "秒" : "毫秒"}）`,
    "位置",
    "发生了什么",
    "内容",
  ],
  title(story) {
    const { restarts, end, againCount, transactions } = story;
    if (end !== null) return `${end.at} 时作业彻底失败。${end.culprit}：${end.reason}`;
    const last = restarts.at(-1);
    if (last === undefined) return "没有发生故障";
    const { culprit, failedAt, runningAt, checkpoint, reread } = last;
    const who = culprit === "" ? "作业" : culprit;
    if (runningAt === "") return `${who} 在 ${failedAt} 失败，尚未重新运行`;
    const from = checkpoint === 0 ? "从头" : `从检查点 ${checkpoint}`;
    const again = reread.length === 0 ? "没有重读任何记录" : `重读 ${chineseList(reread)}`;
    const seen = againCount > 0
      ? `读者两次看到 ${againCount} 个结果`
      : transactions.lost > 0
      ? `${transactions.lost} 个事务丢失`
      : "读者没有看到重复";
    return `${who} 在 ${failedAt} 失败；作业${from} 继续：${again}，${seen}`;
  },
  caption: ({ restarts }) =>
    restarts.length === 0
      ? "每条泳道是一个子任务，每个圆是它处理完的一条记录；汇的下方是它的事务，最下方是读者看到的结果。"
      : "检查点切面与故障之间的工作丢失（阴影）并重做：虚线环是再次经过的记录。水位线重新从 −∞ 开始，因为检查点不保存它。" +
        "汇的下方是它的事务：打开为空，预提交为半满，提交为全满，中止带横线。",
  restart({ attempt, failedAt, culprit, reason, waited, restoredAt, checkpoint, ...row }) {
    const who = culprit === "" ? "作业" : culprit;
    const why = reason === "" ? "" : `（${reason}）`;
    const head = `${who} 在 ${failedAt} 失败${why}。`;
    if (restoredAt === "") return `${head}作业等待重新启动。`;
    const from = checkpoint === 0 ? "从头" : `从检查点 ${checkpoint}`;
    const runs = row.runningAt === ""
      ? ""
      : `${row.runningAt} 全部任务恢复运行，距故障 ${row.took}。`;
    const lost = row.underWay.length === 0 ? "" : `途中的 ${chineseList(row.underWay)} 丢失。`;
    const again = row.reread.length === 0 ? "" : `重读：${chineseList(row.reread, 20)}。`;
    return `${head}等待 ${waited} 后，第 ${attempt} 次重试在 ${restoredAt} ${from}开始。${runs}${lost}${again}`;
  },
  row: ({ at, where, event, what }) =>
    `${at} 时${where === "" ? "" : `，${where}`}：${chinese.events[event]} ${what}。`,
  outcome({ visibleCount, againCount, transactions }) {
    const { committed, aborted, lost } = transactions;
    const all = committed + aborted + lost === 0
      ? ""
      : `事务中 ${committed} 个提交，${aborted} 个中止，${lost} 个丢失。`;
    return `读者看到 ${visibleCount} 个结果，其中 ${againCount} 个是第二次。${all}`;
  },
  more: (count) => `另有 ${count} 行`,
};

/** The sentences, by language. */
export const RECOVERY_PHRASES: Readonly<Record<Language, RecoveryPhrases>> = {
  en: english,
  zh: chinese,
};
