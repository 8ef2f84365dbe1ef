// Reads splits and gives records their timestamps and watermarks (Flink's SourceOperator with its
// reader). Its position in each split is all that it remembers of the outside world.

import type { Micros, Millis } from "../clock/time.ts";
import type { Source } from "./source.ts";
import type { WatermarkGenerator } from "./watermark_generator.ts";
import type { WatermarkStrategy } from "./watermark_strategy.ts";
import { Operator, type OperatorContext, type OperatorSpec } from "../5_operator/operator.ts";
import { isTimestamp, MAX, MIN } from "../clock/time.ts";
import type { OperatorListState, RestoredLists } from "../6_state/operator_list_state.ts";
import { firstReadableOffset } from "./retention.ts";
import { NEVER } from "../clock/agenda.ts";
import type { Row } from "../element/row.ts";
import { ElementKind } from "../element/element.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import { Fact } from "../trace/fact.ts";
import { InputActivityClock } from "./watermark_activity_clock.ts";
import { mustWaitForAlignment } from "./watermark_alignment.ts";
import { MonotoneWatermarks } from "./watermark_monotone.ts";
import { WatermarkMultiplexer } from "./watermark_multiplexer.ts";
import { SourceWatermarkOutput, SplitWatermarkOutput } from "./source_watermark_output.ts";
import { indexIn, savedPositions, splitPositions, SPLITS, splitsOf } from "./split_positions.ts";
import { SplitReader } from "./split_reader.ts";

/** What a source operator is told once. */
export interface SourceOperatorSpec extends OperatorSpec {
  readonly source: Source<unknown>;
  readonly strategy: WatermarkStrategy<unknown>;
  /** 0 disables periodic watermarks (WG-1). */
  readonly autoWatermarkInterval: Millis;
  /** False in batch execution: timestamps, but no watermark before the last one. Default true. */
  readonly emitProgressiveWatermarks?: boolean;
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
    emitProgressiveWatermarks?: boolean;
  },
): SourceOperatorSpec {
  return Object.freeze({ Operator: SourceOperator, ...spec }) as SourceOperatorSpec;
}

/** One reader. */
export class SourceOperator extends Operator<SourceOperatorSpec> {
  /** Global numbers of the splits that this subtask reads: split i belongs to subtask i mod p. */
  splits: Int32Array = new Int32Array(0);
  /** Next record of each of them. */
  positions: Int32Array = new Int32Array(0);
  generators: WatermarkGenerator[] = [];
  multiplexer: WatermarkMultiplexer = new WatermarkMultiplexer();
  /** What leaves the subtask never falls back (WG-10). */
  emitted: MonotoneWatermarks = new MonotoneWatermarks();

  // waiting for the other sources of its group
  /** Announced by the coordinator; nobody waits before (WA-1). */
  maxAllowed: Millis = MAX;
  isPaused = false;
  /** A fault: there is nothing to read, whatever is there (F51). */
  isSilent = false;
  /** 1 where a split waits while others are read (WA-3). */
  pausedSplits: Uint8Array = new Uint8Array(0);
  /** How long each split could have been read: who waits is not idle. */
  activity: InputActivityClock[] = [];

  // scratch, private so that copies of the world do not see it
  #reader: SplitReader | null = null;
  #output: SourceWatermarkOutput | null = null;
  #splitOutputs: SplitWatermarkOutput[] = [];

  override setup(subtaskIndex: number, parallelism: number): void {
    this.splits = splitsOf(this.spec.source, subtaskIndex, parallelism);
    this.positions = new Int32Array(this.splits.length);
    this.pausedSplits = new Uint8Array(this.splits.length);
    this.activity = Array.from(this.splits, () => new InputActivityClock());
    this.generators = Array.from(this.splits, () => this.spec.strategy.createGenerator());
    for (const split of this.splits) this.multiplexer.register(this.nameOf(split));
  }

  /** A split that is silent from the start must be watched too; an empty one is read already. */
  override open(context: OperatorContext): void {
    this.splits.forEach((_, index) => {
      if (this.reader.isRead(index)) this.release(index, context);
    });
    if (this.needsTick()) this.requestTick(context);
  }

  /** Where it stands in each split (SN-3). A restart looks for its own splits among all. */
  override snapshotState(): readonly OperatorListState[] {
    return [splitPositions(this.spec.source, this.splits, this.positions)];
  }

