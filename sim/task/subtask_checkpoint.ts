// What a checkpoint does inside one task (Flink's SubtaskCheckpointCoordinatorImpl, SN-1), as steps that
// are apart, so that a failure can fall between any two:
//
//   begin:  operators flush ─▶ barrier to everybody ─▶ the task stands still ── synchronous part ──┐
//   finish: ◀── the copy is taken, the task works on ──────────────────────────────────────────────┘
//   upload: ── asynchronous part ──▶ in storage ─▶ acknowledged at the coordinator
//
// Where barriers overtake, what is on its way is part of the copy, and is not known before the last barrier
// is in: the upload waits for it (subtask_channel_state.ts).

import type { Micros } from "../clock/time.ts";
import { type ChannelState, NOTHING_IN_FLIGHT } from "../3_channel/channel_state.ts";
import { assert } from "../clock/assert.ts";
import type { CheckpointBarrier } from "../element/checkpoint_barrier.ts";
import { asSupported } from "../element/checkpoint_options.ts";
import { copy } from "../clock/copy.ts";
import { NEVER } from "../clock/agenda.ts";
import { NO_KEY, NO_ORIGIN } from "../element/element.ts";
import { Fact } from "../trace/fact.ts";
import type { StreamTask } from "./stream_task.ts";
import type { SubtaskContext } from "./subtask_context.ts";
import { failTask } from "./stop_task.ts";
import { SubtaskChannelState } from "./subtask_channel_state.ts";
import {
  countEntries,
  type OperatorSnapshot,
  SubtaskSnapshot,
  type SubtaskState,
} from "./subtask_snapshot.ts";
import { CoordinatorMessage } from "./task_message.ts";

/** Aborted checkpoints whose barriers have not come that a task remembers, as Flink does. */
const ABORTED_COUNT_MAX = 128;

/** A copy on its way to storage. A part. */
export class Upload {
  checkpointId = 0;
  /** NEVER until what is on its way is known. */
  doneAt: Micros = 0;
  /** When the state of the operators is in storage. */
  storedAt: Micros = 0;
  snapshot: SubtaskSnapshot = new SubtaskSnapshot();
}

/** The checkpoints of one task. A part. */
export class SubtaskCheckpoint {
  /** The last checkpoint that was begun or skipped (SN-1). */
  lastId = 0;
  /** The one in its synchronous part, while the task stands still; 0 when none is. */
  syncId = 0;
  /** Given up before their barrier came. */
  abortedIds: number[] = [];
  uploads: Upload[] = [];
  channelState: SubtaskChannelState = new SubtaskChannelState();
  /** The first checkpoint after the end of data that ends the task (EOI-3); 0 before. */
  finalId = 0;
  /** That one is complete. */
  isFinalComplete = false;

  /** When the next copy is in storage. */
  get nextUpload(): Micros {
    return this.uploads.length === 0 ? NEVER : this.uploads[0].doneAt;
  }

  /**
   * All barriers are there, or one that overtakes, or the coordinator has told a source: from here on
   * nothing may slip in.
   */
  begin(barrier: CheckpointBarrier, task: StreamTask, context: SubtaskContext): void {
    const { checkpointId } = barrier;
    if (checkpointId <= this.lastId) return;
    this.lastId = checkpointId;
    if (this.forgetAborted(checkpointId)) return context.broadcastCancel(checkpointId);
    // where checkpoints overlap there would always be one more to wait for (EOI-3)
    if (this.isFinalComplete) {
      return this.turnDown(checkpointId, "CHECKPOINT_DECLINED_TASK_CLOSING", context);
    }
    if (context.engine.strikes?.hits("decline", context.id)) {
      return this.turnDown(checkpointId, "CHECKPOINT_DECLINED", context);
    }
    const { operators } = task.chain;
    operators.forEach((operator, i) => {
      operator.prepareSnapshotPreBarrier(checkpointId, context.chain[i].enter());
    });
    // behind this task barriers may overtake again, though they could not before it (UC-7)
    const options = asSupported(barrier.options);
    this.channelState.sendBarrier({ ...barrier, options }, task, context);
    context.announce(Fact.barrierEmitted, -1, NO_KEY, NO_ORIGIN, checkpointId, 0);
    context.announce(Fact.snapshotStarted, -1, NO_KEY, NO_ORIGIN, checkpointId, 0);
    this.syncId = checkpointId;
    const { snapshotTime, snapshotTimePerEntry } = context.engine.config;
    task.standStill(snapshotTime + snapshotTimePerEntry * entriesOf(task), context);
  }

