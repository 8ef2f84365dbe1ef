// Where an iteration begins (Flink 1.9's StreamIterationHead): a source without a world outside. It emits
// what the tail of the same subtask index hands back, and ends when nothing has come for a while.
//
//   input ──┬──▶ body ──┬──▶ out
//           ▲           │
//         head ◀── tail ┘          a queue in memory, one tick long
//
// Watermarks do not travel back; the head says +∞ at once, so that it never holds back event time.

import type { Micros, Millis } from "../clock/time.ts";
import type { Row } from "../element/row.ts";
import type { OperatorContext, OperatorOptions } from "../5_operator/operator.ts";
import { NEVER } from "../clock/agenda.ts";
import { NumberRing } from "../clock/ring.ts";
import { MAX } from "../clock/time.ts";
import { RowRing } from "../element/row_ring.ts";
import { SourceOperator, type SourceOperatorSpec } from "./source_operator.ts";
import { WatermarkStrategy } from "./watermark_strategy.ts";

/** What the head of an iteration is told once. */
export interface FeedbackHeadSpec extends SourceOperatorSpec {
  /** Which iteration of the job. */
  readonly iteration: number;
  /** How long it waits for a record; 0 is for ever (DF-28). */
  readonly maxWait: Millis;
}

/** The description of the head of an iteration. */
export function feedbackHead(
  options: OperatorOptions & { readonly iteration: number; readonly maxWait: Millis },
): FeedbackHeadSpec {
  const source = Object.freeze({ type: "source", splits: Object.freeze([]) } as const);
  return Object.freeze({
    Operator: FeedbackHead,
    ...options,
    source,
    strategy: WatermarkStrategy.noWatermarks<unknown>(),
    autoWatermarkInterval: 0,
  });
}

/** One head. */
export class FeedbackHead extends SourceOperator {
  declare spec: FeedbackHeadSpec;
  rows: RowRing = new RowRing();
  arrivals: NumberRing = new NumberRing();
  /** When it last had a record, or began. */
  lastAt: Micros = 0;
  hasGivenUp = false;

  override setup(): void {
    this.splits = new Int32Array(1);
    this.positions = new Int32Array(1);
  }

  override open(context: OperatorContext): void {
    context.emitWatermark(MAX);
  }

  /** The tail hands a record back. */
  receive(row: Row, at: Micros): void {
    this.rows.push(row);
    this.arrivals.push(at);
  }

  /** When the next record is there, or when waiting ends: whichever is known. */
  override nextArrival(now: Micros): Micros {
    if (this.arrivals.size > 0) return this.arrivals.at(0);
    const { maxWait } = this.spec;
    const end = maxWait === 0 ? NEVER : this.lastAt + maxWait * 1000;
    this.hasGivenUp = end <= now;
    return this.hasGivenUp ? NEVER : end;
  }

  override get isFinished(): boolean {
    return this.hasGivenUp;
  }

  override poll(into: Row): number {
    this.rows.shift(into);
    this.lastAt = this.arrivals.shift();
    return 0;
  }

  /** A record keeps the timestamp that it came back with. */
  override assignTimestamp(): void {}

  override emit(_index: number, { value, timestamp }: Row, context: OperatorContext): void {
    context.collect(value, timestamp);
  }

  override onProcessingTick(): void {}

  override finish(): void {}
}
