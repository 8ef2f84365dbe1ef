// The catalogue of faults, third part: sources, time, data, user code and change (F51–F80).

import type { FaultEntry } from "./fault_entry.ts";

/** E: sources. */
const SOURCES: readonly FaultEntry[] = [
  {
    id: "F51",
    name: "A source falls silent",
    flink:
      "Its watermark stands still and holds back everybody behind it, unless it is declared idle",
    guarantee: "exactly-once",
    under: "a timeout for idleness, or the end of the silence",
    finishes: true,
    example: "silence source[0] at 2s for 5s",
  },
  {
    id: "F52",
    name: "A silent source comes back with old records",
    flink:
      "Event time has gone on without it, so its channel counts again only when it has caught up, and " +
      "its records may be late",
    guarantee: "exactly-once",
    under: "late records are counted",
    finishes: true,
    example: "silence source[1] at 2s for 1min",
  },
  {
    id: "F53",
    name: "All inputs are silent",
    flink:
      "The highest watermark of all channels is passed on, and then the task calls itself idle",
    guarantee: "exactly-once",
    finishes: true,
    example: "silence source at 2s for 30s",
  },
  {
    id: "F54",
    name: "A source stalls, then bursts",
    flink: "Back pressure, and many timers at once",
    guarantee: "exactly-once",
    finishes: true,
    example: "silence source at 1s for 10s",
  },
  {
    id: "F55",
    name: "What must be read again is forgotten",
    flink:
      "The source's policy decides: fail, or go on behind the gap, in older versions without a word",
    guarantee: "prefix",
    example: "expire records of source[0] at 4s",
  },
  {
    id: "F56",
    name: "A source that cannot be read again",
    flink: "Records read after the last checkpoint are gone after a failure",
    guarantee: "at-most-once",
    finishes: true,
    example: "crash source[0] after complete 2",
  },
  {
    id: "F57",
    name: "A replay comes in another order",
    flink: "Each split is read in its order again, but how splits take turns may differ",
    guarantee: "exactly-once",
    under: "the order of records from different splits does not matter",
    finishes: true,
    example: "crash source[0] before snapshot 2 of window[0]",
  },
  {
    id: "F58",
    name: "A checkpoint without a position",
    flink:
      "A source that had not yet found its end when it was saved must not start from a later end",
    guarantee: "exactly-once",
    finishes: true,
    missing: "A source stands at a record of each of its splits, from the first moment on",
  },
  {
    id: "F59",
    name: "A split is handed on while its reader fails",
    flink: "It must come back to the one who deals out splits, once",
    guarantee: "exactly-once",
    finishes: true,
    missing: "Splits are dealt out by the plan, and nobody hands them on while a job runs",
  },
];

/** F: time. */
const TIME: readonly FaultEntry[] = [
  {
    id: "F60",
    name: "Clocks that differ",
    flink:
      "Processing-time windows and watermarks that follow the clock differ from machine to machine",
    guarantee: "exactly-once",
    under: "event time only; with processing time nothing is promised",
    cause: "`clockSkews` sets the clocks of task managers apart",
  },
  {
    id: "F61",
    name: "A clock that jumps",
    flink: "Forward, timers fire and checkpoints run out of time at once; back, timers are late",
    guarantee: "exactly-once",
    under: "event time only",
    example: "jump task-manager-1 by -5s at 2s",
  },
  {
    id: "F62",
    name: "Event time stands still",
    flink: "Windows stay open and state grows; no result is wrong, only late",
    guarantee: "exactly-once",
    finishes: true,
    example: "silence source[0] when windows fired >= 1 for 1min",
  },
  {
    id: "F63",
    name: "A watermark that goes back",
    flink: "It is not emitted: only a higher one is",
    guarantee: "exactly-once",
    finishes: true,
    cause: "A generator of watermarks emits one that is lower than its last",
  },
  {
    id: "F64",
    name: "Watermarks that hurry",
    flink: "More records are late than need be",
    guarantee: "exactly-once",
    under: "late records are counted",
    finishes: true,
    cause: "The bound of a strategy is smaller than the disorder of its source",
  },
  {
    id: "F65",
    name: "One record from the far future",
    flink: "The watermark follows it, and everything after it is late",
    guarantee: "exactly-once",
    under: "late records are counted",
    finishes: true,
    cause: "A record carries a timestamp far ahead of all others",
  },
  {
    id: "F66",
    name: "Many timers at once",
    flink: "All timers up to the watermark fire in one go; newer versions let a barrier in between",
    guarantee: "exactly-once",
    finishes: true,
    example: "crash window[0] on 10th timerFired of window[0]",
  },
];

