// The vocabulary of facts: the contract between the engine and everything that watches it. A fact is
// a row of numbers and at most one value. A kind's number, name and columns are permanent: readers of
// old traces depend on them, so kinds are added, never changed, renumbered or reused.

import type { Micros } from "../clock/time.ts";
import { CONTROL_FACTS } from "./control_facts.ts";

/** `flight`: one row per consumed element and every control-plane fact. `all`: everything. */
export type FactLevel = "flight" | "all";

/** What one kind of fact means, and what its columns hold. */
export interface FactKindSpec {
  readonly number: number;
  readonly name: string;
  readonly level: FactLevel;
  /** First trace format version that has it. */
  readonly since: number;
  /** Meaning of each column that the kind uses; the others are empty. */
  readonly columns: Partial<
    Record<"subject" | "key" | "origin" | "stamp" | "detail" | "value", string>
  >;
}

/**
 * Numbers of all kinds of facts, by name.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { Fact, FACT_NAMES } from "@headwater/sim/trace";
 * strictEqual(FACT_NAMES.get(Fact.windowFired)?.name, "windowFired");
 * ```
 */
export const Fact = {
  elementProcessed: 1,
  executionStateChanged: 2,
  interventionApplied: 3,
  recordCreated: 10,
  channelSelected: 11,
  elementBuffered: 12,
  bufferSent: 13,
  bufferReceived: 14,
  creditReturned: 15,
  elementPolled: 16,
  watermarkAdvanced: 17,
  watermarkEmitted: 18,
  statusChanged: 19,
  recordEmitted: 20,
  stateUpdated: 21,
  timerRegistered: 22,
  timerFired: 23,
  timerDeleted: 24,
  windowAssigned: 25,
  windowFired: 26,
  windowCleaned: 27,
  recordDropped: 28,
  recordLate: 29,
  resultWritten: 30,
  recordFiltered: 31,
  taskBlocked: 32,
  taskUnblocked: 33,
  windowMerged: 34,
  windowTriggered: 35,
  windowPurged: 36,
  stateRead: 37,
  stateExpired: 38,
  asyncRequested: 39,
  asyncCompleted: 40,
  asyncTimedOut: 41,
  recordJoined: 42,
  sourcePaused: 43,
  sourceResumed: 44,
  latencyMeasured: 45,
  functionClosed: 46,
  recordUnassigned: 47,
  stateDeclared: 48,
  stateRemoved: 49,
  checkpointRefused: 60,
  checkpointTriggered: 61,
  barrierReceived: 62,
  channelBlocked: 63,
  channelUnblocked: 64,
  alignmentStarted: 65,
  alignmentCompleted: 66,
  alignmentAborted: 67,
  barrierEmitted: 68,
  snapshotStarted: 69,
  snapshotTaken: 70,
  snapshotFailed: 71,
  stateUploaded: 72,
  checkpointAcknowledged: 73,
  checkpointDeclined: 74,
  checkpointFullyAcknowledged: 75,
  checkpointCompleted: 76,
  checkpointSubsumed: 77,
  checkpointAborted: 78,
  completionNotified: 79,
  abortNotified: 80,
  transactionBegun: 81,
  transactionPreCommitted: 82,
  commitRequested: 83,
  transactionCommitted: 84,
  commitFailed: 85,
  transactionAborted: 86,
  transactionExpired: 87,
  transactionFenced: 88,
  taskFailed: 89,
  taskManagerLost: 90,
  taskManagerRegistered: 91,
  heartbeatMissed: 92,
  jobStatusChanged: 93,
  restartScheduled: 94,
  restoreStarted: 95,
  stateRestored: 96,
  sourceRewound: 97,
  staleMessageDiscarded: 98,
  faultStarted: 99,
  faultEnded: 100,
  dataEnded: 101,
  barrierAnnounced: 102,
  checkpointTurnedUnaligned: 103,
  recordingStarted: 104,
  recordingCompleted: 105,
  channelStateRestored: 106,
  savepointRequested: 110,
  savepointTriggered: 111,
  savepointCompleted: 112,
  savepointRestored: 113,
  stateDropped: 114,
  transactionUnknown: 115,
  closeFailed: 116,
  engineSabotaged: 120,
} as const;

const ELEMENT = { subject: "channel", key: "key", origin: "origin", stamp: "timestamp" } as const;
const TIMER = { subject: "operator", key: "key", origin: "origin", stamp: "timestamp" } as const;
// detail: which of the operator's states, 0 for the one that it has by itself
const STATE = { ...TIMER, stamp: "window end", detail: "descriptor" } as const;
// detail: 0 event time, 1 processing time
const OWN_TIMER = { ...TIMER, detail: "time domain" } as const;

/**
 * Every kind of fact, in the order of a record's path.
 *
 * ```ts
 * import { ok } from "node:assert";
 * import { FACT_KINDS } from "@headwater/sim/trace";
 * ok(FACT_KINDS.every(({ number }) => number < 256));
 * ```
 */
