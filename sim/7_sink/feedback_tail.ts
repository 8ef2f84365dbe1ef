// Where an iteration ends (Flink 1.9's StreamIterationTail): a sink that hands records back to the head.
// Watermarks and status end here.

import type { Millis } from "../clock/time.ts";
import {
  Operator,
  type OperatorContext,
  type OperatorOptions,
  type OperatorSpec,
} from "../5_operator/operator.ts";

/** What the tail of an iteration is told once. */
export interface FeedbackTailSpec extends OperatorSpec {
  readonly iteration: number;
}

/** The description of the tail of an iteration. */
export function feedbackTail(
  options: OperatorOptions & { readonly iteration: number },
): FeedbackTailSpec {
  return Object.freeze({ ...options, Operator: FeedbackTail });
}

class FeedbackTail extends Operator<FeedbackTailSpec> {
  override processElement(value: unknown, timestamp: Millis, context: OperatorContext): void {
    context.feedBack(this.spec.iteration, value, timestamp);
  }

  override processWatermark(): void {}

  override processStatus(): void {}
}
