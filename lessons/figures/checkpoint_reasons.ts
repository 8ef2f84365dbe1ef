// Why a checkpoint was given up, or was not even triggered, in a few words and in a sentence; Flink's names,
// told plainly. A reason that is not known means itself.

import type { CheckpointFailureReason } from "../../sim/element/checkpoint_failure_reason.ts";
import type { Language } from "./figure.ts";

/** The words of one language. */
export interface CheckpointReasons {
  /** Beside a crossed diamond. */
  short(reason: string): string;
  /** Ends a sentence that begins "Checkpoint 3 is given up: …". */
  long(reason: string): string;
}

type Row = readonly [short: string, long: string];

const ENGLISH: Readonly<Record<CheckpointFailureReason, Row>> = {
  CHECKPOINT_EXPIRED: ["expired", "its time was over before all parts were there"],
  CHECKPOINT_DECLINED: ["declined", "a task could not copy its state"],
  CHECKPOINT_ASYNC_EXCEPTION: ["not uploaded", "a task could not write its state to storage"],
  IO_EXCEPTION: ["storage failed", "storage failed"],
  FINALIZE_CHECKPOINT_FAILURE: ["not stored", "its metadata could not be stored"],
  CHECKPOINT_SUBSUMED: ["overtaken", "a newer one was complete first"],
  CHECKPOINT_DECLINED_SUBSUMED: ["overtaken", "the barrier of a newer one came first"],
  CHECKPOINT_DECLINED_TASK_NOT_READY: ["declined", "a task was not ready for it"],
  CHECKPOINT_DECLINED_TASK_CLOSING: ["declined", "a task had come to its end"],
  CHECKPOINT_DECLINED_ON_CANCELLATION_BARRIER: ["declined", "a task further up had cancelled it"],
  CHECKPOINT_DECLINED_INPUT_END_OF_STREAM: ["declined", "an input ended before its barrier came"],
  CHECKPOINT_COORDINATOR_SUSPEND: ["stopped", "the job was not running"],
  CHECKPOINT_COORDINATOR_SHUTDOWN: ["stopped", "the job was over"],
  TASK_FAILURE: ["task failed", "a task failed"],
  JOB_FAILURE: ["job failed", "the job failed"],
  JOB_FAILOVER_REGION: ["restart", "tasks had failed and were started again"],
  NOT_ALL_REQUIRED_TASKS_RUNNING: ["not all run", "not all tasks ran"],
  MINIMUM_TIME_BETWEEN_CHECKPOINTS: ["pause", "the pause after the last one was not over"],
  TOO_MANY_CHECKPOINT_REQUESTS: ["too many", "too many requests waited already"],
  PERIODIC_SCHEDULER_SHUTDOWN: ["stopped", "the job was being stopped with a savepoint"],
};

const CHINESE: Readonly<Record<CheckpointFailureReason, Row>> = {
  CHECKPOINT_EXPIRED: ["超时", "到期时还没有收齐所有部分"],
  CHECKPOINT_DECLINED: ["被拒绝", "有任务无法复制状态"],
  CHECKPOINT_ASYNC_EXCEPTION: ["上传失败", "有任务无法把状态写入存储"],
  IO_EXCEPTION: ["存储失败", "存储出错"],
  FINALIZE_CHECKPOINT_FAILURE: ["未存下", "元数据无法保存"],
  CHECKPOINT_SUBSUMED: ["被取代", "更新的检查点先完成了"],
  CHECKPOINT_DECLINED_SUBSUMED: ["被取代", "更新的屏障先到"],
  CHECKPOINT_DECLINED_TASK_NOT_READY: ["被拒绝", "有任务尚未就绪"],
  CHECKPOINT_DECLINED_TASK_CLOSING: ["被拒绝", "有任务已经结束"],
  CHECKPOINT_DECLINED_ON_CANCELLATION_BARRIER: ["被拒绝", "上游任务取消了它"],
  CHECKPOINT_DECLINED_INPUT_END_OF_STREAM: ["被拒绝", "有输入在屏障到达前结束"],
  CHECKPOINT_COORDINATOR_SUSPEND: ["停止", "作业没有运行"],
  CHECKPOINT_COORDINATOR_SHUTDOWN: ["停止", "作业已经结束"],
  TASK_FAILURE: ["任务失败", "有任务失败"],
  JOB_FAILURE: ["作业失败", "作业失败"],
  JOB_FAILOVER_REGION: ["重启", "任务失败后重新启动"],
  NOT_ALL_REQUIRED_TASKS_RUNNING: ["未全部运行", "并非所有任务都在运行"],
  MINIMUM_TIME_BETWEEN_CHECKPOINTS: ["间隔不足", "距上一次的最小间隔未到"],
  TOO_MANY_CHECKPOINT_REQUESTS: ["请求过多", "等待的请求已经太多"],
  PERIODIC_SCHEDULER_SHUTDOWN: ["停止", "作业正以保存点停止"],
};

/** The words, by language. */
export const CHECKPOINT_REASONS: Readonly<Record<Language, CheckpointReasons>> = {
  en: reasonsOf(ENGLISH),
  zh: reasonsOf(CHINESE),
};

function reasonsOf(rows: Readonly<Record<CheckpointFailureReason, Row>>): CheckpointReasons {
  const known: ReadonlyMap<string, Row> = new Map(Object.entries(rows));
  return {
    short: (reason) => known.get(reason)?.[0] ?? reason,
    long: (reason) => known.get(reason)?.[1] ?? reason,
  };
}
