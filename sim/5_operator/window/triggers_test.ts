// When the triggers speak: each in a window of ten milliseconds that is kept for five more, unless a
// row says other windows.

import { MAX } from "../../clock/time.ts";
import { OperatorHarness, playTable } from "../../testing/mod.ts";
import type { WindowAssigner } from "./assigner.ts";
import { ContinuousEventTimeTrigger } from "./continuous_event_time_trigger.ts";
import { ContinuousProcessingTimeTrigger } from "./continuous_processing_time_trigger.ts";
import { CountTrigger } from "./count_trigger.ts";
import { DeltaTrigger } from "./delta_trigger.ts";
import { EndOfStreamTrigger } from "./end_of_stream_trigger.ts";
import { EventTimeSessionWindows } from "./event_time_session_windows.ts";
import { EventTimeTrigger } from "./event_time_trigger.ts";
import { GlobalWindows } from "./global_windows.ts";
import { NeverTrigger } from "./never_trigger.ts";
import { ProcessingTimeSessionWindows } from "./processing_time_session_windows.ts";
import { ProcessingTimeTrigger } from "./processing_time_trigger.ts";
import { ProcessingTimeoutTrigger } from "./processing_timeout_trigger.ts";
import { PurgingTrigger } from "./purging_trigger.ts";
import type { Trigger } from "./trigger.ts";
import { TumblingEventTimeWindows } from "./tumbling_event_time_windows.ts";
import { TumblingProcessingTimeWindows } from "./tumbling_processing_time_windows.ts";
import { windowOperator } from "./window_operator_spec.ts";

const TEN = TumblingEventTimeWindows.of(10);
const TEN_OF_CLOCK = TumblingProcessingTimeWindows.of(10);
const LONG = TumblingProcessingTimeWindows.of(1000);
const ALL = GlobalWindows.create();

const far = (from: number, to: number) => Math.abs(to - from);
const threeOr = (resetOnElement: boolean, clearOnTimeout = true) =>
  ProcessingTimeoutTrigger.of(CountTrigger.of(3), 20, { resetOnElement, clearOnTimeout });

type Row = [title: string, Trigger<number>, WindowAssigner, story: string];

