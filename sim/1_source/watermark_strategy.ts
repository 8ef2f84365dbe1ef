// How a source gets its event time (Flink's WatermarkStrategy): where a record's timestamp is found,
// which generator derives watermarks from it, and how long a silent split is waited for.

import { refuse, showValue } from "../clock/named_error.ts";
import { type Millis, MIN } from "../clock/time.ts";
import {
  AscendingTimestampExtractor,
  requireViolationHandler,
  type ViolationHandler,
} from "./watermark_ascending.ts";
import {
  ALIGNMENT_UPDATE_INTERVAL,
  requireAlignment,
  type WatermarkAlignment,
} from "./watermark_alignment.ts";
import { BoundedOutOfOrdernessWatermarks } from "./watermark_bounded.ts";
import { WatermarkGenerator } from "./watermark_generator.ts";
import { WatermarksWithIdleness } from "./watermark_idleness.ts";
import { IngestionTimeWatermarks } from "./watermark_ingestion.ts";
import { IngestionTimeExtractor } from "./watermark_ingestion_extractor.ts";
import { NoWatermarks } from "./watermark_none.ts";
import { PunctuatedWatermarks } from "./watermark_punctuated.ts";
import { RowWatermarks } from "./watermark_row.ts";

/** A record's event time, from its value and the timestamp it has so far, MIN if none (TS-1, TS-2). */
export type TimestampAssigner<T> = (value: T, recordTimestamp: Millis) => Millis;

/** A generator that is still to be made: its class, and the spec it will be given. */
interface GeneratorChoice {
  readonly Generator: new () => WatermarkGenerator;
  readonly spec: unknown;
}

/** The two questions of an assigner of Flink 1.9, asked in this order of each record. */
export interface AssignerWithPunctuatedWatermarks<T> {
  readonly extractTimestamp: TimestampAssigner<T>;
  /** The watermark that the record announces, or null. */
  readonly checkAndGetNextWatermark: (value: T, extractedTimestamp: Millis) => Millis | null;
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
  // not among the fields: it follows from the class, and a graph is described by its fields
  readonly #asksGenerator: boolean;

