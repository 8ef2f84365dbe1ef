// Every word that stands in the picture of transactions, in both languages.

import type { Language } from "./figure.ts";
import type { PictureClock } from "./picture_clock.ts";
import type { TransactionCause, TransactionState } from "./transaction_lives.ts";

/** What stands in the drawing. */
export interface TransactionsWords {
  axis(clock: PictureClock): string;
  /** Names of the two rows of readers, whole and short; Kafka's names in every language. */
  readonly uncommitted: readonly [whole: string, short: string];
  readonly committed: readonly [whole: string, short: string];
  readonly preCommitted: string;
  /** How one ended, with so many results in it; the longest way first. */
  end(state: TransactionState, cause: TransactionCause | null, count: number): readonly string[];
  never(fault: string): string;
  readonly nothing: string;
}

/** Words in the drawing. */
export const TRANSACTIONS_WORDS: Readonly<Record<Language, TransactionsWords>> = {
  en: {
    axis: ({ unit, startMillis }) => `processing time (${startMillis === null ? unit : "UTC"})`,
    uncommitted: ["uncommitted", "all rows"],
    committed: ["committed", "committed"],
    preCommitted: "pre-committed",
    end(state, cause, count) {
      const word = cause === "newer writer"
        ? "fenced"
        : cause === "time"
        ? state === "lost" ? "timed out: lost" : "timed out"
        : state;
      if (count === 0) return [word];
      return [`${word}, ${count === 1 ? "1 result" : `${count} results`}`, word];
    },
    never: (fault) => `never struck: ${fault}`,
    nothing: "no transactions: every result is visible when it is written",
  },
  zh: {
    axis: ({ unit, startMillis }) =>
      `处理时间（${startMillis !== null ? "UTC" : unit === "s" ? "秒" : "毫秒"}）`,
    uncommitted: ["未提交也读", "全部"],
    committed: ["只读已提交", "已提交"],
    preCommitted: "预提交",
    end(state, cause, count) {
      const words: Readonly<Record<TransactionState, string>> = {
        open: "打开",
        "pre-committed": "预提交",
        committed: "已提交",
        aborted: "已中止",
        lost: "丢失",
      };
      const word = cause === "newer writer"
        ? "被隔离"
        : cause === "time"
        ? state === "lost" ? "超时丢失" : "超时"
        : words[state];
      if (count === 0) return [word];
      return [`${word}，${count} 个结果`, word];
    },
    never: (fault) => `从未发生：${fault}`,
    nothing: "没有事务：结果一写入就可见",
  },
};
