// What barriers overtook, and what is therefore part of the checkpoint (Flink's channel state, UC-2): at the sender
// what waited to be sent, at the receiver what waited to be taken. Told from facts: whatever stands in front of the
// barrier in its channel's order, and is taken after the receiver has copied its state, was saved with it.
//
//   lane of the sender     ─ ▣▣ ─┃╲─           ▣  rows that the barrier overtook there
//   track of the channel     ▣▣▣   ╲┃          they are taken later, and are in the checkpoint all the same

import type { BarrierLane } from "./barriers_lanes.ts";
import type { BarriersView } from "./barriers_view.ts";
import type { ElementLife } from "./channel_lives.ts";
import { BARRIER } from "./control_numbers.ts";
import { END_OF_DATA, RECORD } from "./picture_numbers.ts";

/** Where a row was when its barrier went past. */
export type SavedSide = "output" | "input";

/** A row that is part of the checkpoint. */
export interface SavedRow {
  readonly life: ElementLife;
  readonly side: SavedSide;
}

/** Rows that were saved at one place, ready to be painted. */
export interface SavedMark {
  readonly id: string;
  readonly side: SavedSide;
  readonly x: number;
  readonly y: number;
  readonly count: number;
  /** The key of all of them, or −1. */
  readonly key: number;
  /** Names of the records among them. */
  readonly names: readonly string[];
}

/** The rows that the checkpoint holds, channel by channel, the oldest first. */
export function savedRows(view: BarriersView): SavedRow[] {
  return view.channels.elements.flatMap((elements, channel) => {
    // where a sender has ended, its end stands for the barrier (AL-9)
    const barrier = view.barrierOf(channel) ?? elements.find(({ kind }) => kind === END_OF_DATA);
    const { recording = null } = view.part(view.plan.channels[channel].receiver) ?? {};
    if (barrier === undefined || recording === null) return [];
    const isOverdue = ({ takenFact, lost }: ElementLife) =>
      (takenFact ?? Infinity) > recording.fact && (lost ?? Infinity) > recording.from;
    return elements.slice(0, barrier.serial)
      .filter((life) => !isEvent(life) && isOverdue(life))
      .map((life): SavedRow => ({
        life,
        side: (life.sentRank ?? Infinity) > (barrier.sentRank ?? Infinity) ? "output" : "input",
      }));
  });
}

/** Events are no part of the state of channels. */
function isEvent({ kind }: ElementLife): boolean {
  return kind === END_OF_DATA || kind >= BARRIER;
}

/** What was saved where, within the stretch. */
export function savedMarks(view: BarriersView, lanes: readonly BarrierLane[]): SavedMark[] {
  const marks = lanes.flatMap((lane) => {
    if (lane.subtasks.length > 1) return [];
    const [subtask] = lane.subtasks;
    const cut = view.part(subtask)?.aligned ?? null;
    if (cut === null || !view.isSeen(cut)) return [];
    const channels = (end: "sender" | "receiver") =>
      view.plan.channels.filter((channel) => channel[end] === subtask).map(({ id }) => id);
    const outputs = markOf(view, channels("sender"), "output");
    const inputs = channels("receiver").flatMap((channel) => {
      const y = lane.tracks.find((track) => track.channel === channel)?.y ?? lane.y;
      return { ...markOf(view, [channel], "input"), y };
    });
    return [{ ...outputs, y: lane.y }, ...inputs].map((mark) => ({
      ...mark,
      id: `${lane.id} ${mark.id}`,
      x: view.x(cut),
    }));
  });
  return marks.filter(({ count }) => count > 0);
}

function markOf(
  view: BarriersView,
  channels: readonly number[],
  side: SavedSide,
): Omit<SavedMark, "x" | "y"> {
  const own = view.saved.filter((row) => row.side === side && channels.includes(row.life.channel));
  const records = own.filter(({ life }) => life.kind === RECORD).map(({ life }) => life);
  const keys = new Set(records.map(({ key }) => key));
  return {
    id: `${side} ${channels.join(" ")}`,
    side,
    count: own.length,
    key: keys.size === 1 ? [...keys][0] : -1,
    names: records.map((life) => view.name(life)),
  };
}
