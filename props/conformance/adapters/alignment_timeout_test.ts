// Forms of `checkpoint-alignment-timeout` that no case in the folder uses, and cases that must fail.

import { match, strictEqual } from "node:assert/strict";
import { CaseReader } from "../case_reader.ts";
import { failureOf } from "../conformance_file.ts";
import { alignmentTimeout } from "./alignment_timeout.ts";

const ALTERNATING = { mode: "alternating", clockStartMs: 0, channels: 2, channelKind: "remote" };

const timed = (barrier: number, channel: number, timeout = 10) => ({
  barrier,
  created: 0,
  type: "checkpoint",
  alignment: "alignedWithTimeout",
  timeout,
  channel,
});
const unaligned = (barrier: number, channel: number) => ({
  ...timed(barrier, channel),
  alignment: "unaligned",
  timeout: undefined,
});
const buffer = (channel: number, buffer = 100) => ({ buffer, channel });

/** The second barrier stands behind data and before data when the time is over. */
const TURNED = [
  { sendAndDrain: timed(1, 0) },
  { expectDuringAlignment: true },
  { onBuffer: buffer(1) },
  { onBuffer: timed(1, 1) },
  { onBuffer: buffer(1) },
  { poll: "announcement" },
  { advanceTime: 10 },
  { expectTriggeredOptions: [{ type: "checkpoint", alignment: "unaligned" }] },
  { expectPersistedInputCount: { channel: 1, count: 1 } },
  { expectPersistedInputCount: { channel: 0, count: 0 } },
  { expectAllBarriersReceived: { checkpointId: 1, done: false } },
  { poll: "barrier" },
  { expectAllBarriersReceived: { checkpointId: 1, done: true } },
  { expectDuringAlignment: false },
  { poll: "data" },
  { drain: true },
  { expectMetrics: { alignmentDurationMinMs: 10, alignmentDurationMaxMs: 10 } },
  { expectMetrics: { checkpointStartDelayMinMs: 0, checkpointStartDelayMaxMs: 0 } },
];

const GIVEN_UP = [
  { sendAndDrain: unaligned(1, 0) },
  { expectMetrics: { bytesProcessedDuringAlignment: -1 } },
  { sendAndDrain: buffer(1, 70) },
  { processCancellationBarrier: { cancelBarrier: 2, channel: 1 } },
  { expectBytesProcessedDuringAlignment: 70 },
  { expectAbortedCheckpoints: [2] },
  { expectAbortedCheckpointCount: 1 },
  { expectLastCanceledCheckpointId: 2 },
  { expectLastAbortedCheckpointId: 2 },
  { expectCheckpointFailureReason: "CHECKPOINT_DECLINED_ON_CANCELLATION_BARRIER" },
  { expectNextExpectedCheckpointId: 3 },
  { expectPersistedInputEmpty: false },
  { processEndOfPartition: { endOfPartition: true, channel: 1 } },
  { expectOpenChannels: 1 },
  { processBarrier: timed(3, 0) },
  { expectTriggeredCheckpoints: [1, 3] },
  { expectLastAlignmentDurationMs: 0 },
];

/** Local channels announce nothing, so nothing is fetched when the time is over. */
const MIXED = {
  ...ALTERNATING,
  channelKind: { default: "local", remote: [1] },
  steps: [
    { onBuffer: buffer(0) },
    { onBuffer: timed(1, 0) },
    { onBuffer: buffer(1) },
    { onBuffer: timed(1, 1) },
    { poll: "announcement" },
    { advanceTime: 11, runTimers: false },
    { runTimers: true },
    { poll: "barrier" },
    { poll: "data" },
    { poll: "data" },
    { poll: "barrier" },
    { expectAlignmentDuration: 0 },
    { setBlocked: { channel: 1, blocked: true } },
    { expectBlocked: { channel: 1, blocked: true } },
  ],
};

const OLD_BARRIER = {
  ...ALTERNATING,
  directHandler: true,
  checkpointsAfterTasksFinish: false,
  steps: [
    { setNextExpectedCheckpointId: 4 },
    { processBarrier: unaligned(4, 1) },
    { setBlocked: { channel: 0, blocked: true } },
    { processBarrier: timed(3, 0) },
    { expectBlocked: { channel: 0, blocked: false } },
    { expectCheckpointPending: true },
    { processEndOfPartition: { endOfPartition: true, channel: 0 } },
    { expectCheckpointPending: false },
  ],
  expectCheckpointFailureReason: "CHECKPOINT_DECLINED_INPUT_END_OF_STREAM",
};

const PASSING: readonly [string, Record<string, unknown>][] = [
  ["a checkpoint that turns unaligned", { ...ALTERNATING, steps: TURNED }],
  ["one that is given up", { ...ALTERNATING, steps: GIVEN_UP }],
  ["local and remote channels", MIXED],
  ["barriers that are too old", OLD_BARRIER],
  ["aligned handling", {
    ...ALTERNATING,
    mode: "aligned",
    channelKind: "local",
    steps: [{ sendAndDrain: timed(1, 0) }, { advanceTime: 99 }, { expectTriggeredCheckpoints: [] }],
  }],
];

for (const [what, testCase] of PASSING) {
  Deno.test(`alignmentTimeout runs ${what}`, () => {
    strictEqual(failureOf(plain(testCase), alignmentTimeout), null);
  });
}

const FAILING: readonly [readonly unknown[], RegExp][] = [
  [[{ poll: "data" }], /poll: expected "data", got null/],
  [[{ onBuffer: buffer(0) }, { poll: "barrier" }], /poll: expected "barrier", got "data"/],
  [[{ poll: "watermark" }], /its schema wants announcement or/],
  [[{ setNextExpectedCheckpointId: 3 }, { sendAndDrain: unaligned(1, 0) }], /checkpoint 3 next/],
  [
    [{ sendAndDrain: timed(1, 0) }, { advanceTime: 9 }, { expectTriggeredCheckpointCount: 1 }],
    /expected 1, got 0/,
  ],
  [
    [{ sendAndDrain: unaligned(1, 0) }, { expectTriggeredOptions: [{ alignment: "aligned" }] }],
    /expectTriggeredOptions: expected/,
  ],
  [
    [{ sendAndDrain: unaligned(1, 0) }, { expectMetrics: { alignmentDurationMinMs: 1 } }],
    /alignmentDurationMinMs: expected 1, got 0/,
  ],
  [[{ expectAllBarriersReceived: { checkpointId: 7, done: true } }], /7 has not begun/],
  [[{ sendAndDrain: { ...timed(1, 0), alignment: "leaning" } }], /its schema wants aligned or/],
  [[{ sendAndDrain: { ...buffer(0), colour: 1 } }], /no field "colour"/],
  [[{ wait: 3 }], /its schema wants one of/],
];

for (const [steps, reason] of FAILING) {
  Deno.test(`alignmentTimeout fails with ${reason.source}`, () => {
    match(failureOf(plain({ ...ALTERNATING, steps }), alignmentTimeout) ?? "passed", reason);
  });
}

/** As it would come out of a file. */
function plain(testCase: unknown): CaseReader {
  return new CaseReader(JSON.parse(JSON.stringify(testCase)), "case");
}
