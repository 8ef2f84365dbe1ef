// The channels at one moment: what waits in the sender's buffer, what is on its way, what waits at the receiver;
// and in every channel the barrier, if it is there. What is in front of it goes into the checkpoint, and what is
// behind it does not.
//
//     source[0]  │ ●   │   ●  ┃ 3  │   ●  ● ╪╪┃ │  window[0]
//                  behind           in front

import type { BarriersView } from "./barriers_view.ts";
import type { ElementLife } from "./channel_lives.ts";
import { BARRIER } from "./control_numbers.ts";
import { RECORD, WATERMARK } from "./picture_numbers.ts";
import { isPhone } from "./theme.ts";

/** Where an element is. */
export type Whereabouts = "buffer" | "way" | "gate";

/** An element in a channel, ready to be painted. */
export interface QueuedMark {
  readonly id: string;
  readonly what: "record" | "watermark" | "barrier" | "other";
  readonly x: number;
  readonly key: number;
  /** A barrier goes in front of it, so it is saved; of a barrier, that it does so. */
  readonly isSaved: boolean;
  readonly overtakes: boolean;
  /** A record's name, a barrier's number. */
  readonly text: string;
}

/** A channel at the moment. */
export interface ChannelRow {
  readonly id: string;
  readonly sender: string;
  readonly y: number;
  readonly elements: readonly QueuedMark[];
  /** Elements that there is no room for, by where they are. */
  readonly hidden: readonly {
    readonly where: Whereabouts;
    readonly x: number;
    readonly count: number;
  }[];
  /** The stretch of the channel that lies in front of the barrier; nothing when there is none. */
  readonly front: { readonly x1: number; readonly x2: number } | null;
  readonly isBlocked: boolean;
  /** The barrier has been taken, and the receiver waits for others. */
  readonly isBarrierTaken: boolean;
}

/** A receiver, with its channels. */
export interface ReceiverGroup {
  readonly id: string;
  readonly y1: number;
  readonly y2: number;
  readonly barrierCount: number;
  readonly inputCount: number;
  /** It has copied its state for the checkpoint; of so many entries. */
  readonly savedEntries: number | null;
  /** Rows that its barriers overtook; and whether some barriers are still to come, although it has. */
  readonly savedRows: number;
  readonly isRecording: boolean;
}

/** All of it. */
export interface Moment {
  readonly at: number;
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
  /** Where the sender's buffer ends, and where the receiver's queue begins. */
  readonly borders: readonly [number, number];
  readonly rows: readonly ChannelRow[];
  readonly groups: readonly ReceiverGroup[];
  readonly hiddenCount: number;
}

/** Pixels: head, from row to row, between receivers, for the receivers' names. */
const ROOM = {
  column: { head: 40, row: 26, between: 8, names: 150, rows: 10 },
  phone: { head: 40, row: 24, between: 8, names: 92, rows: 8 },
} as const;
/** Pixels from element to element, with a name between. */
const STEP = 30;

/** Lays out the moment from a height downwards; nothing when no checkpoint is seen. */
export function layMoment(view: BarriersView, top: number): Moment | null {
  const { at, stage } = view;
  if (at === null) return null;
  const room = isPhone(stage.width) ? ROOM.phone : ROOM.column;
  const [left, right] = [stage.left, stage.width - room.names];
  const borders: [number, number] = [
    Math.round(left + (right - left) * 0.3),
    Math.round(left + (right - left) * 0.6),
  ];
  const channels = shownChannels(view);
  const kept = mostTelling(view, channels, at, room.rows);
  const rows: ChannelRow[] = [];
  const groups: ReceiverGroup[] = [];
  let y = top + room.head;
  for (const receiver of new Set(kept.map((channel) => view.plan.channels[channel].receiver))) {
    const own = kept.filter((channel) => view.plan.channels[channel].receiver === receiver);
    const y1 = y;
    for (const channel of own) {
      rows.push(rowOf(view, channel, at, { y, left, right, borders }));
      y += room.row;
    }
    groups.push(groupOf(view, receiver, at, y1, y - room.row));
    y += room.between;
  }
  return {
    at,
    top,
    bottom: y - room.between - room.row / 2 + 4,
    left,
    right,
    borders,
    rows,
    groups,
    hiddenCount: channels.length - kept.length,
  };
}

function shownChannels({ plan, lanes }: BarriersView): number[] {
  const shown = new Set(lanes.flatMap(({ subtasks }) => subtasks));
  return plan.channels.filter(({ sender, receiver }) => shown.has(sender) && shown.has(receiver))
    .map(({ id }) => id);
}

/** Of too many channels those of receivers that wait for barriers, then those that hold most. */
function mostTelling(
  view: BarriersView,
  channels: readonly number[],
  at: number,
  most: number,
): number[] {
  if (channels.length <= most) return [...channels];
  const weigh = (channel: number) => {
    const { reached = null, aligned = null } = view.part(view.plan.channels[channel].receiver) ??
      {};
    const waits = reached !== null && reached <= at && (aligned ?? Infinity) > at;
    const held = view.channels.elements[channel].filter((life) => whereabouts(life, at) !== null);
    return (waits ? 1_000_000 : 0) + held.length;
  };
  const chosen = new Set(
    channels.map((channel) => ({ channel, weight: weigh(channel) }))
      .sort((a, b) => b.weight - a.weight || a.channel - b.channel)
      .slice(0, most).map(({ channel }) => channel),
  );
  return channels.filter((channel) => chosen.has(channel));
}

