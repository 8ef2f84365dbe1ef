// Which lane of the agenda belongs to whom. Lanes are numbered by owner, then rank, then channel; that
// numbering is the canonical order of actions at one instant, so it is made in one place, here.

import { alignmentsOf } from "./alignment_coordinator.ts";
import { Action } from "../action.ts";
import type { ExecutionPlan } from "./subtask_spec.ts";

/** The lanes of a plan: what each lane does and to whom, and where each thing's lane is. */
export interface Lanes {
  readonly count: number;
  /** Per lane: the kind of its actions, its subtask, and a channel's index at that subtask. */
  readonly actions: Uint8Array;
  readonly subtasks: Uint16Array;
  readonly indexes: Int32Array;
  /** By channel id: where its buffers arrive, and where they come back. */
  readonly arrivals: Int32Array;
  readonly credits: Int32Array;
  /** By subtask id. */
  readonly flush: Int32Array;
  readonly completion: Int32Array;
  readonly timer: Int32Array;
  readonly tick: Int32Array;
  /** Sources only; −1 for the others. */
  readonly marker: Int32Array;
  readonly run: Int32Array;
  /** Aligned sources only; −1 for the others. */
  readonly report: Int32Array;
  readonly allow: Int32Array;
  /** By alignment group. */
  readonly align: Int32Array;
}

const LANES_PER_SUBTASK = 5;

/** Numbers the lanes of a plan. */
export function numberLanes(plan: ExecutionPlan): Lanes {
  const sourceCount = plan.subtasks.filter(({ inputs }) => inputs.length === 0).length;
  const alignments = alignmentsOf(plan);
  const aligned = new Set(alignments.flatMap(({ members }) => members.map((m) => m.subtask)));
  const count = alignments.length + 2 * aligned.size + sourceCount +
    plan.subtasks.length * LANES_PER_SUBTASK + plan.channels.length * 2;
  const subtaskCount = plan.subtasks.length;
  const lanes = {
    count,
    actions: new Uint8Array(count),
    subtasks: new Uint16Array(count),
    indexes: new Int32Array(count),
    arrivals: new Int32Array(plan.channels.length),
    credits: new Int32Array(plan.channels.length),
    flush: new Int32Array(subtaskCount),
    completion: new Int32Array(subtaskCount),
    timer: new Int32Array(subtaskCount),
    tick: new Int32Array(subtaskCount),
    marker: new Int32Array(subtaskCount).fill(-1),
    run: new Int32Array(subtaskCount),
    report: new Int32Array(subtaskCount).fill(-1),
    allow: new Int32Array(subtaskCount).fill(-1),
    align: new Int32Array(alignments.length),
  };
  let lane = 0;
  const add = (action: number, subtask: number, index: number): number => {
    lanes.actions[lane] = action;
    lanes.subtasks[lane] = subtask;
    lanes.indexes[lane] = index;
    return lane++;
  };
  alignments.forEach((_, index) => {
    lanes.align[index] = add(Action.ALIGN, 0, index);
  });
  for (const { id, inputs, outputs } of plan.subtasks) {
    inputs.forEach((channel, index) => {
      lanes.arrivals[channel] = add(Action.BUFFER_ARRIVES, id, index);
    });
    for (const channel of outputs.flat()) {
      lanes.credits[channel] = add(Action.CREDIT_ARRIVES, id, channel);
    }
    lanes.flush[id] = add(Action.FLUSH, id, 0);
    lanes.completion[id] = add(Action.COMPLETION, id, 0);
    lanes.timer[id] = add(Action.TIMER, id, 0);
    lanes.tick[id] = add(Action.TICK, id, 0);
    if (inputs.length === 0) lanes.marker[id] = add(Action.MARKER, id, 0);
    if (aligned.has(id)) {
      lanes.report[id] = add(Action.REPORT, id, 0);
      lanes.allow[id] = add(Action.ALLOW, id, 0);
    }
    lanes.run[id] = add(Action.RUN, id, 0);
  }
  return lanes;
}
