// What was planned to go wrong, and how far it has come. A part; what faults do to others stands in
// fault_effects.ts and fault_deeds.ts.

import { FaultTriggers } from "./cluster/fault_triggers.ts";
import { KeptMessage } from "./message_fate.ts";

/** The faults of a run. */
export class FaultInjector {
  triggers: FaultTriggers = new FaultTriggers();
  /** Messages that somebody keeps back. */
  kept: KeptMessage[] = [];
  /** By subtask: up to which record of each split the log has forgotten everything (F55). */
  forgotten: Map<number, Int32Array> = new Map();
}