/** Where an element is at a moment; nothing before it was written and after it was taken. */
export function whereabouts(life: ElementLife, at: number): Whereabouts | null {
  const { buffered, sent, arrived, taken, lost } = life;
  if (buffered > at || (lost ?? Infinity) <= at || (taken ?? Infinity) <= at) return null;
  if ((sent ?? Infinity) > at) return "buffer";
  return (arrived ?? Infinity) > at ? "way" : "gate";
}

interface Pipe {
  readonly y: number;
  readonly left: number;
  readonly right: number;
  readonly borders: readonly [number, number];
}

/** Pixels at the receiver's end that bars and a barrier that was taken need. */
const END = 16;

function rowOf(view: BarriersView, channel: number, at: number, pipe: Pipe): ChannelRow {
  const { name, sender } = view.plan.channels[channel];
  const { left, right, borders: [first, second], y } = pipe;
  const there = view.channels.elements[channel].filter((life) => whereabouts(life, at) !== null);
  const zones: readonly [Whereabouts, number, number][] = [
    ["buffer", left, first],
    ["way", first, second],
    ["gate", second, right - END],
  ];
  const elements: QueuedMark[] = [];
  const hidden: { where: Whereabouts; x: number; count: number }[] = [];
  for (const [where, from, until] of zones) {
    const own = inOrder(there.filter((life) => whereabouts(life, at) === where));
    const countMax = Math.floor((until - from) / STEP);
    // the first to be taken is nearest to the receiver; of too many the last ones are counted
    const shown = own.length > countMax ? own.slice(0, countMax - 1) : own;
    shown.forEach((life, index) => elements.push(markOf(view, life, until - (index + 0.5) * STEP)));
    if (shown.length < own.length) {
      const x = until - (shown.length + 0.5) * STEP;
      hidden.push({ where, x, count: own.length - shown.length });
    }
  }
  const barrier = view.barrierOf(channel);
  const isThere = barrier !== undefined && barrier.buffered <= at;
  const isTaken = isThere && (barrier.taken ?? Infinity) <= at;
  const mark = elements.find(({ what, text }) =>
    what === "barrier" && text === String(view.checkpoint?.id)
  );
  const isBlocked = view.channels.blocked.some((span) =>
    span.channel === channel && span.from <= at && (span.until ?? Infinity) > at
  );
  return {
    id: name,
    sender: view.label(sender),
    y,
    elements,
    hidden,
    front: barrier?.overtook && isThere
      ? frontOfOvertaking(view, channel, elements, hidden, pipe)
      : isTaken
      ? null
      : { x1: mark?.x ?? left, x2: right },
    isBlocked,
    isBarrierTaken: isTaken && !barrier.overtook &&
      (view.part(view.plan.channels[channel].receiver)?.aligned ??
          Infinity) > at,
  };
}

function markOf(view: BarriersView, life: ElementLife, x: number): QueuedMark {
  const { kind, stamp, key, serial } = life;
  const what = kind === RECORD
    ? "record"
    : kind === BARRIER
    ? "barrier"
    : kind === WATERMARK
    ? "watermark"
    : "other";
  const text = what === "record" ? view.name(life) : what === "barrier" ? String(stamp) : "";
  return {
    id: String(serial),
    what,
    x: Math.round(x * 10) / 10,
    key,
    isSaved: view.isSaved(life),
    overtakes: life.overtook,
    text,
  };
}

/** The first to be taken comes first: barriers that overtake, then everything in the order of sending. */
function inOrder(elements: readonly ElementLife[]): ElementLife[] {
  const isFirst = ({ overtook, arrived }: ElementLife) => overtook && arrived !== null ? 0 : 1;
  const rank = ({ sentRank, serial }: ElementLife) => sentRank ?? 1e9 + serial;
  return elements.toSorted((a, b) => isFirst(a) - isFirst(b) || rank(a) - rank(b));
}

/** Where barriers overtake, what they have left behind is in the checkpoint too. */
function frontOfOvertaking(
  view: BarriersView,
  channel: number,
  elements: readonly QueuedMark[],
  hidden: ChannelRow["hidden"],
  { right }: Pipe,
): ChannelRow["front"] {
  const { serial } = view.barrierOf(channel)!;
  const own = elements.filter(({ id }) => Number(id) <= serial);
  if (own.length === 0) return null;
  const xs = own.map(({ x, what }) => x - (what === "barrier" ? 0 : STEP / 2));
  // of what there is no room for, the oldest belongs to what is shown beside it
  const isWhole = elements.every(({ id }) => Number(id) <= serial);
  const more = isWhole ? hidden.map(({ x }) => x - STEP / 2) : [];
  return { x1: Math.min(...xs, ...more), x2: right };
}

function groupOf(
  view: BarriersView,
  receiver: number,
  at: number,
  y1: number,
  y2: number,
): ReceiverGroup {
  const inputs = view.plan.channels.filter((channel) => channel.receiver === receiver);
  const taken = inputs.filter(({ id }) => (view.barrierOf(id)?.taken ?? Infinity) <= at);
  const part = view.part(receiver);
  const isSaved = (part?.aligned ?? Infinity) <= at;
  return {
    id: view.label(receiver),
    y1,
    y2,
    barrierCount: taken.length,
    inputCount: inputs.length,
    savedEntries: isSaved ? part!.entries : null,
    savedRows:
      view.saved.filter(({ life, side }) =>
        side === "input" && view.plan.channels[life.channel].receiver === receiver
      ).length,
    isRecording: isSaved && part!.recording !== null && (part!.recording.until ?? Infinity) > at,
  };
}
