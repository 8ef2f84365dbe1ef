import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { drawBelow } from "../clock/prng.ts";
import { NO_ROW } from "./keyed_index.ts";
import { TimerQueue } from "./timer_queue.ts";

type Timer = readonly [namespace: number, key: number, timestamp: number];

function drain(queue: TimerQueue): Timer[] {
  const fired: Timer[] = [];
  for (let row = queue.first(); row !== NO_ROW; row = queue.first()) {
    const { timers } = queue;
    fired.push([timers.namespaceAt(row), timers.keyAt(row), timers.stampAt(row)]);
    queue.removeRow(row);
  }
  return fired;
}

Deno.test("TI-1 TimerQueue holds a timer once, and forgets one it does not hold", () => {
  const queue = new TimerQueue();
  deepStrictEqual([queue.add(0, 1, 10), queue.add(0, 1, 10), queue.add(0, 1, 11)], [
    true,
    false,
    true,
  ]);
  deepStrictEqual([queue.remove(0, 2, 10), queue.remove(0, 1, 10), queue.remove(0, 1, 10)], [
    false,
    true,
    false,
  ]);
  strictEqual(queue.size, 1);
});

Deno.test("TI-11 TimerQueue hands out by timestamp, then by registration", () => {
  const queue = new TimerQueue();
  queue.add(0, 9, 20);
  queue.add(0, 5, 10);
  queue.add(1, 1, 10);
  queue.add(0, 7, -3);
  queue.add(0, 1, 10);
  deepStrictEqual(drain(queue), [[0, 7, -3], [0, 5, 10], [1, 1, 10], [0, 1, 10], [0, 9, 20]]);
});

Deno.test("TI-11 TimerQueue puts a timer that was deleted and registered again at the end", () => {
  const queue = new TimerQueue();
  for (const key of [1, 2, 3]) queue.add(0, key, 10);
  queue.remove(0, 1, 10);
  queue.add(0, 1, 10);
  deepStrictEqual(drain(queue).map(([, key]) => key), [2, 3, 1]);
});

Deno.test("TimerQueue shows the next timestamp, also after its first ring was emptied", () => {
  const queue = new TimerQueue();
  strictEqual(queue.nextTimestamp(), Infinity);
  queue.add(0, 1, 10);
  queue.add(0, 1, 20);
  queue.remove(0, 1, 10);
  strictEqual(queue.nextTimestamp(), 20);
  queue.add(0, 2, 10);
  strictEqual(queue.nextTimestamp(), 10);
});

Deno.test("TimerQueue agrees with a sorted list through thousands of registrations", () => {
  const queue = new TimerQueue();
  let model: Timer[] = [];
  for (let n = 0; n < 5000; n++) {
    const timer: Timer = [
      drawBelow(1, 0, 0, n, 3),
      drawBelow(1, 1, 0, n, 40),
      drawBelow(1, 2, 0, n, 60) - 30,
    ];
    const isSame = (other: Timer) => other.every((part, i) => part === timer[i]);
    if (drawBelow(1, 3, 0, n, 3) === 0) {
      strictEqual(queue.remove(...timer), model.some(isSame));
      model = model.filter((other) => !isSame(other));
    } else if (queue.add(...timer)) {
      model.push(timer);
    }
  }
  deepStrictEqual(drain(queue), model.toSorted((a, b) => a[2] - b[2]));
});

Deno.test("TI-11 a queue tells its timers in the order in which they would fire", () => {
  const queue = new TimerQueue();
  for (const [key, time] of [[5, 30], [2, 10], [9, 30], [1, 10], [7, 20]]) queue.add(-1, key, time);
  queue.remove(-1, 7, 20);
  deepStrictEqual(queue.inFiringOrder().map(({ key, timestamp }) => [key, timestamp]), [
    [2, 10],
    [1, 10],
    [5, 30],
    [9, 30],
  ]);
});
