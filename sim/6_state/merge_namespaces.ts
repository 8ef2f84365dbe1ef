// The state of several namespaces of the current key becomes that of one (Flink's
// InternalMergingState.mergeNamespaces): what windows do when they merge.

import type { AppendingStateDescriptor } from "./state_descriptor.ts";
import type { StateTable } from "./state_table.ts";

/** Merges sources, in their order, behind what the target has (M-11); the sources are empty then. */
export function mergeNamespaces(
  table: StateTable,
  target: number,
  sources: readonly number[],
  key: number,
  operatorName: string,
): void {
  const { merge } = table.spec as AppendingStateDescriptor<unknown, unknown, unknown>;
  let merged = table.get(target, key);
  for (const source of sources) {
    const stored = table.get(source, key);
    if (stored === undefined) continue;
    table.remove(source, key);
    merged = merged === undefined ? stored : merge(merged, stored, operatorName);
  }
  if (merged !== undefined) table.put(target, key, merged);
}
