// The interval join as it is written (Flink's KeyedStream.IntervalJoin and IntervalJoined).
//
//   orders.keyBy(id).intervalJoin(payments.keyBy(id)).between(0, 60_000).process(pair)

import type { ProcessJoinFunction, RichProcessJoinFunction } from "../5_operator/interval_join.ts";
import type { Key } from "../element/key.ts";
import type { Millis } from "../clock/time.ts";
import type { KeyedStream } from "./keyed_stream.ts";
import type { OutputTag } from "./output_tag.ts";
import type { SingleOutputStreamOperator } from "./single_output_stream_operator.ts";
import { intervalJoinOperator } from "../5_operator/interval_join.ts";
import { freezeSpec } from "./freeze_spec.ts";

/**
 * Two keyed streams, before it is said how near their elements must be.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { collection, type IntervalJoin, StreamExecutionEnvironment } from "@headwater/sim";
 * import { WatermarkStrategy } from "@headwater/sim";
 * const env = new StreamExecutionEnvironment();
 * const keyed = env.fromSource(collection([1]), WatermarkStrategy.noWatermarks(), "a").keyBy((n) => n);
 * const join: IntervalJoin<number, number, number> = keyed.intervalJoin(keyed);
 * join.between(0, 10).process<number>((a, b, _context, out) => out.collect(a + b));
 * strictEqual(env.transformations.length, 3);
 * ```
 */
export class IntervalJoin<A, B, K extends Key> {
  constructor(readonly left: KeyedStream<A, K>, readonly right: KeyedStream<B, K>) {}

  /** The timestamp of the right element less that of the left one, at least and at most. */
  between(lowerBound: Millis, upperBound: Millis): IntervalJoined<A, B, K> {
    return new IntervalJoined(this.left, this.right, { lowerBound, upperBound });
  }
}

/** What is known of a join before its function. */
interface JoinSettings {
  readonly lowerBound: Millis;
  readonly upperBound: Millis;
  readonly isLowerExclusive?: boolean;
  readonly isUpperExclusive?: boolean;
  readonly leftLateTag?: string;
  readonly rightLateTag?: string;
}

/**
 * Two keyed streams and their bounds.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collection, collectSink, open, results, WatermarkStrategy } from "@headwater/sim";
 * const { world } = open((env) => {
 *   const strategy = WatermarkStrategy.forMonotonousTimestamps<number>()
 *     .withTimestampAssigner((n) => n);
 *   const left = env.fromSource(collection([5]), strategy, "left").keyBy(() => "all");
 *   const right = env.fromSource(collection([2, 3, 6, 7]), strategy, "right").keyBy(() => "all");
 *   left.intervalJoin(right).between(-2, 1)
 *     .process<string>((a, b, _context, out) => out.collect(`${a}+${b}`))
 *     .sinkTo(collectSink("out"));
 * }).run();
 * deepStrictEqual(results<string>(world, "out").toSorted(), ["5+3", "5+6"]);
 * ```
 */
export class IntervalJoined<A, B, K extends Key> {
  constructor(
    readonly left: KeyedStream<A, K>,
    readonly right: KeyedStream<B, K>,
    private readonly settings: JoinSettings,
  ) {}

  /** The lower bound itself is not near enough. */
  lowerBoundExclusive(): IntervalJoined<A, B, K> {
    return this.with({ isLowerExclusive: true });
  }

  /** The upper bound itself is not near enough. */
  upperBoundExclusive(): IntervalJoined<A, B, K> {
    return this.with({ isUpperExclusive: true });
  }

  /** Where left elements go that are behind the watermark (J-3). */
  sideOutputLeftLateData(tag: OutputTag<A>): IntervalJoined<A, B, K> {
    return this.with({ leftLateTag: tag.id });
  }

  /** Where right elements go that are behind the watermark (J-3). */
  sideOutputRightLateData(tag: OutputTag<B>): IntervalJoined<A, B, K> {
    return this.with({ rightLateTag: tag.id });
  }

  /** What becomes of each pair. Errors, when the job is built: `E-JOIN-BOUNDS`. */
  process<R>(
    process: ProcessJoinFunction<A, B, R> | RichProcessJoinFunction<A, B, R>,
  ): SingleOutputStreamOperator<R> {
    const { isLowerExclusive, isUpperExclusive, lowerBound, upperBound, ...tags } = this.settings;
    const bounds = {
      lowerBound: lowerBound + (isLowerExclusive ? 1 : 0),
      upperBound: upperBound - (isUpperExclusive ? 1 : 0),
    };
    freezeSpec(process);
    return this.left.environment.addOperator({
      name: "Interval Join",
      inputs: [this.left.transformationId, this.right.transformationId],
      createOperator: (options) =>
        intervalJoinOperator({ ...options, ...bounds, ...tags, process }),
    });
  }

  private with(change: Partial<JoinSettings>): IntervalJoined<A, B, K> {
    return new IntervalJoined(this.left, this.right, { ...this.settings, ...change });
  }
}
