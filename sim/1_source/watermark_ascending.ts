// The extractor of Flink 1.9 for timestamps that only grow (AscendingTimestampExtractor). It finds a
// record's timestamp itself, so it sees a record that breaks the promise before anybody else does.

import { refuse, showValue } from "../clock/named_error.ts";
import { type Millis, MIN } from "../clock/time.ts";
import { WatermarkGenerator } from "./watermark_generator.ts";
import type { WatermarkOutput } from "./watermark_output.ts";

/**
 * What happens when a timestamp is smaller than an earlier one: nothing, it is counted (Flink writes a
 * line to the log), or the job fails.
 */
export type ViolationHandler = "ignore" | "log" | "fail";

/** What an {@linkcode AscendingTimestampExtractor} is told once. */
export interface AscendingTimestampSpec {
  readonly onViolation: ViolationHandler;
}

/**
 * `W = largest timestamp − 1`; a record that came out of order keeps its timestamp (WG-4).
 *
 * Errors, when it runs: `E-TS-ASCENDING` for a record out of order, if the handler is `fail`.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { AscendingTimestampExtractor } from "@headwater/sim";
 * const extractor = new AscendingTimestampExtractor();
 * extractor.spec = { onViolation: "log" };
 * for (const timestamp of [10, 7, 12]) extractor.assignTimestamp("reading", timestamp);
 * strictEqual(extractor.violationCount, 1);
 * strictEqual(extractor.maxTimestamp, 12);
 * ```
 */
export class AscendingTimestampExtractor extends WatermarkGenerator<AscendingTimestampSpec> {
  maxTimestamp: Millis = MIN;
  /** Records out of order so far, unless they are ignored. */
  violationCount = 0;

  /** Leaves the timestamp as it is, and holds it against the largest one. */
  override assignTimestamp(value: unknown, timestamp: Millis): Millis {
    if (timestamp >= this.maxTimestamp) this.maxTimestamp = timestamp;
    else if (this.spec.onViolation !== "ignore") this.violate(value, timestamp);
    return timestamp;
  }

  /** The record was seen when it got its timestamp. */
  override onEvent(): void {}

  /** Emits the watermark as it stands. */
  override onPeriodicEmit(output: WatermarkOutput): void {
    output.emitWatermark(this.maxTimestamp === MIN ? MIN : this.maxTimestamp - 1);
  }

  private violate(value: unknown, timestamp: Millis): void {
    this.violationCount++;
    if (this.spec.onViolation === "log") return;
    refuse(
      "E-TS-ASCENDING",
      `While assigning ascending timestamps: record ${showValue(value)} has the timestamp ` +
        `${timestamp}, but an earlier one had ${this.maxTimestamp}, and timestamps were promised ` +
        `never to decrease; the usual cause is a source that mixes several partitions, which wants ` +
        `forBoundedOutOfOrderness`,
    );
  }
}

/** Gives a handler back. Errors: `E-WATERMARK-VIOLATION`. */
export function requireViolationHandler(handler: unknown): ViolationHandler {
  if (handler === "ignore" || handler === "log" || handler === "fail") return handler;
  return refuse(
    "E-WATERMARK-VIOLATION",
    `The violation handler of ascending timestamps is ${showValue(handler)}; wanted: "ignore", ` +
      `"log" or "fail"`,
  );
}
