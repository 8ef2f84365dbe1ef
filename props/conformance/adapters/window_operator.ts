// Schema `harness`, kind `window`: a real window operator, fed step by step.

import {
  type Key,
  MAX,
  MIN,
  type ProcessWindowFunction,
  type ReduceFunction,
  type WindowOperator,
  windowOperator as specOf,
  type WindowOperatorOptions,
  type WindowOperatorSpec,
} from "@headwater/sim";
import type { CaseReader } from "../case_reader.ts";
import { selector } from "./harness_operator.ts";
import {
  attempt,
  expectContains,
  expectPending,
  expectSideOutput,
  OperatorBench,
} from "./operator_bench.ts";
import { assignerOf, evictorOf, triggerOf } from "./window_parts.ts";

type Value = readonly [unknown, number];
type Process = ProcessWindowFunction<never, unknown>;

/** Runs one case whose `operator.kind` is `window`. */
export function windowOperator(testCase: CaseReader): void {
  testCase.only("operator", "steps");
  const operator = testCase.get("operator");
  const keyBy = selector(operator.get("keySelector"));
  const spec = describe(operator, movedBy(testCase.get("steps").items()));
  const bench = new OperatorBench(spec, { keyBy });
  for (const step of testCase.get("steps").items()) playStep(step, bench);
}

const sumField1: ReduceFunction<Value> = ([, a], [key, b]) => [key, a + b];
const sumOf = (elements: readonly Value[]) => elements.reduce((sum, [, n]) => sum + n, 0);

/** What the functions of the files do with the elements of a window. */
const FUNCTIONS: Readonly<Record<string, Process>> = {
  passThrough: (_key, _context, elements, out) => elements.forEach((one) => out.collect(one)),
  sumField1: (key, _context, elements, out) => out.collect([key, sumOf(elements)]),
  sessionSum: (key, { window }, elements, out) =>
    out.collect([`${key}-${sumOf(elements)}`, window.start, window.end]),
  sessionEach: (_key, { window }, elements, out) =>
    (elements as readonly Value[]).forEach(([f0, f1]) =>
      out.collect([`${f0}-${f1}`, window.start, window.end])
    ),
  gotJoin: (_key, _context, elements, out) =>
    out.collect(
      `GOT: ${(elements as readonly Value[]).map(([f0, f1]) => `(${f0},${f1})`).join(",")}`,
    ),
  emitNothing: () => {},
  windowAndIntSum: (_key, { window }, elements, out) =>
    out.collect([
      [window.start, window.end],
      (elements as readonly number[]).reduce((sum, n) => sum + n, 0),
    ]),
};

/** By how much the timestamps of all elements are moved, which are then at an end of long; else 0. */
function movedBy(steps: readonly CaseReader[]): bigint {
  const elements = steps.filter((step) => step.has("element")).map((step) => step.get("element"));
  const times = elements.filter((element) => element.has("ts")).map((element) => element.get("ts"));
  const moves = times.filter((time) => time.time() !== MIN && time.time() !== MAX)
    .map((time) => BigInt(time.time()) - time.long());
  return moves.length > 0 && moves.every((move) => move === moves[0]) ? moves[0] : 0n;
}

function describe(operator: CaseReader, moved: bigint): WindowOperatorSpec {
  operator.only(
    "kind",
    "keySelector",
    "assigner",
    "windowState",
    "function",
    "trigger",
    "evictor",
    "allowedLateness",
    "lateOutputTag",
  );
  const { reduce, process } = functionsOf(operator);
  const evictor = operator.get("evictor"), lateTag = operator.get("lateOutputTag");
  const options = {
    name: "window",
    uid: "window",
    cost: 0,
    assigner: assignerOf(operator.get("assigner"), moved),
    trigger: triggerOf(operator.get("trigger")),
    evictor: evictor.isNull ? null : evictorOf(evictor),
    allowedLateness: operator.get("allowedLateness").integer(),
    lateTag: lateTag.isNull ? null : lateTag.text(),
    reduce,
    process,
  };
  return specOf(options as unknown as WindowOperatorOptions<Value, Value, unknown, Key>);
}

function functionsOf(operator: CaseReader) {
  const state = operator.get("windowState").only("type", "reduce");
  const body = operator.get("function").only("name", "reduce", "then");
  const name = body.get("name").text();
  const process = FUNCTIONS[name === "reduceThen" ? body.get("then").text() : name];
  const isReduced = state.get("type").choice("list", "reducing") === "reducing" ||
    name === "reduceThen";
  const rule = isReduced ? (state.has("reduce") ? state : body).get("reduce") : null;
  rule?.choice("sumField1");
  return { reduce: isReduced ? sumField1 : undefined, process };
}

const FEEDING = [
  "element",
  "watermark",
  "watermarkStatus",
  "processingTime",
  "advanceProcessingTime",
  "endInput",
  "snapshotAndRestore",
] as const;

const CHECKING = [
  "expect",
  "expectContains",
  "expectPendingCount",
  "expectSideOutput",
  "expectWindowState",
  "expectNoLateRecords",
] as const;

function playStep(step: CaseReader, bench: OperatorBench): void {
  const verb = step.verb(...FEEDING, ...CHECKING);
  const isFeeding = (FEEDING as readonly string[]).includes(verb);
  if (isFeeding) attempt(step, () => feed(step, verb as typeof FEEDING[number], bench));
  else check(step, verb as typeof CHECKING[number], bench);
}

function feed(step: CaseReader, verb: typeof FEEDING[number], bench: OperatorBench): void {
  const { harness } = bench;
  const body = step.get(verb);
  switch (verb) {
    case "element": {
      body.only("value", "ts");
      const timestamp = body.has("ts") ? body.get("ts").time() : MIN;
      return void harness.processElement(body.get("value").json(), timestamp);
    }
    case "watermark":
      return void harness.processWatermark(body.time());
    case "watermarkStatus":
      return void harness.processStatus(body.choice("idle", "active"));
    case "processingTime":
      return void harness.setProcessingTime(body.time());
    case "advanceProcessingTime":
      return void harness.setProcessingTime(bench.now + body.integer());
    case "endInput":
      return void harness.endInput();
    case "snapshotAndRestore":
      return bench.restart(step.has("keepOutput") && step.get("keepOutput").flag());
  }
}

function check(step: CaseReader, verb: typeof CHECKING[number], bench: OperatorBench): void {
  switch (verb) {
    case "expect":
      return expectPending(step, bench);
    case "expectContains":
      return expectContains(step, bench);
    case "expectPendingCount":
      return step.expect(bench.collect().length, step.get("expectPendingCount").integer());
    case "expectSideOutput":
      return expectSideOutput(step, bench);
    case "expectWindowState":
      return expectWindowState(step.get("expectWindowState"), bench);
    case "expectNoLateRecords":
      return expectNoLateRecords(step, bench);
  }
}

/** The contents of the only window there is. */
function expectWindowState(wanted: CaseReader, { operator }: OperatorBench): void {
  const { contents, spec: { contents: spec } } = operator as WindowOperator;
  const stored = contents.values.filter((value) => value !== undefined);
  if (wanted.isNull || (wanted.json() as unknown[]).length === 0) {
    return wanted.expect(stored.length, 0);
  }
  const value = spec.get(stored[0], "window");
  wanted.expect(spec.kind === "list" ? value : [value], wanted.json());
}

function expectNoLateRecords(step: CaseReader, bench: OperatorBench): void {
  let watermark = MIN;
  for (const element of bench.collect()) {
    if (element.type === "watermark") watermark = element.timestamp;
    if (element.type === "record") step.expect(element.timestamp > watermark, true);
  }
}
