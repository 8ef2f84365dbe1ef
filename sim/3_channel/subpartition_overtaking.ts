// Barriers that overtake at the sender (Flink's PipelinedSubpartition.processPriorityBuffer and
// alignedBarrierTimeout): to the front of everything that has not been sent, behind earlier ones only.
//
//   before   r r r │ r r │ ▌n▐ │ r            after   ▌n▐ │ r r r │ r r │ r
//            └── overtaken ─┘                               output channel state

import { barrierIn, barrierRow } from "../element/checkpoint_barrier.ts";
import { asUnaligned, isTimeoutable } from "../element/checkpoint_options.ts";
import { ElementKind } from "../element/element.ts";
import { Row } from "../element/row.ts";
import { type InFlightRow, inFlightRows } from "./channel_state.ts";
import type { Subpartition } from "./subpartition.ts";

/** Puts a barrier in front, and gives back what it has overtaken (UC-1, UC-2). */
export function overtake(subpartition: Subpartition, barrier: Row): readonly InFlightRow[] {
  const { rows, finished } = subpartition;
  subpartition.addEvent(barrier);
  return moveToFront(subpartition, finished.size - 1, rows.tail - 1);
}

/**
 * The time of an aligned barrier is over while it waits to be sent: from now on it overtakes (UC-12).
 * Gives back what that was, or null when it does not wait here any more.
 */
export function timeOut(
  subpartition: Subpartition,
  checkpointId: number,
): readonly InFlightRow[] | null {
  const place = waitingBarrier(subpartition, checkpointId);
  if (place < 0) return null;
  const { rows, finished } = subpartition;
  const index = rowOf(finished.at(place)), row = new Row();
  rows.read(index, row);
  const barrier = barrierIn(row);
  rows.replace(index, barrierRow({ ...barrier, options: asUnaligned(barrier.options) }));
  return moveToFront(subpartition, place, index);
}

/** The place of an aligned barrier with a timeout among the finished buffers, or −1. */
export function waitingBarrier(
  { rows, finished, overtakingCount }: Subpartition,
  checkpointId: number,
): number {
  const row = new Row();
  for (let place = overtakingCount; place < finished.size; place++) {
    const mark = finished.at(place);
    if (mark % 2 === 0) continue;
    rows.read(rowOf(mark), row);
    if (row.kind !== ElementKind.CHECKPOINT_BARRIER || row.timestamp !== checkpointId) continue;
    if (isTimeoutable(barrierIn(row).options)) return place;
  }
  return -1;
}

function moveToFront(
  subpartition: Subpartition,
  place: number,
  index: number,
): readonly InFlightRow[] {
  const { rows, finished, overtakingCount } = subpartition;
  const front = rows.head + overtakingCount; // whatever overtakes is one row
  const overtaken = inFlightRows(rows, front, index);
  rows.overtake(index, front);
  finished.removeAt(place);
  for (let i = overtakingCount; i < place; i++) finished.set(i, finished.at(i) + 2);
  finished.insert(overtakingCount, (front + 1) * 2 + 1);
  subpartition.overtakingCount++;
  return overtaken;
}

/** The row of an event, by the mark of its end. */
function rowOf(mark: number): number {
  return Math.floor(mark / 2) - 1;
}