  /** The end of the synchronous part: the copy is taken. */
  finishSync(task: StreamTask, context: SubtaskContext): void {
    const checkpointId = this.syncId;
    this.syncId = 0;
    if (context.engine.strikes?.hits("snapshot", context.id)) {
      // an exception in the synchronous part always fails the task (CP-14)
      return failTask(
        `snapshotState of checkpoint ${checkpointId} was made to fail`,
        task,
        context,
      );
    }
    const snapshot = takeSnapshot(checkpointId, task, context);
    const { entryCount } = snapshot.spec;
    context.announce(Fact.snapshotTaken, -1, entryCount, NO_ORIGIN, checkpointId, 0);
    this.upload(checkpointId, snapshot, context);
  }

  /** The action UPLOAD: copies that are in storage by now are acknowledged. */
  onUploaded(context: SubtaskContext): void {
    while (this.nextUpload <= context.now) {
      const { checkpointId, snapshot } = this.uploads.shift()!;
      const isStruck = context.engine.strikes?.hits("upload", context.id);
      if (isStruck || context.engine.storage.isFailing(context.now)) {
        const reason = "CHECKPOINT_ASYNC_EXCEPTION";
        context.announce(Fact.snapshotFailed, -1, NO_KEY, NO_ORIGIN, checkpointId, 0, reason);
        this.decline(checkpointId, reason, context);
        continue;
      }
      context.announce(Fact.stateUploaded, -1, NO_KEY, NO_ORIGIN, checkpointId, 0);
      context.tellCoordinator(CoordinatorMessage.ACKNOWLEDGE, {
        number: checkpointId,
        value: snapshot,
      });
    }
    context.schedule(context.lanes.upload[context.id], this.nextUpload);
  }

  /** The coordinator has given a checkpoint up: what is under way for it is dropped (CP-11). */
  onAborted(checkpointId: number, context: SubtaskContext): void {
    this.abandon(checkpointId, context);
    if (checkpointId <= this.lastId) return;
    this.abortedIds.push(checkpointId);
    if (this.abortedIds.length > ABORTED_COUNT_MAX) this.abortedIds.shift();
  }

  /** What is under way for a checkpoint is of no use any more. */
  abandon(checkpointId: number, context: SubtaskContext): void {
    this.channelState.abort(checkpointId, context);
    this.uploads = this.uploads.filter((upload) => upload.checkpointId !== checkpointId);
    context.schedule(context.lanes.upload[context.id], this.nextUpload);
  }

  /** Some of what is on its way is known now: if all is, the copy can be acknowledged (UC-5). */
  settle(checkpointId: number, context: SubtaskContext): void {
    const index = this.uploads.findIndex((upload) => upload.checkpointId === checkpointId);
    if (index < 0 || !this.channelState.isSettled(checkpointId)) return;
    const [upload] = this.uploads.splice(index, 1);
    this.complete(upload, context);
  }

  /** A buffer was sent, and perhaps a barrier with it that might have overtaken. */
  onSent(task: StreamTask, context: SubtaskContext): void {
    if (!this.channelState.hasSentBarrier(task, context)) return;
    this.settle(this.channelState.writer.checkpointId, context);
  }

  /** The time of barriers that wait at the outputs may be over (UC-12). */
  runTimeout(task: StreamTask, context: SubtaskContext): void {
    if (this.channelState.timerAt > context.now) return;
    this.channelState.timeOutBarriers(task, context);
    this.settle(this.channelState.writer.checkpointId, context);
  }

