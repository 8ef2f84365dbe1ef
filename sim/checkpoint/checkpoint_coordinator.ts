// Triggers checkpoints, gathers their parts, and declares them complete or given up (Flink's
// CheckpointCoordinator, CP-1 … CP-12, CP-15 … CP-17). A plain part: whatever it does to others goes through the
// port of the call.
//
//   onTimer ─▶ trigger ─▶ tasks …… onAcknowledge ─▶ … the last one ─▶ storeMetadata …… onMetadataStored
//                           │                                              │                  │
//                           └ onDecline, expiry, stop: abort, tell all     └ failed: abort    ├ complete
//                                                                                             └ tell all
//
// Each dotted line is somebody else's time, in which anything may happen.

import type { CheckpointCoordinatorSpec } from "./checkpoint_coordinator_spec.ts";
import type { CoordinatorPort } from "./coordinator_port.ts";
import type { CompletedCheckpoint } from "./completed_checkpoint.ts";
import { NEVER } from "../clock/agenda.ts";
import { assert } from "../clock/assert.ts";
import { type Micros, type Millis, millis } from "../clock/time.ts";
import type { CheckpointFailureReason } from "../element/checkpoint_failure_reason.ts";
import { NO_KEY, NO_ORIGIN } from "../element/element.ts";
import { ExecutionState } from "../element/execution_state.ts";
import { endsJob, type SavepointMode } from "../element/savepoint_mode.ts";
import { Fact } from "../trace/fact.ts";
import { planCheckpoint } from "./checkpoint_plan.ts";
import { CheckpointStatsTracker } from "./checkpoint_stats_tracker.ts";
import { completeCheckpoint } from "./completed_checkpoint.ts";
import { CompletedCheckpoints } from "./completed_checkpoints.ts";
import { FailureManager } from "./failure_manager.ts";
import { NO_SNAPSHOT, PendingCheckpoint } from "./pending_checkpoint.ts";
import { type CheckpointRequest, RequestDecider } from "./request_decider.ts";
import { TaskStates } from "./task_states.ts";
import { dividesUnion } from "./union_guard.ts";

/** The coordinator of one job. It outlives attempts: ids and completed checkpoints go on. */
export class CheckpointCoordinator {
  spec!: CheckpointCoordinatorSpec;
  tasks: TaskStates = new TaskStates();
  isStarted = false;
  nextId = 1;
  nextTriggerAt: Micros = NEVER;
  lastCompletedAt: Micros = -Infinity;
  drawCount = 0;
  /** By ascending id. */
  pending: PendingCheckpoint[] = [];
  requests: RequestDecider = new RequestDecider();
  completed: CompletedCheckpoints = new CompletedCheckpoints();
  /** The job is about to stop with a savepoint: nothing else begins (CP-16). */
  isStopping = false;
  /** The complete savepoint with which the job stops; 0 before. Behind it nothing may run again. */
  stoppedById = 0;
  failures: FailureManager = new FailureManager();
  stats: CheckpointStatsTracker = new CheckpointStatsTracker();

  /** Makes room for the job. */
  build(spec: CheckpointCoordinatorSpec): void {
    this.spec = spec;
    this.tasks.build(spec.subtaskCount);
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
    this.schedule(port);
    this.requestFinal(port);
    this.goOn(port);
  }

  /** The job fails, starts again or ends: nothing stays pending (CP-17). */
  stop(reason: CheckpointFailureReason, port: CoordinatorPort): void {
    this.isStarted = this.isStopping = false;
    this.suspend(reason, port);
    this.setTimer(port);
  }

  /**
   * The process of the coordinator dies: pending checkpoints are forgotten, and nobody is told. Ids and
   * completed checkpoints are kept by those who make the job manager highly available (F04, F06).
   */
  forget(): void {
    this.isStarted = this.isStopping = false;
    this.nextTriggerAt = NEVER;
    this.stats.onForgotten(this.pending.length);
    [this.pending, this.failures] = [[], new FailureManager()];
    this.requests.clear();
  }

  /** Somebody asks for a checkpoint: no schedule and no pause hold it up (CP-6). */
  triggerNow(port: CoordinatorPort): void {
    if (this.accepts(port)) this.request("requested", port);
    this.goOn(port);
  }

  /**
   * Somebody asks for a savepoint. One with which the job stops ends the schedule, and whatever is under
   * way (CP-16).
   */
  requestSavepoint(mode: SavepointMode, port: CoordinatorPort): void {
    this.report(Fact.savepointRequested, -1, 0, port, mode);
    if (this.accepts(port)) {
      this.isStopping = endsJob(mode);
      if (this.isStopping) this.suspend("CHECKPOINT_COORDINATOR_SUSPEND", port);
      this.request(mode, port);
    }
    this.goOn(port);
  }

