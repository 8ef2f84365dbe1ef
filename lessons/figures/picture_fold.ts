// Moves a picture on by one fact. Each kind of fact has one small function; a kind that is not here
// changes nothing that a figure shows.

import { Fact, type FactRow } from "@headwater/sim/trace";
import { BARRIER, DEPLOYING } from "./control_numbers.ts";
import type { Firing, Picture, PictureElement, PicturePane } from "./picture.ts";
import { ACTIVE, CONTENTS, END_OF_DATA, IDLE, NONE, RECORD, WATERMARK } from "./picture_numbers.ts";
import { overtakingPlace, sentPlace } from "./picture_overtaking.ts";
import { forgetSubtask, restoreSubtask, saveSubtask } from "./picture_restarts.ts";
import { valueName } from "./value_name.ts";

/** Applies a fact; facts must come in the order of the trace, none left out. */
export function applyFact(picture: Picture, fact: FactRow): void {
  picture.index = fact.index + 1;
  picture.time = fact.time;
  if (fact.owner >= 0) RULES.get(fact.kind)?.(picture, fact);
}

type Rule = (picture: Picture, fact: FactRow) => void;

const RULES: ReadonlyMap<number, Rule> = new Map<number, Rule>([
  [Fact.executionStateChanged, (picture, { owner, detail }) => {
    picture.subtasks[owner].status = detail;
    if (detail === DEPLOYING) forgetSubtask(picture, owner);
  }],
  [Fact.snapshotTaken, (picture, { owner, stamp }) => saveSubtask(picture, owner, stamp)],
  [Fact.stateRestored, (picture, { owner, stamp }) => restoreSubtask(picture, owner, stamp)],
  [Fact.recordCreated, emitted],
  [Fact.recordEmitted, emitted],
  [Fact.elementBuffered, ({ subtasks, channels }, fact) => {
    const { emitted } = subtasks[fact.owner];
    const { key, name } = fact.detail === RECORD && emitted ? emitted : NAMELESS;
    channels[fact.subject].queued.push({
      ...elementOf(fact),
      key: fact.key === NONE ? key : fact.key,
      name,
    });
  }],
  [Fact.bufferSent, ({ channels }, fact) => {
    const { subject, key, time, stamp } = fact;
    const { queued, inFlight } = channels[subject];
    const elements = queued.splice(sentPlace(queued, fact), key);
    inFlight.push({ sentAt: time, arrival: stamp, elements });
  }],
  [Fact.bufferReceived, ({ channels }, { subject }) => {
    const { inFlight, arrived } = channels[subject];
    arrived.push(...inFlight.shift()?.elements ?? []);
  }],
  [Fact.elementPolled, ({ subtasks, channels }, fact) => {
    subtasks[fact.owner].inHand = channels[fact.subject].arrived.shift() ?? elementOf(fact);
  }],
  [Fact.elementProcessed, ({ subtasks, channels }, fact) => {
    const { owner, subject, detail, stamp } = fact;
    const { inHand } = subtasks[owner];
    subtasks[owner].inHand = null;
    subtasks[owner].emitted = inHand;
    if (inHand === null) {
      // a source has nothing in hand, and what it names is a split; a barrier that overtakes was not taken
      if (detail === BARRIER) passOvertaking(channels[subject].arrived, fact);
      return;
    }
    const channel = channels[subject];
    if (detail === WATERMARK) channel.watermark = stamp;
    if (detail === IDLE || detail === ACTIVE) channel.isIdle = detail === IDLE;
    if (detail === END_OF_DATA) channel.isEnded = true;
  }],
  [Fact.watermarkAdvanced, advance],
  [Fact.watermarkEmitted, advance],
  [Fact.statusChanged, ({ subtasks }, { owner, detail }) => {
    subtasks[owner].isIdle = detail === IDLE;
  }],
  [Fact.taskBlocked, ({ subtasks }, { owner }) => {
    subtasks[owner].isBlocked = true;
  }],
  [Fact.taskUnblocked, ({ subtasks }, { owner }) => {
    subtasks[owner].isBlocked = false;
  }],
  [Fact.windowAssigned, ({ panes }, fact) => {
    const id = paneId(fact, windowOf(fact).end);
    const pane = panes.get(id) ?? openPane(fact);
    panes.set(id, pane);
    pane.origins.push(fact.origin);
    pane.count++;
  }],
  [Fact.stateUpdated, ({ panes }, fact) => {
    if (fact.detail !== CONTENTS) return;
    const pane = panes.get(paneId(fact, fact.stamp));
    if (pane === undefined) return;
    pane.content = fact.value;
    if (fact.value === undefined) pane.count = 0;
  }],
  [Fact.windowFired, ({ panes, subtasks }, fact) => {
    const pane = panes.get(paneId(fact, windowOf(fact).end));
    pane?.firings.push(firingOf(pane, subtasks[fact.owner].watermark));
  }],
  [Fact.windowCleaned, ({ panes }, fact) => {
    panes.delete(paneId(fact, windowOf(fact).end));
  }],
  [Fact.recordLate, (picture, fact) => lose(picture, fact, "side output")],
  [Fact.recordDropped, (picture, fact) => lose(picture, fact, "nowhere")],
  [Fact.resultWritten, ({ results, subtasks }, fact) => {
    const { time, owner, value } = fact;
    const key = subtasks[owner].emitted?.key ?? NONE;
    const element = { ...elementOf(fact), key, name: valueName(value) };
    results.push({ time, subtask: owner, element, value });
  }],
]);

const NAMELESS: Pick<PictureElement, "key" | "name"> = { key: NONE, name: "" };

function elementOf({ kind, detail, origin, key, stamp }: FactRow): PictureElement {
  return { kind: TELLS_ELEMENT.has(kind) ? detail : RECORD, origin, key, stamp, name: "" };
}

/** Facts whose detail is the kind of an element. */
const TELLS_ELEMENT: ReadonlySet<number> = new Set([Fact.elementBuffered, Fact.elementPolled]);

function emitted({ subtasks }: Picture, fact: FactRow): void {
  subtasks[fact.owner].emitted = { ...elementOf(fact), name: valueName(fact.value) };
}

function passOvertaking(arrived: PictureElement[], fact: FactRow): void {
  const place = overtakingPlace(arrived, fact);
  if (place >= 0) arrived.splice(place, 1);
}

function advance({ subtasks }: Picture, { owner, stamp }: FactRow): void {
  subtasks[owner].watermark = stamp;
}

function lose({ losses }: Picture, fact: FactRow, to: "nowhere" | "side output"): void {
  const { time, owner, value } = fact;
  const element = { ...elementOf(fact), name: valueName(value) };
  losses.push({ time, subtask: owner, element, to });
}

/** A window of a key ends once, so its end names it; facts about its state know no more. */
export function paneId({ owner, subject, key }: FactRow, end: number): string {
  return `${owner}/${subject}/${key}/${end}`;
}

/** The window that a fact about windows names. */
export function windowOf({ value }: FactRow): { readonly start: number; readonly end: number } {
  return value as { start: number; end: number };
}

function openPane(fact: FactRow): PicturePane {
  const { owner, subject, key, time } = fact;
  const { start, end } = windowOf(fact);
  return {
    subtask: owner,
    operator: subject,
    key,
    start,
    end,
    openedAt: time,
    origins: [],
    count: 0,
    content: undefined,
    firings: [],
  };
}

/** Before the watermark has passed the window: early. The first one after it: on time. */
function firingOf({ end, firings }: PicturePane, watermark: number): Firing {
  if (watermark < end - 1) return "early";
  return firings.every((firing) => firing === "early") ? "on time" : "late";
}
