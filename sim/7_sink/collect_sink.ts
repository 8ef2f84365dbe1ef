// A sink that keeps what it was given, to be read when the run stands still (Flink's
// DataStream.collectAsync, and the collect sinks of its tests).

import type { Millis } from "../clock/time.ts";
import type { Operator, OperatorContext } from "../5_operator/operator.ts";
import { AppendList } from "../6_state/append_list.ts";
import type { Sink } from "./sink.ts";
import { SinkOperator } from "./sink_operator.ts";
import { SinkWriter } from "./sink_writer.ts";

/** One result, as the outside world saw it. */
export interface WrittenResult<T = unknown> {
  readonly value: T;
  readonly timestamp: Millis;
  /** Processing time of the write. */
  readonly writtenAt: Millis;
}

/**
 * Names a sink that collects its results.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { collectSink } from "@headwater/sim";
 * strictEqual(collectSink("daily counts").id, "daily counts");
 * ```
 */
export function collectSink<T>(id: string): Sink<T> {
  return Object.freeze({ type: "sink", id, Writer: CollectWriter });
}

/**
 * The results that one subtask wrote, in order.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { collectSink, CollectWriter } from "@headwater/sim";
 * strictEqual(collectSink("out").Writer, CollectWriter);
 * ```
 */
export class CollectWriter extends SinkWriter {
  written: AppendList<WrittenResult> = new AppendList();

  /** The collecting writer of a sink, if the operator is a sink operator of that id. */
  static of(operator: Operator, sinkId: string): CollectWriter | undefined {
    if (!(operator instanceof SinkOperator) || operator.spec.sink.id !== sinkId) return undefined;
    return operator.writer instanceof CollectWriter ? operator.writer : undefined;
  }

  override write(value: unknown, timestamp: Millis, context: OperatorContext): void {
    this.written.push({ value, timestamp, writtenAt: context.now });
  }

  /** What was written so far; copies, so that nobody can change the past. */
  results(): WrittenResult[] {
    return this.written.toArray().map((result) => ({ ...result }));
  }
}
