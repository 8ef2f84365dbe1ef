// What a fault can do, and to what: the verbs, each with the targets that it takes and with the meaning of
// `for` and `by`. The same table serves the command line, scenarios, laws and buttons. Records on a
// connection are never lost, doubled or swapped one by one, since Flink's connections do not do that: a
// connection breaks as a whole.

import type { FaultTargetKind } from "./fault.ts";

/**
 * Whether a verb is given a time with `for`.
 *
 * - `moment`: never; it is done and over.
 * - `span`: always, or `during` a phase, which ends it.
 * - `once`: without it, the next time only.
 * - `either`: without it, as the configuration says, or for ever.
 */
export type FaultLasting = "moment" | "span" | "once" | "either";

/** One verb. */
export interface VerbSpec {
  /** What it does, and what it means without `for`. */
  readonly means: string;
  /** What stands behind `by`. */
  readonly by?: "factor" | "time" | "jump";
  readonly takes: Readonly<Partial<Record<FaultTargetKind, FaultLasting>>>;
}

const OPERATORS = { subtask: "moment", operator: "moment" } as const;
const MESSAGES = { trigger: "once", ack: "once", notification: "once" } as const;

/** The rows of {@linkcode FAULT_VERBS}. */
const VERBS = {
  crash: {
    means: "A task throws; a process dies, and is replaced after the time that the configuration " +
      "says, or that is given with `for`",
    takes: {
      ...OPERATORS,
      "task-manager": "either",
      "task-managers": "either",
      "job-manager": "either",
    },
  },
  pause: {
    means:
      "A process stands still, as in a long garbage collection, and goes on as if nothing had " +
      "been; longer than the heartbeat timeout, it wakes up as a zombie",
    takes: { "task-manager": "span", "task-managers": "span" },
  },
  slow: {
    means: "Every record, or every access to storage, takes so many times as long",
    by: "factor",
    takes: { subtask: "span", operator: "span", storage: "span" },
  },
  jump: {
    means: "The clock of a machine is set: it jumps ahead, or back by a time with a minus",
    by: "jump",
    takes: { "task-manager": "moment", "task-managers": "moment" },
  },
  silence: {
    means: "A source has nothing to read: what arrives meanwhile waits, and comes in a burst",
    takes: { subtask: "span", operator: "span" },
  },
  disconnect: {
    means:
      "The connection between two machines is broken: what is under way is lost, and whoever " +
      "notices fails",
    takes: { link: "span" },
  },
  hold: {
    means:
      "What is sent is kept back and arrives, in its order, when the fault is over; what a sink asks " +
      "of the world outside, too",
    takes: { link: "span", trigger: "span", ack: "span", notification: "span", requests: "span" },
  },
  delay: {
    means: "What is sent takes so much longer, in its order",
    by: "time",
    takes: { link: "span" },
  },
  decline: {
    means:
      "A task does not take part in a checkpoint; without `for`, in the next one it is asked for",
    takes: { subtask: "once", operator: "once" },
  },
  fail: {
    means: "It is tried and goes wrong; without `for`, the next time only",
    takes: {
      snapshot: "once",
      upload: "once",
      restore: "once",
      close: "once",
      commit: "once",
      storage: "span",
    },
  },
  lose: {
    means: "A message does not arrive, without `for` the next one; a stored checkpoint is gone",
    takes: { ...MESSAGES, checkpoint: "moment" },
  },
  repeat: {
    means: "A message arrives twice, or a sink's wish for a commit; without `for`, the next one",
    takes: { ...MESSAGES, requests: "once" },
  },
  corrupt: {
    means: "A stored checkpoint can no longer be read",
    takes: { checkpoint: "moment" },
  },
  expire: {
    means:
      "The world outside has waited long enough: it aborts the open transactions of a sink, or " +
      "forgets the records that a source has read",
    takes: { transactions: "moment", records: "moment" },
  },
  poison: {
    means:
      "An operator throws on what stems from one record, in every attempt; without `for`, for ever",
    takes: { record: "either" },
  },
} satisfies Record<string, VerbSpec>;

/** The word for a verb. */
export type FaultVerb = keyof typeof VERBS;

/**
 * All verbs.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { FAULT_VERBS } from "@headwater/sim";
 * strictEqual(FAULT_VERBS.slow.by, "factor");
 * strictEqual(FAULT_VERBS.pause.takes["task-manager"], "span"); // it needs a `for`
 * ```
 */
export const FAULT_VERBS: Readonly<Record<FaultVerb, VerbSpec>> = Object.freeze(VERBS);

/**
 * How each sort of target is written, `X` being an operator's uid with the index of a subtask or without,
 * which means all of them.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { FAULT_TARGETS } from "@headwater/sim";
 * strictEqual(FAULT_TARGETS.checkpoint, "checkpoint N");
 * ```
 */
export const FAULT_TARGETS: Readonly<Record<FaultTargetKind, string>> = Object.freeze({
  subtask: "a subtask such as window[0]",
  operator: "an operator such as window",
  "task-manager": "task-manager-N",
  "task-managers": "task-managers",
  "job-manager": "job-manager",
  link: "task-manager-N->task-manager-M",
  storage: "storage",
  checkpoint: "checkpoint N",
  record: "record N of X",
  snapshot: "snapshot of X",
  upload: "upload of X",
  restore: "restore of X",
  close: "close of X",
  commit: "commit of X",
  trigger: "trigger of X",
  ack: "ack of X",
  notification: "notification of X",
  transactions: "transactions of X",
  requests: "requests of X",
  records: "records of X",
});

/** What a verb does with a sort of target, or undefined when it does not take it. */
export function lastingOf(verb: FaultVerb, kind: FaultTargetKind): FaultLasting | undefined {
  return FAULT_VERBS[verb].takes[kind];
}
