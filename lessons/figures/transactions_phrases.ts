// The sentences about the picture of transactions, in both languages.

import type { Language } from "./figure.ts";
import { chineseList, englishList } from "./picture_lists.ts";
import type { PictureClock } from "./picture_clock.ts";
import type { TransactionRow, TransactionsStory } from "./transactions_story.ts";

/** The sentences of one language. */
export interface TransactionsPhrases {
  columns(clock: PictureClock): readonly string[];
  title(story: TransactionsStory): string;
  caption(story: TransactionsStory): string;
  frame(story: TransactionsStory): string;
  transaction(row: TransactionRow): string;
  end(row: TransactionRow): string;
  more(count: number): string;
}

const NOUNS = (count: number, noun: string) => count === 1 ? `1 ${noun}` : `${count} ${noun}s`;

const english: TransactionsPhrases = {
  columns: ({ unit, startMillis }) => {
    const told = startMillis === null ? unit : "UTC";
    return [
      "sink",
      "transaction",
      `begun (${told})`,
      `pre-committed (${told})`,
      "checkpoint",
      `ended (${told})`,
      "end",
      "results",
    ];
  },
  title({ counts, fenced, timedOut, committed, uncommitted, transactions }) {
    if (uncommitted === 0) return "No sink has written anything yet";
    if (transactions.length === 0) {
      return `No transactions: all ${NOUNS(committed, "result")} are visible when written`;
    }
    if (counts.lost > 0) {
      return `${NOUNS(counts.lost, "transaction")} timed out after the promise: ${
        counts.lost === 1 ? "its" : "their"
      } results are lost`;
    }
    const failed = fenced > 0
      ? `${NOUNS(fenced, "transaction")} fenced`
      : timedOut > 0
      ? `${NOUNS(timedOut, "transaction")} timed out`
      : counts.aborted > 0
      ? `${NOUNS(counts.aborted, "transaction")} aborted`
      : "";
    const seen = `read_committed sees ${committed} of ${
      NOUNS(uncommitted, "result")
    } that were written`;
    return failed === "" ? seen : `${failed}: ${seen}`;
  },
  caption: ({ transactions }) =>
    transactions.length === 0
      ? "Without transactions both kinds of readers see a result when it is written."
      : "A transaction is open (thin), pre-committed with a checkpoint (bold), and committed when the checkpoint is " +
        "complete (filled). Whoever reads uncommitted data sees results at once, and also those (hollow) that others " +
        "never see; whoever reads committed data waits.",
  frame: ({ until, counts, committed, uncommitted }) =>
    `Until ${until}, ${
      NOUNS(counts.committed, "transaction")
    } are committed, ${counts.aborted} aborted, ${counts.lost} lost, ${
      counts.open + counts["pre-committed"]
    } still under way; readers of uncommitted data see ${uncommitted} results, readers of committed data ${committed}.`,
  transaction(row) {
    const { subtask, name, begun, preCommitted, checkpoint, results, hidden } = row;
    const promised = preCommitted === ""
      ? ""
      : `, is pre-committed at ${preCommitted}${
        checkpoint === "" ? "" : ` for checkpoint ${checkpoint}`
      }`;
    return `${subtask} begins ${name} at ${begun}${
      results.length === 0 ? "" : `, writes ${englishList(results)}`
    }${promised}; it ${english.end(row)}${
      hidden === "" ? "" : `, ${hidden} after its first result`
    }.`;
  },
  end({ state, cause, ended }) {
    if (cause === "newer writer") return `is fenced by a newer writer at ${ended}`;
    if (cause === "time") {
      return state === "lost"
        ? `times out at ${ended} and is lost`
        : `times out at ${ended}, and its results are written again`;
    }
    return ended === "" ? `is ${state}` : `is ${state} at ${ended}`;
  },
  more: (count) => `${count} more transactions`,
};

const chinese: TransactionsPhrases = {
  columns: ({ unit, startMillis }) => {
    const told = startMillis !== null ? "UTC" : unit === "s" ? "秒" : "毫秒";
    return [
      "汇",
      "事务",
      `开始（${told}）`,
      `预提交（${told}）`,
      "检查点",
      `结束（${told}）`,
      "结局",
      "结果",
    ];
  },
  title({ counts, fenced, timedOut, committed, uncommitted, transactions }) {
    if (uncommitted === 0) return "还没有汇写入任何结果";
    if (transactions.length === 0) return `没有事务：${committed} 个结果一写入就可见`;
    if (counts.lost > 0) return `${counts.lost} 个事务在承诺之后超时：其中的结果丢失`;
    const failed = fenced > 0
      ? `${fenced} 个事务被隔离：`
      : timedOut > 0
      ? `${timedOut} 个事务超时：`
      : counts.aborted > 0
      ? `${counts.aborted} 个事务被中止：`
      : "";
    return `${failed}写入 ${uncommitted} 个结果，read_committed 看到 ${committed} 个`;
  },
  caption: ({ transactions }) =>
    transactions.length === 0
      ? "没有事务，两种读者都在结果写入时看到它。"
      : "事务先打开（细线），随检查点预提交（粗线），检查点完成时提交（实心）。读未提交数据的读者立刻看到结果，" +
        "包括别人永远看不到的（空心）；只读已提交数据的读者要等待。",
  frame: ({ until, counts, committed, uncommitted }) =>
    `到 ${until} 为止，${counts.committed} 个事务已提交，${counts.aborted} 个中止，${counts.lost} 个丢失，${
      counts.open + counts["pre-committed"]
    } 个未结束；读未提交数据的读者看到 ${uncommitted} 个结果，只读已提交的看到 ${committed} 个。`,
  transaction(row) {
    const { subtask, name, begun, preCommitted, results } = row;
    return `${subtask} 在 ${begun} 开始 ${name}${
      results.length === 0 ? "" : `，写入 ${chineseList(results)}`
    }${preCommitted === "" ? "" : `，在 ${preCommitted} 预提交`}；${chinese.end(row)}。`;
  },
  end({ state, cause, ended }) {
    const at = ended === "" ? "" : `在 ${ended} `;
    if (cause === "newer writer") return `${at}被更新的写入者隔离`;
    if (cause === "time") return state === "lost" ? `${at}超时并丢失` : `${at}超时，结果会再写一次`;
    return at + {
      open: "仍打开",
      "pre-committed": "已预提交",
      committed: "提交",
      aborted: "中止",
      lost: "丢失",
    }[state];
  },
  more: (count) => `另有 ${count} 个事务`,
};

/** The sentences, by language. */
export const TRANSACTIONS_PHRASES: Readonly<Record<Language, TransactionsPhrases>> = {
  en: english,
  zh: chinese,
};
