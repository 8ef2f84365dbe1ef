// The loop: next action → one switch → one part. A simulation is the wiring of one world; the world
// itself is a tree of plain parts that can be copied at any position.

import type { Engine } from "./task/engine.ts";
import { type Ground, isControlled, takesCheckpoints } from "./ground.ts";
import type { Intervention } from "./intervention.ts";
import type { Position } from "./position.ts";
import type { StreamTask } from "./task/stream_task.ts";
import type { Trace } from "./trace/trace.ts";
import type { TraceWriter } from "./trace/trace_writer.ts";
import type { World } from "./world.ts";
import { Action } from "./action.ts";
import { NEVER } from "./clock/agenda.ts";
import { withoutEntropy } from "./clock/entropy.ts";
import { rollHash, showHash } from "./clock/hash.ts";
import { NamedError, refuse } from "./clock/named_error.ts";
import { FeedbackHead } from "./1_source/feedback_head.ts";
import { actOutside } from "./act_outside.ts";
import { ControlPlane } from "./control_plane.ts";
import { type Actor, Cast } from "./cast.ts";
import { JobStatus } from "./element/job_status.ts";
import { describeFailure } from "./failure.ts";
import { FaultEffects } from "./fault_effects.ts";
import { applyLatency } from "./intervention.ts";
import { tellStart } from "./start_from_savepoint.ts";
import { startWithState } from "./task/initialize_task.ts";
import { numberLanes } from "./task/lanes.ts";
import { reportAlignment, takeAllowed } from "./task/source_alignment.ts";
import { failTask } from "./task/stop_task.ts";
import type { SubtaskContext } from "./task/subtask_context.ts";
import { Wiring } from "./task/wiring.ts";
import { Fact } from "./trace/fact.ts";

/** Steps that a run may take before it counts as endless. */
export const STEP_COUNT_MAX = 2_000_000_000;

// a name of another file is looked up at every use, one of this file is a constant (8 → 0 instructions)
const {
  RUN,
  BUFFER_ARRIVES,
  CREDIT_ARRIVES,
  FLUSH,
  UPLOAD,
  MESSAGE,
  COMPLETION,
  TIMER,
  BARRIER_TIMEOUT,
  TICK,
  MARKER,
  REPORT,
  ALLOW,
  ALIGN,
} = Action;

/** One world, wired and ready to run. */
export class Simulation {
  readonly engine: Engine;
  private readonly cast: Cast;
  private readonly control: ControlPlane;
  private readonly faults: FaultEffects;
  /** Who acts right now; null for somebody who is no subtask. */
  private acting: SubtaskContext | null = null;

