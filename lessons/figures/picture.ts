// What is where in a run: who is running, what waits in which channel, which windows are open with
// what in them, what has been written. Plain data, copied whole; picture_fold.ts moves it on by a fact.
//
//   subtask            channel                                   subtask
//   in hand ──queued──▶ │ in flight: buffer buffer │ ──arrived──▶ in hand ──▶ panes, results

import type { PlanDescription } from "@headwater/sim";
import { NEVER, RUNNING } from "./picture_numbers.ts";

/** One element on its way, as a figure knows it. */
export interface PictureElement {
  /** An `ElementKind`. */
  readonly kind: number;
  /** The source record that it stems from, or −1. */
  readonly origin: number;
  /** Number of its key, or −1. */
  readonly key: number;
  /** Its timestamp, or the watermark. */
  readonly stamp: number;
  /** What its value calls itself; empty when it does not. */
  readonly name: string;
}

/** A buffer between two subtasks. */
export interface PictureBuffer {
  readonly sentAt: number;
  readonly arrival: number;
  readonly elements: readonly PictureElement[];
}

/** One subtask. */
export interface PictureSubtask {
  /** An `ExecutionState`. */
  status: number;
  /** Its event time: what a source has announced, or what the inputs of another subtask allow. */
  watermark: number;
  isIdle: boolean;
  isBlocked: boolean;
  /** What it is working on; sources read and finish in one step, so they never hold anything. */
  inHand: PictureElement | null;
  /** What it took or emitted last: what it buffers or writes next has that key and name. */
  emitted: PictureElement | null;
}

/** One channel, from the sender's first row to the receiver's last. */
export interface PictureChannel {
  readonly sender: number;
  readonly receiver: number;
  queued: PictureElement[];
  inFlight: PictureBuffer[];
  arrived: PictureElement[];
  /** The last watermark that its receiver has taken. */
  watermark: number;
  isIdle: boolean;
  isEnded: boolean;
}

/** How a firing stands to the watermark (Flink's early, on-time and late panes). */
export type Firing = "early" | "on time" | "late";

/** One window of one key in one subtask, from its first element to its cleanup. */
export interface PicturePane {
  readonly subtask: number;
  readonly operator: number;
  readonly key: number;
  readonly start: number;
  readonly end: number;
  readonly openedAt: number;
  /** Source records that it took, in the order in which they came. */
  origins: number[];
  /** Elements since it was last emptied. */
  count: number;
  /** Its state as last told. */
  content: unknown;
  firings: Firing[];
}

/** A record that no window took. */
export interface PictureLoss {
  readonly time: number;
  readonly subtask: number;
  readonly element: PictureElement;
  readonly to: "nowhere" | "side output";
}

/** A value that a sink wrote. */
export interface PictureResult {
  readonly time: number;
  readonly subtask: number;
  readonly element: PictureElement;
  readonly value: unknown;
}

/** The whole job between two facts. */
export interface Picture {
  /** Facts that have happened: the picture shows what is after them. */
  index: number;
  time: number;
  subtasks: PictureSubtask[];
  channels: PictureChannel[];
  /** Open panes; the names are those of picture_fold.ts. */
  panes: Map<string, PicturePane>;
  /** Panes as each checkpoint has them, by subtask and checkpoint. */
  saved: Map<string, readonly (readonly [id: string, pane: PicturePane])[]>;
  losses: PictureLoss[];
  results: PictureResult[];
}

/** The picture of a job before its first fact: everything is deployed, nothing has moved. */
export function emptyPicture(plan: Pick<PlanDescription, "subtasks" | "channels">): Picture {
  return {
    index: 0,
    time: 0,
    subtasks: plan.subtasks.map(() => ({
      status: RUNNING,
      watermark: NEVER,
      isIdle: false,
      isBlocked: false,
      inHand: null,
      emitted: null,
    })),
    channels: plan.channels.map(({ sender, receiver }) => ({
      sender,
      receiver,
      queued: [],
      inFlight: [],
      arrived: [],
      watermark: NEVER,
      isIdle: false,
      isEnded: false,
    })),
    panes: new Map(),
    saved: new Map(),
    losses: [],
    results: [],
  };
}

/** A picture that moves on without the first one noticing. */
export function copyPicture(picture: Picture): Picture {
  const { subtasks, channels, panes, saved, losses, results } = picture;
  return {
    ...picture,
    subtasks: subtasks.map((subtask) => ({ ...subtask })),
    channels: channels.map((channel) => ({
      ...channel,
      queued: [...channel.queued],
      inFlight: [...channel.inFlight],
      arrived: [...channel.arrived],
    })),
    panes: new Map(Array.from(panes, ([id, pane]) => [id, copyPane(pane)])),
    saved: new Map(saved),
    losses: [...losses],
    results: [...results],
  };
}

/** A pane that changes without the first one noticing. */
export function copyPane(pane: PicturePane): PicturePane {
  return { ...pane, origins: [...pane.origins], firings: [...pane.firings] };
}
