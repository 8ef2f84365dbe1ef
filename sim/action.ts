// Everything that can be scheduled, with its rank: which comes first when somebody has several things to
// do at the same instant. The kinds of a subtask are listed in that order, and lanes are numbered in it,
// so the agenda needs no comparator.

/** Kinds of actions, in the order of their ranks inside an owner. */
export const Action = {
  /** Rank 0: a buffer arrives at an input channel. */
  BUFFER_ARRIVES: 0,
  /** Rank 0: a buffer comes back to a subpartition, or its receiver reads on after a barrier. */
  CREDIT_ARRIVES: 1,
  /** Rank 0: the buffer timeout hands over what waits. */
  FLUSH: 2,
  /** Rank 0: the copy of some state has been written to storage, while the task worked on (SN-5). */
  UPLOAD: 3,
  /** Rank 1: mail: somebody else tells the task something (Flink's RPC). */
  MESSAGE: 4,
  /** Rank 1: mail: something that an operator waited for is done. */
  COMPLETION: 5,
  /** Rank 1: mail: a processing-time timer. */
  TIMER: 6,
  /** Rank 1: mail: barriers have been aligned for long enough, and overtake from now on (UC-11). */
  BARRIER_TIMEOUT: 7,
  /** Rank 1: mail: the periodic watermark tick. */
  TICK: 8,
  /** Rank 1: mail: a source sends a latency marker. */
  MARKER: 9,
  /** Rank 1: mail: an aligned source reports its watermark, and is told how far it may go (WA-1). */
  REPORT: 10,
  ALLOW: 11,
  /** Rank 3: finish the current element, run mail, take the next. */
  RUN: 12,
  /** The coordinator of an alignment group announces: an owner of its own, before all subtasks. */
  ALIGN: 13,
  /** What somebody planned begins or ends: before everything else of its instant. */
  FAULT: 14,
  /** The checkpoint coordinator hears something, or does what is due. */
  COORDINATOR_MESSAGE: 15,
  COORDINATOR_TIMER: 16,
  /** The job manager hears something, or does what is due. */
  JOB_MANAGER_MESSAGE: 17,
  JOB_MANAGER_TIMER: 18,
  /** A system outside hears something of a sink, or acts of itself: after all subtasks. */
  OUTSIDE: 19,
} as const;

/** True for what is done by somebody who is no subtask. */
export function isControlAction(action: number): boolean {
  return action >= Action.ALIGN;
}

/** The names of {@linkcode Action}, by number. */
export const ACTION_NAMES = [
  "buffer arrives",
  "credit arrives",
  "flush",
  "upload",
  "message",
  "completion",
  "timer",
  "barrier timeout",
  "tick",
  "marker",
  "report",
  "allow",
  "run",
  "align",
  "fault",
  "coordinator message",
  "coordinator timer",
  "job manager message",
  "job manager timer",
  "outside",
] as const;
