// How a source gets its event time (Flink's WatermarkStrategy): where a record's timestamp is found,
// which generator derives watermarks from it, and how long a silent split is waited for.

import { refuse, showValue } from "../clock/named_error.ts";
import type { Millis } from "../clock/time.ts";
import { BoundedOutOfOrdernessWatermarks } from "./watermark_bounded.ts";
import type { WatermarkGenerator } from "./watermark_generator.ts";
import { WatermarksWithIdleness } from "./watermark_idleness.ts";
import { NoWatermarks } from "./watermark_none.ts";
import { PunctuatedWatermarks } from "./watermark_punctuated.ts";

/** A record's event time, from its value and the timestamp it has so far, MIN if none (TS-1, TS-2). */
export type TimestampAssigner<T> = (value: T, recordTimestamp: Millis) => Millis;

/** A generator that is still to be made: its class, and the spec it will be given. */
interface GeneratorChoice {
  readonly Generator: new () => WatermarkGenerator;
  readonly spec: unknown;
}

/**
 * A strategy; immutable, so each `with…` gives a new one.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { WatermarkStrategy } from "@headwater/sim";
 * const strategy = WatermarkStrategy.forBoundedOutOfOrderness(5000)
 *   .withTimestampAssigner((reading: { at: number }) => reading.at)
 *   .withIdleness(60000);
 * strictEqual(strategy.timestampAssigner?.({ at: 17 }, 0), 17);
 * strictEqual(strategy.idleTimeout, 60000);
 * ```
 */
export class WatermarkStrategy<T> {
  private constructor(
    private readonly choice: GeneratorChoice,
    /** Overwrites the timestamp that the log keeps; null leaves it (TS-2). */
    readonly timestampAssigner: TimestampAssigner<T> | null,
    /** 0 waits for a silent split forever (V-6). */
    readonly idleTimeout: Millis,
  ) {
    Object.freeze(this);
  }

  /** Timestamps never decrease within a split: the watermark is the largest minus 1 (WG-4). */
  static forMonotonousTimestamps<T>(): WatermarkStrategy<T> {
    return WatermarkStrategy.forBoundedOutOfOrderness(0);
  }

  /**
   * Records come at most `bound` late: the watermark is the largest timestamp − bound − 1 (WG-2).
   * Errors: `E-WATERMARK-BOUND`.
   */
  static forBoundedOutOfOrderness<T>(bound: Millis): WatermarkStrategy<T> {
    return trailing(requireBound(bound) + 1);
  }

  /**
   * The same as Flink 1.9 computed it, without the − 1 (WG-3,
   * `BoundedOutOfOrdernessTimestampExtractor`). Errors: `E-WATERMARK-BOUND`.
   */
  static forBoundedOutOfOrdernessExtractor<T>(bound: Millis): WatermarkStrategy<T> {
    return trailing(requireBound(bound));
  }

  /** Some records announce a watermark themselves (WG-5). */
  static forPunctuated<T>(
    watermarkOf: (value: T, timestamp: Millis) => Millis | null,
  ): WatermarkStrategy<T> {
    return WatermarkStrategy.forGenerator(PunctuatedWatermarks, Object.freeze({ watermarkOf }));
  }

  /** No watermarks but the one that ends a bounded stream (WG-7, WG-8). */
  static noWatermarks<T>(): WatermarkStrategy<T> {
    return WatermarkStrategy.forGenerator(NoWatermarks, undefined);
  }

  /** A generator of one's own: a part, made anew for each split and given the spec. */
  static forGenerator<T, Spec>(
    Generator: new () => WatermarkGenerator<Spec>,
    spec: Spec,
  ): WatermarkStrategy<T> {
    return new WatermarkStrategy(Object.freeze({ Generator, spec }), null, 0);
  }

  /** The strategy with timestamps taken from the values. */
  withTimestampAssigner<U extends T>(assigner: TimestampAssigner<U>): WatermarkStrategy<U> {
    return new WatermarkStrategy(this.choice, assigner, this.idleTimeout);
  }

  /**
   * The strategy with splits counted as idle when they are silent for longer than the timeout
   * (WG-12). Errors: `E-IDLENESS`.
   */
  withIdleness(timeout: Millis): WatermarkStrategy<T> {
    if (Number.isSafeInteger(timeout) && timeout > 0) {
      return new WatermarkStrategy(this.choice, this.timestampAssigner, timeout);
    }
    refuse(
      "E-IDLENESS",
      `An idleness timeout is ${showValue(timeout)}, but it is how long a silent split is waited ` +
        `for: a positive whole number of milliseconds; leave withIdleness out to wait forever`,
    );
  }

  /** A new generator, for one split. */
  createGenerator(): WatermarkGenerator {
    const generator = new this.choice.Generator();
    generator.spec = this.choice.spec;
    if (this.idleTimeout === 0) return generator;
    const watched = new WatermarksWithIdleness();
    watched.spec = Object.freeze({ timeout: this.idleTimeout });
    watched.inner = generator;
    return watched;
  }
}

function trailing<T>(distance: Millis): WatermarkStrategy<T> {
  return WatermarkStrategy.forGenerator(
    BoundedOutOfOrdernessWatermarks,
    Object.freeze({ distance }),
  );
}

function requireBound(bound: unknown): Millis {
  if (Number.isSafeInteger(bound) && (bound as Millis) >= 0) return bound as Millis;
  refuse(
    "E-WATERMARK-BOUND",
    `A bound of out-of-orderness is ${showValue(bound)}, but it is how late a record may come: a ` +
      `whole number of milliseconds, 0 or more; a seconds value wants to be multiplied by 1000`,
  );
}
