// The catalogue of faults, first part: processes, scheduling, network and flow control (F01–F24).

import type { FaultEntry } from "./fault_entry.ts";

/** A: processes and scheduling. */
const PROCESSES: readonly FaultEntry[] = [
  {
    id: "F01",
    name: "A task crashes",
    flink:
      "An exception in a user function fails the task; the failover strategy chooses which tasks " +
      "start again, and they take their state from the last completed checkpoint",
    guarantee: "exactly-once",
    finishes: true,
    example: "crash window[1] on 3rd windowFired of window[1]",
  },
  {
    id: "F02",
    name: "A task manager dies",
    flink:
      "All its subtasks fail; the job manager notices when calls fail in a row or heartbeats stay " +
      "away for too long",
    guarantee: "exactly-once",
    finishes: true,
    example: "crash task-manager-1 at 3s for 10s",
  },
  {
    id: "F03",
    name: "All task managers die, again and again",
    flink:
      "The job waits until enough slots have registered, and each burst costs one more restart",
    guarantee: "exactly-once",
    finishes: true,
    example: "crash task-managers at 12.5s",
  },
  {
    id: "F04",
    name: "The job manager dies, and another takes over",
    flink:
      "With high availability a new leader finds the job and its last completed checkpoint in a " +
      "store that outlives the process",
    guarantee: "exactly-once",
    under: "high availability",
    finishes: true,
    example: "crash job-manager at 5s",
  },
  {
    id: "F05",
    name: "The job manager dies for good",
    flink:
      "Without high availability nobody remembers the job, and whatever was not committed is gone",
    guarantee: "prefix",
    cause: "`highAvailability` is off",
    example: "crash job-manager at 5s",
  },
  {
    id: "F06",
    name: "The job manager dies before it has stored a checkpoint",
    flink:
      "All acknowledgements were in, but without its metadata the checkpoint never was; the next " +
      "attempt begins from the one before",
    guarantee: "exactly-once",
    under: "high availability",
    finishes: true,
    example: "crash job-manager after acknowledge 2",
  },
  {
    id: "F07",
    name: "The job manager dies before it has told anybody",
    flink:
      "The stored checkpoint counts: the next attempt begins from it, and its sinks commit what " +
      "they had closed for it",
    guarantee: "exactly-once",
    under: "high availability",
    finishes: true,
    example: "crash job-manager after store 2",
  },
  {
    id: "F08",
    name: "A process stands still for a moment",
    flink:
      "Shorter than the heartbeat timeout nobody calls it a failure: senders run out of credit and " +
      "checkpoints take longer",
    guarantee: "exactly-once",
    finishes: true,
    example: "pause task-manager-1 at 3s for 2s",
  },
  {
    id: "F09",
    name: "A process stands still for too long",
    flink:
      "It counts as dead and its tasks start elsewhere; when it wakes it does not know, and goes on " +
      "working",
    guarantee: "exactly-once",
    under: "a sink that turns old attempts down; otherwise at-least-once",
    finishes: true,
    example: "pause task-manager-1 at 3s for 90s",
  },
  {
    id: "F10",
    name: "One subtask is slow",
    flink: "Back pressure reaches the sources, and alignment waits for the barrier that comes last",
    guarantee: "exactly-once",
    finishes: true,
    example: "slow window[0] by 20000 at 2s for 5s",
  },
  {
    id: "F11",
    name: "A restart fails while it restores",
    flink: "Reading state throws, so there is one more attempt, from the same checkpoint",
    guarantee: "exactly-once",
    finishes: true,
    example: "fail restore of window[0] during restore 1 of window[0]",
  },
  {
    id: "F12",
    name: "A task fails while it closes",
    flink: "The failure is counted once, and what the task held is given back all the same",
    guarantee: "exactly-once",
    finishes: true,
    example: "fail close of sink[0] at 3s",
  },
  {
    id: "F13",
    name: "The restart strategy gives up",
    flink: "After as many failures as it allows, the job goes to FAILED and stays there",
    guarantee: "prefix",
    cause: "The restart strategy allows three restarts, and all were used",
    example: "crash window[0] when restarts >= 3",
  },
  {
    id: "F14",
    name: "Only one region fails",
    flink:
      "Tasks that are connected by pipelined edges restart together; others only if they need, or " +
      "feed, what was lost",
    guarantee: "exactly-once",
    finishes: true,
    example: "crash source[0] at 3s",
  },
  {
    id: "F15",
    name: "A crash during a recovery",
    flink:
      "The attempt that was on its way is cancelled, and what it still says is ignored by the next",
    guarantee: "exactly-once",
    finishes: true,
    example: "crash window[0] during deploy 1",
  },
];

/** B: network and flow control. */
const NETWORK: readonly FaultEntry[] = [
  {
    id: "F16",
    name: "A slow or uneven link",
    flink:
      "More is under way, and records of different senders change places; those of one sender do not",
    guarantee: "exactly-once",
    finishes: true,
    example: "delay task-manager-0->task-manager-1 by 40ms at 1s for 3s",
  },
  {
    id: "F17",
    name: "Two task managers lose each other",
    flink: "The receiving task fails with a connection error, and the job restarts",
    guarantee: "exactly-once",
    finishes: true,
    example: "disconnect task-manager-0<->task-manager-1 at 4s for 1s",
  },
  {
    id: "F18",
    name: "A connection is broken in one direction",
    flink:
      "One side goes on sending; credits or heartbeats do not come back, and it ends as a lost " +
      "connection or a lost task manager",
    guarantee: "exactly-once",
    finishes: true,
    example: "disconnect task-manager-0->task-manager-1 at 4s for 1s",
  },
  {
    id: "F19",
    name: "Job manager and task manager lose each other",
    flink:
      "Heartbeats stay away, the tasks start elsewhere, and the task manager cancels its own later",
    guarantee: "exactly-once",
    under: "a sink that turns old attempts down; otherwise at-least-once",
    finishes: true,
    example: "disconnect job-manager<->task-manager-1 at 4s for 1min",
  },
  {
    id: "F20",
    name: "A connection breaks in the middle of a buffer",
    flink: "The tasks at both ends fail, and every buffer of the attempt is thrown away",
    guarantee: "exactly-once",
    finishes: true,
    example: "disconnect task-manager-0->task-manager-1 on 5th bufferSent for 1s",
  },
  {
    id: "F21",
    name: "Links clog and clear in turns",
    flink: "Back pressure wanders through the job, and barriers wait now here, now there",
    guarantee: "exactly-once",
    finishes: true,
    example: "hold task-manager-0->task-manager-1 during alignment 1 for 500ms",
  },
  {
    id: "F22",
    name: "Messages of the control plane come late, twice or out of order",
    flink:
      "An acknowledgement of a checkpoint that was given up is ignored, and so is a second one; a " +
      "late notification still counts",
    guarantee: "exactly-once",
    finishes: true,
    example: "repeat ack of window[0] after snapshot 2",
  },
  {
    id: "F23",
    name: "Too few network buffers to begin with",
    flink: "Deployment fails with the number that is needed and the number that there is",
    guarantee: "prefix",
    cause: "`networkBuffersPerTaskManager` is smaller than what its tasks begin with",
  },
  {
    id: "F24",
    name: "A receiver that gives no credit",
    flink: "The sender waits and stops reading; nothing is lost, and nobody may wait for ever",
    guarantee: "exactly-once",
    finishes: true,
    example: "slow window[0] by 50000 at 1s for 5s",
  },
];

/** F01–F24. */
export const FAULT_ENTRIES_OF_CLUSTER: readonly FaultEntry[] = [...PROCESSES, ...NETWORK];
