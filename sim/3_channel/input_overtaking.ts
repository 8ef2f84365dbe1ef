// What a channel needs at its receiver where barriers may overtake (Flink's priority events of a
// RemoteInputChannel, ORD-8): events that are read before all data have a queue of their own, and what
// they overtake is recorded.
//
//   arrived   ▌n▐              before everything
//   rows      r r r │ r r │ …  what the barrier has overtaken, and what came behind it
//
// An aligned barrier with a timeout stays where it is, but an announcement of it goes to the front: so the
// task hears of it, and may fetch it when the timeout is over.

import type { InputChannel } from "./input_channel.ts";
import { barrierIn, barrierRow } from "../element/checkpoint_barrier.ts";
import { isTimeoutable } from "../element/checkpoint_options.ts";
import { ElementKind } from "../element/element.ts";
import { Row } from "../element/row.ts";
import { RowRing } from "../element/row_ring.ts";
import { ChannelStateRecorder } from "./channel_state_recorder.ts";
import { OVERTAKING } from "./subpartition.ts";

const { CHECKPOINT_BARRIER, EVENT_ANNOUNCEMENT } = ElementKind;

/** Events that overtake, and the recording of what they overtook. A part. */
export class InputOvertaking {
  /** On the wire, and arrived. */
  wire: RowRing = new RowRing();
  arrived: RowRing = new RowRing();
  recorder: ChannelStateRecorder = new ChannelStateRecorder();
  /**
   * Barriers with a timeout are announced. Flink announces none on local channels: their queue is the
   * sender's, whose own timer turns the barrier (UC-12). Our local channels have a queue here.
   */
  announces = true;
}

/**
 * Takes note of what has just arrived, by the backlog that came with it. True when that put something
 * into the queue that is read first.
 */
export function noteArrival(channel: InputChannel, backlog: number): boolean {
  if (backlog === OVERTAKING) return noteOvertaking(channel);
  if (backlog < 0) return noteEvent(channel);
  const { arrivedEnds, readingEnd, rows, overtaking } = channel;
  const before = arrivedEnds.size > 1
    ? Math.floor(arrivedEnds.at(arrivedEnds.size - 2) / 2)
    : Math.max(readingEnd, rows.head);
  overtaking!.recorder.receiveData(rows, before, channel.arrivedRow);
  return false;
}

/** It is in front of everything that has arrived. */
function noteOvertaking(channel: InputChannel): boolean {
  const { wire, arrived, recorder } = channel.overtaking!;
  const row = new Row();
  wire.read(wire.head, row);
  arrived.append(wire, 1);
  if (row.kind === CHECKPOINT_BARRIER) {
    recorder.receiveBarrier(row.timestamp, channel.arrivedRow);
  }
  return true;
}

/** It stands in the queue; a barrier whose time may run out is announced. */
function noteEvent(channel: InputChannel): boolean {
  const { arrived, recorder, announces } = channel.overtaking!;
  const index = channel.arrivedRow - 1, row = new Row();
  channel.rows.read(index, row);
  if (row.kind !== CHECKPOINT_BARRIER) return false;
  recorder.receiveBarrier(row.timestamp, index);
  const barrier = barrierIn(row);
  if (!announces || !isTimeoutable(barrier.options)) return false;
  arrived.push(barrierRow(barrier, EVENT_ANNOUNCEMENT));
  return true;
}

/**
 * Moves a barrier that waits among the data to the front; only its place changes, it is as aligned as
 * before (Flink's convertToPriorityEvent). False when it does not wait here.
 */
export function prioritize(channel: InputChannel, checkpointId: number): boolean {
  const { rows, arrivedEnds, arrivedFloating, overtaking } = channel;
  const { arrived, recorder } = overtaking!;
  const place = findBarrier(channel, checkpointId);
  if (place < 0) return false;
  const index = Math.floor(arrivedEnds.removeAt(place) / 2) - 1;
  arrivedFloating.removeAt(place);
  rows.overtake(index, rows.head);
  arrived.append(rows, 1);
  // what it has passed stands one row further back
  for (let i = 0; i < place; i++) arrivedEnds.set(i, arrivedEnds.at(i) + 2);
  channel.readingEnd++;
  if (recorder.barrierId === checkpointId) recorder.barrierRow = index + 1;
  return true;
}

/** The place of a barrier among the buffers that have arrived, or −1. */
function findBarrier({ rows, arrivedEnds }: InputChannel, checkpointId: number): number {
  const row = new Row();
  for (let place = 0; place < arrivedEnds.size; place++) {
    const mark = arrivedEnds.at(place);
    if (mark % 2 === 0) continue;
    rows.read(Math.floor(mark / 2) - 1, row);
    if (row.kind === CHECKPOINT_BARRIER && row.timestamp === checkpointId) return place;
  }
  return -1;
}