  override restoreState(lists: RestoredLists): void {
    const { source, name } = this.spec;
    for (const item of savedPositions(lists.items(SPLITS), name)) {
      const index = this.splits.findIndex((own) => this.nameOf(own) === item.split);
      if (index < 0) continue;
      this.positions[index] = indexIn(source, this.splits[index], item, name);
    }
  }

  /**
   * A later attempt begins to read. What cannot be read again is skipped: all that came in the meantime
   * when the source cannot rewind (F56). What the log has forgotten meanwhile is an error, unless the
   * source says that a gap may be (F55): `E-SOURCE-RETENTION`.
   */
  resume(now: Micros, forgotten: Int32Array | null = null): void {
    const { source, name } = this.spec;
    for (let index = 0; index < this.splits.length; index++) {
      const split = source.splits[this.splits[index]];
      const { records, firstOffset = 0 } = split;
      if (source.canRewind === false) {
        while (records[this.positions[index]]?.arrival < now) this.positions[index]++;
        continue;
      }
      const first = Math.max(
        firstReadableOffset(split, now) - firstOffset,
        forgotten?.[index] ?? 0,
      );
      if (this.positions[index] >= first) continue;
      if (source.onGap !== "skip") refuseGap(name, split.id, this.positions[index], first);
      this.positions[index] = first;
    }
  }

  /** When the next record can be read; NEVER when there are no more, or while it must wait (WA-2). */
  nextArrival(_now?: Micros): Micros {
    return this.isPaused || this.isSilent ? NEVER : this.reader.firstArrival;
  }

  /** True when nothing will ever be read any more. */
  get isFinished(): boolean {
    return this.reader.isFinished;
  }

  /** Takes the record that can be read first and returns its split's place; it is not read yet. */
  poll(into: Row): number {
    const { reader, splits, positions } = this;
    const index = reader.first;
    into.kind = ElementKind.RECORD;
    into.origin = positions[index] * this.spec.source.splits.length + splits[index];
    reader.read(index, into);
    return index;
  }

  /** Gives a record of a split its timestamp: the strategy's, or the log's own (TS-1). */
  assignTimestamp(index: number, row: Row, context?: { readonly now: Millis }): void {
    const { timestampAssigner, asksGenerator } = this.spec.strategy;
    if (timestampAssigner === null && !asksGenerator) return;
    let assigned = timestampAssigner === null
      ? row.timestamp
      : timestampAssigner(row.value, row.timestamp);
    if (asksGenerator) {
      const now = context?.now ?? MIN;
      assigned = this.generators[index].assignTimestamp(row.value, assigned, now);
    }
    if (!isTimestamp(assigned) && assigned !== MIN) this.refuse(index, assigned);
    row.timestamp = assigned;
  }

  /** Reads the record: emits it, then shows it to its split's generator (TS-3). */
  emit(index: number, { value, timestamp }: Row, context: OperatorContext): void {
    const { autoWatermarkInterval, emitProgressiveWatermarks, strategy } = this.spec;
    const isRead = this.reader.advance(index);
    context.collect(value, timestamp);
    if (emitProgressiveWatermarks !== false) {
      this.generators[index].onEvent(value, timestamp, this.splitOutput(index, false, context));
      if (autoWatermarkInterval > 0) context.requestTick(autoWatermarkInterval);
      if (strategy.alignment !== undefined) this.align(context);
    }
    if (isRead) this.release(index, context);
  }

  /** What it tells the coordinator: nothing before its first watermark (WA-1, WA-4). */
  reportedWatermark(): Millis | null {
    const { last, isIdle } = this.emitted;
    if (last === MIN) return null;
    return isIdle ? MAX : last;
  }

  /** The coordinator's answer; true when there is something to read that had to wait (WA-2). */
  setMaxAllowedWatermark(maxAllowed: Millis, context: OperatorContext): boolean {
    const before = this.nextArrival();
    this.maxAllowed = maxAllowed;
    if (this.spec.strategy.alignment !== undefined) this.align(context);
    return this.nextArrival() < before;
  }

  /** Output is not to be had: until {@linkcode resumeInput} no split becomes idle. */
  pauseInput({ now }: OperatorContext): void {
    for (const clock of this.activity) clock.pause(now);
  }

  /** Output is to be had again. */
  resumeInput({ now }: OperatorContext): void {
    for (const clock of this.activity) clock.resume(now);
  }

  override processElement(): void {
    refuse("E-GRAPH-ARITY", `Source "${this.spec.name}" has no input, but an element came`);
  }

