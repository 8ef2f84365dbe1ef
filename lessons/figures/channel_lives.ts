// What becomes of everything that is put into a channel: it waits in the sender's buffer, travels, waits at the
// receiver and is taken. Read from facts alone; a barrier is one of these things.
//
//     sender ──buffered── sent ~~~~~~~~ arrived ──waits── taken ── done    receiver
//                                                  └ longer while its channel is blocked

import { Fact, type FactRow } from "@headwater/sim/trace";
import { DEPLOYING } from "./control_numbers.ts";
import type { TraceSlice } from "./figure.ts";
import { emptyPicture, type Picture } from "./picture.ts";
import { applyFact } from "./picture_fold.ts";

/** One element in one channel; null is what has not come, or never came. */
export interface ElementLife {
  readonly channel: number;
  /** Its place among the elements of the channel. */
  readonly serial: number;
  /** An `ElementKind`; barriers have the number of their checkpoint as stamp. */
  readonly kind: number;
  readonly stamp: number;
  readonly origin: number;
  readonly key: number;
  readonly name: string;
  readonly buffered: number;
  sent: number | null;
  arrived: number | null;
  taken: number | null;
  done: number | null;
  /** A failure took it, wherever it was. */
  lost: number | null;
}

/** A receiver took nothing from a channel. */
export interface BlockedSpan {
  readonly channel: number;
  readonly checkpoint: number;
  readonly from: number;
  until: number | null;
}

/** All channels, by their number, and when each was blocked. */
export interface ChannelLives {
  readonly elements: readonly (readonly ElementLife[])[];
  readonly blocked: readonly BlockedSpan[];
}

interface Reading {
  readonly picture: Picture;
  readonly elements: ElementLife[][];
  /** By channel: of its elements, how many were sent, came, and were taken. */
  readonly counts: { sent: number; arrived: number; taken: number }[];
  readonly blocked: BlockedSpan[];
  /** By subtask. */
  readonly inHand: (ElementLife | undefined)[];
}

/** Reads channels out of facts. */
export function readChannelLives(
  { plan, facts }: Pick<TraceSlice, "plan" | "facts">,
): ChannelLives {
  const reading: Reading = {
    picture: emptyPicture(plan),
    elements: plan.channels.map(() => []),
    counts: plan.channels.map(() => ({ sent: 0, arrived: 0, taken: 0 })),
    blocked: [],
    inHand: plan.subtasks.map(() => undefined),
  };
  for (const fact of facts) {
    applyFact(reading.picture, fact);
    if (fact.owner >= 0) RULES.get(fact.kind)?.(reading, fact);
  }
  return reading;
}

const RULES: ReadonlyMap<number, (reading: Reading, fact: FactRow) => void> = new Map([
  [Fact.elementBuffered, ({ elements, picture }: Reading, { subject, time }: FactRow) => {
    const element = picture.channels[subject].queued.at(-1);
    if (element === undefined) return;
    const serial = elements[subject].length;
    const life = { channel: subject, serial, ...element, buffered: time };
    elements[subject].push({
      ...life,
      sent: null,
      arrived: null,
      taken: null,
      done: null,
      lost: null,
    });
  }],
  [Fact.bufferSent, ({ elements, counts }: Reading, { subject, key: rows, time }: FactRow) => {
    const count = counts[subject];
    for (const life of elements[subject].slice(count.sent, count.sent + rows)) life.sent = time;
    count.sent += rows;
  }],
  [Fact.bufferReceived, ({ elements, counts }: Reading, { subject, key: rows, time }: FactRow) => {
    const count = counts[subject];
    const own = elements[subject].slice(count.arrived, count.arrived + rows);
    for (const life of own) life.arrived = time;
    count.arrived += rows;
  }],
  [Fact.elementPolled, ({ elements, counts, inHand }: Reading, fact: FactRow) => {
    const life = elements[fact.subject][counts[fact.subject].taken++];
    inHand[fact.owner] = life;
    if (life !== undefined) life.taken = fact.time;
  }],
  [Fact.elementProcessed, ({ inHand }: Reading, { owner, time }: FactRow) => {
    const life = inHand[owner];
    if (life !== undefined) life.done = time;
    inHand[owner] = undefined;
  }],
  [Fact.channelBlocked, ({ blocked }: Reading, { subject, stamp, time }: FactRow) => {
    blocked.push({ channel: subject, checkpoint: stamp, from: time, until: null });
  }],
  [Fact.channelUnblocked, ({ blocked }: Reading, { subject, time }: FactRow) => {
    const span = blocked.findLast(({ channel }) => channel === subject);
    if (span !== undefined) span.until ??= time;
  }],
  [Fact.executionStateChanged, (reading: Reading, fact: FactRow) => {
    if (fact.detail === DEPLOYING) forget(reading, fact);
  }],
]);

/** A subtask is deployed anew: what was on its way to it or from it never arrives. */
function forget(reading: Reading, { owner, time }: FactRow): void {
  reading.picture.channels.forEach(({ sender, receiver }, channel) => {
    if (sender !== owner && receiver !== owner) return;
    const all = reading.elements[channel];
    const count = reading.counts[channel];
    for (const life of all) if (life.done === null) life.lost ??= time;
    count.sent = count.arrived = count.taken = all.length;
    for (const span of reading.blocked) if (span.channel === channel) span.until ??= time;
  });
  reading.inHand[owner] = undefined;
}
