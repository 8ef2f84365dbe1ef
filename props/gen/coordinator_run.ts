// Made-up lives of a checkpoint coordinator: whatever tasks, storage and time may do to it, in any order,
// also what is out of place. A run gives a log of what was done to the coordinator and what it did.

import fc from "fast-check";
import { CheckpointCoordinator } from "../../sim/checkpoint/checkpoint_coordinator.ts";
import type { CheckpointCoordinatorSpec } from "../../sim/checkpoint/checkpoint_coordinator_spec.ts";
import type { CoordinatorPort, UnionInSnapshot } from "../../sim/checkpoint/coordinator_port.ts";
import { copy } from "../../sim/clock/copy.ts";
import { type Micros, millis } from "../../sim/clock/time.ts";
import type { CheckpointFailureReason } from "../../sim/element/checkpoint_failure_reason.ts";
import { ExecutionState } from "../../sim/element/execution_state.ts";
import { FACT_NAMES } from "../../sim/trace/fact.ts";

/** Jobs: per subtask, who feeds it. */
const JOBS: readonly (readonly (readonly number[])[])[] = [
  [[]],
  [[], [0]],
  [[], [0], [1]],
  [[], [], [0, 1], [0, 1]],
];

const REASONS: readonly CheckpointFailureReason[] = [
  "CHECKPOINT_DECLINED",
  "CHECKPOINT_DECLINED_ON_CANCELLATION_BARRIER",
  "CHECKPOINT_ASYNC_EXCEPTION",
  "CHECKPOINT_DECLINED_TASK_NOT_READY",
];

const ACTS = [
  "pass",
  "ack",
  "ackAll",
  "decline",
  "store",
  "ask",
  "end",
  "finish",
  "restart",
] as const;
const WEIGHTS = [7, 5, 8, 1, 8, 2, 1, 0.5, 0.8].map((weight) => 10 * weight);

/** One thing that happens; `pick` says to whom, or how long. */
interface Step {
  readonly act: typeof ACTS[number];
  readonly pick: number;
}

/** What decides a run. */
export interface CoordinatorLife {
  readonly spec: CheckpointCoordinatorSpec;
  readonly drawn: number;
  readonly steps: readonly Step[];
}

/** Lives of coordinators with short intervals, small limits and jobs of one to four tasks. */
export const coordinatorLives: fc.Arbitrary<CoordinatorLife> = fc.record({
  spec: fc.record({
    predecessors: fc.constantFrom(...JOBS),
    interval: fc.constantFrom(20, 50, 20, 50, 0),
    timeout: fc.constantFrom(1000, 60, 25),
    minPause: fc.constantFrom(0, 30),
    maxConcurrent: fc.integer({ min: 1, max: 3 }),
    tolerableFailures: fc.nat(2),
    retained: fc.integer({ min: 1, max: 2 }),
    afterTasksFinish: fc.constantFrom(true, true, false),
    isExactlyOnce: fc.boolean(),
  }).map((options) => ({ ...options, subtaskCount: options.predecessors.length })),
  drawn: fc.nat(50),
  steps: fc.array(
    fc.record({
      act: fc.oneof(
        ...ACTS.map((act, i) => ({ weight: WEIGHTS[i], arbitrary: fc.constant(act) })),
      ),
      pick: fc.nat(23),
    }),
    { minLength: 30, maxLength: 80 },
  ),
});

/** One line of the log: what was done to the coordinator (`call`), or what it did. */
export interface LogEntry {
  readonly at: Micros;
  /** The number of the call: everything the coordinator does in it has the same. */
  readonly call: number;
  /** Name of a method of the coordinator or of its port, or of a fact. */
  readonly what: string;
  readonly checkpoint: number;
  readonly subtask: number;
  readonly snapshots: readonly number[];
  readonly reason: string;
  readonly isStored: boolean;
}

const ENTRY = { checkpoint: 0, subtask: -1, snapshots: [], reason: "", isStored: false };

/** A finished run. */
export interface CoordinatorRun {
  readonly log: readonly LogEntry[];
  readonly coordinator: CheckpointCoordinator;
}

/** The log, call by call: what was done, and what the coordinator did then. */
export function callsOf({ log }: CoordinatorRun): readonly (readonly [LogEntry, LogEntry[]])[] {
  const calls = new Map<number, [LogEntry, LogEntry[]]>();
  for (const entry of log) {
    const call = calls.get(entry.call);
    if (call === undefined) calls.set(entry.call, [entry, []]);
    else call[1].push(entry);
  }
  return [...calls.values()];
}

/** Lives one life. After every call the coordinator is copied, as a keyframe would. */
export function liveThrough({ spec, drawn, steps }: CoordinatorLife): CoordinatorRun {
  const job = new Surroundings(spec, drawn);
  job.deploy();
  for (const step of steps) job.take(step);
  return job;
}

/** The job around a coordinator. */
class Surroundings implements CoordinatorPort, CoordinatorRun {
  now: Micros = 0;
  coordinator: CheckpointCoordinator = new CheckpointCoordinator();
  readonly log: LogEntry[] = [];
  private wakesAt: Micros = Infinity;
  private calls = 0;
  private snapshotCount = 0;
  private hasToFail = false;
  private readonly unanswered: number[] = [];

  constructor(private readonly spec: CheckpointCoordinatorSpec, private readonly drawn: number) {
    this.coordinator.build(spec);
  }

