// What becomes of everything that is put into a channel: it waits in the sender's buffer, travels, waits at the
// receiver and is taken. Read from facts alone; a barrier is one of these things.
//
//     sender ──buffered── sent ~~~~~~~~ arrived ──waits── taken ── done    receiver
//                                                  └ longer while its channel is blocked

import { Fact, type FactRow } from "@headwater/sim/trace";
import { BARRIER, DEPLOYING } from "./control_numbers.ts";
import type { TraceSlice } from "./figure.ts";
import { emptyPicture, type Picture } from "./picture.ts";
import { applyFact } from "./picture_fold.ts";
import { overtakingPlace, sentPlace } from "./picture_overtaking.ts";

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
  /** Its place in the order of sending; and the fact with which it was taken. */
  sentRank: number | null;
  takenFact: number | null;
  /** A barrier that went in front of data, at its sender or at its receiver. */
  overtook: boolean;
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
  /** By channel: its elements, by where they are. */
  readonly queues: Queues[];
  readonly blocked: BlockedSpan[];
  /** By subtask. */
  readonly inHand: (ElementLife | undefined)[];
}

interface Queues {
  waiting: ElementLife[];
  flying: ElementLife[];
  arrived: ElementLife[];
  sentCount: number;
}

const emptyQueues = (): Queues => ({ waiting: [], flying: [], arrived: [], sentCount: 0 });

/** Reads channels out of facts. */
export function readChannelLives(
  { plan, facts }: Pick<TraceSlice, "plan" | "facts">,
): ChannelLives {
  const reading: Reading = {
    picture: emptyPicture(plan),
    elements: plan.channels.map(() => []),
    queues: plan.channels.map(emptyQueues),
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
  [Fact.elementBuffered, ({ elements, queues, picture }: Reading, { subject, time }: FactRow) => {
    const element = picture.channels[subject].queued.at(-1);
    if (element === undefined) return;
    const serial = elements[subject].length;
    const life: ElementLife = {
      channel: subject,
      serial,
      ...element,
      buffered: time,
      sent: null,
      arrived: null,
      taken: null,
      done: null,
      lost: null,
      sentRank: null,
      takenFact: null,
      overtook: false,
    };
    elements[subject].push(life);
    queues[subject].waiting.push(life);
  }],
  [Fact.bufferSent, ({ queues }: Reading, fact: FactRow) => {
    const own = queues[fact.subject];
    const place = sentPlace(own.waiting, fact);
    for (const life of own.waiting.splice(place, fact.key)) {
      life.sent = fact.time;
      life.sentRank = own.sentCount++;
      life.overtook = place > 0;
      own.flying.push(life);
    }
  }],
  [Fact.bufferReceived, ({ queues }: Reading, { subject, key: rows, time }: FactRow) => {
    const { flying, arrived } = queues[subject];
    for (const life of flying.splice(0, rows)) {
      life.arrived = time;
      arrived.push(life);
    }
  }],
  [Fact.elementPolled, ({ queues, inHand }: Reading, fact: FactRow) => {
    const life = queues[fact.subject].arrived.shift();
    inHand[fact.owner] = life;
    if (life !== undefined) take(life, fact);
  }],
  [Fact.elementProcessed, ({ queues, inHand }: Reading, fact: FactRow) => {
    const { owner, subject, time } = fact;
    const life = inHand[owner];
    inHand[owner] = undefined;
    if (life !== undefined) life.done = time;
    else if (fact.detail === BARRIER) pass(queues[subject].arrived, fact);
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
    for (const life of reading.elements[channel]) if (life.done === null) life.lost ??= time;
    reading.queues[channel] = { ...emptyQueues(), sentCount: reading.queues[channel].sentCount };
    for (const span of reading.blocked) if (span.channel === channel) span.until ??= time;
  });
  reading.inHand[owner] = undefined;
}

function take(life: ElementLife, { time, index }: FactRow): void {
  life.taken = time;
  life.takenFact = index;
}

/** A barrier is processed in front of what came before it. */
function pass(arrived: ElementLife[], fact: FactRow): void {
  const place = overtakingPlace(arrived, fact);
  if (place < 0) return;
  const [life] = arrived.splice(place, 1);
  take(life, fact);
  life.done = fact.time;
  life.overtook = true;
}
