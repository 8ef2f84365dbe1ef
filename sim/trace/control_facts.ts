// What the control plane does, and what checkpoints do to a task: the kinds of facts, each with its
// columns. They are few, so all are recorded at level `flight`, and faults can be placed on any of them.

import type { Fact, FactKindSpec, FactLevel } from "./fact.ts";

/** One kind: its name, its level, what its columns hold. */
export type FactRowSpec = readonly [
  name: keyof typeof Fact,
  level: FactLevel,
  columns: FactKindSpec["columns"],
];

const CHECKPOINT = { stamp: "checkpoint" } as const;
const OF_SUBTASK = { subject: "subtask", stamp: "checkpoint" } as const;
const TRANSACTION = { subject: "operator", stamp: "checkpoint", value: "transaction" } as const;
const TASK_MANAGER = { subject: "task manager" } as const;

/** In the order in which a checkpoint, a failure and a recovery go through them. */
export const CONTROL_FACTS: readonly FactRowSpec[] = [
  // the life of a checkpoint; owner −1 is the coordinator, else the subtask that acts
  ["checkpointRefused", "flight", { value: "reason" }],
  ["checkpointTriggered", "flight", CHECKPOINT],
  ["barrierReceived", "flight", { subject: "channel", stamp: "checkpoint" }],
  ["channelBlocked", "flight", { subject: "channel", stamp: "checkpoint" }],
  ["channelUnblocked", "flight", { subject: "channel", stamp: "checkpoint" }],
  ["alignmentStarted", "flight", CHECKPOINT],
  ["alignmentCompleted", "flight", CHECKPOINT],
  ["alignmentAborted", "flight", { stamp: "checkpoint", value: "reason" }],
  // a barrier waits behind data and may overtake it when its time is over; from then on barriers overtake
  ["barrierAnnounced", "flight", { subject: "channel", stamp: "checkpoint" }],
  ["checkpointTurnedUnaligned", "flight", CHECKPOINT],
  // from the snapshot to the last barrier: what barriers overtake is part of the checkpoint
  ["recordingStarted", "flight", CHECKPOINT],
  ["recordingCompleted", "flight", CHECKPOINT],
  ["barrierEmitted", "flight", CHECKPOINT],
  ["snapshotStarted", "flight", CHECKPOINT],
  // key: entries of state that it holds
  ["snapshotTaken", "flight", { key: "entries", stamp: "checkpoint" }],
  ["snapshotFailed", "flight", { stamp: "checkpoint", value: "reason" }],
  ["stateUploaded", "flight", CHECKPOINT],
  ["checkpointAcknowledged", "flight", OF_SUBTASK],
  ["checkpointDeclined", "flight", { ...OF_SUBTASK, value: "reason" }],
  ["checkpointFullyAcknowledged", "flight", CHECKPOINT],
  ["checkpointCompleted", "flight", CHECKPOINT],
  ["checkpointSubsumed", "flight", CHECKPOINT],
  ["checkpointAborted", "flight", { stamp: "checkpoint", value: "reason" }],
  ["completionNotified", "flight", CHECKPOINT],
  ["abortNotified", "flight", CHECKPOINT],
  // the subtask has nothing more to say and stays for one more checkpoint (EOI-3)
  ["dataEnded", "flight", {}],
  // somebody asks for a savepoint: take, stop or drain; it is triggered as a checkpoint is, and complete
  ["savepointRequested", "flight", { value: "mode" }],
  ["savepointTriggered", "flight", { ...CHECKPOINT, value: "mode" }],
  ["savepointCompleted", "flight", { ...CHECKPOINT, value: "mode" }],
  // the job begins from one; of state that has no home in it, the operator
  ["savepointRestored", "flight", CHECKPOINT],
  ["stateDropped", "flight", { key: "entries", stamp: "checkpoint", value: "uid" }],
  // transactions at a sink
  ["transactionBegun", "flight", TRANSACTION],
  ["transactionPreCommitted", "flight", TRANSACTION],
  ["commitRequested", "flight", TRANSACTION],
  ["transactionCommitted", "flight", TRANSACTION],
  ["commitFailed", "flight", TRANSACTION],
  ["transactionAborted", "flight", TRANSACTION],
  ["transactionExpired", "flight", TRANSACTION],
  ["transactionFenced", "flight", TRANSACTION],
  // a savepoint names it, and the system outside does not know it
  ["transactionUnknown", "flight", TRANSACTION],
  // failure and recovery
  ["taskFailed", "flight", { value: "reason" }],
  // an operator of a task that is stopped; it is closed all the same
  ["closeFailed", "flight", { subject: "operator", value: "reason" }],
  ["taskManagerLost", "flight", { ...TASK_MANAGER, value: "reason" }],
  ["taskManagerRegistered", "flight", TASK_MANAGER],
  ["heartbeatMissed", "flight", TASK_MANAGER],
  ["jobStatusChanged", "flight", { detail: "job status" }],
  ["restartScheduled", "flight", { key: "attempt", stamp: "delay" }],
  ["restoreStarted", "flight", { key: "attempt", stamp: "checkpoint" }],
  ["stateRestored", "flight", { key: "entries", stamp: "checkpoint" }],
  // at the end of a channel that the checkpoint knows: the sender, which sends it, or the receiver
  ["channelStateRestored", "flight", { subject: "channel", key: "rows", stamp: "checkpoint" }],
  // from where it had come to where it goes on; replayed are the records between
  ["sourceRewound", "flight", { subject: "split", key: "from", origin: "position" }],
  ["staleMessageDiscarded", "flight", { subject: "subtask", key: "attempt", value: "message" }],
  // what somebody planned
  ["faultStarted", "flight", { subject: "fault", value: "fault" }],
  ["faultEnded", "flight", { subject: "fault", value: "fault" }],
  // at the very start; value: { name, sentence } of a policy that breaks the engine on purpose
  ["engineSabotaged", "flight", { subject: "index", value: "sabotage" }],
];
