// Every word that stands in the picture of keyed state, in both languages.

import type { Language } from "./figure.ts";

/** What stands in the drawing. */
export interface KeyedStateWords {
  readonly keyGroups: string;
  readonly keyGroup: string;
  readonly key: string;
  /** A state whose name is not known. */
  readonly state: string;
  /** A window that has no end, and one of which only the end is known. */
  readonly endless: string;
  windowUntil(end: string): string;
  hidden(keys: number, rows: number): string;
  readonly nothing: string;
  readonly keyless: string;
}

/** Words in the drawing. */
export const KEYED_STATE_WORDS: Readonly<Record<Language, KeyedStateWords>> = {
  en: {
    keyGroups: "key groups",
    keyGroup: "key group",
    key: "key",
    state: "state",
    endless: "global window",
    windowUntil: (end) => `until ${end}`,
    hidden: (keys, rows) =>
      [
        keys > 0 ? `${keys} more ${keys === 1 ? "key" : "keys"}` : "",
        rows > 0 ? `${rows} more ${rows === 1 ? "row" : "rows"}` : "",
      ].filter((text) => text !== "").join(", "),
    nothing: "no key has state",
    keyless: "no operator with keys",
  },
  zh: {
    keyGroups: "键组",
    keyGroup: "键组",
    key: "键",
    state: "状态",
    endless: "全局窗口",
    windowUntil: (end) => `至 ${end}`,
    hidden: (keys, rows) =>
      [keys > 0 ? `另有 ${keys} 个键` : "", rows > 0 ? `另有 ${rows} 行` : ""]
        .filter((text) => text !== "").join("，"),
    nothing: "没有键有状态",
    keyless: "没有按键分区的算子",
  },
};
