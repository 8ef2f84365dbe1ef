// Reads the history of a run out of its facts: folds the picture, and notes what each fact does to it.

import { Fact, type FactRow } from "@headwater/sim/trace";
import type { Flight, Handling, PaneHistory, PictureHistory } from "./picture_history.ts";
import type { TraceSlice } from "./figure.ts";
import { BARRIER, DEPLOYING } from "./control_numbers.ts";
import { emptyPicture, type Picture, type PictureElement } from "./picture.ts";
import { applyFact, paneId, windowOf } from "./picture_fold.ts";
import { overtakingPlace, sentPlace } from "./picture_overtaking.ts";
import { FINISHED, NONE, RECORD } from "./picture_numbers.ts";
import { valueName } from "./value_name.ts";

/** The history of a run whose facts are told from the start. */
export function readHistory({ plan, facts }: Pick<TraceSlice, "plan" | "facts">): PictureHistory {
  const reading: Reading = {
    picture: emptyPicture(plan),
    history: { handlings: [], flights: [], advances: [], panes: [], ends: [], until: 0 },
    isSource: plan.subtasks.map(({ inputs }) => inputs.length === 0),
    hands: plan.subtasks.map(() => ({ begun: 0 })),
    wires: plan.channels.map(() => ({ filled: [], unread: [], sentCount: 0 })),
    panes: new Map(),
    keys: new Map(),
    sentFrom: 0,
  };
  const { picture, history, keys } = reading;
  for (const fact of facts) {
    const inHand = picture.subtasks[fact.owner]?.inHand;
    if (fact.kind === Fact.bufferSent) {
      reading.sentFrom = sentPlace(picture.channels[fact.subject].queued, fact);
    }
    applyFact(picture, fact);
    if (fact.owner >= 0) RULES.get(fact.kind)?.(reading, fact, inHand ?? undefined);
  }
  for (const handling of history.handlings) {
    if (handling.key === NONE) handling.key = keys.get(handling.origin) ?? NONE;
  }
  history.until = picture.time;
  return history;
}

/** What is known while the facts are read. */
interface Reading {
  readonly picture: Picture;
  readonly history: PictureHistory;
  /** By subtask. */
  readonly isSource: readonly boolean[];
  /** By subtask. */
  readonly hands: Hand[];
  /** By channel. */
  readonly wires: Wire[];
  readonly panes: Map<string, PaneHistory>;
  /** The first key that each source record was given. */
  readonly keys: Map<number, number>;
  /** The place of what is sent among what waits; a barrier that overtakes is not the first. */
  sentFrom: number;
}

/** Since when a subtask has what it has in hand, which buffer brought it, what it handled last. */
interface Hand {
  begun: number;
  flight?: Flight;
  handling?: Handling;
}

/** When each waiting element was written, the buffers not yet emptied, and how many were sent. */
interface Wire {
  readonly filled: number[];
  readonly unread: { readonly flight: Flight; left: number }[];
  sentCount: number;
}

type Rule = (reading: Reading, fact: FactRow, inHand?: PictureElement) => void;

const RULES: ReadonlyMap<number, Rule> = new Map<number, Rule>([
  [Fact.recordCreated, handle],
  [Fact.elementProcessed, (reading, fact, inHand) => {
    if (inHand === undefined) pass(reading, fact);
    else if (fact.detail === RECORD) handle(reading, fact, inHand);
  }],
  [Fact.channelSelected, ({ keys }, { origin, key }) => {
    if (key !== NONE && !keys.has(origin)) keys.set(origin, key);
  }],
  [Fact.elementBuffered, ({ wires }, { subject, time }) => wires[subject].filled.push(time)],
  [Fact.bufferSent, send],
  [Fact.elementPolled, take],
  [Fact.watermarkAdvanced, advance],
  [Fact.watermarkEmitted, (reading, fact) => {
    // a source announces event time; everybody else passes on what advanced
    if (reading.isSource[fact.owner] && fact.subject === 0) advance(reading, fact);
  }],
  [Fact.windowAssigned, assign],
  [Fact.windowFired, fire],
  [Fact.windowCleaned, ({ panes }, fact) => {
    const id = paneId(fact, windowOf(fact).end);
    const pane = panes.get(id);
    if (pane !== undefined) pane.cleaned = fact.time;
    panes.delete(id);
  }],
  [Fact.recordLate, ({ hands }, { owner }) => mark(hands[owner], "to a side output")],
  [Fact.recordDropped, ({ hands }, { owner }) => mark(hands[owner], "dropped")],
  [Fact.executionStateChanged, (reading, { owner, time, detail }) => {
    if (detail === FINISHED) reading.history.ends.push({ subtask: owner, time });
    if (detail === DEPLOYING) forget(reading, owner);
  }],
]);

