// Where a job ends and the outside world begins (Flink's Sink).

import type { SinkWriter } from "./sink_writer.ts";

/** A sink as the job names it: its id, and the class that writes. Immutable. */
export interface Sink<T = unknown> {
  readonly type: "sink";
  /** Stable name by which results are found again. */
  readonly id: string;
  /** Made anew in every subtask by `new sink.Writer()`. */
  readonly Writer: new () => SinkWriter;
  /** Never set: it carries the type of what the sink takes. */
  readonly takes?: (value: T) => void;
}
