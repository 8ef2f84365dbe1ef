// What each restart threw away: everything that the lanes did between the cut of the checkpoint that it went
// back to and the failure, and what was on its way just then.
//
//     source[0]   ──●──●──│░●░░░●░░░┤
//     window[0]   ────●───│░░░●░░░░░✕        │ the cut of checkpoint 2    ░ lost, done again

import type { Restart } from "./attempt_lives.ts";
import type { PlacedLane } from "./control_lanes.ts";
import { emptyPicture } from "./picture.ts";
import { applyFact } from "./picture_fold.ts";
import { RECORD } from "./picture_numbers.ts";
import { Fact } from "@headwater/sim/trace";
import type { RecoveryView } from "./recovery_view.ts";

/** What one restart threw away. */
export interface Loss {
  readonly attempt: number;
  /** The checkpoint that was gone back to; 0 is the start. */
  readonly checkpoint: number;
  /** Where its cut crosses each lane, and where that lane's work ended. */
  readonly edges: readonly {
    readonly y: number;
    readonly cutX: number;
    readonly endX: number;
  }[];
  /** The cut itself is seen, not only what lies behind it. */
  readonly isCutSeen: boolean;
}

/** The losses of all restarts that are seen. */
export function lossesOf(view: RecoveryView, lanes: readonly PlacedLane[]): Loss[] {
  return view.attempts.restarts.flatMap((restart) => {
    const { attempt, restored, checkpoint } = restart;
    if (restored === null) return [];
    const edges = lanes.flatMap((lane) => {
      const [cut, end] = timesOf(view, lane, restart);
      return end !== null && view.isSeen(cut, end)
        ? [{ y: lane.y, cutX: view.x(cut), endX: view.x(Math.max(cut, end)) }]
        : [];
    });
    const cuts = lanes.map((lane) => timesOf(view, lane, restart)[0]);
    const isCutSeen = checkpoint > 0 && cuts.some((time) => view.isSeen(time));
    return edges.length === 0 ? [] : [{ attempt, checkpoint, edges, isCutSeen }];
  });
}

/** When a lane was at the cut, and when its work came to an end. */
function timesOf(
  view: RecoveryView,
  lane: PlacedLane,
  { attempt, checkpoint }: Restart,
): [cut: number, end: number | null] {
  const stint = view.stints(lane).findLast((one) => one.attempt < attempt);
  const life = view.lives.checkpoints.find(({ id }) => id === checkpoint);
  const cuts = lane.subtasks.map((subtask) => life?.parts.get(subtask)?.aligned ?? null);
  const known = cuts.filter((time) => time !== null);
  // a subtask that had finished before the checkpoint has nothing to lose
  const isFinished = life !== undefined && known.length === 0;
  if (isFinished) return [stint?.until ?? 0, null];
  return [known.length === 0 ? 0 : Math.max(...known), stint?.until ?? null];
}

/** What a restart meant for records. */
export interface LostWork {
  readonly attempt: number;
  /** Records that had been read and are read again. */
  readonly reread: readonly string[];
  /** Records and results that were under way between subtasks. */
  readonly underWay: readonly string[];
}

/** What every restart threw away, in names. */
export function lostWorkOf(view: RecoveryView): LostWork[] {
  const underWay = underWayAtRestarts(view);
  const isSource = view.plan.subtasks.map(({ inputs }) => inputs.length === 0);
  return view.attempts.restarts.filter(({ restored }) => restored !== null)
    .map(({ attempt }, index) => {
      const reread = view.handled.filter(({ subtask, time, isAgain }) =>
        isSource[subtask] && isAgain && view.attemptAt(time) === attempt
      );
      return {
        attempt,
        reread: [...new Set(reread.map((one) => view.recordName(one)))],
        underWay: underWay[index] ?? [],
      };
    });
}

/** What was between subtasks, or in hand, when each attempt began. */
function underWayAtRestarts({ slice }: RecoveryView): string[][] {
  const found: string[][] = [];
  const picture = emptyPicture(slice.plan);
  for (const fact of slice.facts) {
    if (fact.kind === Fact.restoreStarted) {
      const elements = picture.channels.flatMap(({ queued, inFlight, arrived }) => [
        ...queued,
        ...inFlight.flatMap((buffer) => buffer.elements),
        ...arrived,
      ]);
      const inHand = picture.subtasks.flatMap((subtask) => subtask.inHand ?? []);
      const records = [...elements, ...inHand].filter(({ kind }) => kind === RECORD);
      found.push(records.map(({ name }) => name));
    }
    applyFact(picture, fact);
  }
  return found;
}
