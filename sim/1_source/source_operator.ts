// Reads splits and gives records their timestamps and watermarks (Flink's SourceOperator with its
// reader). Its position in each split is all that it remembers of the outside world.

import type { Micros, Millis } from "../clock/time.ts";
import type { Source, SourceRecord, SourceSplit } from "./source.ts";
import type { WatermarkGenerator } from "./watermark_generator.ts";
import type { WatermarkStrategy } from "./watermark_strategy.ts";
import { Operator, type OperatorContext, type OperatorSpec } from "../5_operator/operator.ts";
import { isTimestamp, MAX, MIN } from "../clock/time.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import { WatermarkMultiplexer } from "./watermark_multiplexer.ts";
import { SourceWatermarkOutput, SplitWatermarkOutput } from "./source_watermark_output.ts";

/** What a source operator is told once. */
export interface SourceOperatorSpec extends OperatorSpec {
  readonly source: Source<unknown>;
  readonly strategy: WatermarkStrategy<unknown>;
  /** 0 disables periodic watermarks (WG-1). */
  readonly autoWatermarkInterval: Millis;
}

/** The description of a source in the job. */
export function sourceOperator(
  spec: {
    name: string;
    uid: string;
    cost: Micros;
    source: Source<never> | Source<unknown>;
    strategy: WatermarkStrategy<never> | WatermarkStrategy<unknown>;
    autoWatermarkInterval: Millis;
  },
): SourceOperatorSpec {
  return Object.freeze({ Operator: SourceOperator, ...spec }) as SourceOperatorSpec;
}

/** One reader. */
export class SourceOperator extends Operator<SourceOperatorSpec> {
  /** Global indexes of the splits that this subtask reads: split i belongs to subtask i mod p. */
  splits: Int32Array = new Int32Array(0);
  /** Next record of each of them. */
  positions: Int32Array = new Int32Array(0);
  generators: WatermarkGenerator[] = [];
  multiplexer: WatermarkMultiplexer = new WatermarkMultiplexer();
  lastWatermark: Millis = MIN;

  override setup(subtaskIndex: number, parallelism: number): void {
    const all = this.spec.source.splits;
    this.splits = Int32Array.from(all.keys()).filter((i) => i % parallelism === subtaskIndex);
    this.positions = new Int32Array(this.splits.length);
    this.generators = Array.from(this.splits, () => this.spec.strategy.createGenerator());
    for (const split of this.splits) this.multiplexer.register(all[split].id);
  }

  /** The local index of the split whose head can be read first, or −1 when all are read. */
  nextSplit(): number {
    let best = -1, bestArrival = Infinity;
    for (let i = 0; i < this.splits.length; i++) {
      const { records } = this.split(i);
      if (this.positions[i] === records.length) continue;
      const { arrival } = records[this.positions[i]];
      if (arrival < bestArrival) {
        best = i;
        bestArrival = arrival;
      }
    }
    return best;
  }

  /** The next record of a split. */
  head(index: number): SourceRecord<unknown> {
    return this.split(index).records[this.positions[index]];
  }

  /** The number of the split's next record among all records of the source. */
  originOf(index: number): number {
    return this.positions[index] * this.spec.source.splits.length + this.splits[index];
  }

  /** The timestamp of the split's next record: the strategy's, or the log's own (TS-1). */
  timestampOf(index: number): Millis {
    const { value, timestamp = MIN } = this.head(index);
    const { timestampAssigner } = this.spec.strategy;
    if (timestampAssigner === null) return timestamp;
    const assigned = timestampAssigner(value, timestamp);
    if (isTimestamp(assigned) || assigned === MIN) return assigned;
    return refuse(
      "E-TS-RANGE",
      `Source "${this.spec.name}" gave record ${this.positions[index]} of split ` +
        `"${this.split(index).id}" the timestamp ${showValue(assigned)}; wanted: whole ` +
        `milliseconds within ±8.64e15. Usual cause: a missing field, seconds with a fraction, or ` +
        `a date that was not parsed`,
    );
  }

  /** Reads one record: emits it, then shows it to its split's generator (TS-3). */
  emitNext(index: number, timestamp: Millis, context: OperatorContext): void {
    const { value } = this.head(index);
    this.positions[index]++;
    context.collect(value, timestamp);
    const output = this.splitOutput(index, false, context);
    this.generators[index].onEvent(value, timestamp, output);
    if (this.spec.autoWatermarkInterval > 0) context.requestTick(this.spec.autoWatermarkInterval);
  }

  override processElement(): void {
    refuse("E-GRAPH-ARITY", `Source "${this.spec.name}" has no input, but an element came`);
  }

  /** The periodic tick: every split's generator, then their minimum (WG-9). */
  override onProcessingTick(context: OperatorContext): void {
    let isTickNeeded = false;
    for (let i = 0; i < this.splits.length; i++) {
      this.generators[i].onPeriodicEmit(this.splitOutput(i, true, context), context.now);
      if (this.generators[i].needsTick()) isTickNeeded = true;
    }
    this.multiplexer.onPeriodicEmit(new SourceWatermarkOutput(this, context));
    if (isTickNeeded) context.requestTick(this.spec.autoWatermarkInterval);
  }

  /** A bounded source ends with the final watermark (WG-8). */
  override finish(context: OperatorContext): void {
    this.emitWatermark(MAX, context);
  }

  /** Emits a watermark of this subtask if it is larger than the last one (WG-10). */
  emitWatermark(timestamp: Millis, context: OperatorContext): void {
    if (timestamp <= this.lastWatermark) return;
    this.lastWatermark = timestamp;
    context.emitStatus(false);
    context.emitWatermark(timestamp);
  }

  private split(index: number): SourceSplit<unknown> {
    return this.spec.source.splits[this.splits[index]];
  }

  private splitOutput(index: number, isDeferred: boolean, context: OperatorContext) {
    const output = new SourceWatermarkOutput(this, context);
    return new SplitWatermarkOutput(this.multiplexer, this.split(index).id, isDeferred, output);
  }
}
