// Whether a fault strikes something that is about to be done. Asked only where there are faults at all.

/** What can be made to go wrong when it is tried. */
export type StruckPart = "snapshot" | "upload" | "restore" | "commit" | "close" | "decline";

/** Knows which faults are in force. Wiring: made anew for each copy of the world. */
export interface Strikes {
  /** True when it goes wrong this time; what was meant to happen once is then over. */
  hits(part: StruckPart, subtask: number): boolean;
  /** True while nothing that a sink asks of the world outside gets there (F48). */
  holdsRequests(subtask: number): boolean;
  /** True when a wish for a commit arrives twice; what was meant to happen once is then over (F47). */
  repeatsRequest(subtask: number): boolean;
  /** Up to which record of each split the log of a source has forgotten everything, or null. */
  forgotten(subtask: number): Int32Array | null;
}
