import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import type { ChannelSpec } from "../task/subtask_spec.ts";
import { copy } from "../clock/copy.ts";
import { ContextForTests } from "../3_channel/context_for_tests.ts";
import { InputChannel } from "../3_channel/input_channel.ts";
import { InputOvertaking } from "../3_channel/input_overtaking.ts";
import { OVERTAKING } from "../3_channel/subpartition.ts";
import { barrierRow } from "../element/checkpoint_barrier.ts";
import { alignedWithTimeout, UNALIGNED } from "../element/checkpoint_options.ts";
import { ElementKind } from "../element/element.ts";
import { Row } from "../element/row.ts";
import { RowRing } from "../element/row_ring.ts";
import { CheckpointableInputs } from "./checkpointable_inputs.ts";
import { InputGate } from "./input_gate.ts";

/** A gate of two channels whose barriers may overtake, and a task that reads it. */
class Gate {
  readonly gate = new InputGate();
  readonly context = new ContextForTests();
  readonly inputs = new CheckpointableInputs([this.gate], { inputs: [0, 0], places: [0, 1] });

  constructor() {
    this.gate.spec = { tieStream: -1, exclusiveCount: 4 };
    this.gate.channels = [0, 1].map((id) => {
      const channel = new InputChannel();
      channel.spec = { id } as ChannelSpec;
      channel.exclusiveFree = channel.required = 4;
      channel.overtaking = new InputOvertaking();
      return channel;
    });
  }

  /** On the wire: `a1 a2` one buffer, `|1|` an aligned barrier with a timeout, `/1/` one that overtakes. */
  send(channel: number, ...words: string[]): this {
    for (const word of words) {
      const wire = new RowRing(), id = Number(word.slice(1, -1));
      if (word.startsWith("|")) wire.push(barrier(id, alignedWithTimeout(9)));
      else if (word.startsWith("/")) wire.push(barrier(id, UNALIGNED));
      else for (const value of word.split(" ")) wire.push(Object.assign(new Row(), { value }));
      const backlog = word.startsWith("|") ? -1 : word.startsWith("/") ? OVERTAKING : 0;
      this.gate.channels[channel].load(wire, wire.tail, backlog, 0);
    }
    return this;
  }

  /** All that is on the wire arrives, or so much of it. */
  receive(channel: number, count = this.gate.channels[channel].arrivals.size): this {
    for (let i = 0; i < count; i++) this.gate.receive(channel, this.context);
    return this;
  }

  /** One element, events that overtake first: its value, or for an event `1|2|`, channel and id. */
  take(): unknown {
    const { gate } = this, row = new Row();
    if (gate.hasOvertaking()) {
      const channel = gate.pollOvertaking(row);
      const isAnnounced = row.kind === ElementKind.EVENT_ANNOUNCEMENT;
      return `${channel}${isAnnounced ? "?" : "|"}${row.timestamp}`;
    }
    const channel = gate.poll(row);
    gate.recycle(this.context);
    return row.kind === ElementKind.RECORD ? row.value : `${channel}|${row.timestamp}`;
  }

  rest(): unknown[] {
    const taken: unknown[] = [];
    while (this.gate.hasOvertaking() || this.gate.hasInput()) taken.push(this.take());
    return taken;
  }

  recorded(checkpointId: number): unknown[][] {
    return this.inputs.recorded(checkpointId).map(({ rows }) => rows.map(({ value }) => value));
  }
}

function barrier(checkpointId: number, options = UNALIGNED): Row {
  return barrierRow({ checkpointId, triggeredAt: 0, options });
}

Deno.test("TVX-27 what the barrier overtakes is recorded, and worked on all the same (UC-3)", () => {
  const a = 0, b = 1;
  const task = new Gate().send(a, "1", "2", "/5/", "3").send(b, "x", "y", "z", "/5/");
  task.receive(a, 1).receive(b, 1);
  deepStrictEqual([task.take(), task.take()], ["1", "x"]);
  task.receive(a).receive(b, 1);
  strictEqual(task.take(), "0|5", "in front of 2 and y");
  ok(task.inputs.startRecording(5));
  deepStrictEqual(task.recorded(5), [["2"], ["y"]], "3 came behind the barrier");
  deepStrictEqual([task.take(), task.take()], ["y", "2"], "the barrier was A's turn");
  task.receive(b);
  deepStrictEqual(task.recorded(5), [["2"], ["y", "z"]]);
  strictEqual(task.take(), "1|5");
  deepStrictEqual(task.rest(), ["3", "z"]);
  task.inputs.stopRecording(5);
  deepStrictEqual(task.recorded(5), [[], []]);
});

Deno.test("UC-2 the rest of a buffer that is being read is recorded, and so is what is on the wire", () => {
  const task = new Gate().send(0, "1 2 3", "4 5", "6", "/7/", "8");
  task.receive(0, 2);
  strictEqual(task.take(), "1");
  ok(task.inputs.startRecording(7), "the barrier of channel 1 was first");
  deepStrictEqual(task.recorded(7), [["2", "3", "4", "5"], []]);
  task.take();
  task.receive(0);
  deepStrictEqual(task.recorded(7), [["2", "3", "4", "5", "6"], []]);
  deepStrictEqual(task.rest(), ["0|7", "3", "4", "5", "6", "8"]);
});

