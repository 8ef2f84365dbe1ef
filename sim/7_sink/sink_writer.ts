// One subtask's end of a sink (Flink's SinkWriter). A part: plain fields, a constructor without
// arguments, the sink itself in `spec`.

import type { Millis } from "../clock/time.ts";
import type { OperatorContext } from "../5_operator/operator.ts";
import type { Sink } from "./sink.ts";

/** Writes records to the outside world. */
export abstract class SinkWriter<S extends Sink = Sink> {
  spec!: S;

  /** One record. */
  abstract write(value: unknown, timestamp: Millis, context: OperatorContext): void;

  /** End of input: whatever is held back must go out now (EOI-2). */
  flush(_context: OperatorContext): void {}
}
