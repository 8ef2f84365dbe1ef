// Every word that stands in the picture of checkpoints, in both languages.

import type { Phase } from "./checkpoints_parts.ts";
import type { Language } from "./figure.ts";
import type { PictureClock } from "./picture_clock.ts";

/** What stands in the drawing. */
export interface CheckpointsWords {
  axis(clock: PictureClock): string;
  readonly track: string;
  readonly restartPoint: string;
  /** A number on the line of restart points. */
  point(id: string): string;
  /** A phase with how long it lasts, and without. */
  readonly phases: Readonly<Record<Phase, string>>;
  readonly barrier: string;
  readonly acknowledged: string;
  readonly notified: string;
  readonly missing: string;
  readonly stores: string;
  never(fault: string): string;
  hidden(count: number): string;
  readonly crowded: string;
  readonly nothing: string;
}

/** Words in the drawing. */
export const CHECKPOINTS_WORDS: Readonly<Record<Language, CheckpointsWords>> = {
  en: {
    axis: ({ unit, startMillis }) => `processing time (${startMillis === null ? unit : "UTC"})`,
    track: "checkpoint",
    restartPoint: "restart at",
    point: (id) => id,
    phases: {
      travels: "barrier on its way",
      aligns: "waits for the other barriers",
      copies: "copies its state",
      uploads: "uploads the copy",
      reports: "reports",
    },
    barrier: "barrier leaves",
    acknowledged: "acknowledged",
    notified: "hears that it is complete",
    missing: "its part is missing",
    stores: "stores metadata",
    never: (fault) => `never struck: ${fault}`,
    hidden: (count) => `${count} more`,
    crowded: "too many checkpoints to draw their parts: choose a shorter stretch",
    nothing: "no checkpoint: a restart would begin from the start",
  },
  zh: {
    axis: ({ unit, startMillis }) =>
      `处理时间（${startMillis !== null ? "UTC" : unit === "s" ? "秒" : "毫秒"}）`,
    track: "检查点",
    restartPoint: "重启起点",
    point: (id) => id,
    phases: {
      travels: "屏障在途中",
      aligns: "等待其他屏障",
      copies: "复制状态",
      uploads: "上传副本",
      reports: "报告",
    },
    barrier: "发出屏障",
    acknowledged: "已确认",
    notified: "得知已完成",
    missing: "缺少这一部分",
    stores: "存元数据",
    never: (fault) => `从未发生：${fault}`,
    hidden: (count) => `另有 ${count} 个`,
    crowded: "检查点太多，画不出各部分：请选择更短的时间段",
    nothing: "没有检查点：重启只能从头开始",
  },
};
