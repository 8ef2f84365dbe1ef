// The last operator of a path: hands every record to the sink's writer (Flink's SinkWriterOperator).

import type { Millis } from "../clock/time.ts";
import {
  Operator,
  type OperatorContext,
  type OperatorOptions,
  type OperatorSpec,
} from "../5_operator/operator.ts";
import type { OperatorListState, RestoredLists } from "../6_state/operator_list_state.ts";
import { Fact } from "../trace/fact.ts";
import type { Sink } from "./sink.ts";
import type { SinkWriter } from "./sink_writer.ts";

/** What a sink operator is told once. */
export interface SinkOperatorSpec extends OperatorSpec {
  readonly sink: Sink;
}

/**
 * Describes the operator that writes to a sink.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collectSink, sinkOperator } from "@headwater/sim";
 * import { OperatorHarness } from "@headwater/sim/testing";
 * const sink = collectSink<string>("words");
 * const harness = new OperatorHarness(sinkOperator({ name: "out", uid: "out", cost: 0, sink }));
 * harness.processElement("hello", 7);
 * deepStrictEqual(harness.readOutside().map(({ value, timestamp }) => [value, timestamp]), [
 *   ["hello", 7],
 * ]);
 * ```
 */
export function sinkOperator<T>(
  options: OperatorOptions & { readonly sink: Sink<T> },
): SinkOperatorSpec {
  return Object.freeze({ ...options, Operator: SinkOperator }) as unknown as SinkOperatorSpec;
}

/**
 * One subtask's writer, at the end of a chain.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { collectSink, sinkOperator, SinkOperator } from "@headwater/sim";
 * const sink = collectSink("out");
 * strictEqual(sinkOperator({ name: "out", uid: "out", cost: 0, sink }).Operator, SinkOperator);
 * ```
 */
export class SinkOperator extends Operator<SinkOperatorSpec> {
  writer: SinkWriter | null = null;

  override setup(): void {
    const { sink } = this.spec;
    this.writer = new sink.Writer();
    this.writer.spec = sink;
  }

  override processElement(value: unknown, timestamp: Millis, context: OperatorContext): void {
    this.writer!.write(value, timestamp, context);
    context.report(Fact.resultWritten, 0, timestamp, value);
  }

  /** Event time ends here. */
  override processWatermark(): void {}

  override processStatus(): void {}

  override open(context: OperatorContext): void {
    this.writer!.open(context);
  }

  override prepareSnapshotPreBarrier(_checkpointId: number, context: OperatorContext): void {
    this.writer!.flush(context);
  }

  override snapshotState(
    checkpointId: number,
    context: OperatorContext,
  ): readonly OperatorListState[] {
    return this.writer!.snapshotState(checkpointId, context);
  }

  override restoreState(lists: RestoredLists, context: OperatorContext): void {
    this.writer!.restoreState(lists, context);
  }

  override notifyCheckpointComplete(checkpointId: number, context: OperatorContext): void {
    this.writer!.notifyCheckpointComplete(checkpointId, context);
  }

  override notifyCheckpointAborted(checkpointId: number, context: OperatorContext): void {
    this.writer!.notifyCheckpointAborted(checkpointId, context);
  }

  override onOutsideAnswer(
    request: number,
    argument: number,
    isDone: boolean,
    context: OperatorContext,
  ): void {
    this.writer!.onOutsideAnswer(request, argument, isDone, context);
  }

  override onCompletion(id: number, context: OperatorContext): void {
    this.writer!.onCompletion(id, context);
  }

  override get canWait(): boolean {
    return this.writer!.canWait;
  }

  override get isPending(): boolean {
    return this.writer!.isPending;
  }

  override finish(context: OperatorContext): void {
    this.writer!.finish(context);
  }

  override close(context: OperatorContext): void {
    this.writer!.close(context);
  }

  override dispose(context: OperatorContext): void {
    this.writer!.close(context);
  }
}
