// Buffers as lines from lane to lane, and what their records wait for at both ends.
//
//     ●───╮            waits in the sender's open buffer
//          ╲ flight
//           ╰───▬▬●    waits at the receiver until it is taken

import type { Flight } from "./picture_history.ts";
import { RECORD } from "./picture_numbers.ts";
import type { SpaceTimeView } from "./space_time_view.ts";

/** The line of a buffer. */
export interface FlightLine {
  /** `source[0]→window[1] 3`: the channel, and its place in it. */
  readonly id: string;
  readonly carries: "records" | "watermark";
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  /** Where its first record began to wait for it, and where its last one stopped. */
  readonly waitFrom: number;
  readonly waitUntil: number;
  /** Names of its records. */
  readonly records: readonly string[];
  readonly isDimmed: boolean;
}

/** Lines of the buffers with records, and of those that made event time move. */
export function flightLines(
  view: SpaceTimeView,
  flights: readonly Flight[],
  moved: ReadonlySet<Flight>,
): FlightLine[] {
  return flights.flatMap((flight) => {
    const hasRecords = flight.elements.some(({ kind }) => kind === RECORD);
    return hasRecords || moved.has(flight) ? flightLine(view, flight, hasRecords) : [];
  });
}

/** Lines that are drawn at most. */
const LINES_MAX = 120;

/** As they are, or one for all that leave a lane for another within some pixels; watermarks go first. */
export function thinLines(lines: readonly FlightLine[]): readonly FlightLine[] {
  let kept = lines;
  for (let side = 4; kept.length > LINES_MAX; side *= 2) {
    const cells = new Map<string, FlightLine>();
    for (const line of lines) {
      if (line.carries === "watermark" && side > 8) continue;
      const cell = [line.y1, line.y2, line.carries, Math.floor(line.x1 / side)].join();
      if (!cells.has(cell)) cells.set(cell, line);
    }
    kept = [...cells.values()];
  }
  return kept;
}

/** The line of one buffer, cut where the stretch begins and ends; nothing when it is outside. */
export function flightLine(
  view: SpaceTimeView,
  flight: Flight,
  hasRecords: boolean,
): FlightLine | [] {
  const { sender, receiver, name } = view.plan.channels[flight.channel];
  const [above, below] = [view.lane(sender), view.lane(receiver)];
  const { from, until } = view.stage;
  const { sent, arrival, filledFrom, emptied, elements, serial } = flight;
  if (above === undefined || below === undefined || sent > until || arrival < from) return [];
  const yAt = (time: number) => {
    const part = arrival > sent ? (time - sent) / (arrival - sent) : 1;
    return Math.round((above.y + (below.y - above.y) * part) * 10) / 10;
  };
  const [start, end] = [Math.max(sent, from), Math.min(arrival, until)];
  return {
    id: `${name} ${serial}`,
    carries: hasRecords ? "records" : "watermark",
    x1: view.x(start),
    y1: start === sent ? above.y : yAt(start),
    x2: view.x(end),
    y2: end === arrival ? below.y : yAt(end),
    waitFrom: view.x(Math.max(from, hasRecords ? Math.min(filledFrom, start) : start)),
    waitUntil: view.x(Math.min(until, hasRecords ? Math.max(emptied, end) : end)),
    records: elements.filter(({ kind }) => kind === RECORD).map((element) => element.name),
    isDimmed: view.isDimmed(sender, receiver),
  };
}