/** G: data and user code. */
const DATA: readonly FaultEntry[] = [
  {
    id: "F67",
    name: "A hot key",
    flink: "One subtask has all the work, and more subtasks do not help",
    guarantee: "exactly-once",
    finishes: true,
    cause: "Most records have the same key",
  },
  {
    id: "F68",
    name: "A poisonous record",
    flink:
      "The same record throws in every attempt: a restart strategy without end restarts without end",
    guarantee: "prefix",
    example: "poison record 7 of window at 0s",
  },
  {
    id: "F69",
    name: "A function that throws once",
    flink: "A crash like any other: the next attempt gets past it",
    guarantee: "exactly-once",
    finishes: true,
    example: "poison record 7 of window at 0s for 5s",
  },
  {
    id: "F70",
    name: "A function that never gives the same twice",
    flink: "A clock, chance or a fresh id gives another value in the replay than before",
    guarantee: "none",
    under: "each record has one effect, whatever its value; refused where it can be seen",
    cause: "A function asks chance or the clock, or remembers something outside its state",
  },
  {
    id: "F71",
    name: "A key that changes",
    flink: "State is looked for where it is not, at another subtask even",
    guarantee: "prefix",
    under: "it is detected",
    cause: "A key selector gives another key when it is asked again",
  },
  {
    id: "F72",
    name: "An object that is changed after it was given away",
    flink: "What was saved or sent changes with it, unless objects are copied",
    guarantee: "prefix",
    under: "it is detected: values are frozen",
    cause: "A function changes a value that it was given",
  },
  {
    id: "F73",
    name: "State without bound",
    flink: "The process runs out of memory and is killed, again after every restart",
    guarantee: "exactly-once",
    under: "the next process has room",
    example: "crash task-manager-0 when records processed of window[0] >= 50",
  },
  {
    id: "F74",
    name: "One record that becomes very many",
    flink: "A barrier has to wait until all of them are out",
    guarantee: "exactly-once",
    finishes: true,
    cause: "A flat map gives hundreds of records for one",
  },
];

/** H: change. */
const CHANGE: readonly FaultEntry[] = [
  {
    id: "F75",
    name: "Failure and change of parallelism together",
    flink: "The last checkpoint is restored with key groups dealt out anew",
    guarantee: "exactly-once",
    finishes: true,
  },
  {
    id: "F76",
    name: "A restore without one of the operators",
    flink: "It is refused unless somebody allows state to be left behind",
    guarantee: "prefix",
    under: "allowed, what is left behind is listed",
    cause: "A job begins from a savepoint and lacks one of its uids",
  },
  {
    id: "F77",
    name: "An operator whose uid is missing or has changed",
    flink: "Its state is not found, or is empty under the new uid",
    guarantee: "prefix",
    cause: "A job begins from a savepoint that knows an operator by another uid",
  },
  {
    id: "F78",
    name: "Another maximum parallelism",
    flink: "The restore is refused: keys would belong to other key groups",
    guarantee: "prefix",
    cause: "A job begins from a savepoint with another `maxParallelism`",
  },
  {
    id: "F79",
    name: "State of another type",
    flink: "The restore is refused when the old form cannot be read as the new one",
    guarantee: "prefix",
    cause: "A job begins from a savepoint, and its keys or its state are of another kind",
  },
  {
    id: "F80",
    name: "State that expires while the job is down",
    flink:
      "The clock goes on during the outage, so what a restart finds depends on how long it took",
    guarantee: "none",
    under: "time to live by processing time",
  },
];

/** F51–F80. */
export const FAULT_ENTRIES_OF_DATA: readonly FaultEntry[] = [
  ...SOURCES,
  ...TIME,
  ...DATA,
  ...CHANGE,
];
