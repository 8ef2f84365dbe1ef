// Every word that stands in the picture of regions, in both languages.

import type { Language } from "./figure.ts";

/** What stands in the drawing. */
export interface RegionsWords {
  region(number: number): string;
  /** What becomes of a region: one of its tasks fails, it is started again with it, it goes on. */
  note(fate: "fails" | "again" | "on"): string;
  more(count: number, again: number): string;
}

/** Words in the drawing. */
export const REGIONS_WORDS: Readonly<Record<Language, RegionsWords>> = {
  en: {
    region: (number) => `region ${number + 1}`,
    note: (fate) => fate === "on" ? "goes on" : "starts again",
    more: (count, again) =>
      `${count} more ${count === 1 ? "region" : "regions"}${
        again === 0 ? "" : `, ${again} of them started again`
      }`,
  },
  zh: {
    region: (number) => `区域 ${number + 1}`,
    note: (fate) => fate === "on" ? "继续运行" : "重新启动",
    more: (count, again) =>
      `另有 ${count} 个区域${again === 0 ? "" : `，其中 ${again} 个重新启动`}`,
  },
};
