// Every word that stands in the picture of a recovery, in both languages.

import type { Language } from "./figure.ts";
import type { PictureClock } from "./picture_clock.ts";

/** What stands in the drawing. */
export interface RecoveryWords {
  axis(clock: PictureClock): string;
  readonly job: string;
  readonly track: string;
  readonly restartPoint: string;
  readonly readers: string;
  attempt(attempt: number): string;
  waits(span: string): string;
  restores(span: string): string;
  /** The status of the job, before how long it waits. */
  restarting(waits: string): string;
  readonly failed: string;
  cut(checkpoint: number): string;
  readonly lost: string;
  never(fault: string): string;
  /** Beside a transaction that ended badly, and beside one that is committed. */
  aborted(results: readonly string[]): string;
  lostTransaction(results: readonly string[]): string;
  committed(count: number): string;
  preCommitted(checkpoint: string): string;
  /** So many results that readers can see, some of the newest for the second time. */
  arrivals(total: number, againCount: number): readonly string[];
}

const results = (count: number) => count === 1 ? "1 result" : `${count} results`;

/** Words in the drawing. */
export const RECOVERY_WORDS: Readonly<Record<Language, RecoveryWords>> = {
  en: {
    axis: ({ unit, startMillis }) => `processing time (${startMillis === null ? unit : "UTC"})`,
    job: "job",
    track: "checkpoint",
    restartPoint: "restart at",
    readers: "readers see",
    attempt: (attempt) => `attempt ${attempt}`,
    waits: (span) => `waits ${span}`,
    restores: (span) => `restores ${span}`,
    restarting: (waits) => `RESTARTING: ${waits}`,
    failed: "FAILED",
    cut: (checkpoint) => `checkpoint ${checkpoint}`,
    lost: "lost, done again",
    never: (fault) => `never struck: ${fault}`,
    aborted: (names) => names.length === 0 ? "aborted" : `aborted, ${results(names.length)}`,
    lostTransaction: (names) => `lost, ${results(names.length)}`,
    committed: (count) => `committed, ${results(count)}`,
    preCommitted: () => "pre-committed",
    arrivals: (total, againCount) =>
      againCount === 0 ? [`${total}`] : [`${total}, ${againCount} again`, `${total}`],
  },
  zh: {
    axis: ({ unit, startMillis }) =>
      `处理时间（${startMillis !== null ? "UTC" : unit === "s" ? "秒" : "毫秒"}）`,
    job: "作业",
    track: "检查点",
    restartPoint: "重启起点",
    readers: "读者看到",
    attempt: (attempt) => `第 ${attempt} 次重试`,
    waits: (span) => `等待 ${span}`,
    restores: (span) => `恢复 ${span}`,
    restarting: (waits) => `RESTARTING：${waits}`,
    failed: "FAILED",
    cut: (checkpoint) => `检查点 ${checkpoint}`,
    lost: "丢失，重做",
    never: (fault) => `从未发生：${fault}`,
    aborted: (names) => names.length === 0 ? "中止" : `中止，${names.length} 个结果`,
    lostTransaction: (names) => `丢失，${names.length} 个结果`,
    committed: (count) => `提交，${count} 个结果`,
    preCommitted: () => "预提交",
    arrivals: (total, againCount) =>
      againCount === 0 ? [`${total}`] : [`${total}，${againCount} 个重复`, `${total}`],
  },
};
