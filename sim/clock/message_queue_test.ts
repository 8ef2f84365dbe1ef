import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { NEVER } from "./agenda.ts";
import { copy } from "./copy.ts";
import { MessageQueue } from "./message_queue.ts";

Deno.test("MessageQueue hands messages out by arrival, equal times in the order of sending", () => {
  const queue = new MessageQueue();
  strictEqual(queue.nextTime, NEVER);
  queue.push(5, 1, { from: 1 });
  queue.push(3, 1, { from: 2 });
  queue.push(5, 1, { from: 3 });
  queue.push(3, 1, { from: 4 });
  strictEqual(queue.nextTime, 3);
  deepStrictEqual([1, 2, 3, 4].map(() => queue.shift().from), [2, 4, 1, 3]);
});

Deno.test("MessageQueue is a part: a copy goes its own way", () => {
  const queue = new MessageQueue();
  queue.push(1, 7, { value: Object.freeze(["a"]) });
  const twin = copy(queue);
  queue.clear();
  deepStrictEqual([queue.messages.length, twin.shift().kind], [0, 7]);
});
