// Lanes of the picture of barriers. Above the line of a subtask with several inputs each channel has a track of its
// own, in the order of its senders: there elements wait until they are taken, and there one sees it blocked.
//
//     source[0]   ─────────
//     source[1]   ─────────
//       tracks     ╌╌╌╌╌╌╌     from source[0]
//                  ╌╌╌╌╌╌╌     from source[1]
//     window[0]   ─────────

import type { PlacedLane } from "./control_lanes.ts";
import { layControlLanes } from "./control_lanes.ts";
import type { BarriersView } from "./barriers_view.ts";

/** A channel's track. */
export interface Track {
  readonly channel: number;
  readonly y: number;
}

/** A lane with the tracks of its inputs. */
export interface BarrierLane extends PlacedLane {
  readonly tracks: readonly Track[];
}

/** Pixels from track to track, wide where rows in cells stand on them, and above the first. */
const TRACK = { plain: 8, wide: 14 } as const;
const ABOVE = 6;
/** More inputs than this share the line of the lane. */
const TRACKS_MAX = 4;

/** Lays out the lanes from a height downwards. */
export function layBarrierLanes(
  view: BarriersView,
  top: number,
): { readonly lanes: readonly BarrierLane[]; readonly bottom: number } {
  const inputs = view.lanes.map(({ subtasks }) => inputsOf(view, subtasks));
  const pitch = view.saved.length > 0 ? TRACK.wide : TRACK.plain;
  let shift = 0;
  const { lanes, bottom } = layControlLanes(view, top);
  const placed = lanes.map((lane, index): BarrierLane => {
    const own = inputs[index];
    shift += own.length === 0 ? 0 : own.length * pitch + ABOVE;
    const y = lane.y + shift;
    const tracks = own.map((channel, place) => ({
      channel,
      y: y - (own.length - place) * pitch,
    }));
    return { ...lane, y, tracks };
  });
  return { lanes: placed, bottom: bottom + shift };
}

/** Channels into a subtask from those that are shown; none where there is one only, or too many. */
function inputsOf(view: BarriersView, subtasks: readonly number[]): number[] {
  if (subtasks.length > 1) return [];
  const shown = new Set(view.lanes.flatMap((lane) => lane.subtasks));
  const channels = view.plan.channels.filter(({ sender, receiver }) =>
    receiver === subtasks[0] && shown.has(sender)
  );
  return channels.length < 2 || channels.length > TRACKS_MAX ? [] : channels.map(({ id }) => id);
}
