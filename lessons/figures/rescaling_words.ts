// Every word that stands in the picture of rescaling, in both languages.

import type { Language } from "./figure.ts";
import type { MovedList } from "./rescaling_moves.ts";

/** What stands in the drawing. */
export interface RescalingWords {
  readonly before: string;
  readonly keys: string;
  readonly timers: string;
  readonly after: string;
  /** A run of key groups that changes its owner, the longest way first. */
  run(count: number, before: number, after: number): readonly string[];
  /** What stands at both ends of the row of key groups. */
  groups(count: number): readonly [string, string];
  /** How a list is dealt out, the longest way first. */
  readonly mode: Readonly<Record<MovedList["mode"], readonly string[]>>;
  readonly nothing: string;
}

/** Words in the drawing. */
export const RESCALING_WORDS: Readonly<Record<Language, RescalingWords>> = {
  en: {
    before: "before",
    keys: "keys",
    timers: "timers",
    after: "after",
    run: (count, before, after) => [
      `${count} ${count === 1 ? "group" : "groups"}: [${before}] → [${after}]`,
      `[${before}] → [${after}]`,
      `${before}→${after}`,
    ],
    groups: (count) => ["key group 0", `${count - 1}`],
    mode: {
      split: ["split: each item goes to one subtask, in even shares", "split: each item to one"],
      union: [
        "union: everybody gets the items of all, and keeps what it needs",
        "union: all to everybody",
      ],
      broadcast: [
        "broadcast: everybody gets one whole copy",
        "broadcast: a copy for everybody",
      ],
    },
    nothing: "this operator remembers nothing",
  },
  zh: {
    before: "之前",
    keys: "键",
    timers: "定时器",
    after: "之后",
    run: (count, before, after) => [
      `${count} 个键组：[${before}] → [${after}]`,
      `[${before}] → [${after}]`,
      `${before}→${after}`,
    ],
    groups: (count) => ["键组 0", `${count - 1}`],
    mode: {
      split: ["拆分（split）：每一项只到一个子任务，份额均匀", "拆分：每项到一个子任务"],
      union: ["合并（union）：每个子任务得到全部项，各取所需", "合并：全部到每个子任务"],
      broadcast: ["广播（broadcast）：每个子任务得到一份完整的副本", "广播：每个子任务一份"],
    },
    nothing: "这个算子什么也没有记住",
  },
};