  override get tickPeriod(): Millis {
    const { autoWatermarkInterval, emitProgressiveWatermarks } = this.spec;
    return emitProgressiveWatermarks === false ? 0 : autoWatermarkInterval;
  }

  /** The periodic tick: every split's generator, then their minimum (WG-9). */
  override onProcessingTick(context: OperatorContext): void {
    for (let i = 0; i < this.splits.length; i++) {
      if (this.reader.isRead(i)) continue;
      const { now } = context;
      const output = this.splitOutput(i, true, context);
      this.generators[i].onPeriodicEmit(output, now, this.activity[i].at(now));
    }
    this.multiplexer.onPeriodicEmit(this.output(context));
    if (this.spec.strategy.alignment !== undefined) this.align(context);
    if (this.needsTick()) this.requestTick(context);
  }

  /** A bounded source ends with the final watermark (WG-8). */
  override finish(context: OperatorContext): void {
    this.emitted.emitWatermark(MAX, context);
  }

  private get reader(): SplitReader {
    return this.#reader ??= new SplitReader(
      this.spec.source,
      this.splits,
      this.positions,
      this.pausedSplits,
    );
  }

  private nameOf(split: number): string {
    return this.spec.source.splits[split].id;
  }

  /** A split that is read to its end no longer holds the others back. */
  private release(index: number, context: OperatorContext): void {
    if (this.isFinished) return;
    this.multiplexer.unregister(this.nameOf(this.splits[index]));
    this.requestTick(context);
  }

  private needsTick(): boolean {
    return this.generators.some((generator, i) => !this.reader.isRead(i) && generator.needsTick());
  }

  private requestTick(context: OperatorContext): void {
    const { tickPeriod } = this;
    if (tickPeriod > 0) context.requestTick(tickPeriod);
  }

  /** Waits, or goes on: the splits that are too far ahead, if it has several, and all of it. */
  private align(context: OperatorContext): void {
    if (this.splits.length > 1) {
      for (let i = 0; i < this.splits.length; i++) this.alignSplit(i, context);
    }
    const { last } = this.emitted;
    const mustWait = last !== MAX && mustWaitForAlignment(last, this.maxAllowed);
    if (mustWait === this.isPaused) return;
    this.isPaused = mustWait;
    if (mustWait) this.pauseInput(context);
    else this.resumeInput(context);
    context.report(mustWait ? Fact.sourcePaused : Fact.sourceResumed, 0, last);
  }

  private alignSplit(index: number, context: OperatorContext): void {
    const name = this.nameOf(this.splits[index]);
    const watermark = this.multiplexer.splits.get(name)?.watermark ?? MIN;
    const mustWait = mustWaitForAlignment(watermark, this.maxAllowed);
    if (mustWait === (this.pausedSplits[index] === 1)) return;
    this.pausedSplits[index] = mustWait ? 1 : 0;
    this.reader.look(index);
    if (mustWait) this.activity[index].pause(context.now);
    else this.activity[index].resume(context.now);
    context.report(mustWait ? Fact.sourcePaused : Fact.sourceResumed, 0, watermark, name);
  }

  private output(context: OperatorContext): SourceWatermarkOutput {
    return (this.#output ??= new SourceWatermarkOutput()).enter(this.emitted, context);
  }

  private splitOutput(index: number, isDeferred: boolean, context: OperatorContext) {
    const output = this.output(context);
    const split = this.#splitOutputs[index] ??= new SplitWatermarkOutput(
      this.multiplexer,
      this.nameOf(this.splits[index]),
      output,
    );
    split.isDeferred = isDeferred;
    return split;
  }

  private refuse(index: number, timestamp: unknown): never {
    refuse(
      "E-TS-RANGE",
      `Source "${this.spec.name}" gave record ${this.positions[index]} of split ` +
        `"${this.nameOf(this.splits[index])}" the timestamp ${
          showValue(timestamp)
        }; wanted: whole ` +
        `milliseconds within ±8.64e15. Usual cause: a missing field, seconds with a fraction, or ` +
        `a date that was not parsed`,
    );
  }
}

function refuseGap(name: string, split: string, position: number, first: number): never {
  refuse(
    "E-SOURCE-RETENTION",
    `Source "${name}" must go on from record ${position} of split "${split}", but the log remembers ` +
      `only record ${first} and later; wanted: a log that remembers as far back as the last ` +
      `checkpoint. With onGap: "skip" the source goes on behind the gap, and what is in it is lost`,
  );
}
