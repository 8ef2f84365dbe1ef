// One line of the catalogue of everything that can go wrong.

import type { Guarantee } from "./fault_guarantee.ts";

/** A kind of trouble, what Flink does about it, and what must hold all the same. */
export interface FaultEntry {
  /** `F01` … `F80`; permanent. */
  readonly id: string;
  readonly name: string;
  /** What real Flink does, in one sentence. */
  readonly flink: string;
  /** What the results must come to, with a sink that can promise it; `prefix` if the job must stop by name. */
  readonly guarantee: Guarantee;
  /** A condition under which that holds. */
  readonly under?: string;
  /** True when the job must get to its end once the trouble is over. */
  readonly finishes?: true;
  /** A fault of that kind, in a job with `source`, `window` and `sink`. */
  readonly example?: string;
  /** What in the job or its options brings it about, instead of a fault of a plan or together with it. */
  readonly cause?: string;
  /** Why there is no such trouble here. */
  readonly missing?: string;
}
