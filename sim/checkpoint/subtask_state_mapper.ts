// Records that were under way when an unaligned checkpoint was taken belong to a channel, and a channel
// to two subtasks. When the job goes on with another parallelism, a mapper says which old subtasks'
// channel state a new one reads (Flink's SubtaskStateMapper, UC-9). The partitioner of the edge decides:
// the mapper must bring every record at least to the subtask that it belongs to now.
//
//                 receivers      senders
//   HASH          RANGE          ARBITRARY     old ranges of key groups that overlap the new one
//   REBALANCE     ROUND_ROBIN    ARBITRARY     old subtasks i, i + p′, i + 2p′ …
//   SHUFFLE       ROUND_ROBIN    ARBITRARY
//   GLOBAL        FIRST          ARBITRARY     all to subtask 0
//   CUSTOM        FULL           ARBITRARY     all to everybody, who filter
//   BROADCAST, FORWARD, RESCALE  UNSUPPORTED   their barriers are aligned, so nothing is under way (UC-7)

import { refuse } from "../clock/named_error.ts";
import { keyGroupRange, operatorIndex, PARALLELISM_LIMIT } from "../2_partitioner/key_group.ts";
import type { EdgeSpec } from "../task/subtask_spec.ts";
import type { RescaleMapping } from "./rescale_mapping.ts";

/** How channel state is dealt out to another number of subtasks. */
export type SubtaskStateMapper =
  /** Any way will do, as long as both ends of the edge go by the same one. */
  | "ARBITRARY"
  | "FIRST"
  | "FULL"
  | "RANGE"
  | "ROUND_ROBIN"
  | "UNSUPPORTED";

/** The mappers of the two ends of an edge. */
export interface EdgeStateMappers {
  readonly upstream: SubtaskStateMapper;
  readonly downstream: SubtaskStateMapper;
}

const DOWNSTREAM: ReadonlyMap<string, SubtaskStateMapper> = new Map([
  ["HASH", "RANGE"],
  ["REBALANCE", "ROUND_ROBIN"],
  ["SHUFFLE", "ROUND_ROBIN"],
  ["GLOBAL", "FIRST"],
  ["CUSTOM", "FULL"],
]);

/** The mappers of an edge (UC-9). A partitioner of somebody's own is treated as a custom one. */
export function mappersOf(
  { partitioner: { name, isPointwise, isBroadcast } }: Pick<EdgeSpec, "partitioner">,
): EdgeStateMappers {
  if (isPointwise || isBroadcast) return { upstream: "UNSUPPORTED", downstream: "UNSUPPORTED" };
  return { upstream: "ARBITRARY", downstream: DOWNSTREAM.get(name) ?? "FULL" };
}

/** True when what one old subtask left may go to several new ones, of which all but one must drop it. */
export function mayBeAmbiguous(mapper: SubtaskStateMapper): boolean {
  return mapper === "FULL" || mapper === "RANGE";
}

/**
 * For each new subtask: the old ones whose channel state it reads.
 *
 * Errors: `E-RESTORE-IN-FLIGHT` with `UNSUPPORTED`.
 */
export function mapSubtasks(
  mapper: SubtaskStateMapper,
  oldParallelism: number,
  newParallelism: number,
): RescaleMapping {
  const oldSubtasks = Array.from({ length: oldParallelism }, (_, old) => old);
  const reads = readersOf(mapper, oldParallelism, newParallelism);
  return Array.from({ length: newParallelism }, (_, index) => {
    const isRead = reads(index);
    return oldSubtasks.filter(isRead);
  });
}

/** Given a new subtask: which old ones it reads. */
function readersOf(
  mapper: SubtaskStateMapper,
  oldParallelism: number,
  newParallelism: number,
): (index: number) => (old: number) => boolean {
  switch (mapper) {
    case "FIRST":
      return (index) => () => index === 0;
    case "FULL":
      return () => () => true;
    case "RANGE":
      return (index) => overlapping(index, oldParallelism, newParallelism);
    case "ARBITRARY":
    case "ROUND_ROBIN":
      return (index) => (old) => old % newParallelism === index;
    case "UNSUPPORTED":
      return refuseMapping(oldParallelism, newParallelism);
  }
}

/** Old subtasks that had a key group of this new one; the number of key groups cancels out. */
function overlapping(
  index: number,
  oldParallelism: number,
  newParallelism: number,
): (old: number) => boolean {
  const { start, end } = keyGroupRange(index, PARALLELISM_LIMIT, newParallelism);
  const first = operatorIndex(start, PARALLELISM_LIMIT, oldParallelism);
  const last = operatorIndex(end, PARALLELISM_LIMIT, oldParallelism);
  return (old) => old >= first && old <= last;
}

function refuseMapping(oldParallelism: number, newParallelism: number): never {
  refuse(
    "E-RESTORE-IN-FLIGHT",
    `Records that were under way in an unaligned checkpoint are dealt out from ${oldParallelism} ` +
      `subtasks to ${newParallelism}, but on an edge that is pointwise or a broadcast nobody knows ` +
      `whom they belong to now; wanted: as many subtasks as before, or a savepoint, in which nothing ` +
      `is under way. Usual cause: a partitioner that was changed to forward, rescale or broadcast`,
  );
}
