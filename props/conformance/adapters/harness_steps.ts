// The steps of the harness schema that are the same for every operator but windows.

import { type IntervalJoinOperator, MIN } from "@headwater/sim";
import type { CaseReader } from "../case_reader.ts";
import {
  attempt,
  expectContains,
  expectPending,
  expectSideOutput,
  type OperatorBench,
} from "./operator_bench.ts";

const FEEDING = [
  "element",
  "element1",
  "element2",
  "watermark",
  "watermark1",
  "watermark2",
  "watermarkStatus",
  "watermarkStatus1",
  "watermarkStatus2",
  "processingTime",
  "advanceProcessingTime",
  "endInput",
  "snapshotAndRestore",
  "backpressure",
] as const;

const CHECKING = [
  "expect",
  "expectContains",
  "expectPendingCount",
  "expectSideOutput",
  "expectBuffer",
  "expectNoLateRecords",
] as const;

/** Plays one step; `valueOf` may replace a value that only a rescaling case can know. */
export function playStep(
  step: CaseReader,
  bench: OperatorBench,
  valueOf: (json: unknown) => unknown = (json) => json,
): void {
  const verb = step.verb(...FEEDING, ...CHECKING);
  if (!(FEEDING as readonly string[]).includes(verb)) {
    return check(step, verb as typeof CHECKING[number], bench);
  }
  attempt(step, () => feed(step, verb as typeof FEEDING[number], bench, valueOf));
}

function feed(
  step: CaseReader,
  verb: typeof FEEDING[number],
  bench: OperatorBench,
  valueOf: (json: unknown) => unknown,
): void {
  const { harness } = bench;
  const body = step.get(verb);
  switch (verb) {
    case "element":
    case "element1":
    case "element2": {
      body.only("value", "ts");
      const timestamp = body.has("ts") ? body.get("ts").time() : MIN;
      const value = readable(valueOf(body.get("value").json()), body.get("value"));
      if (verb === "element2") harness.processElement2(value, timestamp);
      else harness.processElement(value, timestamp);
      return;
    }
    case "watermark":
      return void harness.processWatermark(body.time());
    case "watermark1":
    case "watermark2":
      return void harness.processInputWatermark(verb === "watermark1" ? 0 : 1, body.time());
    case "watermarkStatus":
      return void harness.processStatus(body.choice("idle", "active"));
    case "watermarkStatus1":
    case "watermarkStatus2": {
      const input = verb === "watermarkStatus1" ? 0 : 1;
      return void harness.processInputStatus(input, body.choice("idle", "active"));
    }
    case "processingTime":
      return void harness.setProcessingTime(body.time());
    case "advanceProcessingTime":
      return void harness.setProcessingTime(bench.now + body.integer());
    case "endInput":
      return void harness.endInput();
    case "snapshotAndRestore":
      return bench.restart(step.has("keepOutput") && step.get("keepOutput").flag());
    case "backpressure":
      return bench.holdOutput(body.only("kind", "active").get("active").flag());
  }
}

/** A value that is a long beyond our numbers is the time that it stands for. */
function readable(value: unknown, place: CaseReader): unknown {
  return typeof value === "string" && /^-?\d{17,}$/.test(value) ? place.time() : value;
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
    case "expectBuffer":
      return expectBuffer(step.get("expectBuffer"), bench);
    case "expectNoLateRecords": {
      let watermark = MIN;
      for (const element of bench.collect()) {
        if (element.type === "watermark") watermark = element.timestamp;
        if (element.type === "record") step.expect(element.timestamp > watermark, true);
      }
    }
  }
}

/** The distinct timestamps that an interval join keeps of one side, over all keys. */
function expectBuffer(wanted: CaseReader, { operator }: OperatorBench): void {
  const side = wanted.only("side", "timestamps").get("side").choice("left", "right");
  const table = (operator as IntervalJoinOperator).buffers[side === "left" ? 0 : 1];
  const found = new Set(table.values.flatMap((buckets) => (buckets ?? []).map(([stamp]) => stamp)));
  const stamps = wanted.get("timestamps").items().map((stamp) => stamp.time());
  const ascending = (a: number, b: number) => a - b;
  wanted.expect([...found].sort(ascending), stamps.sort(ascending));
}
