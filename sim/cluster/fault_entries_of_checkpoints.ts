// The catalogue of faults, second part: checkpoints, state storage, sinks and the world outside (F25–F50).

import type { FaultEntry } from "./fault_entry.ts";

/** C: checkpoints and state storage. */
const CHECKPOINTS: readonly FaultEntry[] = [
  {
    id: "F25",
    name: "A task declines a checkpoint",
    flink:
      "The checkpoint is given up; a task that was not ready, or was closing, is not counted as a " +
      "failure",
    guarantee: "exactly-once",
    finishes: true,
    example: "decline window[1] after trigger 2",
  },
  {
    id: "F26",
    name: "A checkpoint takes too long",
    flink:
      "After the timeout it is given up and counts as failed; the job fails when more fail in a row " +
      "than are tolerated",
    guarantee: "exactly-once",
    under: "some later checkpoint fits into the timeout",
    example: "hold ack of window[0] after snapshot 2 for 11min",
  },
  {
    id: "F27",
    name: "Writing state to storage fails",
    flink:
      "The asynchronous part fails, which counts; one more than tolerated in a row fails the job",
    guarantee: "exactly-once",
    finishes: true,
    example: "fail upload of window[0] during upload 2 of window[0]",
  },
  {
    id: "F28",
    name: "Copying state fails",
    flink: "An exception in the synchronous part always fails the task",
    guarantee: "exactly-once",
    finishes: true,
    example: "fail snapshot of window[0] during snapshot 2 of window[0]",
  },
  {
    id: "F29",
    name: "Storage is slow",
    flink:
      "The asynchronous part reaches into the next interval, and the minimum pause moves what follows",
    guarantee: "exactly-once",
    finishes: true,
    example: "slow storage by 100 at 2s for 10s",
  },
  {
    id: "F30",
    name: "A checkpoint cannot be read any more",
    flink:
      "The restore fails, and so does every attempt after it: an older checkpoint is never taken by " +
      "itself",
    guarantee: "prefix",
    example: "corrupt checkpoint 2 after complete 2",
  },
  {
    id: "F31",
    name: "Saved records of channels cannot be read",
    flink: "Only somebody who says so explicitly goes on without them, and gives those records up",
    guarantee: "none",
    under: "the loss is counted and shown",
  },
  {
    id: "F32",
    name: "An acknowledgement is lost",
    flink: "The checkpoint is never complete and is given up at its timeout",
    guarantee: "exactly-once",
    finishes: true,
    example: "lose ack of window[0] after snapshot 2",
  },
  {
    id: "F33",
    name: "A notification of completion is lost",
    flink: "Nobody promises that it arrives: the next one must commit everything up to its number",
    guarantee: "exactly-once",
    finishes: true,
    example: "lose notification of sink[0] after acknowledge 3",
  },
  {
    id: "F34",
    name: "A notification of completion comes late",
    flink:
      "Newer transactions may have been closed meanwhile; only those up to its number are committed",
    guarantee: "exactly-once",
    finishes: true,
    example: "hold notification of sink[0] after acknowledge 3 for 5s",
  },
  {
    id: "F35",
    name: "A checkpoint is given up after a sink has closed its transaction",
    flink:
      "The sink keeps what it has closed, as if that checkpoint had never been asked for, and commits " +
      "it with a later one",
    guarantee: "exactly-once",
    finishes: true,
    example: "fail upload of sink[0] after precommit 2 of sink[0]",
  },
  {
    id: "F36",
    name: "A barrier waits behind back pressure",
    flink:
      "Aligned checkpoints start late and may run out of time; with a timeout for alignment the " +
      "barrier may overtake",
    guarantee: "exactly-once",
    finishes: true,
    example: "slow window[0] by 20000 at 3s for 5s",
  },
  {
    id: "F37",
    name: "Restore of an unaligned checkpoint",
    flink:
      "Records saved in channels are worked off before watermarks are there again, so whoever reads " +
      "the current watermark sees another one",
    guarantee: "exactly-once",
    under: "no operator reads the current watermark",
    cause: "`unalignedCheckpoints` in a job that begins again from a checkpoint",
    finishes: true,
  },
  {
    id: "F38",
    name: "Unaligned checkpoints on edges that cannot have them",
    flink: "Pointwise and broadcast edges stay aligned within an unaligned checkpoint",
    guarantee: "exactly-once",
    cause: "`unalignedCheckpoints` in a job with a broadcast edge",
    finishes: true,
  },
  {
    id: "F39",
    name: "Checkpoints overlap",
    flink:
      "Numbers only rise, and a checkpoint that completes makes the older ones that are pending " +
      "unnecessary",
    guarantee: "exactly-once",
    cause: "`maxConcurrentCheckpoints` lets one begin while another is pending",
    finishes: true,
    example: "hold ack of source[0] after snapshot 2 for 5s",
  },
  {
    id: "F40",
    name: "Some tasks have finished before a checkpoint",
    flink:
      "By default the others go on taking checkpoints, and finished tasks need not acknowledge",
    guarantee: "exactly-once",
    finishes: true,
    example: "crash window[0] when source[0] is FINISHED",
  },
  {
    id: "F41",
    name: "A savepoint fails",
    flink:
      "A plain one has no consequence for the job; when a task fails in stopping with one, the job " +
      "fails",
    guarantee: "exactly-once",
    cause: "Somebody asks for a savepoint, and a task cannot save its state for it",
  },
];