  /** All tasks are deployed and run, and the schedule begins. */
  deploy(): void {
    for (const state of [ExecutionState.CREATED, ExecutionState.RUNNING]) {
      for (let subtask = 0; subtask < this.spec.subtaskCount; subtask++) {
        this.enter(subtask, state);
      }
    }
    this.call("start", {}, (coordinator) => coordinator.start(this));
  }

  take({ act, pick }: Step): void {
    const subtask = pick % this.spec.subtaskCount;
    const checkpoint = this.checkpointOf(pick);
    switch (act) {
      case "pass":
        return this.pass(pick);
      case "ack":
        return this.acknowledge(checkpoint, subtask, pick % 5 === 0);
      case "ackAll":
        for (let i = 0; i < this.spec.subtaskCount; i++) this.acknowledge(checkpoint, i, false);
        return;
      case "decline":
        return this.decline(checkpoint, subtask, REASONS[pick % REASONS.length]);
      case "store":
        return this.answer(pick % 5 !== 0);
      case "ask":
        return this.call("triggerNow", {}, (coordinator) => coordinator.triggerNow(this));
      case "end":
        return this.call("onEndOfData", { subtask }, (one) => one.onEndOfData(subtask, this));
      case "finish":
        return this.enter(subtask, ExecutionState.FINISHED);
      case "restart":
        return this.restart("JOB_FAILOVER_REGION");
    }
  }

  /** Mostly one that is pending; else one of the last few, which may be over, or none at all. */
  private checkpointOf(pick: number): number {
    const { pending, nextId } = this.coordinator;
    if (pick % 4 > 0 && pending.length > 0) return pending[pick % pending.length].spec.id;
    return Math.max(1, nextId - pick % 3);
  }

  private pass(pick: number): void {
    const until = this.now + millis(5 * pick);
    while (this.wakesAt <= until) {
      this.now = this.wakesAt;
      this.wakesAt = Infinity;
      this.call("onTimer", {}, (coordinator) => coordinator.onTimer(this));
    }
    this.now = until;
  }

  private acknowledge(checkpoint: number, subtask: number, hasNone: boolean): void {
    const snapshot = hasNone ? -1 : ++this.snapshotCount;
    this.call(
      "onAcknowledge",
      { checkpoint, subtask, snapshots: [snapshot] },
      (coordinator) => coordinator.onAcknowledge(subtask, checkpoint, snapshot, false, this),
    );
  }

  private decline(checkpoint: number, subtask: number, reason: CheckpointFailureReason): void {
    this.call(
      "onDecline",
      { checkpoint, subtask, reason },
      (coordinator) => coordinator.onDecline(subtask, checkpoint, reason, this),
    );
  }

  private answer(isStored: boolean): void {
    const checkpoint = this.unanswered.shift();
    if (checkpoint === undefined) return;
    this.call(
      "onMetadataStored",
      { checkpoint, isStored },
      (coordinator) => coordinator.onMetadataStored(checkpoint, isStored, this),
    );
  }

  private enter(subtask: number, state: number): void {
    this.call(
      `onTaskState ${state}`,
      { subtask },
      (coordinator) => coordinator.onTaskState(subtask, state, this),
    );
  }

  private restart(reason: CheckpointFailureReason): void {
    this.call("stop", { reason }, (coordinator) => coordinator.stop(reason, this));
    this.note("wakeAt", { snapshots: [this.wakesAt] });
    this.deploy();
  }

  private call(
    what: string,
    about: Partial<LogEntry>,
    work: (coordinator: CheckpointCoordinator) => void,
  ): void {
    this.calls++;
    this.note(what, about);
    this.coordinator = copy(this.coordinator);
    work(this.coordinator);
    if (!this.hasToFail) return;
    this.hasToFail = false;
    this.restart("JOB_FAILURE");
  }

  private note(what: string, about: Partial<LogEntry>): void {
    this.log.push({ ...ENTRY, at: this.now, call: this.calls, what, ...about });
  }

  triggerTask(subtask: number, checkpoint: number): void {
    this.note("triggerTask", { subtask, checkpoint });
  }

  notifyComplete(subtask: number, checkpoint: number): void {
    this.note("notifyComplete", { subtask, checkpoint });
  }

  notifyAborted(subtask: number, checkpoint: number): void {
    this.note("notifyAborted", { subtask, checkpoint });
  }

  storeMetadata(checkpoint: number): void {
    this.unanswered.push(checkpoint);
    this.note("storeMetadata", { checkpoint });
  }

  unionIn(): UnionInSnapshot {
    return { hasUnionList: false, hasEnded: false };
  }

  entriesOf(snapshotId: number): number {
    return snapshotId;
  }

  discard(snapshots: readonly number[]): void {
    this.note("discard", { snapshots });
  }

  failJob(): void {
    this.hasToFail = true;
    this.note("failJob", {});
  }

  wakeAt(at: Micros): void {
    this.wakesAt = at;
  }

  draw(_n: number, bound: number): number {
    return this.drawn % bound;
  }

  report(
    kind: number,
    subtask: number,
    _key: number,
    _origin: number,
    checkpoint: number,
    _detail: number,
    reason?: unknown,
  ): void {
    const { name } = FACT_NAMES.get(kind)!;
    this.note(name, { subtask, checkpoint, reason: String(reason ?? "") });
  }
}
