// Gives records new timestamps and derives watermarks from them, in the middle of a job (Flink's
// TimestampsAndWatermarksOperator). Event time begins anew here: watermarks and status from upstream
// end here, except the one that ends the stream (TS-2).

import type { Millis } from "../clock/time.ts";
import { InputActivityClock } from "../1_source/watermark_activity_clock.ts";
import type { WatermarkGenerator } from "../1_source/watermark_generator.ts";
import type { WatermarkOutput } from "../1_source/watermark_output.ts";
import type { WatermarkStrategy } from "../1_source/watermark_strategy.ts";
import { isTimestamp, MAX, MIN } from "../clock/time.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import { WatermarkEmitter } from "./watermark_emitter.ts";
import {
  Operator,
  type OperatorContext,
  type OperatorOptions,
  type OperatorSpec,
} from "./operator.ts";

/** What a timestamps and watermarks operator is told once. */
export interface TimestampsAndWatermarksSpec extends OperatorSpec {
  readonly strategy: WatermarkStrategy<never>;
  /** How often the generator is asked; 0 disables periodic watermarks (WG-1). */
  readonly autoWatermarkInterval: Millis;
  /** False in batch execution: timestamps, but no watermark before the last one. Default true. */
  readonly emitProgressiveWatermarks?: boolean;
  /** A record may stand at the end of time, as Flink's may; for conformance. Default false. */
  readonly admitsInfiniteTimestamps?: boolean;
}

/**
 * Describes `assignTimestampsAndWatermarks`: the record goes out with its new timestamp, then its
 * generator sees it (TS-2, TS-3).
 *
 * Errors, when it runs: `E-TS-RANGE` when the assigner returns anything but whole milliseconds.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { timestampsAndWatermarksOperator, WatermarkStrategy } from "@headwater/sim";
 * import { OperatorHarness } from "@headwater/sim/testing";
 * const operator = timestampsAndWatermarksOperator({
 *   name: "event time",
 *   uid: "event-time",
 *   cost: 0,
 *   strategy: WatermarkStrategy.forBoundedOutOfOrderness<number>(5)
 *     .withTimestampAssigner((value) => value),
 *   autoWatermarkInterval: 200,
 * });
 * const harness = new OperatorHarness<number>(operator);
 * harness.processElement(10).setProcessingTime(200);
 * deepStrictEqual(harness.takeOutput(), [
 *   { type: "record", value: 10, timestamp: 10 },
 *   { type: "watermark", timestamp: 4 },
 * ]);
 * ```
 */
export function timestampsAndWatermarksOperator<T>(
  options: OperatorOptions & {
    readonly strategy: WatermarkStrategy<T>;
    readonly autoWatermarkInterval: Millis;
    readonly emitProgressiveWatermarks?: boolean;
    readonly admitsInfiniteTimestamps?: boolean;
  },
): TimestampsAndWatermarksSpec {
  const spec = { ...options, Operator: TimestampsAndWatermarksOperator };
  return Object.freeze(spec) as unknown as TimestampsAndWatermarksSpec;
}

/**
 * The operator. Whoever holds its output back says so, so that waiting is not taken for silence.
 *
 * ```ts
 * import { ok } from "node:assert";
 * import {
 *   timestampsAndWatermarksOperator,
 *   TimestampsAndWatermarksOperator,
 *   WatermarkStrategy,
 * } from "@headwater/sim";
 * const strategy = WatermarkStrategy.forMonotonousTimestamps<number>();
 * const operator = timestampsAndWatermarksOperator({
 *   ...{ name: "event time", uid: "event-time", cost: 0 },
 *   ...{ strategy, autoWatermarkInterval: 200 },
 * });
 * ok(new operator.Operator() instanceof TimestampsAndWatermarksOperator);
 * ```
 */
export class TimestampsAndWatermarksOperator extends Operator<TimestampsAndWatermarksSpec> {
  generator: WatermarkGenerator | null = null;
  lastWatermark: Millis = MIN;
  isIdle = false;
  ignoredWatermarkCount = 0;
  /** How long a record could have come: who is held back is not idle (WG-12). */
  activity: InputActivityClock = new InputActivityClock();
  /** Scratch of one call, private so that copies of the world do not see it. */
  #output: WatermarkEmitter | null = null;

  override open(context: OperatorContext): void {
    this.generator = this.spec.strategy.createGenerator();
    if (this.generator.needsTick()) this.requestTick(context);
  }

  override processElement(value: unknown, timestamp: Millis, context: OperatorContext): void {
    const assigned = this.assign(value, timestamp, context);
    context.collect(value, assigned);
    if (this.spec.emitProgressiveWatermarks === false) return;
    this.generator!.onEvent(value, assigned, this.outputTo(context));
    this.requestTick(context);
  }

  override get tickPeriod(): Millis {
    const { autoWatermarkInterval, emitProgressiveWatermarks } = this.spec;
    return emitProgressiveWatermarks === false ? 0 : autoWatermarkInterval;
  }

  override onProcessingTick(context: OperatorContext): void {
    this.emitPeriodically(context);
    if (this.generator!.needsTick()) this.requestTick(context);
  }

  /** Output is not to be had: until {@linkcode resumeInput} it does not become idle. */
  pauseInput({ now }: OperatorContext): void {
    this.activity.pause(now);
  }

  /** Output is to be had again. */
  resumeInput({ now }: OperatorContext): void {
    this.activity.resume(now);
  }

  /** Only the watermark that ends the stream passes (TS-2). */
  override processWatermark(timestamp: Millis, context: OperatorContext): void {
    if (timestamp === MAX) this.outputTo(context).emitWatermark(MAX);
  }

  /** Whether upstream is idle does not matter here: the generator decides (TS-2). */
  override processStatus(): void {}

  override finish(context: OperatorContext): void {
    this.emitPeriodically(context);
  }

  private emitPeriodically(context: OperatorContext): void {
    if (this.spec.emitProgressiveWatermarks === false) return;
    const { now } = context;
    this.generator!.onPeriodicEmit(this.outputTo(context), now, this.activity.at(now));
  }

  private assign(value: unknown, timestamp: Millis, context: OperatorContext): Millis {
    const { strategy: { timestampAssigner, asksGenerator }, admitsInfiniteTimestamps } = this.spec;
    if (timestampAssigner === null && !asksGenerator) return timestamp;
    let assigned: unknown = timestampAssigner === null
      ? timestamp
      : timestampAssigner(value as never, timestamp);
    if (asksGenerator) {
      assigned = this.generator!.assignTimestamp(value, assigned as Millis, context.now);
    }
    if (isTimestamp(assigned) || assigned === MIN) return assigned; // MIN: it has none (TS-1)
    if (admitsInfiniteTimestamps === true && Number.isSafeInteger(assigned)) {
      return assigned as Millis;
    }
    refuse(
      "E-TS-RANGE",
      `While assigning timestamps in "${this.spec.name}": record ${showValue(value)} got the ` +
        `timestamp ${showValue(assigned)}, but whole milliseconds since 1970 within ±8.64e15 are ` +
        `wanted; the usual cause is a missing field, seconds with a fraction, or a date that was ` +
        `not parsed`,
    );
  }

  /** A tick that could change nothing is not asked for: only an element or idleness is a reason. */
  private requestTick(context: OperatorContext): void {
    const { tickPeriod } = this;
    if (tickPeriod > 0) context.requestTick(tickPeriod);
  }

  private outputTo(context: OperatorContext): WatermarkOutput {
    const output = this.#output ??= new WatermarkEmitter(this);
    output.context = context;
    return output;
  }
}
