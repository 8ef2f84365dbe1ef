// The facts behind the picture of barriers as rows, from which its words are made. Independent of width and of
// language.

import { crossings } from "./barriers_cut.ts";
import { whereabouts } from "./barriers_moment.ts";
import type { BarriersView } from "./barriers_view.ts";
import { BARRIER } from "./control_numbers.ts";
import { RECORD } from "./picture_numbers.ts";
import { nowCell, nowText } from "./picture_clock.ts";

/** A channel at the moment. */
export interface ChannelState {
  readonly channel: string;
  readonly sender: string;
  readonly receiver: string;
  /** Where its barrier is. */
  readonly barrier: "not sent" | "buffer" | "way" | "gate" | "taken";
  readonly isBlocked: boolean;
  /** Names of records that wait, in front of the barrier and behind it. */
  readonly inFront: readonly string[];
  readonly behind: readonly string[];
}

/** A subtask in the checkpoint. */
export interface CutRow {
  readonly subtask: string;
  readonly reached: string;
  readonly aligned: string;
  readonly entries: string;
  /** How long it waited for other barriers. */
  readonly waited: string;
  readonly waitedMicros: number;
}

/** A receiver some of whose channels are blocked. */
export interface WaitingReceiver {
  readonly receiver: string;
  /** Barriers that it has, and those that it needs. */
  readonly taken: number;
  readonly all: number;
  /** Senders that it takes nothing from. */
  readonly from: readonly string[];
  readonly inFront: readonly string[];
}

/** What happened, for words. */
export interface BarriersStory {
  /** Empty when no checkpoint is seen. */
  readonly checkpoint: string;
  readonly triggeredAt: string;
  readonly at: string;
  readonly channels: readonly ChannelState[];
  /** A receiver that waits for barriers at the moment; nothing when none does. */
  readonly waits: WaitingReceiver | null;
  readonly cut: readonly CutRow[];
  /** Records from behind a barrier that are in the checkpoint all the same. */
  readonly crossed: readonly { readonly name: string; readonly channel: string }[];
  readonly moreCount: number;
}

/** Channels that are told at most. */
const CHANNELS_MAX = 80;

/** Collects the story. */
export function barriersStory(view: BarriersView): BarriersStory {
  const { at, checkpoint, clock, plan } = view;
  if (at === null || checkpoint === null) {
    return {
      checkpoint: "",
      triggeredAt: "",
      at: "",
      channels: [],
      waits: null,
      cut: [],
      crossed: [],
      moreCount: 0,
    };
  }
  const shown = new Set(view.lanes.flatMap(({ subtasks }) => subtasks));
  const channels = plan.channels.filter(({ sender, receiver }) =>
    shown.has(sender) && shown.has(receiver)
  );
  const states = channels.map(({ id }) => channelState(view, id, at));
  return {
    checkpoint: String(checkpoint.id),
    triggeredAt: nowText(clock, checkpoint.triggered),
    at: nowText(clock, at),
    channels: states.slice(0, CHANNELS_MAX),
    waits: waitingOf(states),
    cut: [...checkpoint.parts.values()].filter(({ subtask }) => shown.has(subtask))
      .map((part): CutRow => {
        const told = (time: number | null) => time === null ? "" : nowCell(clock, time);
        const { reached, aligned } = part;
        const waited = reached === null || aligned === null ? null : aligned - reached;
        return {
          subtask: view.label(part.subtask),
          reached: told(part.reached),
          aligned: told(part.aligned),
          entries: part.copied === null ? "" : String(part.entries),
          waited: waited === null ? "" : nowText(clock, waited),
          waitedMicros: waited ?? 0,
        };
      }),
    crossed: crossings(view).map((life) => ({
      name: view.name(life),
      channel: plan.channels[life.channel].name,
    })),
    moreCount: Math.max(0, channels.length - CHANNELS_MAX),
  };
}

/** The first receiver with a blocked channel. */
function waitingOf(states: readonly ChannelState[]): WaitingReceiver | null {
  const first = states.find(({ isBlocked }) => isBlocked);
  if (first === undefined) return null;
  const { receiver } = first;
  const own = states.filter((state) => state.receiver === receiver);
  return {
    receiver,
    taken: own.filter(({ barrier }) => barrier === "taken").length,
    all: own.length,
    from: own.filter(({ isBlocked }) => isBlocked).map(({ sender }) => sender),
    inFront: own.flatMap((state) => state.inFront),
  };
}

function channelState(view: BarriersView, channel: number, at: number): ChannelState {
  const { name, sender, receiver } = view.plan.channels[channel];
  const there = view.channels.elements[channel].filter((life) => whereabouts(life, at) !== null);
  const records = there.filter(({ kind }) => kind === RECORD);
  const barrier = view.barrierOf(channel);
  const isThere = barrier !== undefined && barrier.buffered <= at;
  const isBehind = (life: typeof records[number]) => isThere && view.isBehind(life);
  return {
    channel: name,
    sender: view.label(sender),
    receiver: view.label(receiver),
    barrier: !isThere
      ? "not sent"
      : there.some(({ kind, stamp }) => kind === BARRIER && stamp === barrier.stamp)
      ? whereabouts(barrier, at) ?? "taken"
      : "taken",
    isBlocked: view.channels.blocked.some((span) =>
      span.channel === channel && span.from <= at && (span.until ?? Infinity) > at
    ),
    inFront: records.filter((life) => !isBehind(life)).map((life) => view.name(life)),
    behind: records.filter(isBehind).map((life) => view.name(life)),
  };
}
