// Records in an event-time plot: as far right as the operator was done with them, as high as their
// timestamp. Many are thinned to one circle per place, which counts them.

import type { EventTimeView } from "./event_time_view.ts";
import { STATE_OF_FATE } from "./picture_history.ts";
import type { RecordState } from "./glyphs.ts";
import { SIZE } from "./theme.ts";
import { distinct, recordName } from "./value_name.ts";

/** A record. */
export interface PointMark {
  readonly id: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly key: number;
  readonly state: RecordState;
  /** Records that the circle stands for. */
  readonly count: number;
  readonly time: number;
  readonly stamp: number;
}

/** Records that are drawn one by one; more are thinned. */
const SINGLE_MAX = 300;

/** The records of the subject within the stretch. */
export function pointMarks(view: EventTimeView, names: readonly string[]): PointMark[] {
  const marks = view.subject.handlings.filter(({ time }) => view.isInside(time))
    .map(({ time, stamp, name, origin, key, fate }): PointMark => ({
      id: "",
      name: recordName({ name, origin }, names),
      x: view.x(time),
      y: view.y(stamp),
      key,
      state: STATE_OF_FATE[fate],
      count: 1,
      time,
      stamp,
    }));
  const shown = marks.length > SINGLE_MAX ? thin(marks) : marks;
  const ids = distinct(shown.map(({ name }) => name));
  return shown.map((mark, index) => ({ ...mark, id: ids[index] }));
}

/** One mark for all records of a state that lie in one square as large as a record. */
function thin(marks: readonly PointMark[]): PointMark[] {
  const side = 2 * SIZE.record;
  const cells = new Map<string, PointMark>();
  for (const mark of marks) {
    const cell = `${Math.floor(mark.x / side)} ${Math.floor(mark.y / side)} ${mark.state}`;
    const first = cells.get(cell);
    cells.set(cell, first === undefined ? mark : { ...first, count: first.count + 1 });
  }
  return [...cells.values()];
}