/** D: sinks and the world outside. */
const SINKS: readonly FaultEntry[] = [
  {
    id: "F42",
    name: "A crash between closing a transaction and committing it",
    flink: "The transaction is in the restored state, and the next attempt commits it",
    guarantee: "exactly-once",
    finishes: true,
    example: "crash sink[0] after store 2",
  },
  {
    id: "F43",
    name: "A commit fails",
    flink: "It is tried again until it succeeds; if it never does, its rows are lost",
    guarantee: "exactly-once",
    under: "the commit succeeds in the end",
    finishes: true,
    example: "fail commit of sink[0] after notify 2 for 3s",
  },
  {
    id: "F44",
    name: "The world outside aborts a transaction that waited too long",
    flink:
      "With a transaction timeout shorter than a checkpoint and a restart take together, all rows " +
      "between two checkpoints can be lost",
    guarantee: "none",
    under: "the rows that are lost are named",
    example: "expire transactions of sink[0] after precommit 2 of sink[0]",
  },
  {
    id: "F45",
    name: "A zombie writes to a sink",
    flink:
      "Whoever opens a transaction under the same name shuts the older writer out; a sink without " +
      "such a fence takes both",
    guarantee: "exactly-once",
    under: "a sink that turns old attempts down; otherwise at-least-once",
    finishes: true,
    example: "disconnect task-manager-0<->job-manager after precommit 2 for 90s",
  },
  {
    id: "F46",
    name: "Two jobs use the same names for their transactions",
    flink: "They abort each other's transactions; the documentation warns of it",
    guarantee: "none",
    under: "it is refused before the run",
    cause: "Two sinks of a job are called alike",
  },
  {
    id: "F47",
    name: "A late commit or abort hits the next transaction",
    flink:
      "Brokers that cannot tell one transaction of a writer from its next can lose or show the wrong " +
      "one",
    guarantee: "none",
    under: "each transaction has a number of its own; then exactly-once",
    cause: "The sink's `protocol` is old",
    example: "repeat requests of sink[0] after acknowledge 2",
  },
  {
    id: "F48",
    name: "The world outside is slow or away",
    flink: "Back pressure, or restarts one after another, until it is there again",
    guarantee: "exactly-once",
    finishes: true,
    example: "hold requests of sink[0] at 2s for 5s",
  },
  {
    id: "F49",
    name: "A sink without transactions",
    flink: "What was written after the last checkpoint is written again after a failure",
    guarantee: "at-least-once",
    under: "a sink that replaces rows by key ends with the right table",
    finishes: true,
    example: "crash sink[0] on 5th resultWritten of sink[0]",
  },
  {
    id: "F50",
    name: "A reader takes what is not committed",
    flink: "It sees rows of transactions that are aborted later, and rows that come again",
    guarantee: "at-least-once",
    under: "for that reader; one that reads committed rows only sees exactly-once",
    finishes: true,
    example: "crash sink[0] before precommit 2 of sink[0]",
  },
];

/** F25–F50. */
export const FAULT_ENTRIES_OF_CHECKPOINTS: readonly FaultEntry[] = [...CHECKPOINTS, ...SINKS];
