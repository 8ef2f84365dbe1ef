// Two streams joined per window (Flink's CoGroupedStreams and JoinedStreams, J-1). Nothing new runs: each
// side is tagged, both become one stream, which is keyed and windowed, and the function sorts the
// elements of a window by their tag.
//
//   a ── tag ──┐
//              ├─ union ── keyBy ── window ── (all first, all second)
//   b ── tag ──┘

import type { WindowAssigner } from "../5_operator/window/assigner.ts";
import type { Evictor } from "../5_operator/window/evictor.ts";
import type { Trigger } from "../5_operator/window/trigger.ts";
import type { Collector } from "../5_operator/collector.ts";
import type { Key } from "../element/key.ts";
import type { Millis } from "../clock/time.ts";
import type { DataStream } from "./data_stream.ts";
import type { SingleOutputStreamOperator } from "./single_output_stream_operator.ts";
import type { WindowedStream } from "./windowed_stream.ts";

/** An element of one of two streams. */
export interface TaggedUnion<A, B> {
  readonly one?: A;
  readonly two?: B;
}

/** Makes results of the elements of a key and window, of which one side may be empty. */
export type CoGroupFunction<A, B, R> = (
  first: readonly A[],
  second: readonly B[],
  out: Collector<R>,
) => void;

/** Makes one result of a pair of a key and window. */
export type JoinFunction<A, B, R> = (first: A, second: B) => R;

/**
 * Two streams that will be joined per window. Made by `stream.join(other)` and `stream.coGroup(other)`:
 * say the keys, then the window, then the function.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collection, collectSink, open, results, TumblingEventTimeWindows } from "@headwater/sim";
 * import { WatermarkStrategy } from "@headwater/sim";
 * const { world } = open((env) => {
 *   const strategy = WatermarkStrategy.forMonotonousTimestamps<number>()
 *     .withTimestampAssigner((n) => n);
 *   const a = env.fromSource(collection([1, 2, 11]), strategy, "a");
 *   const b = env.fromSource(collection([3, 4]), strategy, "b");
 *   a.join(b).where(() => "all").equalTo(() => "all")
 *     .window(TumblingEventTimeWindows.of(10))
 *     .apply((x, y) => `${x}-${y}`)
 *     .sinkTo(collectSink("out"));
 * }).run();
 * deepStrictEqual(results(world, "out"), ["1-3", "1-4", "2-3", "2-4"]);
 * ```
 */
export class PairedStreams<A, B, Kind extends "join" | "coGroup"> {
  constructor(
    private readonly first: DataStream<A>,
    private readonly second: DataStream<B>,
    private readonly kind: Kind,
  ) {}

  /** The key of the first stream. */
  where<K extends Key>(firstKey: (value: A) => K): {
    /** The key of the second stream, of the same type. */
    equalTo(secondKey: (value: B) => K): PairedByKey<A, B, K, Kind>;
  } {
    const { first, second, kind } = this;
    return {
      equalTo: (secondKey) => new PairedByKey(first, second, firstKey, secondKey, kind),
    };
  }
}

/** As a method's parameters are compared: a stream of readings is also one of unknown values. */
type KeySelector<T, K> = { of(value: T): K }["of"];

/**
 * Two streams with their keys, waiting for a window.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { collection, type PairedByKey, StreamExecutionEnvironment } from "@headwater/sim";
 * import { TumblingEventTimeWindows, WatermarkStrategy } from "@headwater/sim";
 * const env = new StreamExecutionEnvironment();
 * const a = env.fromSource(collection([1]), WatermarkStrategy.noWatermarks(), "a");
 * const b = env.fromSource(collection([2]), WatermarkStrategy.noWatermarks(), "b");
 * const byKey: PairedByKey<number, number, number, "join"> = a.join(b)
 *   .where((n) => n).equalTo((n) => n);
 * byKey.window(TumblingEventTimeWindows.of(10)).apply((x, y) => x + y);
 * strictEqual(env.transformations.length, 7);
 * ```
 */
