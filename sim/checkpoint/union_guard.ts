// When the end of some subtasks forbids a checkpoint (OS-7, Flink's PartialFinishingNotSupportedByState): a
// subtask that has finished has saved nothing, so if it had items in a united list these would be missing
// from the union that all get at a restore. None finished is well, and so is all.
//
//   subtasks   A runs ∪{1 2}   B has finished ∪{3}      restored: ∪{1 2}, and 3 is forgotten ✗

import type { CheckpointCoordinatorSpec } from "./checkpoint_coordinator_spec.ts";
import type { CoordinatorPort, UnionInSnapshot } from "./coordinator_port.ts";
import { NO_SNAPSHOT, type PendingCheckpoint } from "./pending_checkpoint.ts";

const NOTHING: UnionInSnapshot = { hasUnionList: false, hasEnded: false };

/** True when a vertex with united lists has finished in part. */
export function dividesUnion(
  { snapshotIds, isFinished }: PendingCheckpoint,
  { vertexOf = [] }: CheckpointCoordinatorSpec,
  port: Pick<CoordinatorPort, "unionIn">,
): boolean {
  const running = new Set<number>(), finished = new Set<number>(), united = new Set<number>();
  vertexOf.forEach((vertex, subtask) => {
    const snapshotId = snapshotIds[subtask];
    const { hasUnionList, hasEnded } = snapshotId === NO_SNAPSHOT
      ? NOTHING
      : port.unionIn(snapshotId);
    (isFinished[subtask] === 1 || hasEnded ? finished : running).add(vertex);
    if (hasUnionList) united.add(vertex);
  });
  return [...united].some((vertex) => running.has(vertex) && finished.has(vertex));
}
