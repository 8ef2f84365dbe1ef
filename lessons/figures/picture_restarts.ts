// What a failure takes from the picture and what a checkpoint gives back: what was on its way is gone, windows
// are those of the snapshot, and the watermark begins at −∞ again, since no checkpoint holds it (WG-10).

import { copyPane, type Picture, type PicturePane } from "./picture.ts";
import { NEVER } from "./picture_numbers.ts";

/** A subtask is deployed anew: all that it had in hand, in windows and in its channels is lost. */
export function forgetSubtask(picture: Picture, subtask: number): void {
  Object.assign(picture.subtasks[subtask], {
    watermark: NEVER,
    isIdle: false,
    isBlocked: false,
    inHand: null,
    emitted: null,
  });
  for (const channel of picture.channels) {
    if (channel.sender !== subtask && channel.receiver !== subtask) continue;
    channel.queued = [];
    channel.inFlight = [];
    channel.arrived = [];
    channel.watermark = NEVER;
    channel.isIdle = false;
    channel.isEnded = false;
  }
  for (const [id, pane] of picture.panes) if (pane.subtask === subtask) picture.panes.delete(id);
}

/** A subtask has copied its state for a checkpoint. */
export function saveSubtask(picture: Picture, subtask: number, checkpoint: number): void {
  const own = [...picture.panes].filter(([, pane]) => pane.subtask === subtask);
  picture.saved.set(`${subtask} ${checkpoint}`, copyPanes(own));
}

/** A subtask has its state back. */
export function restoreSubtask(picture: Picture, subtask: number, checkpoint: number): void {
  const saved = picture.saved.get(`${subtask} ${checkpoint}`) ?? [];
  for (const [id, pane] of copyPanes(saved)) picture.panes.set(id, pane);
}

function copyPanes(panes: readonly (readonly [string, PicturePane])[]): [string, PicturePane][] {
  return panes.map(([id, pane]) => [id, copyPane(pane)]);
}