  private constructor(
    private readonly choice: GeneratorChoice,
    /** Overwrites the timestamp that the log keeps; null leaves it (TS-2). */
    readonly timestampAssigner: TimestampAssigner<T> | null,
    /** 0 waits for a silent split forever (V-6). */
    readonly idleTimeout: Millis,
    /** The group of sources that wait for each other, if it has one (WA-1). */
    readonly alignment?: WatermarkAlignment,
  ) {
    const { assignTimestamp } = choice.Generator.prototype;
    this.#asksGenerator = assignTimestamp !== WatermarkGenerator.prototype.assignTimestamp;
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

  /**
   * Timestamps never decrease, as Flink 1.9 has it: what a record out of order leads to can be chosen,
   * and by default it is counted (WG-4, `AscendingTimestampExtractor`).
   * Errors: `E-WATERMARK-VIOLATION`; when it runs, `E-TS-ASCENDING`.
   */
  static forAscendingTimestampExtractor<T>(
    onViolation: ViolationHandler = "log",
  ): WatermarkStrategy<T> {
    const spec = Object.freeze({ onViolation: requireViolationHandler(onViolation) });
    return WatermarkStrategy.forGenerator(AscendingTimestampExtractor, spec);
  }

  /** Some records announce a watermark themselves (WG-5). */
  static forPunctuated<T>(
    watermarkOf: (value: T, timestamp: Millis) => Millis | null,
  ): WatermarkStrategy<T> {
    return WatermarkStrategy.forGenerator(PunctuatedWatermarks, Object.freeze({ watermarkOf }));
  }

  /** The same as Flink 1.9 wrote it, timestamps and watermarks in one object (WG-5). */
  static forAssignerWithPunctuatedWatermarks<T>(
    { extractTimestamp, checkAndGetNextWatermark }: AssignerWithPunctuatedWatermarks<T>,
  ): WatermarkStrategy<T> {
    return WatermarkStrategy.forPunctuated(checkAndGetNextWatermark)
      .withTimestampAssigner(extractTimestamp);
  }

  /**
   * Each row says how far event time has come, as a table's `WATERMARK FOR` does (WG-11).
   * Errors: `E-WATERMARK-INTERVAL`.
   */
  static forRowExpression<T>(
    watermarkOf: (row: T, timestamp: Millis) => Millis | null,
    interval: Millis = AUTO_WATERMARK_INTERVAL,
  ): WatermarkStrategy<T> {
    const spec = Object.freeze({ watermarkOf, interval: requireInterval(interval, 0) });
    return WatermarkStrategy.forGenerator(RowWatermarks, spec);
  }

  /**
   * The source stamps each record with the moment of reading, and watermarks are multiples of the
   * interval (WG-6; Flink 1.9, `TimeCharacteristic.IngestionTime`). Errors: `E-WATERMARK-INTERVAL`.
   */
  static forIngestionTime<T>(interval: Millis = AUTO_WATERMARK_INTERVAL): WatermarkStrategy<T> {
    const spec = Object.freeze({ interval: requireInterval(interval, 1) });
    return WatermarkStrategy.forGenerator(IngestionTimeWatermarks, spec);
  }

  /** Each record is stamped with the moment at which it is seen, and `W = now − 1` (WG-6; Flink 1.9). */
  static forIngestionTimeExtractor<T>(): WatermarkStrategy<T> {
    return WatermarkStrategy.forGenerator(IngestionTimeExtractor, undefined);
  }

  /** No timestamps and no watermarks (WG-7; Flink 1.9, `TimeCharacteristic.ProcessingTime`). */
  static forProcessingTime<T>(): WatermarkStrategy<T> {
    return WatermarkStrategy.noWatermarks<T>().withTimestampAssigner(() => MIN);
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
    return new WatermarkStrategy(this.choice, assigner, this.idleTimeout, this.alignment);
  }

  /**
   * The strategy with splits counted as idle when they are silent for longer than the timeout
   * (WG-12). Errors: `E-IDLENESS`.
   */
  withIdleness(timeout: Millis): WatermarkStrategy<T> {
    if (Number.isSafeInteger(timeout) && timeout > 0) {
      return new WatermarkStrategy(this.choice, this.timestampAssigner, timeout, this.alignment);
    }
    refuse(
      "E-IDLENESS",
      `An idleness timeout is ${showValue(timeout)}, but it is how long a silent split is waited ` +
        `for: a positive whole number of milliseconds; leave withIdleness out to wait forever`,
    );
  }

  /**
   * The strategy of a source that waits for the others of its group: when its watermark is more than
   * the drift ahead of the slowest one's, it stops to read (WA-1, WA-2; Flink 1.15 and later, sources
   * only). Errors: `E-ALIGNMENT`.
   */
  withWatermarkAlignment(
    group: string,
    maxDrift: Millis,
    updateInterval: Millis = ALIGNMENT_UPDATE_INTERVAL,
  ): WatermarkStrategy<T> {
    const alignment = requireAlignment({ group, maxDrift, updateInterval });
    return new WatermarkStrategy(this.choice, this.timestampAssigner, this.idleTimeout, alignment);
  }

  /** True when the generator finds timestamps itself, as an extractor of Flink 1.9 does. */
  get asksGenerator(): boolean {
    return this.#asksGenerator;
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

/** Flink's default of `pipeline.auto-watermark-interval` (WG-1). */
const AUTO_WATERMARK_INTERVAL: Millis = 200;

function requireInterval(interval: unknown, min: Millis): Millis {
  if (Number.isSafeInteger(interval) && (interval as Millis) >= min) return interval as Millis;
  refuse(
    "E-WATERMARK-INTERVAL",
    `An interval of watermarks is ${
      showValue(interval)
    }; wanted: a whole number of milliseconds, ` +
      `${min} or more`,
  );
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
