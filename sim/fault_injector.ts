// What was planned to go wrong, and how far it has come. A part; what faults do to others stands in
// fault_effects.ts.

import { KeptMessage } from "./message_fate.ts";

/** The faults of a run. */
export class FaultInjector {
  /** Messages that somebody keeps back. */
  kept: KeptMessage[] = [];
}
