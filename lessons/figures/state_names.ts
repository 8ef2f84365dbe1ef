// What the states are called that an operator has by itself: the contents of windows, the value of a rolling
// reduce, the buffers of an interval join. Those that functions declare are told by facts.

import type { OperatorDescription } from "@headwater/sim";

/** The kinds of keyed state. */
export type StateKind = "value" | "reducing" | "aggregating" | "list" | "map";

/** A state as it was declared. */
export interface StateName {
  readonly name: string;
  readonly kind: StateKind;
}

/** What the contents of windows are called. */
export const WINDOW_CONTENTS = "window-contents";

/** The operator's own states, by number. */
export function ownStates({ options }: OperatorDescription): readonly StateName[] {
  const { contents, state, lowerBound } = options as Readonly<Record<string, unknown>>;
  if (isState(contents)) return [contents];
  if (isState(state)) return [state];
  // a join of two streams keeps the elements of each until no partner can come
  if (lowerBound !== undefined) {
    return ["left-buffer", "right-buffer"].map((name) => ({ name, kind: "list" }));
  }
  return [];
}

function isState(value: unknown): value is StateName {
  const { name, kind } = (value ?? {}) as Partial<StateName>;
  return typeof name === "string" && typeof kind === "string";
}
