// What diagrams tell of a run, before anybody asks how wide the paper is: who handled which record
// when, which buffer flew from where to where, when event time moved, what windows took and gave.
//
//   sender   ●─── waits in a buffer ───╲
//                                       ╲ flight
//   receiver                             ╲─ waits ─▬▬▬● handled; ▬ is what it cost
//                                                  › watermark   ⟦ ⟧ firing   ┤ end of input

import type { RecordState } from "./glyphs.ts";
import type { Firing, PictureElement } from "./picture.ts";

/** What became of a record where it was handled. */
export type RecordFate = "taken" | "late" | "dropped" | "to a side output";

/** How that is drawn. */
export const STATE_OF_FATE: Readonly<Record<RecordFate, RecordState>> = {
  taken: "plain",
  late: "late",
  dropped: "dropped",
  "to a side output": "side output",
};

/** A subtask is done with a record. */
export interface Handling {
  readonly subtask: number;
  /** When it began: what the record cost lies between the two. */
  readonly begun: number;
  readonly time: number;
  readonly origin: number;
  /** The record's timestamp, and how far event time had come in that subtask. */
  readonly stamp: number;
  readonly watermark: number;
  readonly name: string;
  /** Number of its key; a source record has the first key that it is given later. */
  key: number;
  fate: RecordFate;
}

/** A buffer on its way. */
export interface Flight {
  readonly channel: number;
  /** Its place among the buffers of its channel. */
  readonly serial: number;
  readonly elements: readonly PictureElement[];
  /** When the first of its elements was written into it. */
  readonly filledFrom: number;
  readonly sent: number;
  readonly arrival: number;
  /** When the receiver took the last of its elements; the arrival while it has not. */
  emptied: number;
}

/** The event time of a subtask moved. */
export interface Advance {
  readonly subtask: number;
  readonly time: number;
  readonly watermark: number;
  /** The buffer that brought it; nothing for a source. */
  readonly flight?: Flight;
  /** Windows fired because of it. */
  hasFired: boolean;
}

/** A window fired for one key. */
export interface PaneFiring {
  readonly time: number;
  readonly firing: Firing;
  /** Elements that it held. */
  readonly count: number;
}

/** One window of one key in one subtask, from its first element to its cleanup. */
export interface PaneHistory {
  readonly subtask: number;
  readonly key: number;
  readonly start: number;
  readonly end: number;
  readonly opened: number;
  /** When each of its elements came. */
  readonly arrivals: number[];
  readonly firings: PaneFiring[];
  /** Cleaned, or not within the facts. */
  cleaned?: number;
}

/** A subtask has seen all its input. */
export interface EndOfInput {
  readonly subtask: number;
  readonly time: number;
}

/** Everything, each in the order in which it happened. */
export interface PictureHistory {
  readonly handlings: Handling[];
  readonly flights: Flight[];
  readonly advances: Advance[];
  readonly panes: PaneHistory[];
  readonly ends: EndOfInput[];
  /** Time of the last fact. */
  until: number;
}
