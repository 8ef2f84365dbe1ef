// Records that came too late for every window: they stand in the lane of their key, outside of any box.

import type { RecordState } from "./glyphs.ts";
import { STATE_OF_FATE } from "./picture_history.ts";
import { distinct } from "./value_name.ts";
import type { WindowLayout } from "./windows_lanes.ts";
import { boxTop } from "./windows_panes.ts";
import type { WindowsView } from "./windows_view.ts";

/** A record that no window took. */
export interface LossMark {
  readonly id: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly key: number;
  readonly state: RecordState;
  /** Records that the mark stands for. */
  readonly count: number;
}

/** The lost records of all lanes. */
export function lossMarks(view: WindowsView, layout: WindowLayout): LossMark[] {
  const marks = layout.lanes.flatMap((lane) =>
    lane.losses.map(({ handlings, row }): LossMark => ({
      id: "",
      name: view.recordName(handlings[0]),
      x: view.x(handlings[0].time),
      y: boxTop(layout, lane, row) + layout.room.box / 2,
      key: handlings[0].key,
      state: STATE_OF_FATE[handlings[0].fate],
      count: handlings.length,
    }))
  );
  const ids = distinct(marks.map(({ name }) => name));
  return marks.map((mark, index) => ({ ...mark, id: ids[index] }));
}
