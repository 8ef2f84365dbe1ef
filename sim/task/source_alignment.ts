// A source's side of watermark alignment (WA-1): it reports how far it is, and is told how far it may go.

import type { Micros } from "../clock/time.ts";
import type { SourceOperator } from "../1_source/source_operator.ts";
import { MAX } from "../clock/time.ts";
import { ExecutionState } from "../element/execution_state.ts";
import type { AlignmentCoordinator } from "./alignment_coordinator.ts";
import type { SubtaskContext } from "./subtask_context.ts";

/** Its group, and its number in it. */
export interface AlignmentPlace {
  readonly coordinator: AlignmentCoordinator;
  readonly member: number;
}

/** The group that a subtask belongs to, or null. */
export function findAlignment(
  alignments: readonly AlignmentCoordinator[],
  subtask: number,
): AlignmentPlace | null {
  for (const coordinator of alignments) {
    const member = coordinator.spec.members.findIndex((other) => other.subtask === subtask);
    if (member >= 0) return { coordinator, member };
  }
  return null;
}

/** The action REPORT: how far this source is; it is as far as can be when it has ended (WA-1). */
export function reportAlignment(context: SubtaskContext): void {
  const { coordinator, member } = context.alignment!;
  const { task } = context;
  const hasEnded = task.state !== ExecutionState.RUNNING;
  const source = task.chain.operators[0] as SourceOperator;
  const watermark = hasEnded ? MAX : source.reportedWatermark();
  coordinator.report(member, watermark, hasEnded, context.engine);
  if (!hasEnded) context.requestReport();
}

/** The action ALLOW: this source may go on to a watermark, or must wait; returns the next one. */
export function takeAllowed(context: SubtaskContext): Micros {
  const { coordinator, member } = context.alignment!;
  const { task } = context;
  const announcements = coordinator.announcements[member];
  const allowed = announcements.shift();
  if (task.state === ExecutionState.RUNNING) {
    const source = task.chain.operators[0] as SourceOperator;
    const isEarlier = source.setMaxAllowedWatermark(allowed, context.chain[0].enter());
    // the task may wait for a later record of another split
    if (isEarlier && !task.isBusy) context.schedule(context.lanes.run[context.id], context.now);
  }
  return announcements.nextTime;
}