  /** What is due: pending checkpoints that expire (CP-8), and the next one of the schedule (CP-2). */
  onTimer(port: CoordinatorPort): void {
    let cause: string | null = null;
    for (const pending of this.pending.slice()) {
      if (this.expiryOf(pending) > port.now) continue;
      cause = this.abort(pending, "CHECKPOINT_EXPIRED", port) ?? cause;
    }
    while (this.nextTriggerAt <= port.now) {
      this.nextTriggerAt += millis(this.baseInterval);
      this.request("periodic", port);
    }
    this.goOn(port, cause);
  }

  /** A subtask has come into another state; what waits for one that is over waits in vain. */
  onTaskState(subtask: number, state: number, port: CoordinatorPort): void {
    this.tasks.enter(subtask, state);
    let cause: string | null = null;
    if (state === ExecutionState.FINISHED) {
      cause = this.abortAwaiting(subtask, "CHECKPOINT_DECLINED_TASK_CLOSING", port);
      this.noteEnd(subtask, port);
    } else if (state === ExecutionState.FAILED || state === ExecutionState.CANCELED) {
      this.abortAwaiting(subtask, "TASK_FAILURE", port); // the job fails anyway
    }
    this.goOn(port, cause);
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
    if (dividesUnion(pending, this.spec, port)) {
      return this.goOn(port, this.abort(pending, "CHECKPOINT_DECLINED_TASK_CLOSING", port));
    }
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
    this.goOn(port, this.abort(pending, reason, port, true));
  }

  /** Storage has written the metadata, or could not: only now is the checkpoint complete (CP-9). */
  onMetadataStored(checkpointId: number, isStored: boolean, port: CoordinatorPort): void {
    const pending = this.find(checkpointId);
    if (pending === undefined) return;
    assert(pending.isStoring, "storage answers only what it was asked");
    if (isStored) this.complete(pending, port);
    const cause = isStored ? null : this.abort(pending, "FINALIZE_CHECKPOINT_FAILURE", port);
    this.goOn(port, cause);
  }

  /** The job begins from a savepoint of another one: until its own first checkpoint it starts again there. */
  beginFrom(savepoint: CompletedCheckpoint, port: Pick<CoordinatorPort, "now">): void {
    this.completed.add(savepoint, this.spec.retained);
    this.nextId = savepoint.spec.id + 1;
    this.stats.onRestored(savepoint, port.now);
  }

  /** The job was started from the latest checkpoint. */
  onRestored(port: CoordinatorPort): void {
    this.stats.onRestored(this.latest(), port.now);
  }

  /** The schedule's interval: never shorter than the pause (CP-1). */
  private get baseInterval(): Millis {
    return Math.max(this.spec.interval, this.spec.minPause);
  }

  /** True when requests are taken; else the one at hand is refused. */
  private accepts(port: CoordinatorPort): boolean {
    if (!this.isStarted) this.refuse("CHECKPOINT_COORDINATOR_SUSPEND", port);
    else if (this.isStopping) this.refuse("PERIODIC_SCHEDULER_SHUTDOWN", port);
    return this.isStarted && !this.isStopping;
  }

  private request(asked: CheckpointRequest, port: CoordinatorPort): void {
    if (!this.requests.add(asked)) this.refuse("TOO_MANY_CHECKPOINT_REQUESTS", port);
  }

  /** The first checkpoint of the schedule, at a moment that is drawn. */
  private schedule(port: CoordinatorPort): void {
    if (this.spec.interval === 0) return;
    const { baseInterval, spec: { minPause } } = this;
    const earlier = port.draw(this.drawCount++, baseInterval - minPause + 1);
    // what is due at once is due with the next tick
    this.nextTriggerAt = port.now + Math.max(1, millis(baseInterval - earlier));
  }

  /** Nothing is due, waits or is pending any more. */
  private suspend(reason: CheckpointFailureReason, port: CoordinatorPort): void {
    this.nextTriggerAt = NEVER;
    const { requestedCount, savepoints } = this.requests;
    for (let i = requestedCount + savepoints.length; i > 0; i--) this.refuse(reason, port);
    this.requests.clear();
    while (this.pending.length > 0) this.abort(this.pending[0], reason, port);
  }

  /** The end of each call: requests that may begin do, unless the job has to fail. */
  private goOn(port: CoordinatorPort, cause: string | null = null): void {
    if (cause === null) this.startRequests(port);
    this.setTimer(port);
    if (cause !== null) port.failJob(cause);
  }

  private startRequests(port: CoordinatorPort): void {
    const { maxConcurrent, isUnaligned: savepointsWait = false } = this.spec;
    const minPause = millis(this.spec.minPause);
    for (;;) {
      const { lastCompletedAt, pending: { length: pendingCount } } = this;
      const pause = { lastCompletedAt, minPause };
      const input = { now: port.now, pendingCount, maxConcurrent, ...pause, savepointsWait };
      const decision = this.requests.next(input);
      if (decision === "none") return;
      if (decision === "tooEarly") {
        this.refuse("MINIMUM_TIME_BETWEEN_CHECKPOINTS", port);
        // the schedule goes on from there (CP-7)
        this.nextTriggerAt = lastCompletedAt + minPause;
        return;
      }
      this.trigger(decision, port);
    }
  }

