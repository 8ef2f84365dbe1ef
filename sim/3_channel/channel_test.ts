import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { ElementKind } from "../element/element.ts";
import { emit, rowOf, sender } from "./sender_for_tests.ts";

const counts = ({ context }: ReturnType<typeof sender>) =>
  context.delivered.map(({ count }) => count);

Deno.test("NET-1 Subpartition hands over full buffers, flushed ones and what an event cuts off", () => {
  const to = sender();
  emit(to, 1);
  deepStrictEqual(counts(to), []);
  emit(to, 2);
  deepStrictEqual(counts(to), [2]);
  emit(to, 3);
  to.partition.flush(to.context);
  deepStrictEqual(counts(to), [2, 1]);
  emit(to, 4);
  to.partition.broadcast(rowOf(ElementKind.END_OF_DATA), to.context);
  strictEqual(to.partition.subpartitions[0].finished.size, 2, "no credit is left for the record");
});

Deno.test("NET-5 Subpartition sends data only with credit, and goes on when one comes back", () => {
  const to = sender();
  emit(to, 1, 2, 3, 4, 5, 6);
  deepStrictEqual(counts(to), [2, 2]);
  const [subpartition] = to.partition.subpartitions;
  subpartition.returns.push(9);
  to.partition.takeReturn(subpartition, to.context);
  deepStrictEqual(counts(to), [2, 2, 2]);
});

Deno.test("NET-6 ResultPartition is unavailable when a channel is full or the pool is used up", () => {
  const to = sender();
  emit(to, 1, 2, 3, 4);
  ok(to.partition.isAvailable(), "two buffers are on the wire, none is held");
  emit(to, 5, 6, 7, 8);
  ok(to.partition.isAvailable(), "two of three buffers wait");
  emit(to, 9);
  ok(!to.partition.isAvailable(), "three wait: the channel is at its cap");
  const [subpartition] = to.partition.subpartitions;
  subpartition.returns.push(9);
  to.partition.takeReturn(subpartition, to.context);
  ok(to.partition.isAvailable());
});

Deno.test("NET-10 local channels need no credit, but their buffers stay with the sender's pool", () => {
  const to = sender({ isLocal: true });
  emit(to, 1, 2, 3, 4, 5, 6);
  deepStrictEqual(counts(to), [2, 2, 2]);
  ok(!to.partition.isAvailable(), "three buffers are sent and not read");
});

Deno.test("ORD-2 jitter never lets one buffer of a channel overtake another", () => {
  const to = sender({ jitter: 500 });
  to.context.draws.push(400, 3);
  emit(to, 1, 2);
  to.context.now = 10;
  emit(to, 3, 4);
  deepStrictEqual(to.context.delivered.map(({ at }) => at), [1400, 1400]);
});

Deno.test("P-1 ResultPartition deals records in turn, starting after the drawn channel", () => {
  const to = sender({ channelCount: 3 });
  emit(to, 1, 2, 3, 4);
  deepStrictEqual(to.partition.subpartitions.map(({ rows }) => rows.tail), [1, 2, 1]);
});
