// Schema `watermark-multiplexer`: splits that come and go, what each says at once or deferred, and
// what their combination says last.

import { WatermarkMultiplexer } from "../../../sim/1_source/watermark_multiplexer.ts";
import type { CaseReader } from "../case_reader.ts";
import { LastOutput } from "../last_output.ts";

/** Runs one case. */
export function watermarkMultiplexer(testCase: CaseReader): void {
  testCase.only("steps");
  const multiplexer = new WatermarkMultiplexer();
  const output = new LastOutput();
  for (const step of testCase.get("steps").items()) playStep(step, multiplexer, output);
}

function playStep(step: CaseReader, multiplexer: WatermarkMultiplexer, output: LastOutput): void {
  const verb = step.verb(
    "register",
    "unregister",
    "output",
    "periodicEmit",
    "expectLastWatermark",
    "expectIdle",
  );
  switch (verb) {
    case "register":
      return multiplexer.register(step.only(verb).get(verb).text());
    case "unregister": {
      const wasRegistered = multiplexer.unregister(step.only(verb, "result").get(verb).text());
      if (step.has("result")) step.expect(wasRegistered, step.get("result").flag());
      return;
    }
    case "output":
      return speak(step, multiplexer, output);
    case "periodicEmit":
      step.only(verb);
      return multiplexer.onPeriodicEmit(output);
    case "expectLastWatermark":
      return output.expectWatermark(step.only(verb).get(verb));
    case "expectIdle":
      return output.expectIdle(step.only(verb).get(verb));
  }
}

function speak(step: CaseReader, multiplexer: WatermarkMultiplexer, output: LastOutput): void {
  step.only("output", "mode", "watermark", "idle");
  const split = step.get("output").text();
  const isDeferred = step.get("mode").choice("immediate", "deferred") === "deferred";
  if (step.verb("watermark", "idle") === "watermark") {
    multiplexer.emitWatermark(split, step.get("watermark").time(), isDeferred, output);
  } else if (step.get("idle").flag()) multiplexer.markIdle(split, isDeferred, output);
  else multiplexer.markActive(split, isDeferred, output);
}
