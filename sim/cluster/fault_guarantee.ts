// What a reader behind one sink may count on while things go wrong: Flink's guarantees, and the two cases
// in which there is none.

import type { RecoveryTerms, SinkKind } from "./recovery_terms.ts";

/**
 * What the results come to, beside those of a run in which nothing goes wrong.
 *
 * - `exactly-once`: the same. (Where records come late, what counts as late can differ: watermarks are in
 *   no checkpoint and begin anew.)
 * - `at-least-once`: all of them, some more than once or counted too high.
 * - `at-most-once`: nothing more than once, but something may be missing.
 * - `prefix`: the job stops; what is there is right as far as it goes.
 * - `none`: anything.
 */
export type Guarantee = "exactly-once" | "at-least-once" | "at-most-once" | "prefix" | "none";

/** What one sink promises, and why. */
export interface SinkGuarantee {
  readonly name: string;
  readonly guarantee: Guarantee;
  /** In one sentence, for somebody who learns. */
  readonly why: string;
  /** True when results are lost that the sink had promised. */
  readonly isLossy: boolean;
}

/** What happens to a job, as far as its sinks are concerned. */
export interface SinkFate {
  /** It begins again from a checkpoint or from the start. */
  readonly goesBack: boolean;
  /** It cannot recover. */
  readonly stops: boolean;
  /** The world outside gives the sink's transactions up. */
  readonly isExpired: boolean;
  /** A commit arrives twice, and ends a transaction that it was not meant for. */
  readonly isMixedUp?: boolean;
}

type Answer = readonly [guarantee: Guarantee, why: string];
type ByKind = Readonly<Record<SinkKind, Answer>>;

/** What a sink promises under given terms, whatever it is called. */
export function guaranteeOf(
  { name, kind }: RecoveryTerms["sinks"][number],
  terms: RecoveryTerms,
  fate: SinkFate,
): SinkGuarantee {
  const isLossy = (fate.isExpired || fate.isMixedUp === true) && kind === "two-phase";
  const broken = fate.isExpired ? EXPIRED : MIXED_UP;
  const [guarantee, why] = isLossy ? broken : promiseOf(kind, terms, fate);
  return { name, guarantee, why, isLossy };
}

function promiseOf(kind: SinkKind, terms: RecoveryTerms, fate: SinkFate): Answer {
  const { checkpointing, canRewind, restartsMax } = terms;
  if (kind === "two-phase" && checkpointing === "off") return NEVER_COMMITTED;
  const isFirstFailure = restartsMax === 0 || !fate.goesBack;
  if (fate.stops) return isFirstFailure ? STOPPED_AT_ONCE : STOPPED[kind];
  if (!fate.goesBack) return UNDISTURBED;
  if (!canRewind) return checkpointing === "exactly-once" ? NOT_READ_AGAIN[kind] : NOTHING_HOLDS;
  return REWOUND[checkpointing][kind];
}

const EXPIRED: Answer = [
  "none",
  "The world outside aborts transactions that were closed and not yet committed: their rows are lost, " +
  "and the run must say which",
];
const MIXED_UP: Answer = [
  "none",
  "The world outside cannot tell one transaction of a writer from its next: a commit that arrives twice " +
  "shows rows before their checkpoint is complete, and after a restart they are there twice",
];
const NEVER_COMMITTED: Answer = [
  "prefix",
  "Transactions are committed when a checkpoint completes, and there are no checkpoints: nobody sees a row",
];
const UNDISTURBED: Answer = [
  "exactly-once",
  "The job never goes back, so every record has its effect once, whatever the sink",
];
const NOTHING_HOLDS: Answer = [
  "none",
  "Records read before the failure are not read again, and what was counted of them is not kept with " +
  "the place in the source: some are missing, some count twice",
];
const STOPPED_AT_ONCE: Answer = [
  "prefix",
  "The job stops at its first failure: what was written is right as far as it goes",
];

const STOPPED: ByKind = {
  "two-phase": [
    "prefix",
    "The job stops; what is committed is the right result for everything up to some checkpoint",
  ],
  upsert: [
    "none",
    "The job stops, perhaps in the middle of repeating itself: values may be newer or older than any " +
    "checkpoint",
  ],
  append: [
    "none",
    "The job stops, perhaps in the middle of repeating itself: rows may be there twice, the rest is missing",
  ],
};

const NOT_READ_AGAIN: ByKind = {
  "two-phase": [
    "at-most-once",
    "A source cannot read again what it has read, so records after the last checkpoint are missing; " +
    "transactions keep the rest from counting twice",
  ],
  upsert: [
    "at-most-once",
    "A source cannot read again what it has read, so records after the last checkpoint are missing from " +
    "the values; a row that is written again replaces itself",
  ],
  append: [
    "none",
    "A source cannot read again what it has read, so records are missing; and rows written since the last " +
    "checkpoint can be written again",
  ],
};

const AT_LEAST_ONCE: Answer = [
  "at-least-once",
  "Barriers do not hold channels back, so records behind a barrier are in the checkpoint and are read " +
  "again: they count twice",
];

const REWOUND: Readonly<Record<RecoveryTerms["checkpointing"], ByKind>> = {
  "exactly-once": {
    "two-phase": [
      "exactly-once",
      "Rows become visible only with the checkpoint that covers them: what a failed attempt wrote after " +
      "it is aborted, and written again",
    ],
    upsert: [
      "exactly-once",
      "Rows are written again after a failure, and each replaces itself: the table ends up right, though " +
      "for a while it may go back",
    ],
    append: [
      "at-least-once",
      "Rows written since the last checkpoint stay, and are written again by the next attempt: a reader " +
      "sees them twice",
    ],
  },
  "at-least-once": {
    "two-phase": AT_LEAST_ONCE,
    upsert: AT_LEAST_ONCE,
    append: AT_LEAST_ONCE,
  },
  off: {
    "two-phase": NEVER_COMMITTED,
    upsert: [
      "exactly-once",
      "Without checkpoints everything begins again from the first record, and each row replaces itself: " +
      "the table ends up right, after having gone all the way back",
    ],
    append: [
      "at-least-once",
      "Without checkpoints everything begins again from the first record: every row that was there is " +
      "written once more",
    ],
  },
};