  constructor(readonly ground: Ground, readonly world: World, readonly writer: TraceWriter) {
    const { plan, config, streams, keys } = ground;
    const lanes = numberLanes(plan);
    writer.time = world.now;
    this.engine = {
      now: world.now,
      isEager: ground.isEager ?? false,
      takesCheckpoints: takesCheckpoints(ground),
      agenda: world.agenda,
      lanes,
      living: new Wiring(lanes.generation[0], 0),
      zombies: new Wiring(lanes.generation[1], 1),
      links: world.links,
      tasks: world.tasks,
      storage: world.storage,
      clockOffsets: world.clockOffsets,
      outsides: world.outsides,
      alignments: world.alignments,
      feedbackHeads: findFeedbackHeads(world.tasks),
      control: null,
      strikes: null,
      plan,
      config,
      streams,
      keys,
      writer,
    };
    this.cast = new Cast(ground, world, this.engine);
    this.control = new ControlPlane(ground, world, this.engine, this.cast);
    this.faults = new FaultEffects(ground, world, this.engine, this.cast, this.control);
    if (world.stepCount === 0 && world.tasks.some((task) => task.state === 0)) this.start();
    if (isControlled(ground)) this.takeControl();
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
    const { controlHistory } = this.world;
    if (controlHistory !== 0) first = rollHash(first, controlHistory);
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
      while (!this.runUntilFailure(stepMax, isEnough));
    });
    return this.world.stepCount - from;
  }

  /** False when a task has failed on the way, so that the rest goes on without it. */
  private runUntilFailure(stepMax: number, isEnough?: (world: World) => boolean): boolean {
    try {
      this.loop(stepMax, isEnough);
      return true;
    } catch (error) {
      const described = describeFailure(error, this.engine, this.acting);
      if (!this.survives(described)) throw described;
      failTask((described as NamedError).message, this.acting!.task, this.acting!);
      return isEnough !== undefined && isEnough(this.world);
    }
  }

  /** What a user's function throws fails its task, where there is a job manager to restart it (F01). */
  private survives(error: unknown): boolean {
    return this.engine.control !== null && this.acting !== null && error instanceof NamedError &&
      !error.code.startsWith("E-BUDGET");
  }

  /** Runs until every action before a position is done, or until a step. */
  runTo({ time, done }: Position, stepMax = STEP_COUNT_MAX): void {
    const { world } = this;
    const isReached = () => {
      const planned = Math.min(world.agenda.nextTime(), this.nextIntervention()?.at.time ?? NEVER);
      // what was held up is overdue: it happens now
      const next = Math.max(planned, world.now);
      return next > time || (next === time && (world.now < time ? 0 : world.done) >= done);
    };
    if (!isReached()) this.run(stepMax, isReached);
  }

  /** The loop. Hot: what it needs at every turn stands in locals. */
  private loop(stepMax: number, isEnough: ((world: World) => boolean) | undefined): void {
    const { world, cast: { actors } } = this;
    const { agenda } = world;
    let intervention = this.nextIntervention();
    while (world.stepCount < stepMax) {
      const lane = agenda.next();
      const time = agenda.head(lane);
      if (intervention !== undefined && isDue(intervention.at, Math.max(time, world.now), world)) {
        this.intervene(intervention);
        intervention = this.nextIntervention();
      } else {
        if (time === NEVER) return;
        this.enter(time);
        this.act(lane, actors[lane]);
      }
      if (isEnough === undefined) continue;
      this.acting = null; // what a watcher throws is nobody's failure
      if (isEnough(world)) return;
    }
    if (world.stepCount >= STEP_COUNT_MAX) {
      refuse("E-BUDGET-EVENTS", `The run took ${STEP_COUNT_MAX} steps and has not ended`);
    }
  }

  /** The one switch. Each action leaves its lane showing what comes next in it. */
  private act(lane: number, actor: Actor): void {
    const { action, index, task, context } = actor;
    if (action >= ALIGN) return this.actOfControl(lane, actor);
    const { agenda } = this.world;
    if (task.heldUntil > this.engine.now) return agenda.set(lane, task.heldUntil);
    this.writer.owner = context.id;
    this.acting = context;
    switch (action) {
      case RUN:
        return agenda.set(lane, task.run(context));
      case BUFFER_ARRIVES: {
        const channel = task.spec.subtask.inputs[index];
        if (this.engine.links.isAnyHeld && this.isHeld(channel)) return agenda.set(lane, NEVER);
        task.receive(index, context);
        const { arrivals } = context.wiring.inputs[channel];
        return agenda.set(lane, arrivals.size > 0 ? arrivals.at(0) : NEVER);
      }
      case CREDIT_ARRIVES: {
        const { outputs, partitions } = context.wiring;
        const subpartition = outputs[index];
        if (subpartition.resumeAt <= this.engine.now) {
          partitions[index].resume(subpartition, context);
        } else partitions[index].takeReturn(subpartition, context);
        if (task.checkpoint.channelState.timerAt !== NEVER) task.checkpoint.onSent(task, context);
        if (task.isBlocked) task.wake(context);
        return agenda.set(lane, subpartition.nextReturn);
      }
      case FLUSH:
        agenda.set(lane, NEVER);
        return task.flush(context);
      case UPLOAD:
        return task.checkpoint.onUploaded(context);
      case MESSAGE:
      case COMPLETION:
      case TIMER:
      case BARRIER_TIMEOUT:
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
        return reportAlignment(context);
      case ALLOW:
        return agenda.set(lane, takeAllowed(context));
    }
  }

  /** The other half of the switch: owners that are no subtask. */
  private actOfControl(lane: number, { action, index }: Actor): void {
    this.writer.owner = -1;
    this.acting = null;
    switch (action) {
      case ALIGN:
        return this.world.agenda.set(lane, this.align(index));
      case Action.FAULT:
        return this.faults.act();
      case Action.COORDINATOR_MESSAGE:
        return this.control.onCoordinatorMessage();
      case Action.COORDINATOR_TIMER:
        this.world.agenda.set(lane, NEVER);
        return this.control.onCoordinatorTimer();
      case Action.JOB_MANAGER_MESSAGE:
        return this.control.onJobManagerMessage();
      case Action.JOB_MANAGER_TIMER:
        this.world.agenda.set(lane, NEVER);
        return this.control.onJobManagerTimer();
      case Action.OUTSIDE:
        return actOutside(index, this.engine, this.control);
    }
  }

  /** True while a fault keeps back what is on a channel. */
  private isHeld(channel: number): boolean {
    const { plan, links } = this.engine;
    const { sender, receiver } = plan.channels[channel];
    return links.isHeld(plan.subtasks[sender].taskManager, plan.subtasks[receiver].taskManager);
  }

  /** A group is told what is allowed; returns when it is told again. */
  private align(index: number): number {
    const coordinator = this.world.alignments[index];
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
    this.acting = null;
    const index = world.interventionCount++;
    writer.owner = -1;
    if (writer.recordsFlight) {
      writer.write(Fact.interventionApplied, index, -1, -1, 0, 0, intervention);
    }
    switch (intervention.verb) {
      case "fault":
        return this.faults.strike(index);
      case "savepoint":
        return this.control.requestSavepoint(intervention.mode ?? "take");
      case "setLatency":
        return applyLatency(intervention, world);
    }
  }

  private start(): void {
    this.tellSabotage();
    if (this.ground.from) tellStart(this.ground.from, this.writer);
    withoutEntropy(() => {
      this.world.tasks.forEach((task, id) => this.startTask(task, this.cast.contexts[id]));
      const { agenda, lanes } = this.engine;
      this.world.alignments.forEach(({ spec }, index) => {
        agenda.set(lanes.align[index], this.world.now + 1000 * spec.interval);
      });
    });
  }

  /** Whoever watches must know that this is not how the engine works. */
  private tellSabotage(): void {
    const { writer, ground: { sabotage } } = this;
    writer.owner = -1;
    sabotage.forEach(({ name, sentence }, index) => {
      if (!writer.recordsFlight) return;
      const value = Object.freeze({ name, sentence });
      writer.write(Fact.engineSabotaged, index, -1, -1, 0, 0, value);
    });
  }

  /** A function that cannot be opened is told as one that fails at a record. */
  private startTask(task: StreamTask, context: SubtaskContext): void {
    this.writer.owner = context.id;
    try {
      if (task.restore === null) task.start(context);
      else startWithState(task.restore, task, context);
    } catch (error) {
      throw describeFailure(error, this.engine, context);
    }
  }

  private takeControl(): void {
    this.engine.control = this.control;
    if (this.world.jobManager.status !== JobStatus.CREATED) return;
    this.writer.owner = -1;
    this.control.start();
    this.faults.start();
  }
}

/** True when an intervention comes before the next action. */
function isDue({ time, done }: Position, next: number, world: World): boolean {
  if (next !== time) return next > time;
  return (world.now === time ? world.done : 0) >= done;
}

function findFeedbackHeads(tasks: readonly StreamTask[]): Map<number, Map<number, number>> {
  const heads = new Map<number, Map<number, number>>();
  tasks.forEach(({ chain, spec: { subtask } }, id) => {
    const [operator] = chain.operators;
    if (!(operator instanceof FeedbackHead)) return;
    const { iteration } = operator.spec;
    const byIndex = heads.get(iteration) ?? new Map<number, number>();
    heads.set(iteration, byIndex.set(subtask.index, id));
  });
  return heads;
}
