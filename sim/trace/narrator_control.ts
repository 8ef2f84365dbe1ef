// Sentences about checkpoints, transactions, failures and recoveries: the other half of the table in
// narrator_sentences.ts.

import type { Fact } from "./fact.ts";
import type { SentenceRow } from "./narrator_sentences.ts";

/** The sentences, in the order of a checkpoint's, a failure's and a recovery's life. */
export const CONTROL_SENTENCES = {
  checkpointRefused: { en: ({ reason }) => `No checkpoint is triggered: ${reason}` },
  checkpointTriggered: {
    en: ({ checkpoint }) => `The coordinator triggers checkpoint ${checkpoint} at the sources`,
  },
  barrierReceived: {
    en: ({ sender, receiver, checkpoint }) =>
      `The barrier of checkpoint ${checkpoint} from ${sender} reaches ${receiver}`,
  },
  channelBlocked: {
    en: ({ sender, receiver }) =>
      `${receiver} takes nothing more from ${sender} until the barriers of the others are there`,
  },
  channelUnblocked: { en: ({ sender, receiver }) => `${receiver} reads from ${sender} again` },
  alignmentStarted: {
    en: ({ subtask, checkpoint }) =>
      `${subtask} has the first barrier of checkpoint ${checkpoint} and waits for the others`,
  },
  alignmentCompleted: {
    en: ({ subtask, checkpoint }) =>
      `${subtask} has all barriers of checkpoint ${checkpoint}: everything before them has been ` +
      `worked on, nothing after them`,
  },
  alignmentAborted: {
    en: ({ subtask, checkpoint, reason }) =>
      `${subtask} gives up waiting for the barriers of checkpoint ${checkpoint}: ${reason}`,
  },
  barrierAnnounced: {
    en: ({ sender, receiver, checkpoint }) =>
      `The barrier of checkpoint ${checkpoint} from ${sender} waits at ${receiver} behind data, and ` +
      `${receiver} knows it`,
  },
  checkpointTurnedUnaligned: {
    en: ({ subtask, checkpoint }) =>
      `The barriers of checkpoint ${checkpoint} have taken too long: at ${subtask} they overtake data ` +
      `from now on`,
  },
  recordingStarted: {
    en: ({ subtask, checkpoint }) =>
      `${subtask} takes its snapshot for checkpoint ${checkpoint} at once: what its barriers overtake ` +
      `is recorded and belongs to the checkpoint`,
  },
  recordingCompleted: {
    en: ({ subtask, checkpoint }) =>
      `${subtask} has all barriers of checkpoint ${checkpoint}: nothing more is recorded`,
  },
  barrierEmitted: {
    en: ({ subtask, checkpoint }) =>
      `${subtask} sends the barrier of checkpoint ${checkpoint} to everybody behind it`,
  },
  snapshotStarted: {
    en: ({ subtask, checkpoint }) =>
      `${subtask} stands still and copies its state for checkpoint ${checkpoint}`,
  },
  snapshotTaken: {
    en: ({ subtask, checkpoint, entries }) =>
      `${subtask} has copied its state for checkpoint ${checkpoint}, ${entries}, and works on; the ` +
      `copy is written meanwhile`,
  },
  snapshotFailed: {
    en: ({ subtask, checkpoint, reason }) =>
      `${subtask} cannot save its state for checkpoint ${checkpoint}: ${reason}`,
  },
  stateUploaded: {
    en: ({ subtask, checkpoint }) =>
      `The state of ${subtask} for checkpoint ${checkpoint} is in storage`,
  },
  checkpointAcknowledged: {
    en: ({ peer, checkpoint }) =>
      `The coordinator hears that ${peer} has its part of checkpoint ` +
      `${checkpoint}`,
  },
  checkpointDeclined: {
    en: ({ peer, checkpoint, reason }) =>
      `The coordinator hears that ${peer} declines checkpoint ${checkpoint}: ${reason}`,
  },
  checkpointFullyAcknowledged: {
    en: ({ checkpoint }) =>
      `All parts of checkpoint ${checkpoint} are there; its metadata must still be stored`,
  },
  checkpointCompleted: {
    en: ({ checkpoint }) =>
      `Checkpoint ${checkpoint} is complete: from now on a restart begins there`,
  },
  checkpointSubsumed: {
    en: ({ checkpoint }) => `Checkpoint ${checkpoint} is not needed any more`,
  },
  checkpointAborted: {
    en: ({ checkpoint, reason }) => `Checkpoint ${checkpoint} is given up: ${reason}`,
  },
  completionNotified: {
    en: ({ subtask, checkpoint }) => `${subtask} hears that checkpoint ${checkpoint} is complete`,
  },
  abortNotified: {
    en: ({ subtask, checkpoint }) => `${subtask} hears that checkpoint ${checkpoint} was given up`,
  },
  dataEnded: {
    en: ({ subtask }) =>
      `${subtask} has come to the end of its data and stays for one more checkpoint`,
  },
  savepointRequested: { en: ({ reason }) => `Somebody asks for a savepoint, ${aimOf(reason)}` },
  savepointTriggered: {
    en: ({ checkpoint, reason }) => `Checkpoint ${checkpoint} is a savepoint, ${aimOf(reason)}`,
  },
  savepointCompleted: {
    en: ({ checkpoint, reason }) =>
      reason === "take"
        ? `Savepoint ${checkpoint} is complete: whoever asked for it can begin a job from it; this job ` +
          `goes on and will not use it`
        : `Savepoint ${checkpoint} is complete: sinks may commit, and the job ends`,
  },
  savepointRestored: { en: ({ checkpoint }) => `The job begins from savepoint ${checkpoint}` },
  stateDropped: {
    en: ({ reason, entries }) =>
      `State of operator ${reason}, ${entries}, has no home in this job and is left behind`,
  },
  transactionBegun: {
    en: ({ place, transaction }) => `${place} begins transaction ${transaction}`,
  },
  transactionPreCommitted: {
    en: ({ place, transaction, checkpoint }) =>
      `${place} pre-commits transaction ${transaction} for checkpoint ${checkpoint}: nothing more is ` +
      `written to it, and nobody sees it yet`,
  },
  commitRequested: {
    en: ({ place, transaction }) => `${place} asks for the commit of transaction ${transaction}`,
  },
  transactionCommitted: {
    en: ({ transaction }) => `Transaction ${transaction} is committed: the world sees its results`,
  },
  commitFailed: {
    en: ({ transaction }) =>
      `The commit of transaction ${transaction} fails and must be tried again`,
  },
  transactionAborted: {
    en: ({ transaction }) => `Transaction ${transaction} is aborted: nobody will see its results`,
  },
  transactionExpired: {
    en: ({ transaction }) =>
      `The world outside has waited too long for transaction ${transaction} and aborts it: its ` +
      `results are lost`,
  },
  transactionFenced: {
    en: ({ transaction }) =>
      `The world outside turns transaction ${transaction} down: a newer attempt writes in its place`,
  },
  transactionUnknown: {
    en: ({ transaction }) =>
      `The world outside does not know transaction ${transaction} of the savepoint: it was committed ` +
      `elsewhere, or its results are lost`,
  },
  taskFailed: { en: ({ subtask, reason }) => `${subtask} fails: ${reason}` },
  closeFailed: {
    en: ({ place, reason }) => `Closing ${place} fails, which changes nothing any more: ${reason}`,
  },
  taskManagerLost: {
    en: ({ taskManager, reason }) => `The job manager gives up ${taskManager}: ${reason}`,
  },
  taskManagerRegistered: {
    en: ({ taskManager }) => `${taskManager} is there again and offers its slots`,
  },
  heartbeatMissed: { en: ({ taskManager }) => `${taskManager} does not answer a heartbeat` },
  jobStatusChanged: { en: ({ jobStatus }) => `The job is ${jobStatus}` },
  restartScheduled: {
    en: ({ attempt, delay }) =>
      `The job manager will restart the job in ${delay}: attempt ${attempt}`,
  },
  restoreStarted: {
    en: ({ attempt, checkpoint }) =>
      checkpoint === "0"
        ? `Attempt ${attempt} begins from the start: there is no completed checkpoint`
        : `Attempt ${attempt} begins from checkpoint ${checkpoint}`,
  },
  stateRestored: {
    en: ({ subtask, checkpoint, entries }) =>
      `${subtask} has its state of checkpoint ${checkpoint} again, ${entries}; its watermark begins at ` +
      `−∞ again`,
  },
  channelStateRestored: {
    en: ({ subtask, sender, receiver, count, checkpoint }) =>
      `${count === 1 ? "1 element" : `${count} elements`} from ${sender} to ${receiver} that the ` +
      `barriers of checkpoint ${checkpoint} had overtaken ${count === 1 ? "is" : "are"} ` +
      `${subtask === receiver ? "read" : "sent"} before anything new`,
  },
  sourceRewound: {
    en: ({ subtask, split, count, position }) =>
      `${subtask} goes back in ${split} from record ${count} to record ${position}`,
  },
  staleMessageDiscarded: {
    en: ({ peer, attempt }) =>
      `A message of ${peer} from attempt ${attempt} comes too late and is thrown away`,
  },
  faultStarted: { en: ({ reason }) => `Fault: ${reason}` },
  faultEnded: { en: ({ reason }) => `The fault is over: ${reason}` },
  engineSabotaged: { en: ({ sabotage }) => `The engine is broken on purpose: ${sabotage}` },
} satisfies Partial<Record<keyof typeof Fact, SentenceRow>>;

/** What a savepoint is for. */
function aimOf(mode: string): string {
  if (mode === "stop") return "with which the job is to stop";
  return mode === "drain" ? "with which the job is to drain and stop" : "and the job goes on";
}
