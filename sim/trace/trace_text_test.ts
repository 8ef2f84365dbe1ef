import { ok, strictEqual } from "node:assert/strict";
import { ElementKind } from "../element/element.ts";
import { ExecutionState } from "../element/execution_state.ts";
import { MAX, MIN } from "../clock/time.ts";
import { Fact } from "./fact.ts";
import type { TraceNames } from "./trace_names.ts";
import { factText, traceHeading, traceLayout, traceText } from "./trace_text.ts";
import { TraceWriter } from "./trace_writer.ts";

const NAMES: TraceNames = {
  subtasks: ["source[0]", "window[0]"],
  channels: ["source[0]→window[0]"],
  operators: [["source"], ["window", "out"]],
  splits: [["north"], []],
  keys: ["a", ["b", 1]],
  records: ["r1", "", "r\x1b[31m"],
};

type Row = [
  kind: number,
  subject: number,
  key: number,
  origin: number,
  stamp: number,
  detail: number,
];

/** The words of a fact of the second subtask, one blank between columns. */
function words(row: Row, value?: unknown, owner = 1): string {
  const writer = new TraceWriter({ level: "all" });
  writer.time = 1_500_000;
  writer.owner = owner;
  writer.write(...row, value);
  return factText(writer.trace.at(0), NAMES).trim().replace(/ {2,}/g, " | ");
}

const R1 = { name: "r1", celsius: 20 };
const WINDOW = { start: 0, end: 10_000 };

const { WATERMARK, IDLE, RECORD } = ElementKind;

const WORDS: [found: string, wanted: string][] = [
  [
    words([Fact.recordCreated, 0, -1, 0, 7, 0], R1, 0),
    'source[0] | recordCreated | r1 | t 7 | north | {"name":"r1","celsius":20}',
  ],
  [
    words([Fact.elementProcessed, 0, -1, 0, 7, RECORD], R1, 0),
    "source[0] | elementProcessed | r1 | t 7 | north",
  ],
  [
    words([Fact.elementProcessed, 0, 0, 0, 7, RECORD], R1),
    'window[0] | elementProcessed | r1 | "a" | t 7 | source[0]→window[0]',
  ],
  [
    words([Fact.elementProcessed, 0, -1, -1, -1, WATERMARK]),
    "window[0] | elementProcessed | watermark | t -1 | source[0]→window[0]",
  ],
  [
    words([Fact.elementPolled, 0, 1, 0, 7, RECORD]),
    'window[0] | elementPolled | r1 | ["b",1] | t 7 | source[0]→window[0]',
  ],
  [
    words([Fact.elementBuffered, 0, -1, 1, 7, RECORD]),
    "window[0] | elementBuffered | #1 | t 7 | source[0]→window[0]",
  ],
  [
    words([Fact.elementBuffered, 0, -1, -1, 0, IDLE]),
    "window[0] | elementBuffered | idle | source[0]→window[0]",
  ],
  [
    words([Fact.bufferSent, 0, 1, -1, 1_501_000, 0]),
    "window[0] | bufferSent | 1 row | arrives 1.501000 | source[0]→window[0]",
  ],
  [
    words([Fact.bufferReceived, 0, 3, -1, 0, 0]),
    "window[0] | bufferReceived | 3 rows | source[0]→window[0]",
  ],
  [
    words([Fact.creditReturned, 0, -1, -1, 0, 0]),
    "window[0] | creditReturned | source[0]→window[0]",
  ],
  [
    words([Fact.watermarkEmitted, 0, -1, -1, MAX, 0]),
    "window[0] | watermarkEmitted | watermark | t +∞ | window",
  ],
  [
    words([Fact.watermarkAdvanced, 0, -1, -1, MIN, 0]),
    "window[0] | watermarkAdvanced | watermark | t −∞",
  ],
  [words([Fact.statusChanged, 0, -1, -1, 0, IDLE]), "window[0] | statusChanged | idle"],
  [
    words([Fact.windowAssigned, 0, 0, 0, 0, 0], WINDOW),
    'window[0] | windowAssigned | r1 | "a" | [0, 10000) | window',
  ],
  [
    words([Fact.windowFired, 0, 0, -1, 0, 0], WINDOW),
    'window[0] | windowFired | "a" | [0, 10000) | window',
  ],
  [
    words([Fact.stateUpdated, 0, 0, 0, 10_000, 0], R1),
    'window[0] | stateUpdated | r1 | "a" | […, 10000) | window | = r1',
  ],
  [
    words([Fact.stateUpdated, 0, 0, -1, 10_000, 0]),
    'window[0] | stateUpdated | "a" | […, 10000) | window | cleared',
  ],
  [
    words([Fact.stateUpdated, 0, 0, -1, MIN, 0], 3),
    'window[0] | stateUpdated | "a" | window | = 3',
  ],
  [
    words([Fact.timerRegistered, 0, 0, 0, 9999, 0]),
    'window[0] | timerRegistered | r1 | "a" | at 9999 | window',
  ],
  [
    words([Fact.timerFired, 0, 0, -1, 9999, 0]),
    'window[0] | timerFired | "a" | at 9999 | window',
  ],
  [
    words([Fact.recordLate, 0, 0, 0, 7, 0], R1),
    'window[0] | recordLate | r1 | "a" | t 7 | window',
  ],
  [
    words([Fact.recordEmitted, 0, 0, 0, 7, 1], R1),
    'window[0] | recordEmitted | r1 | "a" | t 7 | window | to a side output',
  ],
  [
    words([Fact.recordEmitted, 0, -1, -1, 9999, 0], 5),
    "window[0] | recordEmitted | t 9999 | window | 5",
  ],
  [
    words([Fact.resultWritten, 1, -1, -1, 9999, 0], { count: 2 }),
    'window[0] | resultWritten | t 9999 | out | {"count":2}',
  ],
  [
    words([Fact.executionStateChanged, -1, -1, -1, 0, ExecutionState.FINISHED]),
    "window[0] | executionStateChanged | FINISHED",
  ],
  [
    words([Fact.interventionApplied, 0, -1, -1, 0, 0], { verb: "setLatency" }, -1),
    '— | interventionApplied | {"verb":"setLatency"}',
  ],
  [
    words([Fact.checkpointAborted, -1, -1, -1, 14, 0], "JOB_FAILOVER_REGION", -1),
    "— | checkpointAborted | #14 | JOB_FAILOVER_REGION",
  ],
  [
    words([Fact.snapshotTaken, -1, 31, -1, 14, 0]),
    "window[0] | snapshotTaken | #14 | 31 entries",
  ],
  [
    words([Fact.transactionBegun, 1, -1, -1, 0, 0], "out[0]-3"),
    "window[0] | transactionBegun | out | out[0]-3",
  ],
  [
    words([Fact.restartScheduled, -1, 2, -1, 1000, 0]),
    "window[0] | restartScheduled | in 1000 ms | attempt 2",
  ],
  [words([Fact.restoreStarted, -1, 2, -1, 13, 0]), "window[0] | restoreStarted | #13 | attempt 2"],
  [
    words([Fact.restoreStarted, -1, 1, -1, 0, 0]),
    "window[0] | restoreStarted | attempt 1 from the start",
  ],
  [words([Fact.stateRestored, -1, 1, -1, 13, 0]), "window[0] | stateRestored | #13 | 1 entry"],
  [
    words([Fact.sourceRewound, 0, 16, 11, 0, 0], undefined, 0),
    "source[0] | sourceRewound | north | back from record 16 to record 11",
  ],
  [
    words([Fact.staleMessageDiscarded, 1, 0, -1, 0, 0], "decline", -1),
    "— | staleMessageDiscarded | window[0] | attempt 0 | decline",
  ],
  [
    words([Fact.faultStarted, 0, -1, -1, 0, 0], "crash window[0] at 3s", -1),
    "— | faultStarted | crash window[0] at 3s",
  ],
];

