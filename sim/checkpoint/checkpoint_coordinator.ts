// Triggers checkpoints, gathers their parts, and declares them complete or given up (Flink's
// CheckpointCoordinator, CP-1 … CP-12, CP-17). A plain part: whatever it does to others goes through the
// port of the call.
//
//   onTimer ─▶ trigger ─▶ tasks …… onAcknowledge ─▶ … the last one ─▶ storeMetadata …… onMetadataStored
//                           │                                              │                  │
//                           └ onDecline, expiry, stop: abort, tell all     └ failed: abort    ├ complete
//                                                                                             └ tell all
//
// Each dotted line is somebody else's time, in which anything may happen.

import type { CoordinatorPort } from "./coordinator_port.ts";
import type { CompletedCheckpoint } from "./completed_checkpoint.ts";
import { NEVER } from "../clock/agenda.ts";
import { assert } from "../clock/assert.ts";
import { type Micros, type Millis, millis } from "../clock/time.ts";
import type { CheckpointFailureReason } from "../element/checkpoint_failure_reason.ts";
import { NO_KEY, NO_ORIGIN } from "../element/element.ts";
import { ExecutionState } from "../element/execution_state.ts";
import { Fact } from "../trace/fact.ts";
import { planCheckpoint } from "./checkpoint_plan.ts";
import { CheckpointStatsTracker } from "./checkpoint_stats_tracker.ts";
import { completeCheckpoint } from "./completed_checkpoint.ts";
import { CompletedCheckpoints } from "./completed_checkpoints.ts";
import { FailureManager } from "./failure_manager.ts";
import { NO_SNAPSHOT, PendingCheckpoint } from "./pending_checkpoint.ts";
import { RequestDecider } from "./request_decider.ts";

/** What the coordinator is told about its job. */
export interface CheckpointCoordinatorSpec {
  readonly subtaskCount: number;
  /** Per subtask: the subtasks that feed it. */
  readonly predecessors: readonly (readonly number[])[];
  /** How often a checkpoint is due; 0 is never (CP-1). */
  readonly interval: Millis;
  /** After this a pending checkpoint is given up (CP-8). */
  readonly timeout: Millis;
  /** The schedule pauses this long after a completed checkpoint (CP-7). */
  readonly minPause: Millis;
  /** Checkpoints that may be pending at once (CP-6). */
  readonly maxConcurrent: number;
  /** Checkpoints that may fail in a row before the job does (CP-12). */
  readonly tolerableFailures: number;
  /** Completed checkpoints that are kept (CP-9). */
  readonly retained: number;
  /** Whether there are checkpoints once tasks have finished (EOI-3, EOI-4). */
  readonly afterTasksFinish: boolean;
  readonly isExactlyOnce: boolean;
}

/** The coordinator of one job. It outlives attempts: ids and completed checkpoints go on. */
export class CheckpointCoordinator {
  spec!: CheckpointCoordinatorSpec;
  /** By subtask: its execution state, and 1 when it has come to the end of its data. */
  states: Uint8Array = new Uint8Array(0);
  hasEnded: Uint8Array = new Uint8Array(0);
  isStarted = false;
  nextId = 1;
  nextTriggerAt: Micros = NEVER;
  lastCompletedAt: Micros = -Infinity;
  drawCount = 0;
  /** By ascending id. */
  pending: PendingCheckpoint[] = [];
  requests: RequestDecider = new RequestDecider();
  completed: CompletedCheckpoints = new CompletedCheckpoints();
  failures: FailureManager = new FailureManager();
  stats: CheckpointStatsTracker = new CheckpointStatsTracker();

  /** Makes room for the job. */
  build(spec: CheckpointCoordinatorSpec): void {
    this.spec = spec;
    this.states = new Uint8Array(spec.subtaskCount).fill(ExecutionState.CREATED);
    this.hasEnded = new Uint8Array(spec.subtaskCount);
  }

  /** From which checkpoint the job would start again. */
  latest(): CompletedCheckpoint | null {
    return this.completed.latest;
  }