Deno.test("ORD-8 events that overtake are read in their order, one of each channel in turn", () => {
  const task = new Gate().send(0, "1", "/5/", "/6/").send(1, "x", "/5/");
  task.receive(0).receive(1);
  deepStrictEqual(task.rest(), ["0|5", "1|5", "0|6", "x", "1"]);
});

Deno.test("UC-4 while nothing overtakes, the order is the one without", () => {
  const task = new Gate().send(0, "1", "2").send(1, "x");
  task.receive(1).receive(0);
  ok(!task.gate.hasOvertaking());
  deepStrictEqual(task.rest(), ["x", "1", "2"]);
});

Deno.test("14.5 a barrier with a timeout is announced, and stays where it is until it is fetched", () => {
  for (const taken of [0, 1, 2, 3, 4]) {
    const task = new Gate().send(0, "1 2", "3", "4", "|5|", "9");
    task.receive(0, 4);
    strictEqual(task.take(), "0?5");
    const before = Array.from({ length: taken }, () => task.take());
    ok(task.inputs.prioritize(0, 5));
    ok(task.inputs.startRecording(5));
    deepStrictEqual(task.recorded(5)[0], ["1", "2", "3", "4"].slice(taken));
    task.receive(0);
    strictEqual(task.take(), "0|5");
    deepStrictEqual([...before, ...task.rest()], ["1", "2", "3", "4", "9"]);
    deepStrictEqual(task.context.returned.length, 4, "every buffer is given back once");
  }
});

Deno.test("NET-7 buffers whose rows a fetched barrier has passed go back when their last row is taken", () => {
  const task = new Gate().send(0, "1 2 3", "4 5", "|5|").receive(0);
  task.take();
  strictEqual(task.take(), "1", "the first buffer is being read");
  ok(task.inputs.prioritize(0, 5));
  const returned = Array.from({ length: 5 }, () => {
    task.take();
    return task.context.returned.length;
  });
  deepStrictEqual(returned, [0, 0, 1, 1, 2], "the barrier, then 2, 3, 4, 5");
});

Deno.test("14.5 what arrives behind an announced barrier, without waiting for it, stays behind it", () => {
  const task = new Gate().send(0, "1", "|5|", "2", "|6|", "3").receive(0);
  deepStrictEqual([task.take(), task.take()], ["0?5", "0?6"]);
  ok(task.inputs.prioritize(0, 6));
  ok(task.inputs.startRecording(6));
  deepStrictEqual(task.recorded(6)[0], ["1", "2"]);
  deepStrictEqual(task.rest(), ["0|6", "1", "0|5", "2", "3"]);
});

Deno.test("fetching a barrier that does not wait changes nothing", () => {
  const task = new Gate().send(0, "1", "|5|", "2").receive(0);
  strictEqual(task.inputs.prioritize(0, 4), false);
  strictEqual(task.inputs.prioritize(1, 5), false);
  deepStrictEqual(task.rest(), ["0?5", "1", "0|5", "2"]);
  strictEqual(task.inputs.prioritize(0, 5), false);
});

Deno.test("a channel on which only the fetched barrier waited is not read before more arrives", () => {
  const task = new Gate().send(0, "|5|").receive(0);
  task.take();
  ok(task.inputs.prioritize(0, 5));
  ok(task.gate.hasOvertaking() && !task.gate.hasInput());
  deepStrictEqual(task.rest(), ["0|5"]);
  deepStrictEqual(task.send(0, "1").receive(0).rest(), ["1"]);
});

Deno.test("UC-6 nothing is recorded for a checkpoint whose successor's barrier has arrived", () => {
  const task = new Gate().send(0, "1", "/5/").send(1, "x", "/6/");
  task.receive(0).receive(1);
  strictEqual(task.inputs.startRecording(5), false);
  task.inputs.stopRecording(5);
  ok(task.inputs.startRecording(6));
  deepStrictEqual(task.recorded(6), [["1"], ["x"]]);
});

Deno.test("UC-8 input channel state is read first, and gives no buffer back", () => {
  const before = new Gate().send(0, "1", "2 3").receive(0);
  ok(before.inputs.startRecording(5));
  const task = new Gate();
  before.inputs.recorded(5).forEach(({ channel, rows }) => task.gate.recover(channel, rows));
  task.send(1, "x").receive(1).send(0, "4").receive(0);
  deepStrictEqual(task.rest(), ["1", "2", "3", "x", "4"]);
  deepStrictEqual(task.context.returned.map(({ channel }) => channel), [1, 0]);
  deepStrictEqual(task.gate.channels.map(({ exclusiveFree }) => exclusiveFree), [4, 4]);
});

Deno.test("NET-5 an event that overtakes fills no buffer", () => {
  const task = new Gate().send(0, "/5/", "1").receive(0);
  strictEqual(task.gate.channels[0].exclusiveFree, 3);
  deepStrictEqual(task.rest(), ["0|5", "1"]);
  strictEqual(task.gate.channels[0].exclusiveFree, 4);
});

Deno.test("a gate whose barriers overtake is a part: its copy goes on alone, recording", () => {
  const task = new Gate().send(0, "1 2", "/5/", "3").receive(0, 2);
  ok(task.inputs.startRecording(5));
  const twin = new Gate();
  Object.assign(twin.gate, copy(task.gate));
  deepStrictEqual(twin.recorded(5), task.recorded(5));
  deepStrictEqual(twin.receive(0).rest(), ["0|5", "1", "2", "3"]);
  deepStrictEqual(task.receive(0).rest(), ["0|5", "1", "2", "3"]);
});