Deno.test("every kind of fact has its words", () => {
  for (const [found, wanted] of WORDS) strictEqual(found, `1.500000 | ${wanted}`);
});

Deno.test("what points nowhere is shown by its number, and nothing steers the terminal", () => {
  const cases: [string, string][] = [
    [words([200, 5, 5, 5, 5, 5], R1), "window[0] | unknown(200)"],
    [
      words([Fact.elementPolled, 9, 9, 9, 7, 0], undefined, 7),
      "subtask 7 | elementPolled | #9 | key 9 | t 7 | channel 9",
    ],
    [
      words([Fact.timerFired, 9, -1, -1, 7, 0], undefined, 7),
      "subtask 7 | timerFired | at 7 | operator 9",
    ],
    [
      words([Fact.recordCreated, 4, -1, 2, 7, 0], undefined, 0),
      'source[0] | recordCreated | "r\\u001b[31m" | t 7 | split 4 | undefined',
    ],
    [
      words([Fact.windowFired, 0, 0, -1, 3, 0], { start: "x" }),
      'window[0] | windowFired | "a" | [3, …) | window',
    ],
    [
      words([Fact.elementProcessed, 0, -1, -1, 3, 99], R1),
      "window[0] | elementProcessed | element 99 | source[0]→window[0]",
    ],
    [
      words([Fact.executionStateChanged, -1, -1, -1, 0, 99]),
      "window[0] | executionStateChanged | state 99",
    ],
    [
      words([Fact.resultWritten, 1, -1, -1, 0, 0], { name: "a\nb" }),
      'window[0] | resultWritten | "a\\nb" | t 0 | out | {"name":"a\\nb"}',
    ],
  ];
  for (const [found, wanted] of cases) strictEqual(found, `1.500000 | ${wanted}`);
});

Deno.test("columns are aligned, under a heading", () => {
  const writer = new TraceWriter({ level: "all" });
  writer.owner = 1;
  writer.write(Fact.elementPolled, 0, 0, 0, 7, 0, undefined);
  writer.time = 20_000_000_000;
  writer.write(Fact.stateUpdated, 0, 1, 0, 10_000, 0, R1);
  const { trace } = writer;
  const layout = traceLayout(trace, NAMES);
  strictEqual(
    `${traceHeading(layout)}\n${traceText(trace, NAMES)}`,
    `\
    time (s)  subtask    fact           record  key      event time  where                value
    0.000000  window[0]  elementPolled  r1      "a"      t 7         source[0]→window[0]
20000.000000  window[0]  stateUpdated   r1      ["b",1]  […, 10000)  window               = r1
`,
  );
  ok(traceLayout(trace, NAMES, 0, 1)[4] < layout[4]);
});
