import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import type { ChannelRows } from "./channel_state.ts";
import { broadcast } from "../2_partitioner/broadcast.ts";
import { rescale } from "../2_partitioner/rescale.ts";
import { barrierIn } from "../element/checkpoint_barrier.ts";
import {
  ALIGNED,
  alignedWithTimeout,
  type CheckpointOptions,
  UNALIGNED,
} from "../element/checkpoint_options.ts";
import { ElementKind } from "../element/element.ts";
import { Row } from "../element/row.ts";
import { emit, rowOf, sender } from "./sender_for_tests.ts";
import { OVERTAKING } from "./subpartition.ts";

type Sender = ReturnType<typeof sender>;

const TIMED = alignedWithTimeout(100);

const send = (to: Sender, checkpointId: number, options: CheckpointOptions) =>
  to.partition.sendBarrier({ checkpointId, triggeredAt: 0, options }, to.context);

const valuesOf = (channels: readonly ChannelRows[]) =>
  channels.map(({ rows }) => rows.map(({ value }) => value));

/** What waits to be sent: values, barriers as their ids, each buffer apart. */
function waiting({ partition }: Sender, index = 0): unknown[][] {
  const { rows, finished } = partition.subpartitions[index];
  const row = new Row(), buffers: unknown[][] = [];
  for (let place = 0, at = rows.head; place < finished.size; place++) {
    const end = Math.floor(finished.at(place) / 2), buffer: unknown[] = [];
    for (; at < end; at++) {
      rows.read(at, row);
      buffer.push(row.kind === ElementKind.RECORD ? row.value : `|${row.timestamp}|`);
    }
    buffers.push(buffer);
  }
  return buffers;
}

/** Gives one credit back. */
function giveCredit({ partition, context }: Sender): void {
  const [subpartition] = partition.subpartitions;
  subpartition.returns.push(context.now);
  partition.takeReturn(subpartition, context);
}

Deno.test("UC-1 a barrier overtakes everything that has not been sent, the open buffer too", () => {
  const to = sender();
  emit(to, 1, 2, 3, 4, 5, 6, 7);
  deepStrictEqual(waiting(to), [[5, 6]], "1 to 4 had credit, 7 is in the open buffer");
  deepStrictEqual(valuesOf(send(to, 1, UNALIGNED)), [[5, 6, 7]]);
  deepStrictEqual(to.context.delivered.at(-1), {
    channel: 0,
    count: 1,
    backlog: OVERTAKING,
    at: 1000,
  });
  deepStrictEqual(waiting(to), [[5, 6], [7]]);
  giveCredit(to);
  giveCredit(to);
  deepStrictEqual(waiting(to), []);
  ok(!to.partition.subpartitions[0].isStopped, "nothing stops behind a barrier that overtakes");
});

Deno.test("UC-2 every channel has a state of its own, and one with nothing waiting has none", () => {
  const to = sender({ channelCount: 2 });
  emit(to, "b1", "a1", "b2", "a2", "b3", "a3", "b4");
  const states = send(to, 1, UNALIGNED);
  deepStrictEqual(states.map(({ channel }) => channel), [0, 1]);
  deepStrictEqual(valuesOf(states), [["a3"], []], "full buffers were sent");
  emit(to, "a4");
  deepStrictEqual(valuesOf(send(to, 2, UNALIGNED)), [["a4"], []], "a3 has left behind barrier 1");
});

Deno.test("ORD-8 a barrier that overtakes stays behind an earlier one, and behind one that stops", () => {
  const to = sender();
  send(to, 1, ALIGNED);
  emit(to, 1, 2, 3);
  deepStrictEqual(valuesOf(send(to, 2, UNALIGNED)), [[1, 2, 3]]);
  emit(to, 4);
  deepStrictEqual(valuesOf(send(to, 3, UNALIGNED)), [[1, 2, 3, 4]]);
  deepStrictEqual(waiting(to), [["|2|"], ["|3|"], [1, 2], [3], [4]]);
  to.partition.resume(to.partition.subpartitions[0], to.context);
  deepStrictEqual(to.context.delivered.map(({ backlog }) => backlog), [-1, -2, -2, 2, 1]);
});

