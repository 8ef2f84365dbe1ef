import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { TIMESTAMP_LIMIT } from "../../clock/time.ts";
import { compareWindows, maxTimestamp, windowStart } from "./time_window.ts";
import { TumblingEventTimeWindows } from "./tumbling_event_time_windows.ts";
import { WindowTable, windowTableOf } from "./window_table.ts";

/** TVX-6: timestamp, offset, size, start. */
const STARTS: readonly (readonly [number, number, number, number])[] = [
  [0, 0, 10, 0],
  [9, 0, 10, 0],
  [10, 0, 10, 10],
  [-1, 0, 10, -10],
  [-10, 0, 10, -10],
  [-11, 0, 10, -20],
  [-15, 0, 10, -20],
  [7, 3, 10, 3],
  [2, 3, 10, -7],
  [-8, 3, 10, -17],
  [5, -3, 10, -3],
  [-15, 3, 10, -17],
];

Deno.test("TVX-6 WN-1 windowStart finds the window, below zero and with offsets too", () => {
  for (const [timestamp, offset, size, start] of STARTS) {
    strictEqual(windowStart(timestamp, offset, size), start, `t ${timestamp}, offset ${offset}`);
  }
});

Deno.test("WN-1 windowStart equals the remainder rule, up to the largest timestamps", () => {
  const timestamps = [0, 1, 59_999, 1.7e12, 2 ** 52 + 1, TIMESTAMP_LIMIT - 1, TIMESTAMP_LIMIT];
  for (const size of [1, 3, 7, 10_000, 86_400_000, 3.6e14]) {
    for (const offset of [0, 1 - size, Math.floor(size / 3), size - 1]) {
      for (const t of timestamps.flatMap((t) => [t, -t])) {
        // in exact integers
        const remainder = (BigInt(t) - BigInt(offset)) % BigInt(size);
        const back = remainder < 0n ? remainder + BigInt(size) : remainder;
        strictEqual(
          windowStart(t, offset, size),
          Number(BigInt(t) - back),
          `${t} ${offset} ${size}`,
        );
      }
    }
  }
});

Deno.test("WN-2 a timestamp on a boundary belongs to the window that starts there", () => {
  const windows = TumblingEventTimeWindows.of(10, 3);
  const assigned = (timestamp: number) => {
    const found: number[][] = [];
    windows.assignWindows("x", timestamp, {
      currentProcessingTime: 0,
      window: (start, end) => found.push([start, end]),
      staggerOffset: () => 0,
      refuseMissingTimestamp: () => {
        throw new Error("missing");
      },
    });
    return found;
  };
  deepStrictEqual(assigned(12), [[3, 13]]);
  deepStrictEqual(assigned(13), [[13, 23]]);
  deepStrictEqual(assigned(-7), [[-7, 3]]);
  deepStrictEqual(assigned(-8), [[-17, -7]]);
  throws(() => assigned(Number.MIN_SAFE_INTEGER), /missing/);
});

Deno.test("E-WINDOW-SIZE and E-WINDOW-OFFSET say the value and what is wanted", () => {
  for (const size of [0, -1, 1.5, NaN, Infinity, "10", undefined, 1e15]) {
    throws(() => TumblingEventTimeWindows.of(size as number), /E-WINDOW-SIZE: A window size is/);
  }
  for (const offset of [10, -10, 0.5, NaN, "1"]) {
    throws(() => TumblingEventTimeWindows.of(10, offset as number), /E-WINDOW-OFFSET: .* size 10/);
  }
  strictEqual(TumblingEventTimeWindows.of(10, -9).name, "TumblingEventTimeWindows(10, -9)");
});

Deno.test("maxTimestamp is the last timestamp inside; windows are ordered by start, then end", () => {
  strictEqual(maxTimestamp({ start: -10, end: 0 }), -1);
  strictEqual(maxTimestamp({ start: 0, end: Number.MAX_SAFE_INTEGER }), Number.MAX_SAFE_INTEGER);
  ok(compareWindows({ start: 0, end: 10 }, { start: 0, end: 20 }) < 0);
});

Deno.test("WindowTable gives each window one number and one frozen object", () => {
  const table = new WindowTable();
  const numbers = Array.from({ length: 100 }, (_, i) => table.intern(10 * i - 500, 10 * i - 490));
  deepStrictEqual(numbers, Array.from({ length: 100 }, (_, i) => i));
  strictEqual(table.intern(-500, -490), 0);
  strictEqual(table.intern(0, 0), 100);
  deepStrictEqual(table.at(7), { start: -430, end: -420 });
  ok(Object.isFrozen(table.at(7)));
  ok(table.compare(100, 51) < 0, "an empty window sorts before a longer one with the same start");
  const spec = {};
  strictEqual(windowTableOf(spec), windowTableOf(spec));
});
