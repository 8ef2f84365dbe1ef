// What was on its way when an unaligned checkpoint was taken (Flink's channel state, UC-2): the rows that
// its barriers overtook, channel by channel, oldest first. Whoever restores it sends and reads them again.
//
//   sender   [ 5 4 3 ▌n▐ …      outputs: 3 4 5 waited at the sender, and the barrier went ahead
//   receiver [ 2 1 ▌n▐ …        inputs:  1 2 waited at the receiver, which took its snapshot before them

import type { RowRing } from "../element/row_ring.ts";
import { Row } from "../element/row.ts";
import { isEvent } from "./subpartition.ts";

/** One element as it was on its way; the columns are those of {@linkcode RowRing}. */
export interface InFlightRow {
  readonly kind: number;
  /** The number of its key in the timeline that it was saved in; whoever restores it asks for it again. */
  readonly key: number;
  readonly origin: number;
  readonly timestamp: number;
  readonly value: unknown;
}

/** What a checkpoint holds of one end of a channel. */
export interface ChannelRows {
  /** The channel's id in the plan. */
  readonly channel: number;
  readonly rows: readonly InFlightRow[];
}

/** What it holds of one task's channels; channels on which nothing was overtaken are left out. */
export interface InFlight {
  readonly inputs: readonly ChannelRows[];
  readonly outputs: readonly ChannelRows[];
}

/** Nothing was on its way: so it is with every aligned checkpoint. */
export const NOTHING_IN_FLIGHT: InFlight = Object.freeze({
  inputs: Object.freeze([]),
  outputs: Object.freeze([]),
});

/** The same as a part: immutable, so copies of the world share what is in it. */
export class ChannelState {
  spec: InFlight = NOTHING_IN_FLIGHT;

  /** Rows in all. */
  get rowCount(): number {
    const { inputs, outputs } = this.spec;
    return [...inputs, ...outputs].reduce((sum, { rows }) => sum + rows.length, 0);
  }
}

/** Puts the parts of a task's channel state together. */
export function channelState(
  inputs: readonly ChannelRows[],
  outputs: readonly ChannelRows[],
): ChannelState {
  const state = new ChannelState();
  const filled = (channels: readonly ChannelRows[]) =>
    Object.freeze(channels.filter(({ rows }) => rows.length > 0));
  state.spec = Object.freeze({ inputs: filled(inputs), outputs: filled(outputs) });
  return state;
}

/** The rows of one end of a channel, frozen. */
export function channelRows(channel: number, rows: readonly InFlightRow[]): ChannelRows {
  return Object.freeze({ channel, rows: Object.freeze(rows) });
}

/** Copies of waiting rows, by their absolute indexes; events are no part of channel state. */
export function inFlightRows(from: RowRing, start: number, end: number): readonly InFlightRow[] {
  const rows: InFlightRow[] = [];
  const row = new Row();
  for (let index = start; index < end; index++) {
    from.read(index, row);
    if (!isEvent(row.kind)) rows.push(Object.freeze({ ...row }));
  }
  return Object.freeze(rows);
}

/** Puts rows back into a queue. */
export function pushInFlight(rows: readonly InFlightRow[], into: RowRing): void {
  const row = new Row();
  for (const saved of rows) into.push(Object.assign(row, saved));
}