export const FACT_KINDS: readonly FactKindSpec[] = [
  kind("recordCreated", "all", { ...ELEMENT, subject: "split", value: "value" }),
  kind("recordEmitted", "all", {
    subject: "operator",
    key: "key",
    origin: "origin",
    stamp: "timestamp",
    value: "value",
  }),
  kind("recordFiltered", "all", { subject: "operator", origin: "origin", stamp: "timestamp" }),
  kind("channelSelected", "all", ELEMENT),
  kind("elementBuffered", "all", { ...ELEMENT, detail: "element" }),
  kind("bufferSent", "all", { subject: "channel", key: "rows", stamp: "arrival" }),
  kind("bufferReceived", "all", { subject: "channel", key: "rows" }),
  kind("elementPolled", "all", { ...ELEMENT, detail: "element" }),
  kind("creditReturned", "all", { subject: "channel" }),
  kind("elementProcessed", "flight", { ...ELEMENT, detail: "element", value: "value" }),
  kind("watermarkEmitted", "all", { subject: "operator", stamp: "watermark" }),
  kind("watermarkAdvanced", "all", { subject: "input", stamp: "watermark" }),
  kind("statusChanged", "all", { subject: "input", detail: "element" }),
  // value: { name, kind } of a state, when it is asked for first
  kind("stateDeclared", "all", { subject: "operator", detail: "descriptor", value: "descriptor" }),
  kind("stateUpdated", "all", { ...STATE, value: "value" }),
  kind("timerRegistered", "all", OWN_TIMER),
  kind("timerDeleted", "all", OWN_TIMER),
  kind("timerFired", "all", OWN_TIMER),
  kind("stateRead", "all", { ...STATE, value: "value" }),
  // value: what is forgotten; of a map, the entry
  kind("stateExpired", "all", { ...STATE, value: "value" }),
  // value: one piece of several, such as the entry of a map
  kind("stateRemoved", "all", { ...STATE, value: "value" }),
  kind("windowAssigned", "all", { ...TIMER, stamp: "window start", value: "window" }),
  // value: the window that came of it; stamp: start of one that went into it
  kind("windowMerged", "all", { ...TIMER, stamp: "window start", value: "window" }),
  // value: [start, end, 0 CONTINUE | 1 FIRE | 2 PURGE | 3 FIRE_AND_PURGE]
  kind("windowTriggered", "all", { ...TIMER, stamp: "window start", value: "answer" }),
  kind("windowFired", "all", { ...TIMER, stamp: "window start", value: "window" }),
  kind("windowPurged", "all", { ...TIMER, stamp: "window start", value: "window" }),
  kind("windowCleaned", "all", { ...TIMER, stamp: "window start", value: "window" }),
  kind("recordJoined", "all", { ...TIMER, value: "value" }),
  kind("asyncRequested", "all", { ...TIMER, value: "value" }),
  kind("asyncCompleted", "all", { ...TIMER, value: "value" }),
  kind("asyncTimedOut", "all", { ...TIMER, value: "value" }),
  kind("recordLate", "all", {
    subject: "operator",
    key: "key",
    origin: "origin",
    stamp: "timestamp",
    value: "value",
  }),
  kind("recordDropped", "all", {
    subject: "operator",
    key: "key",
    origin: "origin",
    stamp: "timestamp",
    value: "value",
  }),
  // in no window at all, and not late: between windows that leave holes
  kind("recordUnassigned", "all", { ...TIMER, value: "value" }),
  kind("resultWritten", "all", {
    subject: "operator",
    origin: "origin",
    stamp: "timestamp",
    value: "value",
  }),
  // value: the split that waits, or nothing when all of the source does
  kind("sourcePaused", "all", { subject: "operator", stamp: "watermark", value: "split" }),
  kind("sourceResumed", "all", { subject: "operator", stamp: "watermark", value: "split" }),
  kind("latencyMeasured", "all", { subject: "operator", origin: "origin", stamp: "millis" }),
  kind("functionClosed", "all", { subject: "operator" }),
  kind("taskBlocked", "all", {}),
  kind("taskUnblocked", "all", {}),
  kind("executionStateChanged", "flight", { detail: "state" }),
  kind("interventionApplied", "flight", { subject: "index", value: "intervention" }),
  ...CONTROL_FACTS.map((row) => kind(...row)),
];

/**
 * The name of each kind, by number.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { FACT_NAMES } from "@headwater/sim/trace";
 * strictEqual(FACT_NAMES.get(1)?.level, "flight");
 * ```
 */
export const FACT_NAMES: ReadonlyMap<number, FactKindSpec> = new Map(
  FACT_KINDS.map((spec) => [spec.number, spec]),
);

/** One fact as an object, made when somebody reads it. */
export interface FactRow {
  /** Place in the trace, 0 first. */
  readonly index: number;
  readonly time: Micros;
  readonly kind: number;
  readonly name: string;
  /** Subtask id, or −1 for an intervention. */
  readonly owner: number;
  readonly subject: number;
  readonly key: number;
  readonly origin: number;
  readonly stamp: number;
  readonly detail: number;
  readonly value: unknown;
}

function kind(
  name: keyof typeof Fact,
  level: FactLevel,
  columns: FactKindSpec["columns"],
): FactKindSpec {
  return Object.freeze({ number: Fact[name], name, level, since: 1, columns });
}
