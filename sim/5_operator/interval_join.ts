// Pairs of elements of two keyed streams whose timestamps are near each other (Flink's
// IntervalJoinOperator, J-2 … J-7).
//
//   left     ──────●a──────────────      a at 5, bounds −2 and +1
//   right    ───[──┼──)────────────      joins every b with a timestamp in [3, 6]
//
// Both sides are kept per key by timestamp, until the watermark says that no partner can come.

import type { Millis } from "../clock/time.ts";
import { MIN } from "../clock/time.ts";
import { deepFreeze } from "../clock/freeze.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import type { KeyedParts } from "../6_state/keyed_part.ts";
import { StateTable } from "../6_state/state_table.ts";
import { TimerService } from "../6_state/timer_service.ts";
import { type Triggerable, VOID_NAMESPACE } from "../6_state/triggerable.ts";
import { valueState } from "../6_state/value_state.ts";
import { Fact } from "../trace/fact.ts";
import type { Collector } from "./collector.ts";
import type { SideOutput } from "./side_output.ts";
import { type Lifecycle, lifecycleOf } from "./function_life.ts";
import { LivingOperator, type LivingOperatorSpec } from "./living_operator.ts";
import type { OperatorContext, OperatorOptions } from "./operator.ts";
import { TimestampedCollector } from "./timestamped_collector.ts";

/** What a join function is told of a pair. */
export interface IntervalJoinContext {
  readonly leftTimestamp: Millis;
  readonly rightTimestamp: Millis;
  /** The later of the two: that of the results (J-5). */
  readonly timestamp: Millis;
  output<X>(tag: SideOutput<X>, value: NoInfer<X>): void;
}

/** Makes results of a pair (Flink's ProcessJoinFunction). */
export type ProcessJoinFunction<IN1, IN2, OUT> = (
  left: IN1,
  right: IN2,
  context: IntervalJoinContext,
  out: Collector<OUT>,
) => void;

/** The same with a life of its own. */
export interface RichProcessJoinFunction<IN1, IN2, OUT> extends Lifecycle {
  readonly process: ProcessJoinFunction<IN1, IN2, OUT>;
}

/** What an interval join is told once. */
export interface IntervalJoinSpec extends LivingOperatorSpec {
  /** right.timestamp − left.timestamp is between these, both included. */
  readonly lowerBound: Millis;
  readonly upperBound: Millis;
  readonly process: ProcessJoinFunction<never, never, unknown>;
  readonly leftLateTag: string | null;
  readonly rightLateTag: string | null;
}

/** What whoever builds a job says about an interval join. */
export interface IntervalJoinOptions<IN1, IN2, OUT> extends OperatorOptions {
  readonly lowerBound: Millis;
  readonly upperBound: Millis;
  readonly process: ProcessJoinFunction<IN1, IN2, OUT> | RichProcessJoinFunction<IN1, IN2, OUT>;
  readonly leftLateTag?: string | null;
  readonly rightLateTag?: string | null;
}

/**
 * Describes an interval join. Errors: `E-JOIN-BOUNDS` when the lower bound is above the upper one.
 *
 * ```ts
 * import { throws } from "node:assert";
 * import { intervalJoinOperator } from "@headwater/sim";
 * const options = { name: "join", uid: "join", cost: 0, process: () => {} };
 * throws(() => intervalJoinOperator({ ...options, lowerBound: 2, upperBound: 1 }), /E-JOIN-BOUNDS/);
 * ```
 */
export function intervalJoinOperator<IN1, IN2, OUT>(
  options: IntervalJoinOptions<IN1, IN2, OUT>,
): IntervalJoinSpec {
  const { lowerBound, upperBound, leftLateTag = null, rightLateTag = null } = options;
  const areBounds = Number.isSafeInteger(lowerBound) && Number.isSafeInteger(upperBound);
  if (!areBounds || lowerBound > upperBound) {
    refuse(
      "E-JOIN-BOUNDS",
      `The bounds of interval join "${options.name}" are ${showValue(lowerBound)} and ` +
        `${
          showValue(upperBound)
        }; wanted: whole milliseconds, the lower one not above the upper one. ` +
        `Usual cause: exclusive bounds that leave nothing between them`,
    );
  }
  const { process: given } = options;
  const [process, life] = typeof given === "object"
    ? [given.process.bind(given), lifecycleOf(given)]
    : [given, {}];
  const tags = { leftLateTag, rightLateTag };
  const spec = { ...options, ...life, ...tags, process, Operator: IntervalJoinOperator };
  return Object.freeze(spec) as unknown as IntervalJoinSpec;
}

/** The elements of one timestamp. */
type Bucket = readonly [timestamp: Millis, elements: readonly unknown[]];

const LEFT = 0, RIGHT = 1;
const SIDES = ["left", "right"] as const;

/**
 * One instance of an interval join.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { type IntervalJoinOperator, intervalJoinOperator } from "@headwater/sim";
 * import { OperatorHarness } from "@headwater/sim/testing";
 * const options = { name: "join", uid: "join", cost: 0, lowerBound: -2, upperBound: 1 };
 * const spec = intervalJoinOperator({ ...options, process: () => {} });
 * const harness = new OperatorHarness(spec, { keyBy: () => "k", keyBy2: () => "k" });
 * harness.processElement("a", 5).processWatermark(6);
 * const { buffers } = harness.operator as IntervalJoinOperator;
 * deepStrictEqual(buffers.map(({ size }) => size), [0, 0]); // no partner can come any more
 * ```
 */
