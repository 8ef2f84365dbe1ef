// What decides whether a job can recover, besides the faults: its options and its ends, in a few plain
// facts.

import type { Micros } from "../clock/time.ts";

/** How a sink gives its results to the world: appended, replaced by key, or in transactions. */
export type SinkKind = "append" | "upsert" | "two-phase";

/** What a job and its options promise. */
export interface RecoveryTerms {
  /** Restarts that the restart strategy allows; Infinity when it never gives up (RS-2 … RS-5). */
  readonly restartsMax: number;
  /** The least time from a failure until the next attempt works. */
  readonly restartDelay: Micros;
  /** The mode of checkpoints, if there are any (CP-1, AL-1). */
  readonly checkpointing: "off" | "exactly-once" | "at-least-once";
  /** A checkpoint that takes longer is given up (CP-8). */
  readonly checkpointTimeout: Micros;
  /** Failed checkpoints in a row that do not fail the job (CP-12). */
  readonly tolerableFailedCheckpoints: number;
  /** A task manager that is silent for longer counts as lost (RS-12). */
  readonly heartbeatTimeout: Micros;
  /** True when a new job manager takes over from one that dies. */
  readonly isHighlyAvailable: boolean;
  /** True when every source can read again what it has read. */
  readonly canRewind: boolean;
  /** The sinks by the uid of their operators. */
  readonly sinks: readonly { readonly name: string; readonly kind: SinkKind }[];
}
