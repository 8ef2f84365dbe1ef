// The sentences about the picture of the ledger, in both languages.

import type { Language } from "./figure.ts";
import type { LedgerStory, PageStory } from "./ledger_story.ts";
import { LEDGER_WORDS } from "./ledger_words.ts";
import { chineseList, englishList } from "./picture_lists.ts";

/** The sentences of one language. */
export interface LedgerPhrases {
  readonly columns: readonly string[];
  readonly unordered: string;
  title(story: LedgerStory): string;
  readonly caption: string;
  page(page: PageStory): string;
}

/** True when readers see what they should see. */
function isFine({ counts }: PageStory): boolean {
  return counts.lost + counts.again + counts.wrong + (counts.outOfOrder ?? 0) === 0;
}

function shown({ again, wrong }: PageStory["counts"]): string {
  const parts = [again > 0 ? `${again} twice` : "", wrong > 0 ? `${wrong} wrong` : ""];
  const told = parts.filter((text) => text !== "").join(" and ");
  return told === "" ? "" : `shows ${told}`;
}

const english: LedgerPhrases = {
  columns: [
    "sink",
    "guarantee",
    "expected",
    "visible",
    "lost",
    "twice",
    "wrong",
    "out of order",
    "written again",
    "may still come",
  ],
  unordered: "not promised",
  title({ pages }) {
    if (pages.length === 0) return "No sink has written anything";
    const odd = pages.filter((page) => !isFine(page));
    if (odd.length === 0) {
      const every = pages.length === 1 ? pages[0].sink : "Every sink";
      return `${every} shows what it would have shown without a failure`;
    }
    return odd.map(({ sink, counts }) => {
      const parts = [
        counts.lost > 0 ? `loses ${counts.lost}` : "",
        shown(counts),
        counts.outOfOrder ? `has ${counts.outOfOrder} out of order` : "",
      ].filter((text) => text !== "");
      return `${sink} ${englishList(parts)}`;
    }).join("; ") + (odd.length < pages.length ? "; the others as if nothing had failed" : "");
  },
  caption:
    "Above, what a run without failures shows; below, what readers see. Lines join equal results: a hollow circle " +
    "is lost, a dashed ring is there twice or was written again, and within a key lines that cross are out of order.",
  page({ sink, kind, guarantee, counts, lost, again, wrong }) {
    const words = LEDGER_WORDS.en;
    const parts = [
      lost.length > 0 ? ` Lost: ${englishList(lost, 20)}.` : "",
      again.length > 0 ? ` Twice: ${englishList(again, 20)}.` : "",
      wrong.length > 0 ? ` Wrong: ${englishList(wrong, 20)}.` : "",
      counts.rewrites > 0 ? ` ${counts.rewrites} rows were written again.` : "",
      counts.waiting > 0 ? ` ${counts.waiting} results may still come.` : "",
    ];
    return `${sink} (${words.kinds[kind]}, ${
      words.guarantees[guarantee]
    }): readers see ${counts.visible} ` +
      `results, ${counts.expected} are expected.${parts.join("")}`;
  },
};

const chinese: LedgerPhrases = {
  columns: [
    "汇",
    "保证",
    "应有",
    "可见",
    "丢失",
    "重复",
    "错误",
    "乱序",
    "重写",
    "还可能来",
  ],
  unordered: "未保证",
  title({ pages }) {
    if (pages.length === 0) return "没有汇写出任何结果";
    const odd = pages.filter((page) => !isFine(page));
    if (odd.length === 0) {
      const every = pages.length === 1 ? pages[0].sink : "每个汇";
      return `${every} 的结果与没有故障时相同`;
    }
    return odd.map(({ sink, counts }) => {
      const parts = [
        counts.lost > 0 ? `丢失 ${counts.lost} 个` : "",
        counts.again > 0 ? `重复 ${counts.again} 个` : "",
        counts.wrong > 0 ? `错误 ${counts.wrong} 个` : "",
        counts.outOfOrder ? `乱序 ${counts.outOfOrder} 个` : "",
      ].filter((text) => text !== "");
      return `${sink} ${parts.join("、")}`;
    }).join("；") + (odd.length < pages.length ? "；其余如同没有故障" : "");
  },
  caption:
    "上方是没有故障时的结果，下方是读者看到的结果。线连接相同的结果：空心圆是丢失的，虚线环是重复或重写的，同一个键内" +
    "交叉的线是乱序。",
  page({ sink, kind, guarantee, counts, lost, again, wrong }) {
    const words = LEDGER_WORDS.zh;
    const parts = [
      lost.length > 0 ? `丢失：${chineseList(lost, 20)}。` : "",
      again.length > 0 ? `重复：${chineseList(again, 20)}。` : "",
      wrong.length > 0 ? `错误：${chineseList(wrong, 20)}。` : "",
      counts.rewrites > 0 ? `${counts.rewrites} 行被重写。` : "",
      counts.waiting > 0 ? `${counts.waiting} 个结果还可能来。` : "",
    ];
    return `${sink}（${words.kinds[kind]}，${
      words.guarantees[guarantee]
    }）：读者看到 ${counts.visible} 个结果，应有 ${counts.expected} 个。${parts.join("")}`;
  },
};

/** The sentences, by language. */
export const LEDGER_PHRASES: Readonly<Record<Language, LedgerPhrases>> = {
  en: english,
  zh: chinese,
};
