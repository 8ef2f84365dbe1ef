// The loop: next action → one switch → one part. A simulation is the wiring of one world; the world
// itself is a tree of plain parts that can be copied at any position.

import type { Config } from "./config.ts";
import type { Engine } from "./task/engine.ts";
import type { ExecutionPlan } from "./task/subtask_spec.ts";
import type { Intervention } from "./intervention.ts";
import type { Position } from "./position.ts";
import type { StreamTask } from "./task/stream_task.ts";
import type { Streams } from "./clock/streams.ts";
import type { Trace } from "./trace/trace.ts";
import type { World } from "./world.ts";
import { Action } from "./action.ts";
import { NEVER } from "./clock/agenda.ts";
import { rollHash, showHash } from "./clock/hash.ts";
import { refuse } from "./clock/named_error.ts";
import { withoutEntropy } from "./clock/entropy.ts";
import { KeyTable } from "./element/key_table.ts";
import { applyIntervention } from "./intervention.ts";
import { numberLanes } from "./task/lanes.ts";
import { SubtaskContext } from "./task/subtask_context.ts";
import { Fact } from "./trace/fact.ts";
import { TraceWriter } from "./trace/trace_writer.ts";
import { FeedbackHead } from "./1_source/feedback_head.ts";
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

/** Who acts when a lane's time has come, and what it does. */
interface Actor {
  readonly action: number;
  /** A channel's index at the subtask, where the action is about one. */
  readonly index: number;
  readonly task: StreamTask;
  readonly context: SubtaskContext;
}

// a name of another file is looked up at every use, one of this file is a constant (8 → 0 instructions)
const {
  RUN,
  BUFFER_ARRIVES,
  CREDIT_ARRIVES,
  FLUSH,
  COMPLETION,
  TIMER,
  TICK,
  MARKER,
  REPORT,
  ALLOW,
  ALIGN,
} = Action;

/** One world, wired and ready to run. */
export class Simulation {
  readonly engine: Engine;
  private readonly contexts: SubtaskContext[];
  /** By lane. */
  private readonly actors: Actor[];

