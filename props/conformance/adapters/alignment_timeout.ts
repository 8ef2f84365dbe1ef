// Schema `checkpoint-alignment-timeout`: barriers that are aligned until a timeout, through a gate or right
// at the handler; when the snapshot is taken then, and what becomes channel state.

import { ElementKind } from "@headwater/sim";
import type { CheckpointOptions } from "../../../sim/element/checkpoint_options.ts";
import { isTimeoutable } from "../../../sim/element/checkpoint_options.ts";
import type { CaseReader } from "../case_reader.ts";
import { GateBench } from "./gate_bench.ts";
import { readElement, readOptions } from "./gate_element.ts";

/** Runs one case. */
export function alignmentTimeout(testCase: CaseReader): void {
  testCase.only(
    "mode",
    "clockStartMs",
    "channels",
    "channelKind",
    "directHandler",
    "checkpointsAfterTasksFinish",
    "steps",
    ...Object.keys(CHECKS),
  );
  const isOff = testCase.has("checkpointsAfterTasksFinish") &&
    !testCase.get("checkpointsAfterTasksFinish").flag();
  const isLocal = readKinds(testCase);
  const bench = new GateBench({
    channelCount: testCase.get("channels").integer(),
    mode: testCase.get("mode").choice("alternating", "aligned", "unaligned"),
    afterTasksFinish: !isOff,
  }, (channel) => !isLocal(channel));
  bench.now = 1000 * testCase.get("clockStartMs").integer();
  for (const step of testCase.get("steps").items()) playStep(step, bench);
  for (const [name, check] of Object.entries(CHECKS)) {
    if (testCase.has(name)) check(testCase.get(name), bench);
  }
}

type Check = (body: CaseReader, bench: GateBench) => void;

/** What is done, each with what it is given. */
const ACTIONS: Readonly<Record<string, Check>> = {
  onBuffer: (body, bench) => bench.arrive(readElement(body)),
  sendAndDrain: (body, bench) => {
    bench.arrive(readElement(body));
    bench.drain();
  },
  drain: (_, bench) => bench.drain(),
  poll: (body, bench) => {
    const kind = body.choice("announcement", "barrier", "data", "cancelBarrier", "endOfPartition");
    const row = bench.poll();
    body.expect(row === null ? null : KINDS.get(row.kind), kind);
  },
  processBarrier: (body, bench) => bench.handOut(body),
  processCancellationBarrier: (body, bench) => bench.handOut(body),
  processEndOfPartition: (body, bench) => bench.handOut(body),
  setBlocked: (body, bench) => {
    const { channel, isBlocked } = readBlocked(body);
    bench.blocked[channel] = isBlocked;
  },
  setNextExpectedCheckpointId: (body, bench) => bench.expectNext(body.integer()),
  closeGate: (_, bench) => bench.close(),
};

/** What is asked, in a step or at the end of the case, each with the answer that is wanted. */
const CHECKS: Readonly<Record<string, Check>> = {
  expectTriggeredCheckpoints: expectIds(({ triggered }) => triggered),
  expectAbortedCheckpoints: expectIds(({ aborted }) => aborted),
  expectTriggeredCheckpointCount: expectNumber(({ triggered }) => triggered.length),
  expectAbortedCheckpointCount: expectNumber(({ aborted }) => aborted.length),
  expectNothingTriggeredYet: expectFlag(({ triggered }) => triggered.length === 0),
  expectTriggeredOptions: (body, { triggeredOptions }) =>
    body.expect(
      triggeredOptions.map(toPlain),
      body.items().map((item) => toPlain(readOptions(item.only("type", "alignment", "timeout")))),
    ),
  expectPersistedInputEmpty: expectFlag((bench) => bench.persisted().length === 0),
  expectPersistedInputCount: (body, bench) => {
    const wanted = body.only("channel", "count").get("channel").integer();
    const found = bench.persisted().filter(({ channel }) => channel === wanted);
    body.expect(found.length, body.get("count").integer());
  },
  expectBlocked: (body, bench) => {
    const { channel, isBlocked } = readBlocked(body);
    body.expect(bench.blocked[channel], isBlocked);
  },
  expectDuringAlignment: expectFlag(({ handler }) => handler.isAligning),
  expectCheckpointPending: expectFlag(({ handler }) => handler.isPending),
  expectAllBarriersReceived: (body, bench) => {
    const checkpointId = body.only("checkpointId", "done").get("checkpointId").integer();
    body.expect(bench.isDone(checkpointId), body.get("done").flag());
  },
  expectLatestCheckpointId: expectNumber(({ latestId }) => latestId),
  expectNextExpectedCheckpointId: expectNumber(({ nextId }) => nextId),
  expectLastCanceledCheckpointId: expectNumber(({ aborted }) => aborted.at(-1) ?? -1),
  expectLastAbortedCheckpointId: expectNumber(({ aborted }) => aborted.at(-1) ?? -1),
  expectCheckpointFailureReason: (body, { reason }) =>
    body.expect(reason, body.isNull ? null : body.text()),
  expectOpenChannels: expectNumber(({ handler }) => handler.openCount),
  expectAlignmentDuration: expectNumber(({ handler, now }) => 1000 * handler.alignmentTime(now)),
  expectLastAlignmentDurationMs: expectNumber(({ lastDuration }) => lastDuration / 1000),
  expectBytesProcessedDuringAlignment: expectNumber(({ lastBytes }) => lastBytes),
  expectMetrics: (body, bench) => {
    body.only(...Object.keys(METRICS));
    for (const [name, check] of Object.entries(METRICS)) {
      if (body.has(name)) check(body.get(name), bench);
    }
  },
};