  private trigger(asked: CheckpointRequest, port: CoordinatorPort): void {
    const { tasks: { states }, spec: { predecessors, afterTasksFinish, subtaskCount } } = this;
    const savepoint = asked === "periodic" || asked === "requested" ? null : asked;
    const plan = planCheckpoint({ states, predecessors, afterTasksFinish });
    if (plan === null) {
      if (endsJob(savepoint)) this.resume(port);
      return this.refuse("NOT_ALL_REQUIRED_TASKS_RUNNING", port);
    }
    const id = this.nextId++, triggeredAt = port.now, isPeriodic = asked === "periodic";
    const pending = new PendingCheckpoint();
    pending.begin({ id, triggeredAt, isPeriodic, savepoint, plan }, subtaskCount);
    this.pending.push(pending);
    this.stats.onTriggered();
    this.report(Fact.checkpointTriggered, -1, id, port);
    if (savepoint !== null) this.report(Fact.savepointTriggered, -1, id, port, savepoint);
    for (const subtask of plan.toTrigger) port.triggerTask(subtask, id, triggeredAt, savepoint);
  }

  /**
   * In this order (CP-9): kept, the oldest dropped, failures forgotten, older ones aborted, all told. Of a
   * savepoint nobody is told unless the job ends with it, and it takes no checkpoint's place (CP-15).
   */
  private complete(pending: PendingCheckpoint, port: CoordinatorPort): void {
    const { spec: { id, plan, savepoint } } = pending;
    this.pending.splice(this.pending.indexOf(pending), 1);
    this.lastCompletedAt = port.now;
    this.stats.onCompleted(pending, port.now, (snapshotId) => port.entriesOf(snapshotId));
    const completed = completeCheckpoint(pending, port.now, this.spec.isExactlyOnce);
    if (savepoint === null) this.keep(completed, port);
    else {
      this.completed.addSavepoint(completed);
      this.report(Fact.savepointCompleted, -1, id, port, savepoint);
      if (endsJob(savepoint)) this.stoppedById = id;
    }
    this.failures.onCompleted(id);
    if (savepoint === "take") return;
    const older = this.pending.filter(({ spec }) => spec.id < id && spec.savepoint === null);
    for (const one of older) this.abort(one, "CHECKPOINT_SUBSUMED", port);
    for (const subtask of plan.toWaitFor) port.notifyComplete(subtask, id);
  }

  private keep(completed: CompletedCheckpoint, port: CoordinatorPort): void {
    const dropped = this.completed.add(completed, this.spec.retained);
    this.report(Fact.checkpointCompleted, -1, completed.spec.id, port);
    for (const old of dropped) {
      this.report(Fact.checkpointSubsumed, -1, old.spec.id, port);
      this.discard(old.snapshots, port);
    }
  }

  /** Gives a pending checkpoint up and tells everybody; says why when the job has to fail. */
  private abort(
    pending: PendingCheckpoint,
    reason: CheckpointFailureReason,
    port: CoordinatorPort,
    isOfTask = false,
  ): string | null {
    const { spec: { id, plan, savepoint } } = pending;
    this.pending.splice(this.pending.indexOf(pending), 1);
    this.stats.onAborted(pending, port.now, reason, (snapshotId) => port.entriesOf(snapshotId));
    this.report(Fact.checkpointAborted, -1, id, port, reason);
    this.discard(pending.snapshots, port);
    for (const subtask of plan.toWaitFor) port.notifyAborted(subtask, id);
    if (endsJob(savepoint)) this.resume(port);
    const failure = { spec: pending.spec, reason, isOfTask };
    return this.failures.onAborted(failure, this.spec.tolerableFailures);
  }

  /** The job does not stop after all. */
  private resume(port: CoordinatorPort): void {
    if (!this.isStarted) return;
    this.isStopping = false;
    this.schedule(port);
  }

  private abortAwaiting(
    subtask: number,
    reason: CheckpointFailureReason,
    port: CoordinatorPort,
  ): string | null {
    const awaiting = this.pending.filter(({ isAwaited }) => isAwaited[subtask] === 1);
    return awaiting.reduce<string | null>(
      (cause, pending) => this.abort(pending, reason, port, true) ?? cause,
      null,
    );
  }

  private noteEnd(subtask: number, port: CoordinatorPort): void {
    if (this.tasks.end(subtask)) this.requestFinal(port);
  }

  /** Asks for the final checkpoint when all data is out and somebody is left to hear of it. */
  private requestFinal(port: CoordinatorPort): void {
    const { isStarted, isStopping, spec: { interval, afterTasksFinish } } = this;
    if (!isStarted || isStopping || interval === 0 || !afterTasksFinish) return;
    if (this.tasks.awaitFinal) this.request("requested", port);
  }

  private find(checkpointId: number): PendingCheckpoint | undefined {
    return this.pending.find(({ spec }) => spec.id === checkpointId);
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
    value?: CheckpointFailureReason | SavepointMode,
  ): void {
    port.report(kind, subtask, NO_KEY, NO_ORIGIN, checkpointId, 0, value);
  }
}
