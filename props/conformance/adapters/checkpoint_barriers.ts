// Schema `checkpoint-barriers`: what comes out of a task's channels, which checkpoints it triggers and
// aborts then, which channels wait, and what becomes channel state. Aligned, unaligned and at-least-once
// handling.

import type { CaseReader } from "../case_reader.ts";
import { BarrierBench } from "./barrier_bench.ts";
import type { BarrierNotes } from "./barrier_notes.ts";
import { GateBench } from "./gate_bench.ts";

/** Runs one case. */
export function checkpointBarriers(testCase: CaseReader): void {
  testCase.only(
    "channels",
    "mode",
    "checkpointsAfterTasksFinish",
    "sequence",
    "steps",
    "firstExpectedCheckpointId",
    "barrierHandlerOnly",
    "manualClock",
    ...Object.keys(CHECKS),
  );
  const mode = testCase.get("mode").choice("aligned", "unaligned", "tracking");
  const isOff = testCase.has("checkpointsAfterTasksFinish") &&
    !testCase.get("checkpointsAfterTasksFinish").flag();
  const channelCount = testCase.get("channels").integer();
  const spec = { channelCount, mode, afterTasksFinish: !isOff };
  const bench = mode === "unaligned" ? new GateBench(spec) : new BarrierBench(spec);
  if (testCase.has("firstExpectedCheckpointId")) {
    bench.expectNext(testCase.get("firstExpectedCheckpointId").integer());
  }
  const sequence = testCase.has("sequence") ? testCase.get("sequence").items() : [];
  for (const step of testCase.get("steps").items()) playStep(step, sequence, bench);
  for (const [name, check] of Object.entries(CHECKS)) {
    if (testCase.has(name)) check(testCase.get(name), bench);
  }
}

type Check = (body: CaseReader, bench: BarrierNotes) => void;

/** What is done, each with what it is given. */
const ACTIONS: Readonly<Record<string, Check>> = {
  feed: (body, bench) => bench.feed(body.items()),
  processBarrier: (body, bench) => bench.handOut(body),
  processCancellationBarrier: (body, bench) => bench.handOut(body),
  processEndOfPartition: (body, bench) => bench.handOut(body),
  advanceTime: (body, bench) => void (bench.now += 1000 * body.integer()),
  setNextExpectedCheckpointId: (body, bench) => bench.expectNext(body.integer()),
  setCheckOnAbort: (body, bench) => {
    body.choice("allBarriersReceived future of the aborted checkpoint is not yet done");
    bench.checksOnAbort = true;
  },
};

/** What is asked, in a step or at the end of the case, each with the answer that is wanted. */
const CHECKS: Readonly<Record<string, Check>> = {
  expectOutput: expectIndices(({ output }) => output),
  expectInflight: (body, bench) => {
    bench.startedSince = -1;
    expectIds(body, bench.takeInflight());
  },
  expectLastStartedCheckpointId: expectNumber(({ startedSince }) => startedSince),
  expectBlockedChannels: (body, { handler }) => {
    const channels = Array.from({ length: handler.spec.channelCount }, (_, channel) => channel);
    const wanted = body.items().map((channel) => channel.integer()).toSorted((a, b) => a - b);
    body.expect(channels.filter((channel) => handler.isBlocked(channel)), wanted);
  },
  expectNextExpectedCheckpointId: expectNumber(({ nextId }) => nextId),
  expectCheckpointCalls: (body, { calls }) => expectIds(body, calls),
  expectTriggeredCheckpoints: (body, { triggered }) => expectIds(body, triggered),
  expectAbortedCheckpoints: (body, { aborted }) => expectIds(body, aborted),
  expectTriggeredCheckpointCount: expectNumber(({ triggered }) => triggered.length),
  expectAbortedCheckpointCount: expectNumber(({ aborted }) => aborted.length),
  expectLastCanceledCheckpointId: expectNumber(({ aborted }) => aborted.at(-1) ?? -1),
  expectLastAbortedCheckpointId: expectNumber(({ aborted }) => aborted.at(-1) ?? -1),
  expectCheckpointFailureReason: (body, { reason }) =>
    body.expect(reason, body.isNull ? null : body.text()),
  expectLatestCheckpointId: expectNumber(({ latestId }) => latestId),
  expectCheckpointPending: (body, { handler }) => body.expect(handler.isPending, body.flag()),
  expectPendingCheckpointIds: (body, { handler }) => expectIds(body, handler.pendingIds),
  expectOpenChannels: expectNumber(({ handler }) => handler.openCount),
  expectBytesProcessedDuringAlignment: expectNumber(({ lastBytes }) => lastBytes),
  // Flink's gauge counts nanoseconds
  expectAlignmentDuration: expectNumber(({ handler, now }) => 1000 * handler.alignmentTime(now)),
  expectLastAlignmentDurationMs: expectNumber(({ lastDuration }) => lastDuration / 1000),
};

function playStep(step: CaseReader, sequence: readonly CaseReader[], bench: BarrierNotes): void {
  const verb = step.verb("deliver", ...Object.keys(ACTIONS), ...Object.keys(CHECKS));
  const body = step.only(verb).get(verb);
  if (verb !== "deliver") return (ACTIONS[verb] ?? CHECKS[verb])(body, bench);
  const place = body.integer();
  if (sequence[place] === undefined) body.expect(place, "a place in the sequence");
  bench.handOut(sequence[place]);
}

function expectNumber(found: (bench: BarrierNotes) => number): Check {
  return (body, bench) => body.expect(found(bench), body.integer());
}

function expectIndices(found: (bench: BarrierNotes) => readonly unknown[]): Check {
  return (body, bench) =>
    body.expect(found(bench), body.items().map((element) => element.integer()));
}

function expectIds(wanted: CaseReader, found: readonly number[]): void {
  wanted.expect(found, wanted.items().map((id) => id.integer()));
}