/** A subtask is deployed anew: nothing that was on its way to it or from it arrives. */
function forget({ hands, wires, picture }: Reading, subtask: number): void {
  hands[subtask] = { begun: 0 };
  picture.channels.forEach(({ sender, receiver }, channel) => {
    if (sender !== subtask && receiver !== subtask) return;
    wires[channel].filled.length = 0;
    wires[channel].unread.length = 0;
  });
}

function handle(reading: Reading, fact: FactRow, element?: PictureElement): void {
  const { owner, time, origin, stamp, key, value } = fact;
  const hand = reading.hands[owner];
  hand.handling = {
    subtask: owner,
    begun: element === undefined ? time : hand.begun,
    time,
    origin,
    stamp,
    watermark: reading.picture.subtasks[owner].watermark,
    name: element?.name ?? valueName(value),
    key: element?.key ?? key,
    fate: "taken",
  };
  reading.history.handlings.push(hand.handling);
}

function mark({ handling }: Hand, fate: Handling["fate"]): void {
  if (handling !== undefined) handling.fate = fate;
}

function send({ wires, picture, history, sentFrom }: Reading, fact: FactRow): void {
  const { subject, key: count, time, stamp } = fact;
  const wire = wires[subject];
  const [filledFrom = time] = wire.filled.splice(sentFrom, count);
  const flight: Flight = {
    channel: subject,
    serial: wire.sentCount++,
    elements: picture.channels[subject].inFlight.at(-1)?.elements ?? [],
    filledFrom,
    sent: time,
    arrival: stamp,
    emptied: stamp,
  };
  wire.unread.push({ flight, left: count });
  history.flights.push(flight);
}

function take({ wires, hands }: Reading, { owner, subject, time }: FactRow): void {
  const { unread } = wires[subject];
  const [buffer] = unread;
  hands[owner].begun = time;
  hands[owner].flight = buffer?.flight;
  if (buffer === undefined) return;
  buffer.flight.emptied = time;
  if (--buffer.left === 0) unread.shift();
}

/** A barrier that overtakes is processed without being taken out of the queue. */
function pass({ wires }: Reading, fact: FactRow): void {
  if (fact.detail !== BARRIER) return;
  const { unread } = wires[fact.subject];
  const place = unread.findIndex(({ flight }) => overtakingPlace(flight.elements, fact) === 0);
  if (place < 0) return;
  unread[place].flight.emptied = fact.time;
  unread.splice(place, 1);
}

function advance({ history, hands, isSource }: Reading, fact: FactRow): void {
  const { owner, time, stamp } = fact;
  const flight = isSource[owner] ? undefined : hands[owner].flight;
  history.advances.push({ subtask: owner, time, watermark: stamp, flight, hasFired: false });
}

function assign({ panes, history, picture, hands }: Reading, fact: FactRow): void {
  const { owner, key, time } = fact;
  const { start, end } = windowOf(fact);
  if (end - 1 <= picture.subtasks[owner].watermark) mark(hands[owner], "late");
  const id = paneId(fact, end);
  let pane = panes.get(id);
  if (pane === undefined) {
    pane = { subtask: owner, key, start, end, opened: time, arrivals: [], firings: [] };
    panes.set(id, pane);
    history.panes.push(pane);
  }
  pane.arrivals.push(time);
}

function fire({ panes, picture, history }: Reading, fact: FactRow): void {
  const id = paneId(fact, windowOf(fact).end);
  const { firings = [], count = 0 } = picture.panes.get(id) ?? {};
  const firing = firings.at(-1);
  if (firing !== undefined) panes.get(id)?.firings.push({ time: fact.time, firing, count });
  const cause = history.advances.findLast(({ subtask }) => subtask === fact.owner);
  if (cause !== undefined && cause.time === fact.time && fact.origin === NONE) {
    cause.hasFired = true;
  }
}