  /**
   * The job is RUNNING: the schedule begins, at a moment that is drawn (CP-2). In the plain run, in which
   * every draw is 0, that is one interval from now.
   */
  start(port: CoordinatorPort): void {
    assert(!this.isStarted, "the schedule of checkpoints begins once in each attempt");
    this.isStarted = true;
    if (this.spec.interval > 0) {
      const { baseInterval, spec: { minPause } } = this;
      const earlier = port.draw(this.drawCount++, baseInterval - minPause + 1);
      // what is due at once is due with the next tick
      this.nextTriggerAt = port.now + Math.max(1, millis(baseInterval - earlier));
    }
    this.requestFinal(port);
    this.goOn(port);
  }

  /** The job fails, starts again or ends: nothing stays pending (CP-17). */
  stop(reason: CheckpointFailureReason, port: CoordinatorPort): void {
    this.isStarted = false;
    this.nextTriggerAt = NEVER;
    for (let i = this.requests.requestedCount; i > 0; i--) this.refuse(reason, port);
    this.requests.clear();
    while (this.pending.length > 0) this.abort(this.pending[0], reason, port);
    this.setTimer(port);
  }

  /**
   * The process of the coordinator dies: pending checkpoints are forgotten, and nobody is told. Ids and
   * completed checkpoints are kept by those who make the job manager highly available (F04, F06).
   */
  forget(): void {
    this.isStarted = false;
    this.nextTriggerAt = NEVER;
    this.stats.onForgotten(this.pending.length);
    this.pending = [];
    this.requests.clear();
  }

  /** Somebody asks for a checkpoint: no schedule and no pause hold it up (CP-6). */
  triggerNow(port: CoordinatorPort): void {
    if (this.isStarted) this.request(false, port);
    else this.refuse("CHECKPOINT_COORDINATOR_SUSPEND", port);
    this.goOn(port);
  }

  /** What is due: pending checkpoints that expire (CP-8), and the next one of the schedule (CP-2). */
  onTimer(port: CoordinatorPort): void {
    let isTooMuch = false;
    for (const pending of this.pending.slice()) {
      if (this.expiryOf(pending) > port.now) continue;
      isTooMuch = this.abort(pending, "CHECKPOINT_EXPIRED", port) || isTooMuch;
    }
    while (this.nextTriggerAt <= port.now) {
      this.nextTriggerAt += millis(this.baseInterval);
      this.request(true, port);
    }
    this.goOn(port, isTooMuch);
  }

  /**
   * A subtask has come into another state; what waits for one that is over waits in vain. One that is
   * deployed anew has not come to the end of its data any more.
   */
  onTaskState(subtask: number, state: number, port: CoordinatorPort): void {
    this.states[subtask] = state;
    if (state < ExecutionState.RUNNING) this.hasEnded[subtask] = 0;
    if (state === ExecutionState.FINISHED) {
      this.abortAwaiting(subtask, "CHECKPOINT_DECLINED_TASK_CLOSING", port);
      this.noteEnd(subtask, port);
    } else if (state === ExecutionState.FAILED || state === ExecutionState.CANCELED) {
      this.abortAwaiting(subtask, "TASK_FAILURE", port);
    }
    this.goOn(port);
  }

  /** A subtask has emitted everything; the last one asks for the final checkpoint (EOI-3). */
  onEndOfData(subtask: number, port: CoordinatorPort): void {
    this.noteEnd(subtask, port);
    this.goOn(port);
  }

  /** A subtask has stored its part, or had none (CP-9). What comes too late is discarded (CP-10). */
  onAcknowledge(
    subtask: number,
    checkpointId: number,
    snapshotId: number,
    isFinished: boolean,
    port: CoordinatorPort,
  ): void {
    const pending = this.find(checkpointId);
    const said = pending?.acknowledge(subtask, snapshotId, isFinished, port.now) ?? "unknown";
    if (said !== "accepted" && !this.needs(snapshotId)) port.discard([snapshotId]);
    if (said !== "accepted" || pending === undefined) return;
    this.report(Fact.checkpointAcknowledged, subtask, checkpointId, port);
    if (!pending.isFullyAcknowledged) return;
    pending.isStoring = true;
    this.report(Fact.checkpointFullyAcknowledged, -1, checkpointId, port);
    port.storeMetadata(checkpointId);
    this.setTimer(port);
  }

