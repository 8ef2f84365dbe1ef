// The clicks are made, not found: from a seed that everybody may know, so that everybody has the same.
// Visits are what is generated; the job has to find them again.
//
//   visitor   ●●●─●───●●        ●─●●●                    clicks of a visit are minutes apart,
//             └─ visit ─┘        └visit┘  ◀─ hours ─▶     visits are hours apart
//   arrival   seconds later, unless the visitor was under ground: then minutes

import {
  deepFreeze,
  drawBelow,
  type Micros,
  type Millis,
  replayableLog,
  type Source,
  streamNumber,
} from "@headwater/sim";
import { type Click, PAGES } from "./click.ts";

/** The seed of the shipped clicks. */
export const SEED = 20_151;

/** Simulated time 0: 2024-03-01, midnight UTC. */
export const START: Millis = 1_709_251_200_000;

/** A pause this long ends a visit. */
export const GAP: Millis = 30 * 60_000;

/** No click comes later than this; whoever waits so long loses none. */
export const DELAY_MAX: Millis = 20 * 60_000;

const USER_COUNT = 24;
const VISIT_COUNT = 6;
const PARTITION_COUNT = 4;
const SECOND: Millis = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A visit as it was made: what the job should say of it. */
export interface Visit {
  readonly user: string;
  readonly from: Millis;
  readonly clicks: number;
  readonly hasPaid: boolean;
}

/** Clicks, and the visits that they were made from. */
export interface Clickstream {
  readonly source: Source<Click>;
  readonly clicks: readonly Click[];
  readonly visits: readonly Visit[];
}

/** One click on its way to the log. */
interface Sent {
  readonly value: Click;
  readonly arrival: Micros;
  readonly timestamp: Millis;
}

/**
 * The clickstream of a seed.
 *
 * ```ts
 * import { deepStrictEqual, strictEqual } from "node:assert";
 * import { clickstream, SEED } from "./generate.ts";
 * const { clicks, visits } = clickstream(SEED);
 * strictEqual(visits.reduce((sum, visit) => sum + visit.clicks, 0), clicks.length);
 * deepStrictEqual(clickstream(SEED).clicks, clicks);
 * ```
 */
export function clickstream(seed: number): Clickstream {
  const sent: Sent[] = [], visits: Visit[] = [];
  for (let user = 0; user < USER_COUNT; user++) {
    const chance = dice(seed, `user/${user}`);
    let time = START + chance(4 * HOUR);
    for (let visit = 0; visit < VISIT_COUNT; visit++) {
      const made = makeVisit(`u${String(user).padStart(2, "0")}`, time, chance);
      sent.push(...made.sent);
      visits.push(made.visit);
      time = made.end + GAP + 1 + chance(5 * HOUR);
    }
  }
  sent.sort((a, b) => a.arrival - b.arrival || (a.value.user < b.value.user ? -1 : 1));
  const partitions = Array.from({ length: PARTITION_COUNT }, (_, id) => ({
    id: `p${id}`,
    records: sent.filter(({ value }) => Number(value.user.slice(1)) % PARTITION_COUNT === id),
  }));
  const source = replayableLog({ name: "clicks", partitions });
  return { source, clicks: sent.map(({ value }) => value), visits };
}

/** A visit of 1 to 12 clicks, at most a gap apart. */
function makeVisit(user: string, from: Millis, chance: (bound: number) => number) {
  const sent: Sent[] = [];
  const count = 1 + chance(12);
  let time = from, page = 0;
  for (let i = 0; i < count; i++) {
    const value = deepFreeze({ user, page: PAGES[page], time }, "making a click");
    // one click in eight was made under ground
    const delay = chance(8) === 0 ? chance(DELAY_MAX) : chance(5 * SECOND);
    sent.push({ value, timestamp: time, arrival: (time - START + 1 + delay) * 1000 });
    if (i === count - 1) break;
    // mostly a minute or two; one pause in ten is almost, or exactly, as long as a gap
    time += chance(10) === 0 ? GAP - chance(2) * chance(5 * MINUTE) : 1 + chance(2 * MINUTE);
    page = Math.min(PAGES.length - 1, Math.max(0, page + chance(3) - (page > 2 ? 1 : 0)));
  }
  const hasPaid = sent.some(({ value }) => value.page === "paid");
  return { sent, end: time, visit: { user, from, clicks: count, hasPaid } };
}

/** Draws of a stream of its own, one after the other: a whole number below a bound. */
function dice(seed: number, name: string): (bound: number) => number {
  const stream = streamNumber(`clicks/${name}`);
  let count = 0;
  return (bound) => drawBelow(seed, stream, 0, count++, bound);
}
