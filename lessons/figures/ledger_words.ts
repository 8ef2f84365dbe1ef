// Every word that stands in the picture of the ledger, in both languages.

import type { LedgerBook, LedgerCounts } from "./ledger_book.ts";
import type { Language } from "./figure.ts";

/** What stands in the drawing. */
export interface LedgerWords {
  readonly expected: string;
  readonly visible: string;
  readonly kinds: Readonly<Record<LedgerBook["kind"], string>>;
  readonly guarantees: Readonly<Record<LedgerBook["guarantee"], string>>;
  /** What a page comes to, the longest way first. */
  verdict(counts: LedgerCounts): readonly string[];
  readonly lost: string;
  readonly again: string;
  readonly wrong: string;
  readonly unexpected: string;
  readonly rewritten: string;
  hidden(count: number): string;
  readonly nothing: string;
}

/** Words in the drawing. */
export const LEDGER_WORDS: Readonly<Record<Language, LedgerWords>> = {
  en: {
    expected: "no failure",
    visible: "readers see",
    kinds: { append: "appends", upsert: "replaces by key", "two-phase": "transactions" },
    guarantees: { "at-least-once": "at least once", "exactly-once": "exactly once" },
    verdict(counts) {
      const parts = [
        counts.lost > 0 ? `${counts.lost} lost` : "",
        counts.again > 0 ? `${counts.again} twice` : "",
        counts.wrong > 0 ? `${counts.wrong} wrong` : "",
        counts.outOfOrder ? `${counts.outOfOrder} out of order` : "",
        counts.rewrites > 0 ? `${counts.rewrites} written again` : "",
        counts.waiting > 0 ? `${counts.waiting} may still come` : "",
      ].filter((text) => text !== "");
      const head = `${counts.visible} of ${counts.expected}`;
      return parts.length === 0
        ? [`${head}, each once`, head]
        : [`${head}: ${parts.join(", ")}`, parts.join(", "), head];
    },
    lost: "lost",
    again: "twice",
    wrong: "wrong",
    unexpected: "not expected",
    rewritten: "written again",
    hidden: (count) => `${count} more`,
    nothing: "no results",
  },
  zh: {
    expected: "无故障",
    visible: "读者看到",
    kinds: { append: "追加", upsert: "按键替换", "two-phase": "事务" },
    guarantees: { "at-least-once": "至少一次", "exactly-once": "精确一次" },
    verdict(counts) {
      const parts = [
        counts.lost > 0 ? `丢失 ${counts.lost}` : "",
        counts.again > 0 ? `重复 ${counts.again}` : "",
        counts.wrong > 0 ? `错误 ${counts.wrong}` : "",
        counts.outOfOrder ? `乱序 ${counts.outOfOrder}` : "",
        counts.rewrites > 0 ? `重写 ${counts.rewrites}` : "",
        counts.waiting > 0 ? `还可能来 ${counts.waiting}` : "",
      ].filter((text) => text !== "");
      const head = `${counts.expected} 中的 ${counts.visible}`;
      return parts.length === 0
        ? [`${head}，各一次`, head]
        : [`${head}：${parts.join("，")}`, parts.join("，"), head];
    },
    lost: "丢失",
    again: "重复",
    wrong: "错误",
    unexpected: "不应出现",
    rewritten: "重写",
    hidden: (count) => `另有 ${count} 个`,
    nothing: "没有结果",
  },
};