  /** A subtask cannot or will not take part (CP-11). */
  onDecline(
    subtask: number,
    checkpointId: number,
    reason: CheckpointFailureReason,
    port: CoordinatorPort,
  ): void {
    const pending = this.find(checkpointId);
    if (pending === undefined || pending.isStoring) return;
    this.report(Fact.checkpointDeclined, subtask, checkpointId, port, reason);
    this.goOn(port, this.abort(pending, reason, port));
  }

  /** Storage has written the metadata, or could not: only now is the checkpoint complete (CP-9). */
  onMetadataStored(checkpointId: number, isStored: boolean, port: CoordinatorPort): void {
    const pending = this.find(checkpointId);
    if (pending === undefined) return;
    assert(pending.isStoring, "storage answers only what it was asked");
    if (isStored) this.complete(pending, port);
    const isTooMuch = !isStored && this.abort(pending, "FINALIZE_CHECKPOINT_FAILURE", port);
    this.goOn(port, isTooMuch);
  }

  /** The job was started from the latest checkpoint. */
  onRestored(port: CoordinatorPort): void {
    this.stats.lastCheckpointRestoreTimestamp = port.now;
    this.stats.lastRestoredCheckpointId = this.latest()?.spec.id ?? -1;
  }

  /** The schedule's interval: never shorter than the pause (CP-1). */
  private get baseInterval(): Millis {
    return Math.max(this.spec.interval, this.spec.minPause);
  }

  private request(isPeriodic: boolean, port: CoordinatorPort): void {
    if (!this.requests.add(isPeriodic)) this.refuse("TOO_MANY_CHECKPOINT_REQUESTS", port);
  }

  /** The end of each call: requests that may begin do, unless the job has to fail. */
  private goOn(port: CoordinatorPort, isTooMuch = false): void {
    if (!isTooMuch) this.startRequests(port);
    this.setTimer(port);
    if (isTooMuch) port.failJob(TOO_MANY_FAILURES);
  }

  private startRequests(port: CoordinatorPort): void {
    const { maxConcurrent } = this.spec;
    const minPause = millis(this.spec.minPause);
    for (;;) {
      const { lastCompletedAt, pending: { length: pendingCount } } = this;
      const { now } = port;
      const input = { now, pendingCount, maxConcurrent, lastCompletedAt, minPause };
      const decision = this.requests.next(input);
      if (decision === "none") return;
      if (decision === "tooEarly") {
        this.refuse("MINIMUM_TIME_BETWEEN_CHECKPOINTS", port);
        // the schedule goes on from there (CP-7)
        this.nextTriggerAt = lastCompletedAt + minPause;
        return;
      }
      this.trigger(decision === "periodic", port);
    }
  }

  private trigger(isPeriodic: boolean, port: CoordinatorPort): void {
    const { states, spec: { predecessors, afterTasksFinish, subtaskCount } } = this;
    const plan = planCheckpoint({ states, predecessors, afterTasksFinish });
    if (plan === null) return this.refuse("NOT_ALL_REQUIRED_TASKS_RUNNING", port);
    const id = this.nextId++, triggeredAt = port.now;
    const pending = new PendingCheckpoint();
    pending.begin({ id, triggeredAt, isPeriodic, plan }, subtaskCount);
    this.pending.push(pending);
    this.stats.onTriggered();
    this.report(Fact.checkpointTriggered, -1, id, port);
    for (const subtask of plan.toTrigger) port.triggerTask(subtask, id, triggeredAt);
  }

