// Where a job ends and the outside world begins (Flink's Sink).

import type { Outside } from "./outside.ts";
import type { SinkWriter } from "./sink_writer.ts";

/** A sink as the job names it: its id, the class that writes, and what it writes to. Immutable. */
export interface Sink<T = unknown> {
  readonly type: "sink";
  /** Stable name by which results are found again. */
  readonly id: string;
  /** Made anew in every subtask and attempt by `new sink.Writer()`. */
  readonly Writer: new () => SinkWriter;
  /** Made once for every subtask; left out, nothing of what is written is kept. */
  readonly Outside?: new () => Outside;
  /** Never set: it carries the type of what the sink takes. */
  readonly takes?: (value: T) => void;
}