  /** This task does not take part, so nobody behind it can (AL-8). */
  private turnDown(checkpointId: number, reason: string, context: SubtaskContext): void {
    context.broadcastCancel(checkpointId);
    this.decline(checkpointId, reason, context);
  }

  /** This task does not take part. */
  decline(checkpointId: number, reason: string, context: SubtaskContext): void {
    context.tellCoordinator(CoordinatorMessage.DECLINE, { number: checkpointId, value: reason });
  }

  private upload(checkpointId: number, snapshot: SubtaskSnapshot, context: SubtaskContext): void {
    const upload = new Upload();
    upload.checkpointId = checkpointId;
    upload.snapshot = snapshot;
    upload.storedAt = context.now + context.engine.storage.timeFor(snapshot.spec.entryCount);
    upload.doneAt = NEVER;
    if (this.channelState.isSettled(checkpointId)) this.complete(upload, context);
    else this.uploads.push(upload);
  }

  /** The copy is all there. What was on its way is written at once, beside the rest. */
  private complete(upload: Upload, context: SubtaskContext): void {
    const { writer } = this.channelState, { storage } = context.engine;
    upload.doneAt = upload.storedAt;
    if (writer.checkpointId === upload.checkpointId) {
      const state = writer.take();
      upload.snapshot = withInFlight(upload.snapshot, state);
      const channelsAt = context.now + storage.timeFor(state.rowCount);
      if (state.rowCount > 0) upload.doneAt = Math.max(upload.storedAt, channelsAt);
    }
    let place = this.uploads.length;
    while (place > 0 && this.uploads[place - 1].doneAt > upload.doneAt) place--;
    this.uploads.splice(place, 0, upload);
    context.schedule(context.lanes.upload[context.id], this.nextUpload);
  }

  private forgetAborted(checkpointId: number): boolean {
    const isAborted = this.abortedIds.includes(checkpointId);
    this.abortedIds = this.abortedIds.filter((id) => id > checkpointId);
    return isAborted;
  }
}

/** The same snapshot, with what was on its way. */
function withInFlight({ spec }: SubtaskSnapshot, state: ChannelState): SubtaskSnapshot {
  const entryCount = spec.entryCount + state.rowCount;
  return Object.assign(new SubtaskSnapshot(), {
    spec: Object.freeze({ ...spec, entryCount, inFlight: state.spec }),
  });
}

function entriesOf({ chain }: StreamTask): number {
  return chain.operators.reduce(
    (sum, operator) =>
      sum + Object.values(operator.keyedParts()).reduce((parts, { size }) => parts + size, 0),
    0,
  );
}

/** A copy of everything that the checkpoint holds of this task, which nobody will ever change. */
function takeSnapshot(
  checkpointId: number,
  task: StreamTask,
  context: SubtaskContext,
): SubtaskSnapshot {
  assert(!task.isBusy, "a task that takes a snapshot stands still");
  const { isFinishedOnRestore: isFinished, stop } = task;
  if (isFinished) return snapshotOf({ operators: Object.freeze([]), entryCount: 0, isFinished });
  const operators = task.chain.operators.map((operator, i): OperatorSnapshot => {
    const keyed = Object.entries(operator.keyedParts()).map(([name, part]) => [name, copy(part)]);
    const lists = operator.snapshotState(checkpointId, context.chain[i].enter());
    return Object.freeze({ uid: operator.spec.uid, keyed: Object.fromEntries(keyed), lists });
  });
  const entryCount = operators.reduce((sum, operator) => sum + countEntries(operator), 0);
  const hasEnded = task.hasEnded && !stop.isSuspended;
  return snapshotOf({ operators: Object.freeze(operators), entryCount, isFinished, hasEnded });
}

function snapshotOf(state: Omit<SubtaskState, "inFlight">): SubtaskSnapshot {
  return Object.assign(new SubtaskSnapshot(), {
    spec: Object.freeze({ ...state, inFlight: NOTHING_IN_FLIGHT }),
  });
}
