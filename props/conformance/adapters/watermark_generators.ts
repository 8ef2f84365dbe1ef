// Schema `watermark-generators`: a generator that sees records and ticks, or the idleness timer alone.

import { IdlenessTimer } from "../../../sim/1_source/watermark_idleness_timer.ts";
import { WatermarkStrategy } from "../../../sim/1_source/watermark_strategy.ts";
import { NamedError } from "../../../sim/clock/named_error.ts";
import { MIN } from "../../../sim/clock/time.ts";
import type { CaseReader } from "../case_reader.ts";
import { LastOutput } from "../last_output.ts";

/** Runs one case. */
export function watermarkGenerators(testCase: CaseReader): void {
  testCase.only("generator", "idlenessTimer", "steps", "expectConstructionError");
  if (testCase.verb("generator", "idlenessTimer") === "idlenessTimer") playTimer(testCase);
  else if (testCase.has("expectConstructionError")) expectRefusal(testCase);
  else playGenerator(testCase);
}

function strategyOf(generator: CaseReader): WatermarkStrategy<unknown> {
  generator.only("type", "maxOutOfOrderness", "inner", "idleTimeout");
  switch (
    generator.get("type").choice("boundedOutOfOrderness", "ascendingTimestamps", "withIdleness")
  ) {
    case "boundedOutOfOrderness":
      return WatermarkStrategy.forBoundedOutOfOrderness(generator.get("maxOutOfOrderness").time());
    case "ascendingTimestamps":
      return WatermarkStrategy.forMonotonousTimestamps();
    case "withIdleness":
      return strategyOf(generator.get("inner")).withIdleness(generator.get("idleTimeout").time());
  }
}

function expectRefusal(testCase: CaseReader): void {
  const expected = testCase.get("expectConstructionError");
  let isRefused = false;
  try {
    strategyOf(testCase.get("generator"));
  } catch (error) {
    if (!(error instanceof NamedError) || error.code === "E-CASE") throw error;
    isRefused = true;
  }
  expected.expect(isRefused, expected.flag());
}

function playGenerator(testCase: CaseReader): void {
  const generator = strategyOf(testCase.get("generator")).createGenerator();
  const output = new LastOutput();
  let now = 0;
  for (const step of testCase.get("steps").items()) {
    const verb = step.verb(
      "onEvent",
      "onPeriodicEmit",
      "advanceTime",
      "expectLastWatermark",
      "expectIdle",
    );
    const value = step.only(verb).get(verb);
    if (verb === "onEvent") {
      value.only("ts", "value");
      const timestamp = value.has("ts") ? value.get("ts").time() : MIN;
      generator.onEvent(value.has("value") ? value.get("value").json() : null, timestamp, output);
    } else if (verb === "onPeriodicEmit") generator.onPeriodicEmit(output, now);
    else if (verb === "advanceTime") now += value.integer();
    else if (verb === "expectIdle") output.expectIdle(value);
    else output.expectWatermark(value);
  }
}

function playTimer(testCase: CaseReader): void {
  const timeout = testCase.get("idlenessTimer").only("timeout").get("timeout").time();
  const timer = new IdlenessTimer();
  let now = 0;
  for (const step of testCase.get("steps").items()) {
    const verb = step.only("checkIfIdle", "result", "advanceTime", "activity")
      .verb("checkIfIdle", "advanceTime", "activity");
    if (verb === "advanceTime") now += step.get("advanceTime").integer();
    else if (verb === "activity") timer.onActivity();
    else {
      const isIdle = timer.checkIfIdle(now, timeout);
      if (step.has("result")) step.expect(isIdle, step.get("result").flag());
    }
  }
}
