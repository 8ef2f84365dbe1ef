// Everything that can be scheduled, with its rank: which comes first when one subtask has several
// things to do at the same instant. The kinds below are listed in that order, and lanes are numbered
// in it, so the agenda needs no comparator.

/** Kinds of actions, in the order of their ranks inside a subtask. */
export const Action = {
  /** Rank 0: a buffer arrives at an input channel. */
  BUFFER_ARRIVES: 0,
  /** Rank 0: a buffer comes back to a subpartition. */
  CREDIT_ARRIVES: 1,
  /** Rank 0: the buffer timeout hands over what waits. */
  FLUSH: 2,
  /** Rank 1: mail: something that an operator waited for is done. */
  COMPLETION: 3,
  /** Rank 1: mail: a processing-time timer. */
  TIMER: 4,
  /** Rank 1: mail: the periodic watermark tick. */
  TICK: 5,
  /** Rank 1: mail: a source sends a latency marker. */
  MARKER: 6,
  /** Rank 1: mail: an aligned source reports its watermark, and is told how far it may go (WA-1). */
  REPORT: 7,
  ALLOW: 8,
  /** Rank 3: finish the current element, run mail, take the next. */
  RUN: 9,
  /** The coordinator of an alignment group announces: an owner of its own, before all subtasks. */
  ALIGN: 10,
} as const;

/** The names of {@linkcode Action}, by number. */
export const ACTION_NAMES = [
  "buffer arrives",
  "credit arrives",
  "flush",
  "completion",
  "timer",
  "tick",
  "marker",
  "report",
  "allow",
  "run",
  "align",
] as const;
