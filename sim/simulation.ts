// The loop: next action → one switch → one part. A simulation is the wiring of one world; the world
// itself is a tree of plain parts that can be copied at any position.

import type { Config } from "./config.ts";
import type { Engine } from "./task/engine.ts";
import type { ExecutionPlan } from "./task/subtask_spec.ts";
import type { Intervention } from "./intervention.ts";
import type { Position } from "./position.ts";
import type { Streams } from "./clock/streams.ts";
import type { Trace } from "./trace/trace.ts";
import type { World } from "./world.ts";
import { Action } from "./action.ts";
import { NEVER } from "./clock/agenda.ts";
import { rollHash, showHash } from "./clock/hash.ts";
import { withoutEntropy } from "./clock/entropy.ts";
import { KeyTable } from "./element/key_table.ts";
import { applyIntervention } from "./intervention.ts";
import { numberLanes } from "./task/lanes.ts";
import { SubtaskContext } from "./task/subtask_context.ts";
import { Fact } from "./trace/fact.ts";
import { TraceWriter } from "./trace/trace_writer.ts";
import { describeFailure } from "./failure.ts";

/** What every world of one timeline shares: everything that does not change while it runs. */
export interface Ground {
  readonly plan: ExecutionPlan;
  readonly config: Config;
  readonly streams: Streams;
  readonly keys: KeyTable;
  readonly interventions: readonly Intervention[];
  /** Every periodic action happens, even where it changes nothing. */
  readonly isEager?: boolean;
}

/** Steps that a run may take before it counts as endless. */
export const STEP_COUNT_MAX = 2_000_000_000;

/** One world, wired and ready to run. */
export class Simulation {
  readonly engine: Engine;
  private readonly contexts: SubtaskContext[];

  constructor(readonly ground: Ground, readonly world: World, readonly writer: TraceWriter) {
    const { plan, config, streams, keys } = ground;
    const channelCount = plan.channels.length;
    this.engine = {
      now: world.now,
      attempt: world.attempt,
      isEager: ground.isEager ?? false,
      agenda: world.agenda,
      lanes: numberLanes(plan),
      links: world.links,
      inputs: new Array(channelCount),
      outputs: new Array(channelCount),
      partitions: new Array(channelCount),
      plan,
      config,
      streams,
      keys,
      writer,
    };
    for (const task of world.tasks) {
      for (const channel of task.gate.channels) this.engine.inputs[channel.spec.id] = channel;
      for (const partition of task.partitions) {
        for (const subpartition of partition.subpartitions) {
          const { id } = subpartition.spec.channel;
          this.engine.outputs[id] = subpartition;
          this.engine.partitions[id] = partition;
        }
      }
    }
    this.contexts = world.tasks.map((task) => new SubtaskContext(this.engine, task));
    if (world.stepCount === 0 && world.tasks.some((task) => task.state === 0)) this.start();
  }

  /** Where the run stands. */
  get position(): Position {
    return { time: this.world.now, done: this.world.done };
  }

  /** The facts recorded by this simulation. */
  get trace(): Trace {
    return this.writer.trace;
  }

  /** True when nothing will ever happen any more. */
  get isDone(): boolean {
    return this.world.agenda.nextTime() === NEVER && this.nextIntervention() === undefined;
  }

  /** The hash over everything that was consumed, in owner order. */
  get traceHash(): string {
    let first = 0, second = 0x9e3779b9;
    for (const { history } of this.world.tasks) {
      first = rollHash(first, history);
      second = rollHash(second ^ history, first);
    }
    return showHash(first) + showHash(second);
  }

  /** Does the next action. False when there is none. */
  step(): boolean {
    return this.run((world, from) => world.stepCount > from) > 0;
  }

  /**
   * Runs until the end, or until the condition holds after a step; returns the number of steps.
   *
   * Errors: whatever a user function throws, as `E-UDF` with operator, record and time.
   */
  run(isEnough: (world: World, from: number) => boolean = () => false): number {
    const { world } = this;
    const from = world.stepCount;
    withoutEntropy(() => {
      try {
        while (this.advance() && !isEnough(world, from)) {
          if (world.stepCount - from > STEP_COUNT_MAX) throw new Error("The run does not end");
        }
      } catch (error) {
        throw describeFailure(error, this.engine, this.contexts, this.acting);
      }
    });
    return world.stepCount - from;
  }

  /** Runs until every action before a position is done, or until a step. */
  runTo({ time, done }: Position, stepMax = Infinity): void {
    const { world } = this;
    const isNext = () => {
      const next = Math.min(world.agenda.nextTime(), this.nextIntervention()?.at.time ?? NEVER);
      return next < time || (next === time && (world.now < time ? 0 : world.done) < done);
    };
    if (isNext()) this.run(() => !isNext() || world.stepCount >= stepMax);
  }

  /** The subtask whose action runs: an error names it. */
  private acting = -1;

  private advance(): boolean {
    const { world, engine } = this;
    const { agenda } = world;
    const time = agenda.nextTime();
    const intervention = this.nextIntervention();
    if (intervention !== undefined && isDue(intervention.at, time, world)) {
      this.intervene(intervention);
      return true;
    }
    if (time === NEVER) return false;
    this.enter(time);
    const lane = agenda.next();
    const { actions, subtasks, indexes } = engine.lanes;
    const id = subtasks[lane];
    this.acting = id;
    const task = world.tasks[id];
    const context = this.contexts[id];
    const index = indexes[lane];
    switch (actions[lane]) {
      case Action.RUN:
        agenda.set(lane, task.run(context));
        break;
      case Action.BUFFER_ARRIVES: {
        task.receive(index, context);
        const { arrivals } = task.gate.channels[index];
        agenda.set(lane, arrivals.size > 0 ? arrivals.at(0) : NEVER);
        break;
      }
      case Action.CREDIT_ARRIVES: {
        const subpartition = engine.outputs[index];
        engine.partitions[index].takeReturn(subpartition, context);
        if (task.isBlocked) task.wake(context);
        const { returns } = subpartition;
        agenda.set(lane, returns.size > 0 ? returns.at(0) : NEVER);
        break;
      }
      case Action.FLUSH:
        agenda.set(lane, NEVER);
        task.flush(context);
        break;
      case Action.SOURCE_READY:
        agenda.set(lane, NEVER);
        task.wake(context);
        break;
      case Action.TICK:
        agenda.set(lane, NEVER);
        task.onTick(context);
        break;
    }
    return true;
  }

  private enter(time: number): void {
    const { world } = this;
    if (time > world.now) {
      world.now = time;
      world.done = 0;
      this.engine.now = time;
    }
    world.done++;
    world.stepCount++;
  }

  private nextIntervention(): Intervention | undefined {
    return this.ground.interventions[this.world.interventionCount];
  }

  private intervene(intervention: Intervention): void {
    const { world, writer } = this;
    this.enter(Math.max(intervention.at.time, world.now));
    applyIntervention(intervention, world);
    const index = world.interventionCount++;
    if (!writer.recordsFlight) return;
    writer.write(world.now, Fact.interventionApplied, -1, index, -1, -1, 0, 0, intervention);
  }

  private start(): void {
    withoutEntropy(() => {
      this.world.tasks.forEach((task, id) => task.start(this.contexts[id]));
    });
  }
}

/** True when an intervention comes before the next action. */
function isDue({ time, done }: Position, next: number, world: World): boolean {
  if (next !== time) return next > time;
  return (world.now === time ? world.done : 0) >= done;
}
