// One subtask's end of a sink (Flink's SinkWriter). A part: plain fields, a constructor without
// arguments, the sink itself in `spec`.

import type { Millis } from "../clock/time.ts";
import type { OperatorContext } from "../5_operator/operator.ts";
import type { Sink } from "./sink.ts";

/**
 * Writes records to the outside world.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { sinkOperator, SinkWriter } from "@headwater/sim";
 * import { OperatorHarness } from "@headwater/sim/testing";
 * class Counter extends SinkWriter {
 *   count = 0;
 *   write() {
 *     this.count++;
 *   }
 * }
 * const sink = { type: "sink", id: "count", Writer: Counter } as const;
 * const harness = new OperatorHarness(sinkOperator({ name: "out", uid: "out", cost: 0, sink }));
 * harness.processElement("a").processElement("b");
 * strictEqual((harness.operator as unknown as { writer: Counter }).writer.count, 2);
 * ```
 */
export abstract class SinkWriter<S extends Sink = Sink> {
  spec!: S;

  /** One record. */
  abstract write(value: unknown, timestamp: Millis, context: OperatorContext): void;

  /** End of input: whatever is held back must go out now (EOI-2). */
  flush(_context: OperatorContext): void {}
}