export class IntervalJoinOperator extends LivingOperator<IntervalJoinSpec>
  implements Triggerable<OperatorContext> {
  /** Per side and key: buckets by ascending timestamp. */
  buffers: StateTable<readonly Bucket[]>[] = [];
  timers: TimerService = new TimerService();
  #out: TimestampedCollector | null = null;

  override setup(subtaskIndex: number, parallelism: number, maxParallelism: number): void {
    super.setup(subtaskIndex, parallelism, maxParallelism);
    this.buffers = SIDES.map((side) => {
      const table = new StateTable<readonly Bucket[]>();
      table.spec = valueState(`${side}-buffer`);
      return table;
    });
  }

  override keyedParts(): KeyedParts {
    return { left: this.buffers[LEFT], right: this.buffers[RIGHT], timers: this.timers };
  }

  override processElement(value: unknown, timestamp: Millis, context: OperatorContext): void {
    this.process(LEFT, value, timestamp, context);
  }

  override processElement2(value: unknown, timestamp: Millis, context: OperatorContext): void {
    this.process(RIGHT, value, timestamp, context);
  }

  override processWatermark(timestamp: Millis, context: OperatorContext): void {
    this.timers.advanceWatermark(timestamp, this, context);
    context.emitWatermark(timestamp);
  }

  /** No partner can come any more for what stands in a bucket (J-6). */
  onEventTime(side: number, time: Millis, context: OperatorContext): void {
    const { lowerBound, upperBound } = this.spec;
    const timestamp = side === LEFT
      ? upperBound > 0 ? time - upperBound : time
      : lowerBound < 0
      ? time + lowerBound
      : time;
    const buckets = this.bucketsOf(side, context);
    for (const [stamp, elements] of buckets) {
      if (stamp !== timestamp) continue;
      for (const element of elements) context.report(Fact.stateRemoved, side, MIN, element);
    }
    this.store(side, buckets.filter(([stamp]) => stamp !== timestamp), context);
  }

  onProcessingTime(): void {}

  private process(
    side: number,
    value: unknown,
    timestamp: Millis,
    context: OperatorContext,
  ): void {
    if (timestamp === MIN) refuseMissingTimestamp(value, this.spec.name);
    if (timestamp < this.timers.currentWatermark) {
      return this.dropLate(side, value, timestamp, context);
    }
    const { lowerBound, upperBound } = this.spec;
    this.buffer(side, value, timestamp, context);
    const [from, until] = side === LEFT
      ? [timestamp + lowerBound, timestamp + upperBound]
      : [timestamp - upperBound, timestamp - lowerBound];
    for (const [stamp, elements] of this.bucketsOf(1 - side, context)) {
      if (stamp < from || stamp > until) continue;
      for (const other of elements) {
        if (side === LEFT) this.join(value, timestamp, other, stamp, context);
        else this.join(other, stamp, value, timestamp, context);
      }
    }
    this.timers.registerEventTimeTimer(side, this.cleanupTime(side, timestamp), context);
  }

  private cleanupTime(side: number, timestamp: Millis): Millis {
    const { lowerBound, upperBound } = this.spec;
    const wait = side === LEFT ? upperBound : -lowerBound;
    return wait > 0 ? timestamp + wait : timestamp;
  }

  private buffer(side: number, value: unknown, timestamp: Millis, context: OperatorContext): void {
    const buckets = this.bucketsOf(side, context);
    const before = buckets.filter(([stamp]) => stamp < timestamp);
    const same = buckets.find(([stamp]) => stamp === timestamp)?.[1] ?? [];
    const after = buckets.filter(([stamp]) => stamp > timestamp);
    const bucket = Object.freeze([timestamp, Object.freeze([...same, value])] as const);
    this.store(side, [...before, bucket, ...after], context);
    context.report(Fact.stateUpdated, side, MIN, value);
  }

  private join(
    left: unknown,
    leftTimestamp: Millis,
    right: unknown,
    rightTimestamp: Millis,
    context: OperatorContext,
  ): void {
    const { process, name } = this.spec;
    const timestamp = Math.max(leftTimestamp, rightTimestamp);
    const out = this.#out ??= new TimestampedCollector("joining", name);
    out.begin(timestamp, context);
    const doing = `emitting on a side output in "${name}"`;
    const output = ({ id }: { readonly id: string }, value: unknown) =>
      context.sideOutput(id, deepFreeze(value, doing), timestamp);
    context.report(Fact.recordJoined, 0, timestamp);
    const joined = { leftTimestamp, rightTimestamp, timestamp, output };
    out.end(process(left as never, right as never, joined, out));
  }

  /** Behind the watermark, strictly: not joined, and not counted (J-3). */
  private dropLate(
    side: number,
    value: unknown,
    timestamp: Millis,
    context: OperatorContext,
  ): void {
    const tag = side === LEFT ? this.spec.leftLateTag : this.spec.rightLateTag;
    context.report(tag === null ? Fact.recordDropped : Fact.recordLate, 0, timestamp, value);
    if (tag !== null) context.sideOutput(tag, value, timestamp);
  }

  private bucketsOf(side: number, { key }: OperatorContext): readonly Bucket[] {
    return this.buffers[side].get(VOID_NAMESPACE, key) ?? [];
  }

  private store(side: number, buckets: readonly Bucket[], { key }: OperatorContext): void {
    if (buckets.length > 0) this.buffers[side].put(VOID_NAMESPACE, key, Object.freeze(buckets));
    else this.buffers[side].remove(VOID_NAMESPACE, key);
  }
}

function refuseMissingTimestamp(value: unknown, name: string): never {
  refuse(
    "E-TS-MISSING",
    `While joining in "${name}": record ${
      showValue(value)
    } has no timestamp, but an interval join ` +
      `goes by event time; give the source a watermark strategy with a timestamp assigner`,
  );
}
