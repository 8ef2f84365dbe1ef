// Which lane of the agenda belongs to whom. Lanes are numbered by owner, then rank, then channel; that
// numbering is the canonical order of actions at one instant, so it is made in one place, here.
//
//   faults · coordinator · job manager · alignment groups · subtasks · outside │ subtasks given up
//                                                          generation 0          generation 1
//
// A subtask that the job manager has given up may still be alive for a while; it then acts in lanes of
// its own, which the agenda only has when it is needed.

import { Action } from "../action.ts";
import { alignmentsOf } from "./alignment_coordinator.ts";
import { sinksOf } from "./outside_shares.ts";
import type { ExecutionPlan } from "./subtask_spec.ts";

/** The lanes of all subtasks of one generation. */
export interface SubtaskLanes {
  /** By channel id: where its buffers arrive, and where they come back. */
  readonly arrivals: Int32Array;
  readonly credits: Int32Array;
  /** By subtask id. */
  readonly flush: Int32Array;
  readonly upload: Int32Array;
  readonly message: Int32Array;
  readonly completion: Int32Array;
  readonly timer: Int32Array;
  readonly barrierTimeout: Int32Array;
  readonly tick: Int32Array;
  /** Sources only; −1 for the others. */
  readonly marker: Int32Array;
  readonly run: Int32Array;
  /** Aligned sources only; −1 for the others. */
  readonly report: Int32Array;
  readonly allow: Int32Array;
}

/** The lanes of a plan: what each lane does and to whom, and where each thing's lane is. */
export interface Lanes {
  /** Lanes without those of generation 1, and with them. */
  readonly count: number;
  readonly countWithZombies: number;
  /** Per lane: the kind of its actions, its generation, its subtask, and a channel's index there. */
  readonly actions: Uint8Array;
  readonly generations: Uint8Array;
  readonly subtasks: Uint16Array;
  readonly indexes: Int32Array;
  readonly generation: readonly [SubtaskLanes, SubtaskLanes];
  readonly fault: number;
  readonly coordinatorMessage: number;
  readonly coordinatorTimer: number;
  readonly jobManagerMessage: number;
  readonly jobManagerTimer: number;
  /** By alignment group. */
  readonly align: Int32Array;
  /** By share of the world outside. */
  readonly outside: Int32Array;
}

const LANES_PER_SUBTASK = 8;
const CONTROL_LANES = 5;

/** Collects lanes in their order. */
class LaneWriter {
  count = 0;
  readonly actions: Uint8Array;
  readonly generations: Uint8Array;
  readonly subtasks: Uint16Array;
  readonly indexes: Int32Array;

  constructor(countMax: number) {
    this.actions = new Uint8Array(countMax);
    this.generations = new Uint8Array(countMax);
    this.subtasks = new Uint16Array(countMax);
    this.indexes = new Int32Array(countMax);
  }

  add(action: number, subtask = 0, index = 0, generation = 0): number {
    const lane = this.count++;
    this.actions[lane] = action;
    this.generations[lane] = generation;
    this.subtasks[lane] = subtask;
    this.indexes[lane] = index;
    return lane;
  }
}

/** Numbers the lanes of a plan. */
export function numberLanes(plan: ExecutionPlan): Lanes {
  const groups = alignmentsOf(plan);
  const aligned = new Set(groups.flatMap(({ members }) => members.map((m) => m.subtask)));
  const sinks = sinksOf(plan);
  const sourceCount = plan.subtasks.filter(({ inputs }) => inputs.length === 0).length;
  const perGeneration = 2 * aligned.size + sourceCount +
    plan.subtasks.length * LANES_PER_SUBTASK + plan.channels.length * 2;
  const writer = new LaneWriter(
    CONTROL_LANES + groups.length + sinks.length + 2 * perGeneration,
  );
  const control = {
    fault: writer.add(Action.FAULT),
    coordinatorMessage: writer.add(Action.COORDINATOR_MESSAGE),
    coordinatorTimer: writer.add(Action.COORDINATOR_TIMER),
    jobManagerMessage: writer.add(Action.JOB_MANAGER_MESSAGE),
    jobManagerTimer: writer.add(Action.JOB_MANAGER_TIMER),
  };
  const align = Int32Array.from(groups, (_, index) => writer.add(Action.ALIGN, 0, index));
  const living = numberSubtasks(plan, aligned, writer, 0);
  const outside = Int32Array.from(sinks, (_, index) => writer.add(Action.OUTSIDE, 0, index));
  const { count } = writer;
  const zombies = numberSubtasks(plan, aligned, writer, 1);
  const { actions, generations, subtasks, indexes, count: countWithZombies } = writer;
  const generation = [living, zombies] as const;
  const table = { count, countWithZombies, actions, generations, subtasks, indexes, generation };
  return { ...table, ...control, align, outside };
}

function numberSubtasks(
  plan: ExecutionPlan,
  aligned: ReadonlySet<number>,
  writer: LaneWriter,
  generation: number,
): SubtaskLanes {
  const count = plan.subtasks.length;
  const lanes: SubtaskLanes = {
    arrivals: new Int32Array(plan.channels.length),
    credits: new Int32Array(plan.channels.length),
    flush: new Int32Array(count),
    upload: new Int32Array(count),
    message: new Int32Array(count),
    completion: new Int32Array(count),
    timer: new Int32Array(count),
    barrierTimeout: new Int32Array(count),
    tick: new Int32Array(count),
    marker: new Int32Array(count).fill(-1),
    run: new Int32Array(count),
    report: new Int32Array(count).fill(-1),
    allow: new Int32Array(count).fill(-1),
  };
  for (const { id, inputs, outputs } of plan.subtasks) {
    const add = (action: number, index = 0) => writer.add(action, id, index, generation);
    inputs.forEach((channel, index) => {
      lanes.arrivals[channel] = add(Action.BUFFER_ARRIVES, index);
    });
    for (const channel of outputs.flat()) {
      lanes.credits[channel] = add(Action.CREDIT_ARRIVES, channel);
    }
    lanes.flush[id] = add(Action.FLUSH);
    lanes.upload[id] = add(Action.UPLOAD);
    lanes.message[id] = add(Action.MESSAGE);
    lanes.completion[id] = add(Action.COMPLETION);
    lanes.timer[id] = add(Action.TIMER);
    lanes.barrierTimeout[id] = add(Action.BARRIER_TIMEOUT);
    lanes.tick[id] = add(Action.TICK);
    if (inputs.length === 0) lanes.marker[id] = add(Action.MARKER);
    if (aligned.has(id)) {
      lanes.report[id] = add(Action.REPORT);
      lanes.allow[id] = add(Action.ALLOW);
    }
    lanes.run[id] = add(Action.RUN);
  }
  return lanes;
}
