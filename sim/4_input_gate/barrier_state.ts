// What barrier handling is doing: one class for each row of the state table (semantics 14.5, Flink's
// BarrierHandlerState). A state is told what came out of a channel and answers which state is next.
//
//                            first barrier
//   WaitingForFirstBarrier ─────────────────▶ CollectingBarriers
//                          ◀─────────────────
//                          all in, or given up
//
//   TrackingBarriers           at least once: stays what it is, counts for several checkpoints
//
// Where barriers may overtake there are four: the same events, and announcements and a timeout. All in, or
// given up, leads from any of them back to AlternatingWaiting.
//
//   AlternatingWaiting ──── aligned barrier ────▶ AlternatingCollecting      channels are blocked
//          │  timeout, or a barrier that overtakes       │  the same
//          ▼                                             ▼
//   UnalignedWaiting ────── any barrier ────────▶ UnalignedCollecting        what waits is recorded

import type { Barrier, BarrierCount, CancelMarker } from "./barrier_count.ts";
import type { BarrierHandler } from "./barrier_handler.ts";
import type { BarrierPort } from "./barrier_port.ts";

/** How the input reacts, as long as it is in this state. */
export interface BarrierState {
  /** Checkpoints of which some but not all barriers are in, oldest first. */
  readonly pending: readonly BarrierCount[];
  /** A barrier came out of a channel. */
  receiveBarrier(barrier: Barrier, handler: BarrierHandler, port: BarrierPort): BarrierState;
  /** Somebody before this task has given a checkpoint up. */
  receiveCancelMarker(
    marker: CancelMarker,
    handler: BarrierHandler,
    port: BarrierPort,
  ): BarrierState;
  /** A channel has ended; it is not among the open ones any more. */
  receiveEndOfPartition(channel: number, handler: BarrierHandler, port: BarrierPort): BarrierState;
}
