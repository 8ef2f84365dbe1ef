// A trace made up of everything that is hard to write down: values that JSON does not know, infinities,
// columns that point nowhere.

import { MAX, MIN } from "../clock/time.ts";
import { Fact } from "./fact.ts";
import type { Trace } from "./trace.ts";
import type { TraceNames } from "./trace_names.ts";
import { TraceWriter } from "./trace_writer.ts";

/** Names for {@linkcode traceOf}. */
export const NAMES: TraceNames = {
  subtasks: ["source[0]", "sink[0]"],
  channels: ["source[0]→sink[0]"],
  operators: [["source"], ["out"]],
  splits: [["0"], []],
  keys: ["a", 7, true, ["b", 1]],
};

const VALUES = [
  undefined,
  null,
  0,
  -0,
  NaN,
  Infinity,
  -Infinity,
  "text",
  12345678901234567890n,
  [1, [undefined], { a: NaN }],
  { $: 1 },
  { $: { $: "NaN" }, b: 2 },
  { $: "NaN" },
  JSON.parse('{"__proto__":{"x":1},"constructor":2}'),
];

/** So many facts. */
export function traceOf(rowCount: number): Trace {
  const writer = new TraceWriter({ level: "all" });
  for (let i = 0; i < rowCount; i++) {
    writer.time = 10 * i;
    writer.owner = i % 3 - 1;
    const stamp = [MIN, MAX, -1, i][i % 4];
    writer.write(
      Fact.resultWritten,
      i % 2,
      i % 5 - 1,
      i - 1,
      stamp,
      i % 2,
      VALUES[i % VALUES.length],
    );
  }
  return writer.trace;
}
