// Who shares a slot with whom (Flink's SlotSharingGroup, G-14). A slot holds at most one subtask of each
// vertex of one group, so a group needs as many slots as its widest vertex has subtasks.
//
//   default   source ×2, map ×2        slot 0  slot 1           slots required: 2 + 3
//   heavy     window ×3                                slot 2  slot 3  slot 4

import type { EdgeSpec, VertexSpec } from "../task/subtask_spec.ts";
import { isPipelined } from "./exchange_mode.ts";

/** The group of operators that neither say nor inherit another one. */
export const DEFAULT_SLOT_SHARING_GROUP = "default";

/** The slots of a job. */
export interface Slots {
  /** By vertex: the slot of its subtask 0; subtask i runs in the i-th one after it. */
  readonly firstSlot: readonly number[];
  readonly slotCount: number;
}

/**
 * The group of an operator that says none itself: that of its inputs if they all agree, else the
 * default (G-14).
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { inheritedGroup } from "./slot_sharing.ts";
 * deepStrictEqual(
 *   [inheritedGroup(["a", "a"]), inheritedGroup(["a", "b"]), inheritedGroup([])],
 *   ["a", "default", "default"],
 * );
 * ```
 */
export function inheritedGroup(inputs: readonly string[]): string {
  const isAgreed = inputs.length > 0 && inputs.every((group) => group === inputs[0]);
  return isAgreed ? inputs[0] : DEFAULT_SLOT_SHARING_GROUP;
}

/**
 * Gives each group its own slots, the groups in the order of their first vertex.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { assignSlots } from "./slot_sharing.ts";
 * const vertex = (slotSharingGroup: string, parallelism: number) => ({ slotSharingGroup, parallelism });
 * deepStrictEqual(assignSlots([vertex("default", 2), vertex("heavy", 3), vertex("default", 1)]), {
 *   firstSlot: [0, 2, 0],
 *   slotCount: 5,
 * });
 * ```
 */
export function assignSlots(
  vertices: readonly Pick<VertexSpec, "slotSharingGroup" | "parallelism">[],
): Slots {
  const widths = new Map<string, number>();
  for (const { slotSharingGroup: group, parallelism } of vertices) {
    widths.set(group, Math.max(parallelism, widths.get(group) ?? 0));
  }
  const starts = new Map<string, number>();
  let slotCount = 0;
  for (const [group, width] of widths) {
    starts.set(group, slotCount);
    slotCount += width;
  }
  return { firstSlot: vertices.map((v) => starts.get(v.slotSharingGroup)!), slotCount };
}

/**
 * Where vertices of the default group share slots only within their pipelined region, as in batch jobs:
 * the group of each vertex, `default` for those of the first region, then `default#2` and so on.
 */
export function regionGroups(
  vertices: readonly VertexSpec[],
  edges: readonly EdgeSpec[],
): string[] {
  const regions = pipelinedRegions(vertices.length, edges);
  const names = new Map<number, string>();
  return vertices.map(({ slotSharingGroup }, index) => {
    if (slotSharingGroup !== DEFAULT_SLOT_SHARING_GROUP) return slotSharingGroup;
    const count = names.size + 1;
    const name = count === 1
      ? DEFAULT_SLOT_SHARING_GROUP
      : `${DEFAULT_SLOT_SHARING_GROUP}#${count}`;
    if (!names.has(regions[index])) names.set(regions[index], name);
    return names.get(regions[index])!;
  });
}

/** By vertex, the first vertex that pipelined edges connect it with (Flink's LogicalPipelinedRegion). */
function pipelinedRegions(vertexCount: number, edges: readonly EdgeSpec[]): number[] {
  const regions = Array.from({ length: vertexCount }, (_, index) => index);
  for (const { source, target, resultType } of edges) {
    if (!isPipelined(resultType)) continue;
    const kept = Math.min(regions[source], regions[target]);
    const merged = Math.max(regions[source], regions[target]);
    regions.forEach((region, index) => {
      if (region === merged) regions[index] = kept;
    });
  }
  return regions;
}
