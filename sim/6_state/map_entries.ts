// The entries of a map state: by the canonical text of their key, so that equal keys are one, and in the
// order of that text when somebody looks at all of them.

import type { Key } from "../element/key.ts";

/** Entries as they are stored. */
export type MapEntries = Map<string, readonly [key: Key, value: unknown]>;

/** Entries in the order of their keys' text. */
export function sortedEntries(
  map: ReadonlyMap<string, readonly [Key, unknown]>,
): (readonly [Key, unknown])[] {
  return [...map].sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0).map(([, entry]) => entry);
}
