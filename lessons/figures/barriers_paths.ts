// Elements on their way from lane to lane: records in ink, barriers in ochre. An element waits on the track of its
// channel until it is taken; a channel that is blocked has two bars across its track.

import type { BarrierLane } from "./barriers_lanes.ts";
import type { BarriersView } from "./barriers_view.ts";
import type { BlockedSpan, ElementLife } from "./channel_lives.ts";
import { BARRIER } from "./control_numbers.ts";
import { RECORD } from "./picture_numbers.ts";

/** The way of an element, ready to be painted. */
export interface ElementPath {
  /** `source[0]→window[1] 3`: the channel, and its place in it. */
  readonly id: string;
  readonly carries: "record" | "barrier";
  readonly checkpoint: number;
  /** It belongs to the next checkpoint. */
  readonly isBehind: boolean;
  /** A barrier that went in front of data. */
  readonly overtook: boolean;
  readonly waitFrom: number;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly waitUntil: number;
  /** Height of the receiver's line, where it is taken; null when that is not seen. */
  readonly takenY: number | null;
}

/** A blocked channel. */
export interface BlockedMark {
  readonly id: string;
  readonly y: number;
  readonly x1: number;
  readonly x2: number;
}

/** Ways that are drawn at most. */
const PATHS_MAX = 140;

/** The ways of records and of barriers that are seen. */
export function elementPaths(view: BarriersView, lanes: readonly BarrierLane[]): ElementPath[] {
  const all = view.channels.elements.flatMap((elements) =>
    elements.flatMap((life) =>
      life.kind === RECORD || life.kind === BARRIER ? pathOf(view, lanes, life) : []
    )
  );
  if (all.length <= PATHS_MAX) return all;
  // of many, the barriers alone; of those too, as many as there is room for
  return all.filter(({ carries }) => carries === "barrier").slice(0, PATHS_MAX);
}

function pathOf(
  view: BarriersView,
  lanes: readonly BarrierLane[],
  life: ElementLife,
): ElementPath | [] {
  const { sender, receiver, name } = view.plan.channels[life.channel];
  const above = lanes.find(({ subtasks }) => subtasks.length === 1 && subtasks[0] === sender);
  const below = lanes.find(({ subtasks }) => subtasks.length === 1 && subtasks[0] === receiver);
  const { buffered, sent, lost } = life;
  if (above === undefined || below === undefined || sent === null) return [];
  const end = lost ?? Infinity;
  const arrived = Math.min(life.arrived ?? Infinity, end);
  const taken = Math.min(life.taken ?? Infinity, end);
  if (!view.isSeen(buffered, taken)) return [];
  const { from, until } = view.stage;
  const endY = below.tracks.find(({ channel }) => channel === life.channel)?.y ?? below.y;
  // a flight that is over before the stretch begins, or begins after it, has its end there
  const place = (time: number) =>
    arrived === sent ? 1 : clamp((time - sent) / (arrived - sent), 0, 1);
  const yAt = (time: number) => round(above.y + (endY - above.y) * place(time));
  const [start, stop] = [clamp(sent, from, until), clamp(arrived, from, until)];
  const isTaken = life.taken !== null && view.isSeen(life.taken) && life.taken <= end;
  return {
    id: `${name} ${life.serial}`,
    carries: life.kind === BARRIER ? "barrier" : "record",
    checkpoint: life.kind === BARRIER ? life.stamp : 0,
    isBehind: view.isBehind(life),
    overtook: life.overtook,
    waitFrom: view.x(Math.min(buffered, start)),
    x1: view.x(start),
    y1: arrived === Infinity ? above.y : yAt(start),
    x2: view.x(stop),
    y2: arrived === Infinity ? endY : yAt(stop),
    waitUntil: view.x(Math.max(stop, taken)),
    takenY: isTaken ? below.y : null,
  };
}

/** The channels that were blocked within the stretch. */
export function blockedMarks(view: BarriersView, lanes: readonly BarrierLane[]): BlockedMark[] {
  const tracks = new Map(
    lanes.flatMap((lane) => lane.tracks).map(({ channel, y }) => [channel, y]),
  );
  return view.channels.blocked.flatMap((span) => blockedMark(view, span, tracks.get(span.channel)));
}

function blockedMark(
  view: BarriersView,
  { channel, checkpoint, from, until }: BlockedSpan,
  y: number | undefined,
): BlockedMark | [] {
  const end = until ?? Infinity;
  if (y === undefined || end === from || !view.isSeen(from, end)) return [];
  const { name } = view.plan.channels[channel];
  return { id: `${name} ${checkpoint}`, y, x1: view.x(from), x2: view.x(end) };
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
