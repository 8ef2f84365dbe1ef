import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { copy } from "../clock/copy.ts";
import { isDeepFrozen } from "../clock/freeze.ts";
import { ElementKind } from "../element/element.ts";
import { RowRing } from "../element/row_ring.ts";
import {
  channelRows,
  ChannelState,
  channelState,
  inFlightRows,
  pushInFlight,
} from "./channel_state.ts";
import { ChannelStateWriter } from "./channel_state_writer.ts";
import { rowOf } from "./sender_for_tests.ts";

/** Three elements, with the end of the data among them. */
function queue(): RowRing {
  const rows = new RowRing();
  rows.push(rowOf(ElementKind.RECORD, Object.freeze({ n: 1 })));
  rows.push(rowOf(ElementKind.END_OF_DATA));
  rows.push(Object.assign(rowOf(ElementKind.WATERMARK), { timestamp: 7 }));
  rows.push(Object.assign(rowOf(ElementKind.RECORD, "last"), { key: 3, origin: 4, timestamp: 5 }));
  return rows;
}

Deno.test("UC-2 channel state holds copies of data, in order, that nobody can change", () => {
  const rows = queue();
  const state = channelState([channelRows(4, inFlightRows(rows, 0, 4))], [channelRows(5, [])]);
  ok(isDeepFrozen(state.spec));
  strictEqual(state.rowCount, 3);
  deepStrictEqual(state.spec.outputs, [], "a channel with nothing on its way is left out");
  deepStrictEqual(state.spec.inputs[0].rows.map(({ kind }) => kind), [
    ElementKind.RECORD,
    ElementKind.WATERMARK,
    ElementKind.RECORD,
  ]);
  strictEqual(rows.tail - rows.head, 4, "what is copied goes on as if nothing had happened");
  strictEqual(copy(state).spec, state.spec, "copies of the world share it");
  strictEqual(new ChannelState().rowCount, 0);
});

Deno.test("UC-8 what is put back is what was taken, column by column", () => {
  const rows = queue(), again = new RowRing();
  const taken = inFlightRows(rows, 2, 4);
  pushInFlight(taken, again);
  deepStrictEqual(inFlightRows(again, 0, 2), taken);
});

Deno.test("UC-5 channel state is complete when inputs and outputs are, in any order", () => {
  const inputs = [channelRows(0, inFlightRows(queue(), 0, 1))];
  const outputs = [channelRows(9, inFlightRows(queue(), 3, 4))];
  const steps = [
    (writer: ChannelStateWriter) => writer.finishInputs(3, inputs),
    (writer: ChannelStateWriter) => {
      writer.addOutputs(3, outputs);
      writer.finishOutputs(3);
    },
  ];
  for (const [first, second] of [steps, steps.toReversed()]) {
    const writer = new ChannelStateWriter();
    writer.start(3);
    first(writer);
    ok(!writer.isComplete(3));
    throws(() => writer.take(), /taken when it is complete/);
    second(writer);
    ok(writer.isComplete(3) && !writer.isComplete(2));
    deepStrictEqual(writer.take().spec, { inputs, outputs });
  }
});

Deno.test("UC-6 only the newest checkpoint is written; what comes for an older one is dropped", () => {
  const writer = new ChannelStateWriter();
  writer.start(3);
  writer.finishInputs(3, [channelRows(0, inFlightRows(queue(), 0, 1))]);
  writer.start(4);
  writer.finishInputs(3, [channelRows(0, inFlightRows(queue(), 0, 1))]);
  writer.addOutputs(3, [channelRows(0, inFlightRows(queue(), 0, 1))]);
  writer.finishOutputs(3);
  writer.finishInputs(4, []);
  ok(!writer.isComplete(4));
  writer.finishOutputs(4);
  strictEqual(writer.take().rowCount, 0);
  const twin = copy(writer);
  twin.start(5);
  ok(writer.isComplete(4) && !twin.isComplete(4));
  throws(() => writer.start(4), /once for a checkpoint/);
});