export class PairedByKey<A, B, K extends Key, Kind extends "join" | "coGroup"> {
  constructor(
    private readonly first: DataStream<A>,
    private readonly second: DataStream<B>,
    private readonly firstKey: KeySelector<A, K>,
    private readonly secondKey: KeySelector<B, K>,
    private readonly kind: Kind,
  ) {}

  /** The elements of each key in windows. */
  window(assigner: WindowAssigner<TaggedUnion<A, B>>): PairedWindows<A, B, K, Kind> {
    const { first, second, firstKey, secondKey, kind } = this;
    const one = first.map((value): TaggedUnion<A, B> => ({ one: value })).name("Tag first");
    const two = second.map((value): TaggedUnion<A, B> => ({ two: value })).name("Tag second");
    const keyed = one.union(two).keyBy((tagged) =>
      "one" in tagged ? firstKey(tagged.one as A) : secondKey(tagged.two as B)
    );
    return new PairedWindows(keyed.window(assigner), kind);
  }
}

/**
 * Windows of pairs, waiting for a function.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { collection, type PairedWindows, StreamExecutionEnvironment } from "@headwater/sim";
 * import { TumblingEventTimeWindows, WatermarkStrategy } from "@headwater/sim";
 * const env = new StreamExecutionEnvironment();
 * const a = env.fromSource(collection([1]), WatermarkStrategy.noWatermarks(), "a");
 * const b = env.fromSource(collection([2]), WatermarkStrategy.noWatermarks(), "b");
 * const windows: PairedWindows<number, number, number, "coGroup"> = a.coGroup(b)
 *   .where((n) => n).equalTo((n) => n).window(TumblingEventTimeWindows.of(10));
 * windows.apply<number>((first, second, out) => out.collect(first.length + second.length));
 * strictEqual(env.transformations.length, 7);
 * ```
 */
export class PairedWindows<A, B, K extends Key, Kind extends "join" | "coGroup"> {
  constructor(
    private readonly windows: WindowedStream<TaggedUnion<A, B>, K>,
    private readonly kind: Kind,
  ) {}

  /** As on any window: who decides when it speaks. */
  trigger(trigger: Trigger<TaggedUnion<A, B>>): PairedWindows<A, B, K, Kind> {
    return new PairedWindows(this.windows.trigger(trigger), this.kind);
  }

  /** As on any window: what leaves it. */
  evictor(evictor: Evictor<TaggedUnion<A, B>>): PairedWindows<A, B, K, Kind> {
    return new PairedWindows(this.windows.evictor(evictor), this.kind);
  }

  /** As on any window: how long it still takes records. */
  allowedLateness(lateness: Millis): PairedWindows<A, B, K, Kind> {
    return new PairedWindows(this.windows.allowedLateness(lateness), this.kind);
  }

  /** What becomes of the elements of a window: of each pair, or of both sides together. */
  apply<R>(
    apply: Kind extends "join" ? JoinFunction<A, B, R> : CoGroupFunction<A, B, R>,
  ): SingleOutputStreamOperator<R> {
    const coGroup = this.kind === "join"
      ? pairing(apply as JoinFunction<A, B, R>)
      : apply as CoGroupFunction<A, B, R>;
    const name = this.kind === "join" ? "Window Join" : "Co-Group";
    return this.windows.process<R>((_key, _context, elements, out) => {
      const first = elements.filter((tagged) => "one" in tagged).map((tagged) => tagged.one as A);
      const second = elements.filter((tagged) => "two" in tagged).map((tagged) => tagged.two as B);
      coGroup(first, second, out);
    }).name(name);
  }
}

/** A join as a co-group: every first with every second, the first outside (J-1). */
function pairing<A, B, R>(join: JoinFunction<A, B, R>): CoGroupFunction<A, B, R> {
  return (first, second, out) => {
    for (const a of first) for (const b of second) out.collect(join(a, b));
  };
}
