// Who gets which records that were under way, when a job goes on from an unaligned checkpoint (Flink's
// StateAssignmentOperation for channel state, and InflightDataRescalingDescriptor; UC-8, UC-9). Channel
// state lies at both ends of an edge: what senders had queued, and what receivers had queued.
//
//   3 ──▶ 2, HASH       senders  [0, 2] [1]         each new sender reads what these old ones left,
//                       receivers [0, 1] [1, 2]     and finds old channels at the other end again by
//                                                   its mapping. Old receiver 1 is read twice: records
//                                                   of it are filtered by their key groups
//
// Where one end was rescaled, the other one has to read old channels too, though its own data stays.

import { ambiguousSubtasks, isIdentity, type RescaleMapping, stay } from "./rescale_mapping.ts";
import { mapSubtasks, mayBeAmbiguous, type SubtaskStateMapper } from "./subtask_state_mapper.ts";

/** One end of an edge. */
export interface RescaledEnd {
  readonly mapper: SubtaskStateMapper;
  readonly oldParallelism: number;
  readonly newParallelism: number;
}

/** Both ends of an edge that had records under way. */
export interface RescaledEdge {
  readonly senders: RescaledEnd;
  readonly receivers: RescaledEnd;
}

/** How a new subtask finds its way among old channels. */
export interface RescalingDescriptor {
  /** The old subtasks of this end whose state it reads. */
  readonly oldSubtasks: readonly number[];
  /** By new subtask at the other end: the old ones that it stands for. */
  readonly channelMapping: RescaleMapping;
  /** Old subtasks of this end that others read too: their records must be filtered. */
  readonly ambiguousSubtasks: readonly number[];
}

/** One new subtask's share. */
export interface ChannelStateShare {
  readonly oldSubtasks: readonly number[];
  /** Null when old and new channels are the same ones. */
  readonly descriptor: RescalingDescriptor | null;
}

/** By new subtask at each end. */
export interface ChannelStateAssignment {
  readonly senders: readonly ChannelStateShare[];
  readonly receivers: readonly ChannelStateShare[];
}

/**
 * Deals out what was under way on one edge.
 *
 * Errors: `E-RESTORE-IN-FLIGHT` when an end was rescaled and the edge does not allow it.
 */
export function assignChannelState({ senders, receivers }: RescaledEdge): ChannelStateAssignment {
  const areSendersOthers = isRescaled(senders);
  // with other senders, a custom partitioner may have meant other receivers
  const areReceiversOthers = isRescaled(receivers) ||
    (areSendersOthers && receivers.mapper === "FULL");
  const from = mappingOf(senders, areSendersOthers);
  const to = mappingOf(receivers, areReceiversOthers);
  return {
    senders: sharesOf(senders, from, receivers, to),
    receivers: sharesOf(receivers, to, senders, from),
  };
}

function isRescaled({ oldParallelism, newParallelism }: RescaledEnd): boolean {
  return oldParallelism !== newParallelism;
}

function mappingOf(
  { mapper, oldParallelism, newParallelism }: RescaledEnd,
  isMapped: boolean,
): RescaleMapping {
  return isMapped ? mapSubtasks(mapper, oldParallelism, newParallelism) : stay(newParallelism);
}

/** What the new subtasks at one end get. Who reads nothing has no way to find. */
function sharesOf(
  { mapper, oldParallelism }: RescaledEnd,
  mapping: RescaleMapping,
  other: RescaledEnd,
  channelMapping: RescaleMapping,
): ChannelStateShare[] {
  const isSame = isIdentity(mapping, oldParallelism) &&
    isIdentity(channelMapping, other.oldParallelism);
  const ambiguous = mayBeAmbiguous(mapper) ? ambiguousSubtasks(mapping, oldParallelism) : [];
  return mapping.map((oldSubtasks) => ({
    oldSubtasks,
    descriptor: isSame || oldSubtasks.length === 0
      ? null
      : { oldSubtasks, channelMapping, ambiguousSubtasks: ambiguous },
  }));
}
