// The three things a part may do: change its own fields, schedule an action, report a fact. What a
// part does to another owner is an action too, at least one tick later, so owners of equal time never
// disturb each other.

import type { Micros } from "./clock/time.ts";
import type { Row } from "./element/row.ts";
import type { RowRing } from "./element/row_ring.ts";

/** What a subtask's parts are handed while they act. Valid during the call only. */
export interface Context {
  /** Simulated time of the action that runs. */
  readonly now: Micros;
  /** True when facts of level `all` are recorded; guards their cost, never a decision. */
  readonly recordsAll: boolean;
  /** Schedules the subtask's own lane, or clears it with NEVER. */
  schedule(lane: number, at: Micros): void;
  /**
   * Sends rows of a channel to its receiver, where they arrive later as one buffer; `backlog` says how
   * many more wait, or is −1 for an event (NET-5), −2 for one that overtakes (ORD-8).
   */
  deliver(channel: number, rows: RowRing, count: number, backlog: number, at: Micros): void;
  /** Gives the sender of a channel its buffer back: a credit, or room in its pool. */
  returnCredit(channel: number, at: Micros): void;
  /** Latency from one end of a channel to the other, as the link stands now. */
  latency(channel: number): Micros;
  /** The n-th draw of a stream, in [0, bound). */
  below(stream: number, n: number, bound: number): number;
  /** Reports a fact about this subtask. Columns are described in `trace/fact.ts`. */
  report(
    kind: number,
    subject: number,
    key: number,
    origin: number,
    stamp: number,
    detail: number,
    value?: unknown,
  ): void;
  /** Reports a fact about an element: its key, origin and timestamp fill the columns. */
  reportRow(kind: number, subject: number, row: Row, detail: number, value?: unknown): void;
}