  constructor(readonly ground: Ground, readonly world: World, readonly writer: TraceWriter) {
    const { plan, config, streams, keys } = ground;
    const channelCount = plan.channels.length;
    writer.time = world.now;
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
      alignments: world.alignments,
      feedbackHeads: findFeedbackHeads(world.tasks),
      plan,
      config,
      streams,
      keys,
      writer,
    };
    for (const task of world.tasks) {
      for (const channel of task.gates.flatMap((gate) => gate.channels)) {
        this.engine.inputs[channel.spec.id] = channel;
      }
      for (const partition of task.partitions) {
        for (const subpartition of partition.subpartitions) {
          const { id } = subpartition.spec.channel;
          this.engine.outputs[id] = subpartition;
          this.engine.partitions[id] = partition;
        }
      }
    }
    this.contexts = world.tasks.map((task) => new SubtaskContext(this.engine, task));
    this.actors = this.castActors();
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
    return this.run(this.world.stepCount + 1) > 0;
  }

  /**
   * Runs until the end, until so many steps are done in all, or until the condition holds after a
   * step; returns the number of steps.
   *
   * Errors: whatever a user function throws, as `E-UDF` with operator, record and time.
   */
  run(stepMax = STEP_COUNT_MAX, isEnough?: (world: World) => boolean): number {
    const from = this.world.stepCount;
    withoutEntropy(() => {
      try {
        this.loop(stepMax, isEnough);
      } catch (error) {
        throw describeFailure(error, this.engine, this.contexts, this.writer.owner);
      }
    });
    return this.world.stepCount - from;
  }

  /** Runs until every action before a position is done, or until a step. */
  runTo({ time, done }: Position, stepMax = STEP_COUNT_MAX): void {
    const { world } = this;
    const isReached = () => {
      const next = Math.min(world.agenda.nextTime(), this.nextIntervention()?.at.time ?? NEVER);
      return next > time || (next === time && (world.now < time ? 0 : world.done) >= done);
    };
    if (!isReached()) this.run(stepMax, isReached);
  }

  /** The loop. Hot: what it needs at every turn stands in locals. */
  private loop(stepMax: number, isEnough: ((world: World) => boolean) | undefined): void {
    const { world, actors } = this;
    const { agenda } = world;
    let intervention = this.nextIntervention();
    while (world.stepCount < stepMax) {
      const lane = agenda.next();
      const time = agenda.head(lane);
      if (intervention !== undefined && isDue(intervention.at, time, world)) {
        this.intervene(intervention);
        intervention = this.nextIntervention();
      } else {
        if (time === NEVER) return;
        this.enter(time);
        this.act(lane, actors[lane]);
      }
      if (isEnough !== undefined && isEnough(world)) return;
    }
    if (world.stepCount >= STEP_COUNT_MAX) {
      refuse("E-BUDGET-EVENTS", `The run took ${STEP_COUNT_MAX} steps and has not ended`);
    }
  }

  /** The one switch. Each action leaves its lane showing what comes next in it. */
  private act(lane: number, { action, index, task, context }: Actor): void {
    const { agenda } = this.world;
    this.writer.owner = context.id;
    switch (action) {
      case RUN:
        return agenda.set(lane, task.run(context));
      case BUFFER_ARRIVES: {
        task.receive(index, context);
        const { arrivals } = this.engine.inputs[task.spec.subtask.inputs[index]];
        return agenda.set(lane, arrivals.size > 0 ? arrivals.at(0) : NEVER);
      }
      case CREDIT_ARRIVES: {
        const subpartition = this.engine.outputs[index];
        this.engine.partitions[index].takeReturn(subpartition, context);
        if (task.isBlocked) task.wake(context);
        const { returns } = subpartition;
        return agenda.set(lane, returns.size > 0 ? returns.at(0) : NEVER);
      }
      case FLUSH:
        agenda.set(lane, NEVER);
        return task.flush(context);
      case COMPLETION:
      case TIMER:
        agenda.set(lane, NEVER);
        return task.onMail(context);
      case TICK:
        agenda.set(lane, NEVER);
        return task.onTick(context);
      case MARKER:
        agenda.set(lane, NEVER);
        return task.onMarker(context);
      case REPORT:
        agenda.set(lane, NEVER);
        return context.reportAlignment();
      case ALLOW:
        return agenda.set(lane, context.takeAllowed());
      case ALIGN:
        return agenda.set(lane, this.align(index));
    }
  }

  /** A group is told what is allowed; returns when it is told again. */
  private align(index: number): number {
    const coordinator = this.world.alignments[index];
    this.writer.owner = -1;
    coordinator.announce(this.engine);
    return coordinator.isOver ? NEVER : this.engine.now + 1000 * coordinator.spec.interval;
  }

  private enter(time: number): void {
    const { world } = this;
    if (time > world.now) {
      world.now = time;
      world.done = 0;
      this.engine.now = time;
      this.writer.time = time;
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
    writer.owner = -1;
    writer.write(Fact.interventionApplied, index, -1, -1, 0, 0, intervention);
  }

  private castActors(): Actor[] {
    const { actions, subtasks, indexes } = this.engine.lanes;
    return Array.from(actions, (action, lane) => {
      const id = subtasks[lane];
      const task = this.world.tasks[id], context = this.contexts[id];
      return { action, index: indexes[lane], task, context };
    });
  }

  private start(): void {
    withoutEntropy(() => {
      this.world.tasks.forEach((task, id) => {
        this.writer.owner = id;
        task.start(this.contexts[id]);
      });
      const { agenda, lanes } = this.engine;
      this.world.alignments.forEach(({ spec }, index) => {
        agenda.set(lanes.align[index], 1000 * spec.interval);
      });
    });
  }
}

/** True when an intervention comes before the next action. */
function isDue({ time, done }: Position, next: number, world: World): boolean {
  if (next !== time) return next > time;
  return (world.now === time ? world.done : 0) >= done;
}

function findFeedbackHeads(tasks: readonly StreamTask[]): Map<number, Map<number, StreamTask>> {
  const heads = new Map<number, Map<number, StreamTask>>();
  for (const task of tasks) {
    const [operator] = task.chain.operators;
    if (!(operator instanceof FeedbackHead)) continue;
    const { iteration } = operator.spec;
    const byIndex = heads.get(iteration) ?? new Map<number, StreamTask>();
    heads.set(iteration, byIndex.set(task.spec.subtask.index, task));
  }
  return heads;
}
