import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import type { ChannelSpec } from "../task/subtask_spec.ts";
import { ContextForTests } from "../3_channel/context_for_tests.ts";
import { InputChannel } from "../3_channel/input_channel.ts";
import { Row } from "../element/row.ts";
import { RowRing } from "../element/row_ring.ts";
import { InputGate } from "./input_gate.ts";

function gateOf(channelCount: number, tieStream = -1) {
  const gate = new InputGate();
  gate.spec = { tieStream, exclusiveCount: 2 };
  for (let id = 0; id < channelCount; id++) {
    const channel = new InputChannel();
    channel.spec = { id } as ChannelSpec;
    channel.exclusiveFree = channel.required = 2;
    gate.channels.push(channel);
  }
  return gate;
}

/** A buffer with these values arrives. */
function arrive(gate: InputGate, context: ContextForTests, index: number, ...values: unknown[]) {
  const rows = new RowRing();
  for (const value of values) rows.push(Object.assign(new Row(), { value }));
  gate.channels[index].load(rows, values.length, 0, context.now);
  gate.receive(index, context);
}

function drain(gate: InputGate, context: ContextForTests): unknown[] {
  const values: unknown[] = [];
  const row = new Row();
  while (gate.hasInput()) {
    gate.poll(row);
    values.push(row.value);
    gate.recycle(context);
  }
  return values;
}

Deno.test("ORD-3 InputGate serves channels in the order in which they became non-empty", () => {
  const gate = gateOf(3), context = new ContextForTests();
  arrive(gate, context, 2, "c1");
  arrive(gate, context, 0, "a1");
  arrive(gate, context, 1, "b1");
  deepStrictEqual(drain(gate, context), ["c1", "a1", "b1"]);
});

Deno.test("ORD-3 InputGate takes one buffer a turn; a channel with more goes to the back", () => {
  const gate = gateOf(2), context = new ContextForTests();
  arrive(gate, context, 0, "a1", "a2");
  arrive(gate, context, 0, "a3");
  arrive(gate, context, 1, "b1");
  deepStrictEqual(drain(gate, context), ["a1", "a2", "b1", "a3"]);
});

Deno.test("ORD-2 a buffer that comes while its channel is read waits for the next turn", () => {
  const gate = gateOf(2), context = new ContextForTests();
  arrive(gate, context, 0, "a1", "a2");
  gate.poll(new Row());
  gate.recycle(context);
  arrive(gate, context, 1, "b1");
  arrive(gate, context, 0, "a3");
  deepStrictEqual(drain(gate, context), ["a2", "b1", "a3"]);
});

Deno.test("NET-7 a buffer goes back when its last row is taken", () => {
  const gate = gateOf(1), context = new ContextForTests();
  arrive(gate, context, 0, "a1", "a2");
  gate.poll(new Row());
  gate.recycle(context);
  strictEqual(context.returned.length, 0);
  drain(gate, context);
  deepStrictEqual(context.returned, [{ channel: 0, at: 1000 }]);
});

Deno.test("ORD-3 chance permutes only arrivals of the same instant", () => {
  const order = (draws: number[], times: number[]) => {
    const gate = gateOf(3, 7), context = new ContextForTests();
    context.draws.push(...draws);
    times.forEach((time, index) => {
      context.now = time;
      arrive(gate, context, index, index);
    });
    return drain(gate, context);
  };
  deepStrictEqual(order([0, 0], [5, 5, 5]), [0, 1, 2]);
  deepStrictEqual(order([1, 2], [5, 5, 5]), [2, 1, 0]);
  deepStrictEqual(order([1, 2], [5, 6, 7]), [0, 1, 2]);
  deepStrictEqual(order([1], [5, 5, 6]), [1, 0, 2]);
});

Deno.test("NET-5 the more waits at the sender, the more floating buffers a channel is lent", () => {
  const gate = gateOf(2), context = new ContextForTests();
  gate.floatingFree = 3;
  const rows = new RowRing();
  rows.push(Object.assign(new Row(), { value: "a1" }));
  gate.channels[0].load(rows, 1, 2, 0);
  gate.receive(0, context);
  // 1 of its own is free, 2 + 2 are wanted: it gets all three
  deepStrictEqual([gate.floatingFree, gate.channels[0].freeCount], [0, 4]);
  deepStrictEqual(context.returned.length, 3);
  drain(gate, context);
  // its own buffer is free again, so one of the lent ones is not needed any more
  deepStrictEqual([gate.floatingFree, gate.channels[0].freeCount], [1, 4]);
});

Deno.test("NET-7 a floating buffer that was read goes to the channel that waits longest", () => {
  const gate = gateOf(2), context = new ContextForTests();
  gate.floatingFree = 1;
  const load = (index: number, backlog: number) => {
    const rows = new RowRing();
    rows.push(Object.assign(new Row(), { value: index }));
    gate.channels[index].load(rows, 1, backlog, 0);
    gate.receive(index, context);
  };
  load(0, 0); // lent the floating buffer: 1 free of 2 wanted
  load(1, 1); // wants 3, has 1: waits
  load(0, 0); // fills the lent one, waits behind channel 1
  deepStrictEqual(gate.channels.map(({ isWaiting }) => isWaiting), [true, true]);
  drain(gate, context);
  ok(gate.channels[1].floatingFree === 1, "channel 1 has waited longer");
});
