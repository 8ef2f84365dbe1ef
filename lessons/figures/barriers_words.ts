// Every word that stands in the picture of barriers, in both languages.

import type { Whereabouts } from "./barriers_moment.ts";
import type { Language } from "./figure.ts";
import type { PictureClock } from "./picture_clock.ts";

/** What stands in the drawing. */
export interface BarriersWords {
  axis(clock: PictureClock): string;
  moment(at: string): string;
  /** Heads of the three stretches of a channel, whole and short. */
  readonly zones: Readonly<Record<Whereabouts, readonly [whole: string, short: string]>>;
  readonly blocked: string;
  barrier(checkpoint: number): string;
  readonly before: string;
  readonly after: string;
  readonly crossed: string;
  saved(entries: number): string;
  savedAlready(entries: number): readonly string[];
  /** The same, with rows that barriers overtook. */
  savedWithRows(entries: number, rows: number): readonly string[];
  /** It has saved, and records what comes before the barriers that are still on their way. */
  records(count: number, all: number): readonly string[];
  /** Beside a cell: what barriers overtook here. */
  overtaken(names: readonly string[], count: number): readonly string[];
  waits(count: number, all: number): readonly string[];
  readonly notYet: readonly string[];
  never(fault: string): string;
  hidden(count: number): string;
  readonly nothing: string;
}

/** Words in the drawing. */
export const BARRIERS_WORDS: Readonly<Record<Language, BarriersWords>> = {
  en: {
    axis: ({ unit, startMillis }) => `processing time (${startMillis === null ? unit : "UTC"})`,
    moment: (at) => `at ${at}`,
    zones: {
      buffer: ["in the sender's buffer", "buffer"],
      way: ["on its way", "on its way"],
      gate: ["waits at the receiver", "waits"],
    },
    blocked: "blocked",
    barrier: (checkpoint) => `barrier ${checkpoint}`,
    before: "in the checkpoint",
    after: "not in it",
    crossed: "from behind the barrier, in the checkpoint",
    saved: (entries) => entries === 1 ? "copies 1 entry" : `copies ${entries} entries`,
    savedAlready: (
      entries,
    ) => [`saved: ${entries === 1 ? "1 entry" : `${entries} entries`}`, "saved"],
    savedWithRows: (entries, rows) => [
      `saved: ${entries} + ${rows} ${rows === 1 ? "row" : "rows"}`,
      `${entries} + ${rows}`,
    ],
    records: (count, all) => [`records: ${count} of ${all} barriers`, `${count} of ${all}`],
    overtaken: (names, count) => [
      ...(names.length === count ? [`${names.join(" ")} saved`] : []),
      `${count} saved`,
      `×${count}`,
    ],
    waits: (count, all) => [`waits: ${count} of ${all} barriers`, `${count} of ${all}`],
    notYet: ["no barrier yet", "no barrier"],
    never: (fault) => `never struck: ${fault}`,
    hidden: (count) => `${count} more ${count === 1 ? "channel" : "channels"}`,
    nothing: "no checkpoint, so no barrier",
  },
  zh: {
    axis: ({ unit, startMillis }) =>
      `处理时间（${startMillis !== null ? "UTC" : unit === "s" ? "秒" : "毫秒"}）`,
    moment: (at) => `${at} 时`,
    zones: {
      buffer: ["在发送方缓冲区", "缓冲"],
      way: ["在途中", "在途中"],
      gate: ["在接收方等待", "等待"],
    },
    blocked: "阻塞",
    barrier: (checkpoint) => `屏障 ${checkpoint}`,
    before: "在检查点内",
    after: "不在其中",
    crossed: "来自屏障之后，却在检查点内",
    saved: (entries) => `复制 ${entries} 个条目`,
    savedAlready: (entries) => [`已保存 ${entries} 个条目`, "已保存"],
    savedWithRows: (entries, rows) => [`已保存 ${entries} + ${rows} 行`, `${entries} + ${rows}`],
    records: (count, all) => [`记录中：${all} 个屏障到了 ${count} 个`, `${count}/${all}`],
    overtaken: (names, count) => [
      ...(names.length === count ? [`保存 ${names.join(" ")}`] : []),
      `保存 ${count} 行`,
      `×${count}`,
    ],
    waits: (count, all) => [`等待：${all} 个屏障到了 ${count} 个`, `${count}/${all}`],
    notYet: ["还没有屏障", "无屏障"],
    never: (fault) => `从未发生：${fault}`,
    hidden: (count) => `另有 ${count} 条通道`,
    nothing: "没有检查点，也就没有屏障",
  },
};