  /** In this order (CP-9): kept, the oldest dropped, failures forgotten, older ones aborted, all told. */
  private complete(pending: PendingCheckpoint, port: CoordinatorPort): void {
    const { spec: { id, plan } } = pending;
    const { retained, isExactlyOnce } = this.spec;
    this.remove(pending);
    this.lastCompletedAt = port.now;
    const dropped = this.completed.add(
      completeCheckpoint(pending, port.now, isExactlyOnce),
      retained,
    );
    this.stats.onCompleted(pending, port.now, (snapshotId) => port.entriesOf(snapshotId));
    this.report(Fact.checkpointCompleted, -1, id, port);
    for (const old of dropped) {
      this.report(Fact.checkpointSubsumed, -1, old.spec.id, port);
      this.discard(old.snapshots, port);
    }
    this.failures.onCompleted(id);
    for (const older of this.pending.filter(({ spec }) => spec.id < id)) {
      this.abort(older, "CHECKPOINT_SUBSUMED", port);
    }
    for (const subtask of plan.toWaitFor) port.notifyComplete(subtask, id);
  }

  /** Gives a pending checkpoint up and tells everybody; true when the job has to fail. */
  private abort(
    pending: PendingCheckpoint,
    reason: CheckpointFailureReason,
    port: CoordinatorPort,
  ): boolean {
    const { spec: { id, plan } } = pending;
    this.remove(pending);
    this.stats.onAborted(pending, port.now, reason, (snapshotId) => port.entriesOf(snapshotId));
    this.report(Fact.checkpointAborted, -1, id, port, reason);
    this.discard(pending.snapshots, port);
    for (const subtask of plan.toWaitFor) port.notifyAborted(subtask, id);
    return this.failures.onAborted(id, reason, this.spec.tolerableFailures);
  }

  private abortAwaiting(
    subtask: number,
    reason: CheckpointFailureReason,
    port: CoordinatorPort,
  ): void {
    const awaiting = this.pending.filter(({ isAwaited }) => isAwaited[subtask] === 1);
    for (const pending of awaiting) this.abort(pending, reason, port);
  }

  private noteEnd(subtask: number, port: CoordinatorPort): void {
    if (this.hasEnded[subtask] === 1) return;
    this.hasEnded[subtask] = 1;
    this.requestFinal(port);
  }

  /** Asks for the final checkpoint when all data is out and somebody is left to hear of it. */
  private requestFinal(port: CoordinatorPort): void {
    const { isStarted, spec: { interval, afterTasksFinish } } = this;
    if (!isStarted || interval === 0 || !afterTasksFinish) return;
    const isOver = this.hasEnded.every((flag) => flag === 1);
    const isAnybodyLeft = this.states.some((state) => state !== ExecutionState.FINISHED);
    if (isOver && isAnybodyLeft) this.request(false, port);
  }

  private find(checkpointId: number): PendingCheckpoint | undefined {
    return this.pending.find(({ spec }) => spec.id === checkpointId);
  }

  private remove(pending: PendingCheckpoint): void {
    this.pending.splice(this.pending.indexOf(pending), 1);
  }

  /** True when a snapshot belongs to a checkpoint that may still be used; having none needs none. */
  private needs(snapshotId: number): boolean {
    return snapshotId === NO_SNAPSHOT || this.completed.needs(snapshotId) ||
      this.pending.some(({ snapshotIds }) => snapshotIds.includes(snapshotId));
  }

  private discard(snapshotIds: readonly number[], port: CoordinatorPort): void {
    const unused = snapshotIds.filter((id) => !this.needs(id));
    if (unused.length > 0) port.discard(unused);
  }

  private expiryOf({ isStoring, spec: { triggeredAt } }: PendingCheckpoint): Micros {
    return isStoring ? NEVER : triggeredAt + millis(this.spec.timeout);
  }

  private setTimer(port: CoordinatorPort): void {
    port.wakeAt(Math.min(this.nextTriggerAt, ...this.pending.map((one) => this.expiryOf(one))));
  }

  private refuse(reason: CheckpointFailureReason, port: CoordinatorPort): void {
    this.report(Fact.checkpointRefused, -1, 0, port, reason);
  }

  private report(
    kind: number,
    subtask: number,
    checkpointId: number,
    port: CoordinatorPort,
    reason?: CheckpointFailureReason,
  ): void {
    port.report(kind, subtask, NO_KEY, NO_ORIGIN, checkpointId, 0, reason);
  }
}

const TOO_MANY_FAILURES = "more checkpoints have failed in a row than the job tolerates";
