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
  /** Names of what its barrier overtakes, at the sender and at the receiver; and rows that are no records. */
  readonly saved: readonly string[];
  readonly savedCount: number;
}

/** How the barriers of a checkpoint go: they wait for their turn, overtake, or do so after a while. */
export type BarrierWay = "aligned" | "unaligned" | "turned";

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
  readonly way: BarrierWay;
  /** How long they waited before they overtook; and how long the checkpoint took. */
  readonly timeout: string;
  readonly took: string;
  /** Rows that they overtook, at senders and at receivers. */
  readonly outputCount: number;
  readonly inputCount: number;
  /** Senders whose barriers stay in their place all the same: on edges that cannot be overtaken on. */
  readonly upright: readonly string[];
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
      way: "aligned",
      timeout: "",
      took: "",
      outputCount: 0,
      inputCount: 0,
      upright: [],
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
    ...wayOf(view),
    crossed: crossings(view).map((life) => ({
      name: view.name(life),
      channel: plan.channels[life.channel].name,
    })),
    moreCount: Math.max(0, channels.length - CHANNELS_MAX),
  };
}

/** How the barriers of the checkpoint went. */
function wayOf(view: BarriersView) {
  const { clock, saved } = view;
  const { triggered, ended, parts } = view.checkpoint!;
  const all = [...parts.values()];
  const turned = all.flatMap((part) => part.turned ?? []);
  const way: BarrierWay = turned.length > 0
    ? "turned"
    : all.some(({ recording }) => recording !== null)
    ? "unaligned"
    : "aligned";
  const outputCount = saved.filter(({ side }) => side === "output").length;
  return {
    way,
    timeout: way === "turned" ? nowText(clock, Math.min(...turned) - triggered) : "",
    took: ended === null ? "" : nowText(clock, ended - triggered),
    outputCount,
    inputCount: saved.length - outputCount,
    upright: way === "aligned" ? [] : uprightEdges(view),
  };
}

/** Edges on which a channel was blocked although barriers overtake elsewhere, named by their receivers. */
function uprightEdges({ plan, channels, checkpoint }: BarriersView): string[] {
  const blocked = channels.blocked.filter((span) =>
    span.checkpoint === checkpoint?.id && !plan.edges[plan.channels[span.channel].edge].isKeyed
  );
  const kept = blocked.filter(({ channel }) => {
    const { partitioner } = plan.edges[plan.channels[channel].edge];
    return partitioner === "BROADCAST";
  });
  const names = kept.map(({ channel }) =>
    plan.vertices[plan.subtasks[plan.channels[channel].receiver].vertex].name
  );
  return [...new Set(names)];
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
  const own = view.saved.filter(({ life }) => life.channel === channel);
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
    saved: own.filter(({ life }) => life.kind === RECORD).map(({ life }) => view.name(life)),
    savedCount: own.length,
  };
}
