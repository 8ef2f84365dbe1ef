// The numbers behind the picture of keyed state: every place decided, every word chosen.

import type { FigureModel, FigureOptions, Language, TraceSlice } from "./figure.ts";
import { type Ruler, rulerOf } from "./keyed_state_ruler.ts";
import { type KeyedStateStory, keyedStateStory } from "./keyed_state_story.ts";
import { type StateTable, stateTable } from "./keyed_state_table.ts";
import { type KeyedStateChoice, KeyedStateView } from "./keyed_state_view.ts";
import { GUTTER, MARGIN } from "./stage.ts";
import { isPhone } from "./theme.ts";

/** What the picture of keyed state can be told. */
export type KeyedStateOptions = FigureOptions & KeyedStateChoice;

/** The picture of keyed state, ready to be painted. */
export interface KeyedStateModel extends FigureModel {
  readonly figure: "keyed-state";
  readonly language: Language;
  readonly ruler: Ruler;
  readonly table: StateTable;
  /** Upper and lower edge of the ruler's blocks. */
  readonly rulerTop: number;
  readonly rulerBottom: number;
  readonly isEmpty: boolean;
  readonly story: KeyedStateStory;
}

/** Pixels: names above the ruler, the ruler, the ways down from it, words below the table. */
const ROOM = { names: 20, ruler: 12, ways: 30, note: 20, empty: 44 } as const;

/** Makes the model of a moment of a run. */
export function keyedStateModel(slice: TraceSlice, options: KeyedStateOptions): KeyedStateModel {
  const { width, language = "en" } = options;
  const view = new KeyedStateView(slice, language, options);
  const size = isPhone(width) ? "phone" : "column";
  const ruler = rulerOf(view, GUTTER[size], width - MARGIN[size]);
  const rulerBottom = ROOM.names + ROOM.ruler;
  const table = stateTable(view, ruler, rulerBottom + ROOM.ways, width);
  const isEmpty = table.columns.length === 0;
  const hasNote = table.hiddenKeys + table.hiddenRows > 0;
  const height = !isEmpty
    ? table.bottom + (hasNote ? ROOM.note : 4)
    : ruler.blocks.length > 0
    ? rulerBottom + ROOM.empty
    : ROOM.empty;
  return {
    figure: "keyed-state",
    language,
    width,
    height,
    ruler,
    table,
    rulerTop: ROOM.names,
    rulerBottom,
    isEmpty,
    story: keyedStateStory(view),
  };
}