const ROWS: Row[] = [
  [
    "TR-2 event time speaks when the watermark reaches the last moment, and for each late element",
    EventTimeTrigger.create(),
    TEN,
    `1@1
     2@9
     WM 8 → WM 8
     WM 9 → [1,2]@9 WM 9
     3@4  → [1,2,3]@9
     WM 14 → WM 14`,
  ],
  [
    "TR-3 processing time speaks when the clock reaches the last moment",
    ProcessingTimeTrigger.create(),
    TEN_OF_CLOCK,
    `1@–
     WM 100 → WM 100
     PT 8
     PT 9 → [1]@9
     PT 30`,
  ],
  [
    "TR-4 TR-13 a count speaks at every so many; time does not",
    CountTrigger.of(2),
    TEN,
    `1@1
     2@2 → [1,2]@9
     3@3
     4@4 → [1,2,3,4]@9
     5@5
     WM 9 → WM 9
     WM 14 → WM 14`,
  ],
  [
    "TR-5 the continuous one speaks at multiples of its interval, and at the end once",
    ContinuousEventTimeTrigger.of(4),
    TEN,
    `1@1
     WM 3 → WM 3
     WM 4 → [1]@9 WM 4
     2@5
     WM 7 → WM 7
     WM 9 → [1,2]@9 [1,2]@9 WM 9
     WM 13 → WM 13
     3@3  → [1,2,3]@9
     WM 14 → WM 14`,
  ],
  [
    "TR-5 before 1970 the remainder is negative: the multiple behind the next one counts",
    ContinuousEventTimeTrigger.of(4),
    TumblingEventTimeWindows.of(20),
    `1@-9
     WM -8 → WM -8
     WM -4 → [1]@-1 WM -4
     WM -1 → [1]@-1 WM -1`,
  ],
  [
    "TR-5 of merged sessions the earlier moment counts",
    ContinuousEventTimeTrigger.of(4),
    EventTimeSessionWindows.withGap(10),
    `1@2
     2@15
     3@8
     WM 3 → WM 3
     WM 4 → [1,2,3]@24 WM 4
     WM 8 → [1,2,3]@24 WM 8`,
  ],
  [
    "TR-6 the continuous one of the clock speaks at multiples of its interval, and at the end once",
    ContinuousProcessingTimeTrigger.of(4),
    TEN_OF_CLOCK,
    `1@–
     PT 3
     PT 4 → [1]@9
     2@–
     PT 8 → [1,2]@9
     PT 9 → [1,2]@9
     PT 30`,
  ],
  [
    "TR-6 of merged sessions of the clock the earlier moment counts",
    ContinuousProcessingTimeTrigger.of(8),
    ProcessingTimeSessionWindows.withGap(10),
    `1@–
     PT 7
     2@–
     PT 8 → [1,2]@16
     PT 15
     PT 16 → [1,2]@16
     PT 30`,
  ],
  [
    "TR-7 a delta speaks beyond its threshold, not at it, and measures from who spoke last",
    DeltaTrigger.of(5, far),
    LONG,
    `0@–
     5@–
     6@– → [0,5,6]@999
     11@–
     1@–
     12@– → [0,5,6,11,1,12]@999`,
  ],
  [
    "TR-8 the purging one forgets whenever another speaks",
    PurgingTrigger.of(CountTrigger.of(2)),
    LONG,
    `1@–
     2@– → [1,2]@999
     3@–
     4@– → [3,4]@999`,
  ],
  [
    "TR-8 purging at the end of time leaves nothing for the late ones",
    PurgingTrigger.of(EventTimeTrigger.create()),
    TEN,
    `1@1
     WM 9 → [1]@9 WM 9
     2@2  → [2]@9
     WM 14 → WM 14`,
  ],
  [
    "TR-9 a timeout speaks so long after the first element, or earlier when the other does",
    threeOr(false),
    LONG,
    `1@–
     PT 15
     2@–
     PT 20 → [1,2]@999
     3@–
     4@–
     5@–   → [1,2,3,4,5]@999
     PT 100
     6@–
     PT 119
     PT 120 → [1,2,3,4,5,6]@999`,
  ],
  [
    "TR-9 a timeout that begins anew with each element",
    threeOr(true),
    LONG,
    `1@–
     PT 15
     2@–
     PT 34
     PT 35 → [1,2]@999
     PT 60`,
  ],
  [
    "TR-9 when the time is out, the other trigger goes on counting if nothing is cleared",
    threeOr(false, false),
    LONG,
    `1@–
     2@–
     PT 20 → [1,2]@999
     3@–   → [1,2,3]@999
     4@–
     PT 40 → [1,2,3,4]@999`,
  ],
  [
    "TR-9 a timeout of a purging one purges only when it says so itself",
    ProcessingTimeoutTrigger.of(PurgingTrigger.of(CountTrigger.of(3)), 20),
    LONG,
    `1@–
     PT 20 → [1]@999
     2@–
     3@–
     4@–   → [1,2,3,4]@999
     5@–
     PT 40 → [5]@999`,
  ],
  [
    "TR-10 never is never",
    NeverTrigger.create(),
    ALL,
    `1@–
     WM +∞ → WM +∞`,
  ],
  [
    "TR-11 the end of the stream speaks once, at the end",
    EndOfStreamTrigger.create(),
    ALL,
    `1@–
     2@–
     WM 1000 → WM 1000
     WM +∞ → [1,2]@${MAX} WM +∞`,
  ],
  [
    "TR-14 what a trigger counts belongs to a key and a window",
    CountTrigger.of(2),
    TEN,
    `1@1
     -1@1
     1@11
     -1@2 → [-1,-1]@9
     1@12 → [1,1]@19
     1@3  → [1,1]@9`,
  ],
];

for (const [title, trigger, assigner, story] of ROWS) {
  Deno.test(title, () => {
    const operator = windowOperator<number, number, readonly number[], number>({
      ...{ name: "windows", uid: "windows", cost: 0 },
      allowedLateness: assigner.isEventTime ? 5 : 0,
      assigner,
      trigger,
      process: (_key, _context, elements, out) => out.collect(elements),
    });
    const keyBy = (n: number) => n < 0 ? "negative" : "other";
    playTable(new OperatorHarness<number>(operator, { keyBy }), story);
  });
}
