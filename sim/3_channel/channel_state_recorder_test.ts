import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { copy } from "../clock/copy.ts";
import { ElementKind } from "../element/element.ts";
import { Row } from "../element/row.ts";
import { RowRing } from "../element/row_ring.ts";
import { ChannelStateRecorder, RecordingStatus } from "./channel_state_recorder.ts";
import { rowOf } from "./sender_for_tests.ts";

const { COMPLETED, BARRIER_PENDING, BARRIER_RECEIVED } = RecordingStatus;

/** A channel on which each record is a buffer, and the recording of it. */
class Channel {
  readonly queue = new RowRing();
  readonly recorder = new ChannelStateRecorder();

  /** `1` arrives; `|2|` a barrier arrives; `take` reads one; `start 2`, `stop 2`. */
  play(...events: string[]): this {
    for (const event of events) {
      const number = Number(event.replaceAll(/[^\d]/g, ""));
      if (event.startsWith("start")) {
        strictEqual(this.recorder.start(number, this.queue, this.queue.tail), true, event);
      } else if (event.startsWith("stop")) this.recorder.stop(number);
      else if (event === "take") this.queue.shift(new Row());
      else if (event.startsWith("|")) this.recorder.receiveBarrier(number, this.queue.tail);
      else this.arrive(number);
    }
    return this;
  }

  recorded(checkpointId: number): unknown[] {
    return this.recorder.recorded(checkpointId).map(({ value }) => value);
  }

  private arrive(value: number): void {
    const start = this.queue.tail;
    this.queue.push(rowOf(ElementKind.RECORD, value));
    this.recorder.receiveData(this.queue, start, this.queue.tail);
  }
}

const STATES = {
  nothing: ["1", "2", "take"],
  "waiting for 5": ["1", "2", "take", "start 5"],
  "5 is here": ["1", "2", "take", "|5|", "3"],
  "5 came": ["1", "2", "take", "start 5", "3", "|5|", "4"],
} as const;

// state × event → its state, the newest checkpoint that it knows, and what is recorded of it
const TABLE = [
  ["nothing", "9", COMPLETED, -1, []],
  ["nothing", "start 5", BARRIER_PENDING, 5, [2]],
  ["nothing", "|5|", BARRIER_RECEIVED, 5, []],
  ["nothing", "stop 5", COMPLETED, 5, []],
  ["waiting for 5", "9", BARRIER_PENDING, 5, [2, 9]],
  ["waiting for 5", "take", BARRIER_PENDING, 5, [2]],
  ["waiting for 5", "|4|", BARRIER_PENDING, 5, [2]],
  ["waiting for 5", "|5|", BARRIER_RECEIVED, 5, [2]],
  ["waiting for 5", "|6|", BARRIER_RECEIVED, 6, []],
  ["waiting for 5", "start 6", BARRIER_PENDING, 6, [2]],
  ["waiting for 5", "stop 4", BARRIER_PENDING, 5, [2]],
  ["waiting for 5", "stop 5", COMPLETED, 5, []],
  ["waiting for 5", "stop 6", COMPLETED, 6, []],
  ["5 is here", "9", BARRIER_RECEIVED, 5, []],
  ["5 is here", "start 5", BARRIER_RECEIVED, 5, [2]],
  ["5 is here", "start 6", BARRIER_PENDING, 6, [2, 3]],
  ["5 is here", "|6|", BARRIER_RECEIVED, 6, []],
  ["5 is here", "stop 5", COMPLETED, 5, []],
  ["5 came", "9", BARRIER_RECEIVED, 5, [2, 3]],
  ["5 came", "|6|", BARRIER_RECEIVED, 6, []],
  ["5 came", "start 6", BARRIER_PENDING, 6, [2, 3, 4]],
  ["5 came", "stop 4", BARRIER_RECEIVED, 5, [2, 3]],
  ["5 came", "stop 5", COMPLETED, 5, []],
] as const;

for (const [state, event, status, checkpointId, recorded] of TABLE) {
  Deno.test(`UC-2 ChannelStateRecorder, ${state}, ${event}: ${status} of ${checkpointId}`, () => {
    const channel = new Channel().play(...STATES[state], event);
    const { recorder } = channel;
    deepStrictEqual([recorder.status, recorder.checkpointId], [status, checkpointId]);
    deepStrictEqual(channel.recorded(checkpointId), recorded);
  });
}

Deno.test("UC-6 ChannelStateRecorder cannot begin for a checkpoint whose successor's barrier is here", () => {
  const { recorder, queue } = new Channel().play("1", "|6|");
  strictEqual(recorder.start(5, queue, queue.tail), false);
  strictEqual(recorder.start(6, queue, queue.tail), true);
});

Deno.test("AL-4 ChannelStateRecorder knows a barrier that comes after its checkpoint was given up", () => {
  const channel = new Channel().play("start 5", "1", "stop 5", "|5|", "2");
  strictEqual(channel.recorder.status, COMPLETED);
  channel.play("start 6");
  deepStrictEqual(channel.recorded(6), [1, 2]);
});

Deno.test("ChannelStateRecorder is a part: its copy records on alone", () => {
  const channel = new Channel().play("1", "start 5");
  const twin = copy(channel.recorder);
  channel.play("2");
  twin.stop(5);
  deepStrictEqual(channel.recorded(5), [1, 2]);
  deepStrictEqual(twin.recorded(5), []);
});