Deno.test("UC-2 events that wait are no part of channel state", () => {
  const to = sender();
  emit(to, 1, 2, 3, 4, 5);
  to.partition.broadcast(rowOf(ElementKind.WATERMARK, undefined), to.context);
  send(to, 1, TIMED);
  to.partition.broadcast(rowOf(ElementKind.END_OF_DATA), to.context);
  const [{ rows }] = send(to, 2, UNALIGNED);
  deepStrictEqual(rows.map(({ kind }) => kind), [ElementKind.RECORD, ElementKind.WATERMARK]);
});

Deno.test("UC-12 an aligned barrier that still waits when its time is over overtakes what is before it", () => {
  const to = sender();
  emit(to, 1, 2, 3, 4, 5, 6, 7);
  deepStrictEqual(send(to, 1, TIMED), []);
  emit(to, 8, 9);
  deepStrictEqual(waiting(to), [[5, 6], [7], ["|1|"], [8, 9]]);
  ok(to.partition.holdsBarrier(1) && !to.partition.holdsBarrier(2));
  deepStrictEqual(valuesOf(to.partition.timeOutBarrier(1, to.context)), [[5, 6, 7]]);
  deepStrictEqual(waiting(to), [[5, 6], [7], [8, 9]]);
  ok(!to.partition.holdsBarrier(1));
  deepStrictEqual(to.partition.timeOutBarrier(1, to.context), [], "it is on its way");
  const { wire } = to.inputs[0].overtaking!, barrier = new Row();
  wire.shift(barrier);
  deepStrictEqual(barrierIn(barrier).options, UNALIGNED);
});

Deno.test("UC-12 a barrier that was sent in time, or is of another checkpoint, is left alone", () => {
  const to = sender();
  emit(to, 1);
  send(to, 1, TIMED);
  emit(to, 2, 3);
  send(to, 2, ALIGNED);
  send(to, 3, TIMED);
  for (const id of [1, 2]) deepStrictEqual(to.partition.timeOutBarrier(id, to.context), []);
  deepStrictEqual(valuesOf(to.partition.timeOutBarrier(3, to.context)), [[2, 3]]);
  deepStrictEqual(waiting(to), [["|3|"], [2, 3], ["|2|"]]);
});

Deno.test("NET-6 overtaking changes nothing about who may write, nor what comes back", () => {
  const to = sender(), [subpartition] = to.partition.subpartitions;
  emit(to, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  ok(!to.partition.isAvailable());
  const { usedCount, fullCount } = to.partition, { backlog, numBuffersOut } = subpartition;
  send(to, 1, UNALIGNED);
  deepStrictEqual([to.partition.usedCount, to.partition.fullCount], [usedCount, fullCount]);
  deepStrictEqual([subpartition.backlog, subpartition.numBuffersOut], [backlog, numBuffersOut + 1]);
  giveCredit(to);
  ok(to.partition.isAvailable());
  for (let i = 0; i < 2; i++) giveCredit(to);
  deepStrictEqual([to.partition.usedCount, subpartition.backlog], [0, 0]);
});

Deno.test("UC-7 on a pointwise or broadcast edge the barrier stays where it is, and its time never ends", () => {
  for (const spec of [rescale(), broadcast()]) {
    for (const options of [UNALIGNED, TIMED]) {
      const to = sender({ spec });
      for (let i = 0; i < 5; i++) to.partition.broadcast(rowOf(ElementKind.RECORD, i), to.context);
      deepStrictEqual(send(to, 1, options), []);
      deepStrictEqual(waiting(to), [[4], ["|1|"]]);
      deepStrictEqual(to.partition.timeOutBarrier(1, to.context), []);
      const { rows } = to.partition.subpartitions[0], barrier = new Row();
      rows.read(rows.tail - 1, barrier);
      strictEqual(barrierIn(barrier).options.alignment, "forcedAligned");
    }
  }
});

Deno.test("UC-8 output channel state is sent first, each row on its own channel", () => {
  const before = sender({ channelCount: 2 });
  emit(before, "b1", "a1", "b2", "a2", "b3", "a3", "b4", "a4", "b5", "a5");
  const states = send(before, 1, UNALIGNED);
  const to = sender({ channelCount: 2 });
  for (const state of states) to.partition.recover(state, to.context);
  emit(to, "b9", "a9", "b10", "a10");
  const arrived = to.inputs.map(({ rows }) => {
    const row = new Row(), values: unknown[] = [];
    while (rows.tail > rows.head) {
      rows.shift(row);
      values.push(row.value);
    }
    return values;
  });
  deepStrictEqual(arrived, [["a5", "a9", "a10"], ["b5", "b9", "b10"]]);
  strictEqual(to.partition.usedCount, 0);
});
