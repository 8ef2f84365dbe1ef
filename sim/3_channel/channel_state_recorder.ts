// Records what is on its way on one channel at its receiver (Flink's ChannelStatePersister, UC-2). The
// task starts it, at the first barrier that it hears of; this channel's own barrier ends it:
//
//                  start(n)                     barrier n arrives
//     COMPLETED ────────────▶ BARRIER_PENDING ────────────────────▶ BARRIER_RECEIVED
//         │                    every data buffer that arrives is copied        │  ▲
//         └──────── barrier n arrives before the task has started ─────────────┼──┘
//     COMPLETED ◀───────────────────── stop(n), or a newer one ────────────────┘
//
// What waits unread when it starts is copied at once: all of it, or, if the barrier is here already, what
// came before the barrier.

import type { RowRing } from "../element/row_ring.ts";
import { type InFlightRow, inFlightRows } from "./channel_state.ts";

/** What a channel waits for. */
export const RecordingStatus = { COMPLETED: 0, BARRIER_PENDING: 1, BARRIER_RECEIVED: 2 } as const;

const { COMPLETED, BARRIER_PENDING, BARRIER_RECEIVED } = RecordingStatus;

/** The recording of one channel. A part. */
export class ChannelStateRecorder {
  status: number = COMPLETED;
  /** The newest checkpoint that this channel knows of. */
  checkpointId = -1;
  /** The newest barrier that has arrived, and the row before which everything came before it. */
  barrierId = -1;
  barrierRow = 0;
  /** What is recorded, and for which checkpoint. */
  recordedId = -1;
  rows: InFlightRow[] = [];

  /** A barrier has arrived; it may still stand in the queue. */
  receiveBarrier(checkpointId: number, row: number): void {
    const isOver = this.status === COMPLETED && checkpointId === this.checkpointId;
    if (isOver || checkpointId < this.checkpointId) return;
    this.status = BARRIER_RECEIVED;
    this.checkpointId = this.barrierId = checkpointId;
    this.barrierRow = row;
  }

  /** A data buffer has arrived: rows of the queue, by their absolute indexes. */
  receiveData(queue: RowRing, start: number, end: number): void {
    if (this.status !== BARRIER_PENDING) return;
    this.rows.push(...inFlightRows(queue, start, end));
  }

  /**
   * The task takes its snapshot now, and has read everything before the head of the queue. False when
   * the barrier of a newer checkpoint has arrived: then nobody knows any more what came before this
   * one's, and the checkpoint has to be given up (UC-6).
   */
  start(checkpointId: number, queue: RowRing, end: number): boolean {
    if (checkpointId < this.checkpointId) return false;
    if (checkpointId > this.checkpointId) {
      this.status = BARRIER_PENDING;
      this.checkpointId = checkpointId;
    }
    const isHere = this.barrierId === checkpointId;
    this.recordedId = checkpointId;
    this.rows = [...inFlightRows(queue, queue.head, isHere ? this.barrierRow : end)];
    return true;
  }

  /** What is recorded of a checkpoint so far. */
  recorded(checkpointId: number): readonly InFlightRow[] {
    return this.recordedId === checkpointId ? [...this.rows] : [];
  }

  /** All barriers of the checkpoint are in, or it was given up: what is recorded is forgotten. */
  stop(checkpointId: number): void {
    if (this.recordedId <= checkpointId) {
      this.recordedId = -1;
      this.rows = [];
    }
    if (checkpointId < this.checkpointId) return;
    this.status = COMPLETED;
    this.checkpointId = checkpointId;
  }
}
