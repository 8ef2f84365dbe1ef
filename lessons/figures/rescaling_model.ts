// The numbers behind the picture of rescaling: every place decided, every word chosen. A function of a savepoint's
// operator and of the new parallelism; of the slice it needs nothing.

import type { SavedOperator } from "@headwater/sim";
import type { FigureModel, FigureOptions, Language, TraceSlice } from "./figure.ts";
import { type KeyGroupLayout, layKeyGroups } from "./rescaling_key_groups.ts";
import { layLists, type ListLayout } from "./rescaling_lists.ts";
import { movesOf } from "./rescaling_moves.ts";
import { type RescalingStory, rescalingStory } from "./rescaling_story.ts";
import { GUTTER, MARGIN } from "./stage.ts";
import { isPhone } from "./theme.ts";

/** What the picture of rescaling can be told. */
export interface RescalingOptions extends FigureOptions {
  /** One operator of a savepoint; its subtasks are the old ones. */
  readonly operator: SavedOperator;
  /** How many subtasks go on. */
  readonly parallelism: number;
}

/** The picture of rescaling, ready to be painted. */
export interface RescalingModel extends FigureModel {
  readonly figure: "rescaling";
  readonly language: Language;
  readonly left: number;
  readonly right: number;
  readonly keyGroups: KeyGroupLayout | null;
  readonly lists: readonly ListLayout[];
  /** Base line of the words that say that there is no state; 0 when there is. */
  readonly emptyY: number;
  readonly story: RescalingStory;
}

/** Pixels between key groups and lists. */
const BETWEEN = 18;

/** Makes the model of a change of parallelism. */
export function rescalingModel(_slice: TraceSlice, options: RescalingOptions): RescalingModel {
  const { width, language = "en", operator, parallelism } = options;
  const size = isPhone(width) ? "phone" : "column";
  const [left, right] = [GUTTER[size], width - MARGIN[size]];
  const moves = movesOf(operator, parallelism);
  const room = { name: operator.name, left, right, language };
  const keyGroups = moves.isKeyed ? layKeyGroups(moves, { ...room, top: 6 }) : null;
  const top = keyGroups === null ? 4 : keyGroups.bottom + BETWEEN;
  const { lists, bottom } = layLists(moves, { ...room, top });
  const isEmpty = keyGroups === null && lists.length === 0;
  return {
    figure: "rescaling",
    language,
    width,
    height: isEmpty ? 60 : Math.ceil((lists.length === 0 ? keyGroups!.bottom : bottom) + 8),
    left,
    right,
    keyGroups,
    lists,
    emptyY: isEmpty ? 34 : 0,
    story: rescalingStory(operator, moves),
  };
}
