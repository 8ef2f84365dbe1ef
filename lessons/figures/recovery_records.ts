// Records where lanes are done with them. Those that an earlier attempt had, too, wear a dashed ring. Where there
// are too many, one circle counts those that would lie on one another.

import type { RecordState } from "./glyphs.ts";
import type { PlacedLane } from "./control_lanes.ts";
import { STATE_OF_FATE } from "./picture_history.ts";
import { NONE } from "./picture_numbers.ts";
import type { Handled, RecoveryView } from "./recovery_view.ts";
import { distinct } from "./value_name.ts";

/** A record on a lane. */
export interface RecoveryRecord {
  readonly id: string;
  readonly lane: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly key: number;
  readonly state: RecordState;
  /** Records that the circle stands for. */
  readonly count: number;
}

/** Circles that are drawn at most, and how close they may come to one another. */
const RECORDS_MAX = 160;
const APART = 5;

/** The records of all lanes. */
export function recoveryRecords(
  view: RecoveryView,
  lanes: readonly PlacedLane[],
): RecoveryRecord[] {
  const byLane = lanes.map((lane) =>
    view.handled
      .filter(({ subtask, time }) => lane.subtasks.includes(subtask) && view.isSeen(time))
      .map((handled) => recordOf(view, lane, handled))
  );
  for (let apart = APART;; apart *= 2) {
    const marks = byLane.flatMap((own) => withIds(gather(own, apart)));
    if (marks.length <= RECORDS_MAX) return marks;
  }
}

function recordOf(view: RecoveryView, { id, y }: PlacedLane, handled: Handled): RecoveryRecord {
  const { time, key, fate, isAgain } = handled;
  const state = STATE_OF_FATE[fate];
  return {
    id: "",
    lane: id,
    name: view.recordName(handled),
    x: view.x(time),
    y,
    key,
    state: state === "plain" && isAgain ? "replayed" : state,
    count: 1,
  };
}

/** One circle for those that would lie on one another; of several keys, none. */
export function gather<Mark extends Pick<RecoveryRecord, "x" | "state" | "key" | "count">>(
  marks: readonly Mark[],
  apart: number,
): Mark[] {
  const kept: Mark[] = [];
  for (const mark of marks) {
    const last = kept.at(-1);
    if (last === undefined || mark.x - last.x >= apart || last.state !== mark.state) {
      kept.push(mark);
      continue;
    }
    const key = last.key === mark.key ? mark.key : NONE;
    kept[kept.length - 1] = { ...last, key, count: last.count + mark.count };
  }
  return kept;
}

function withIds(marks: readonly RecoveryRecord[]): RecoveryRecord[] {
  const ids = distinct(marks.map(({ name }) => name));
  return marks.map((mark, index) => ({ ...mark, id: ids[index] }));
}
