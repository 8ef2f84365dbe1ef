// Forms of `checkpoint-barriers` that no case in the folder uses, and cases that must fail.

import { match, strictEqual } from "node:assert/strict";
import { CaseReader } from "../case_reader.ts";
import { failureOf } from "../conformance_file.ts";
import { checkpointBarriers } from "./checkpoint_barriers.ts";

const buffer = (channel: number, size = 10) => ({ buffer: true, channel, size });
const barrier = (barrier: number, channel: number) => ({ barrier, channel });
const cancel = (cancelBarrier: number, channel: number) => ({ cancelBarrier, channel });
const end = (channel: number) => ({ endOfPartition: true, channel });

const ALIGNED = { mode: "aligned", channels: 2, checkpointsAfterTasksFinish: true };
const TRACKING = { ...ALIGNED, mode: "tracking" };
const UNALIGNED = { ...ALIGNED, mode: "unaligned" };

/** What waits behind a barrier comes out when the snapshot has been taken. */
const BLOCKED = [
  { feed: [buffer(0), barrier(1, 0), buffer(0), buffer(1)] },
  { expectOutput: [0, 3] },
  { expectBlockedChannels: [0] },
  { expectLastStartedCheckpointId: -1 },
  { feed: [buffer(1), barrier(1, 1), end(1)] },
  { expectLastStartedCheckpointId: 1 },
  { expectInflight: [] },
  { expectLastStartedCheckpointId: -1 },
  { expectBytesProcessedDuringAlignment: 20 },
  { expectOpenChannels: 1 },
];

const HANDLER_ONLY = [
  { processBarrier: barrier(0, 0) },
  { expectCheckpointPending: true },
  { expectPendingCheckpointIds: [0] },
  { advanceTime: 3 },
  { expectAlignmentDuration: 3_000_000 },
  { processCancellationBarrier: cancel(1, 1) },
  { expectCheckpointPending: false },
  { expectLatestCheckpointId: 1 },
  { expectLastAbortedCheckpointId: 1 },
  { expectNextExpectedCheckpointId: 2 },
  { processBarrier: barrier(2, 0) },
  { advanceTime: 7 },
  { processEndOfPartition: end(1) },
  { expectLastAlignmentDurationMs: 7 },
  { expectCheckpointCalls: [-1, 2] },
];

const GIVEN_UP = [
  { feed: [barrier(3, 0), barrier(4, 0), end(1)] },
  { expectAbortedCheckpoints: [3, 4] },
  { expectCheckpointFailureReason: "CHECKPOINT_DECLINED_INPUT_END_OF_STREAM" },
  { feed: [barrier(5, 0)] },
  { expectTriggeredCheckpoints: [5] },
  { expectBytesProcessedDuringAlignment: 0 },
];

/** Nothing is kept back, and what comes before the other barrier is channel state, given up or not. */
const OVERTAKEN = [
  { feed: [buffer(0), barrier(1, 0), buffer(1), buffer(0), buffer(1)] },
  { expectOutput: [0, 2, 3, 4] },
  { expectBlockedChannels: [] },
  { expectLastStartedCheckpointId: 1 },
  { expectBytesProcessedDuringAlignment: -1 },
  { expectInflight: [2, 4] },
  { feed: [buffer(1), cancel(1, 1), buffer(1)] },
  { expectInflight: [0] },
  { expectBytesProcessedDuringAlignment: 40 },
  { expectCheckpointCalls: [1, -1] },
  { feed: [barrier(2, 1), buffer(0), end(0), buffer(1)] },
  { expectInflight: [1] },
  { expectOutput: [1, 2, 3] },
  { expectOpenChannels: 1 },
  { expectBytesProcessedDuringAlignment: 10 },
  { expectCheckpointPending: false },
];

const UNALIGNED_HANDLER = [
  { processBarrier: barrier(3, 1) },
  { expectTriggeredCheckpoints: [3] },
  { expectPendingCheckpointIds: [3] },
  { advanceTime: 4 },
  { expectAlignmentDuration: 4_000_000 },
  { processBarrier: barrier(3, 0) },
  { expectLastAlignmentDurationMs: 4 },
  { expectLatestCheckpointId: 3 },
];

const PASSING: readonly [string, Record<string, unknown>][] = [
  ["what blocked channels keep back", { ...ALIGNED, steps: BLOCKED }],
  ["a handler alone", { ...ALIGNED, barrierHandlerOnly: true, steps: HANDLER_ONLY }],
  ["what barriers overtake", { ...UNALIGNED, steps: OVERTAKEN }],
  ["a handler that does not wait", {
    ...UNALIGNED,
    barrierHandlerOnly: true,
    steps: UNALIGNED_HANDLER,
  }],
  ["an end that gives up", { ...TRACKING, checkpointsAfterTasksFinish: false, steps: GIVEN_UP }],
];

for (const [what, testCase] of PASSING) {
  Deno.test(`checkpointBarriers runs ${what}`, () => {
    strictEqual(failureOf(new CaseReader(testCase, "case"), checkpointBarriers), null);
  });
}

const IN_ORDER = { sequence: [barrier(1, 0), barrier(1, 1)], steps: [{ deliver: 0 }] };

const FAILING: readonly [Record<string, unknown>, RegExp][] = [
  [{ ...ALIGNED, ...IN_ORDER, steps: [{ deliver: 2 }] }, /steps.0..deliver: expected "a place/],
  [{ ...ALIGNED, ...IN_ORDER, expectCheckpointCalls: [1] }, /Calls: expected .1., got ../],
  [
    { ...ALIGNED, ...IN_ORDER, steps: [{ deliver: 0 }, { expectBlockedChannels: [] }] },
    /steps.1..expectBlockedChannels: expected .., got .0./,
  ],
  [
    {
      ...ALIGNED,
      ...IN_ORDER,
      firstExpectedCheckpointId: 2,
      steps: [{ deliver: 0 }, { deliver: 1 }],
    },
    /expected checkpoint 2 next, got 1/,
  ],
  [
    { ...ALIGNED, steps: [{ feed: [buffer(0)] }, { expectInflight: [0] }] },
    /expected .0., got ../,
  ],
  [
    {
      ...ALIGNED,
      steps: [
        { feed: [barrier(1, 0), buffer(0)] },
        { feed: [barrier(1, 1)] },
        { expectOutput: [1] },
      ],
    },
    /expectOutput: expected .1., got .-1./,
  ],
  [
    {
      ...UNALIGNED,
      steps: [{ feed: [barrier(1, 0), buffer(0), buffer(1)] }, { expectInflight: [1, 2] }],
    },
    /expectInflight: expected .1,2., got .2./,
  ],
  [
    { ...UNALIGNED, steps: [{ setCheckOnAbort: "something else" }] },
    /its schema wants allBarriers/,
  ],
  [{ ...UNALIGNED, mode: "swift", steps: [] }, /E-CASE/],
  [{ ...ALIGNED, steps: [{ delay: 3 }] }, /its schema wants one of deliver/],
  [{ ...ALIGNED, steps: [{ feed: [{ watermark: 3, channel: 0 }] }] }, /wants one of buffer/],
];

for (const [testCase, reason] of FAILING) {
  Deno.test(`checkpointBarriers fails with ${reason.source}`, () => {
    match(failureOf(new CaseReader(testCase, "case"), checkpointBarriers) ?? "passed", reason);
  });
}
