// Schema `watermark-valve`: a valve over n channels, what each of them says, what comes out.

import { WatermarkValve } from "../../../sim/4_input_gate/watermark_valve.ts";
import type { CaseReader } from "../case_reader.ts";

/** What came out and was not yet compared; written as the files write it. */
class PendingOutput {
  readonly elements: unknown[] = [];

  emitWatermark(timestamp: number): void {
    this.elements.push({ watermark: timestamp });
  }

  emitStatus(isIdle: boolean): void {
    this.elements.push({ watermarkStatus: isIdle ? "idle" : "active" });
  }
}

/** Runs one case. */
export function watermarkValve(testCase: CaseReader): void {
  testCase.only("channels", "steps");
  const valve = new WatermarkValve();
  valve.build(testCase.get("channels").integer());
  const output = new PendingOutput();
  for (const step of testCase.get("steps").items()) playStep(step, valve, output);
}

function playStep(step: CaseReader, valve: WatermarkValve, output: PendingOutput): void {
  switch (step.verb("watermark", "status", "expect", "expectChannel")) {
    case "watermark": {
      step.only("channel", "watermark");
      const channel = step.get("channel").integer();
      return valve.receiveWatermark(channel, step.get("watermark").time(), output);
    }
    case "status": {
      step.only("channel", "status");
      const isIdle = step.get("status").choice("idle", "active") === "idle";
      return valve.receiveStatus(step.get("channel").integer(), isIdle, output);
    }
    case "expect":
      step.only("expect", "partial");
      return expectOutput(step, output);
    case "expectChannel":
      step.only("expectChannel");
      return expectChannel(step.get("expectChannel"), valve);
  }
}

function expectOutput(step: CaseReader, { elements }: PendingOutput): void {
  const expected = step.get("expect").items().map((element) =>
    element.verb("watermark", "watermarkStatus") === "watermark"
      ? { watermark: element.get("watermark").time() }
      : { watermarkStatus: element.get("watermarkStatus").choice("idle", "active") }
  );
  const isPartial = step.has("partial") && step.get("partial").flag();
  step.expect(elements.splice(0, isPartial ? expected.length : elements.length), expected);
}

function expectChannel(expected: CaseReader, valve: WatermarkValve): void {
  expected.only("channel", "watermark", "aligned");
  const channel = expected.get("channel").integer();
  if (expected.has("watermark")) {
    const watermark = expected.get("watermark");
    watermark.expect(valve.watermarks[channel], watermark.time());
  }
  if (expected.has("aligned")) {
    const aligned = expected.get("aligned");
    aligned.expect(valve.aligned[channel] === 1, aligned.flag());
  }
}