/** The gauges of a task's input, in milliseconds; each is at least, or at most, what the case says. */
const METRICS: Readonly<Record<string, Check>> = {
  latestCheckpointId: expectNumber(({ latestId }) => latestId),
  alignmentDurationMinMs: (body, { handler, now }) =>
    expectWithin(body, handler.alignmentTime(now), Math.max),
  alignmentDurationMaxMs: (body, { handler, now }) =>
    expectWithin(body, handler.alignmentTime(now), Math.min),
  checkpointStartDelayMinMs: (body, { handler }) =>
    expectWithin(body, handler.lastStartDelay, Math.max),
  checkpointStartDelayMaxMs: (body, { handler }) =>
    expectWithin(body, handler.lastStartDelay, Math.min),
  bytesProcessedDuringAlignment: expectNumber(({ lastBytes }) => lastBytes),
};

const KINDS: ReadonlyMap<number, string> = new Map([
  [ElementKind.RECORD, "data"],
  [ElementKind.CHECKPOINT_BARRIER, "barrier"],
  [ElementKind.CANCEL_CHECKPOINT_MARKER, "cancelBarrier"],
  [ElementKind.END_OF_PARTITION, "endOfPartition"],
  [ElementKind.EVENT_ANNOUNCEMENT, "announcement"],
]);

function playStep(step: CaseReader, bench: GateBench): void {
  if (step.has("advanceTime")) return advanceTime(step.only("advanceTime", "runTimers"), bench);
  const verb = step.verb("runTimers", ...Object.keys(ACTIONS), ...Object.keys(CHECKS));
  const body = step.only(verb).get(verb);
  if (verb !== "runTimers") return (ACTIONS[verb] ?? CHECKS[verb])(body, bench);
  if (body.flag()) bench.runTimers();
}

/** So many milliseconds pass; timers run, unless the step says not yet. */
function advanceTime(step: CaseReader, bench: GateBench): void {
  bench.now += 1000 * step.get("advanceTime").integer();
  if (!step.has("runTimers") || step.get("runTimers").flag()) bench.runTimers();
}

/** `"local"`, `"remote"`, or a default with exceptions. */
function readKinds(testCase: CaseReader): (channel: number) => boolean {
  if (!testCase.has("channelKind")) return () => false;
  const kinds = testCase.get("channelKind");
  if (typeof kinds.json() === "string") {
    const isLocal = kinds.choice("local", "remote") === "local";
    return () => isLocal;
  }
  kinds.only("default", "local", "remote");
  const list = (name: string) =>
    kinds.has(name) ? kinds.get(name).items().map((channel) => channel.integer()) : [];
  const local = list("local"), remote = list("remote");
  const isLocal = kinds.has("default") &&
    kinds.get("default").choice("local", "remote") === "local";
  return (channel) => local.includes(channel) || (isLocal && !remote.includes(channel));
}

function readBlocked(body: CaseReader): { channel: number; isBlocked: boolean } {
  body.only("channel", "blocked");
  return { channel: body.get("channel").integer(), isBlocked: body.get("blocked").flag() };
}

function toPlain(options: CheckpointOptions): readonly unknown[] {
  const { isSavepoint, alignment, alignedTimeout } = options;
  return [isSavepoint, alignment, isTimeoutable(options) ? alignedTimeout : null];
}

/** What was found in microseconds is, in milliseconds, no further than what the case says. */
function expectWithin(
  body: CaseReader,
  found: number,
  further: (a: number, b: number) => number,
): void {
  body.expect(found / 1000, further(found / 1000, body.integer()));
}

function expectNumber(found: (bench: GateBench) => number): Check {
  return (body, bench) => body.expect(found(bench), body.integer());
}

function expectFlag(found: (bench: GateBench) => boolean): Check {
  return (body, bench) => body.expect(found(bench), body.flag());
}

function expectIds(found: (bench: GateBench) => readonly number[]): Check {
  return (body, bench) => body.expect(found(bench), body.items().map((id) => id.integer()));
}
