// Who acts in which lane: the tasks of the newest attempt, and those that were given up and do not know it
// yet. Wiring, made anew for each copy of the world and changed with each attempt.

import type { Deployer } from "./control_plane.ts";
import type { Ground } from "./ground.ts";
import type { Engine } from "./task/engine.ts";
import type { StreamTask } from "./task/stream_task.ts";
import type { World } from "./world.ts";
import type { MessageContent } from "./clock/message_queue.ts";
import { Action } from "./action.ts";
import { NEVER } from "./clock/agenda.ts";
import { copy } from "./clock/copy.ts";
import { deployTask, resetAlignments } from "./deploy.ts";
import { ExecutionState } from "./element/execution_state.ts";
import { readCheckpoint } from "./read_checkpoint.ts";
import { recoverInputs } from "./task/recover_channels.ts";
import { SubtaskContext } from "./task/subtask_context.ts";
import { TaskMessage } from "./task/task_message.ts";
import type { Wiring } from "./task/wiring.ts";

/** Who acts when a lane's time has come, and what it does. A subtask, unless the action says otherwise. */
export interface Actor {
  readonly action: number;
  /** A channel's index at the subtask, where the action is about one; or a number of what acts. */
  readonly index: number;
  readonly task: StreamTask;
  readonly context: SubtaskContext;
}

const { ALIGN } = Action;

/** All actors of one world. */
export class Cast implements Deployer {
  /** By subtask; and of those given up, by subtask too. */
  readonly contexts: SubtaskContext[];
  readonly zombieContexts: (SubtaskContext | null)[];
  /** By lane. */
  readonly actors: Actor[];

  constructor(
    private readonly ground: Ground,
    private readonly world: World,
    private readonly engine: Engine,
  ) {
    this.contexts = world.tasks.map((task) => this.wire(task, engine.living));
    this.zombieContexts = world.zombies.map((task) => task && this.wire(task, engine.zombies));
    this.actors = Array.from(engine.lanes.actions, (_, lane) => this.castActor(lane));
  }

  /** Makes the tasks of an attempt, each with its part of a checkpoint (RS-8). */
  deploy(subtasks: readonly number[], attempt: number, checkpointId: number): string | null {
    const { world, engine, ground, ground: { plan } } = this;
    const plans = readCheckpoint(checkpointId, ground, world);
    if (typeof plans === "string") return plans;
    resetAlignments(world, engine, subtasks);
    for (const id of subtasks) {
      this.clearLanes(id, 0);
      const task = deployTask(plan.subtasks[id], ground, attempt);
      task.succeed(world.tasks[id]);
      task.restore = plans[id];
      world.tasks[id] = task;
      this.contexts[id] = this.wire(task, engine.living);
      recoverInputs(task, this.contexts[id]);
    }
    this.recast(0);
    for (const id of subtasks) {
      engine.writer.owner = id;
      world.tasks[id].enter(ExecutionState.DEPLOYING, this.contexts[id]);
    }
    engine.writer.owner = -1;
    return null;
  }

  /** The tasks of a task manager that lives, but was given up, go on as zombies (F09). */
  abandon(taskManager: number): boolean {
    if (!this.world.taskManagers[taskManager].isAlive) return false;
    for (const { id, taskManager: home } of this.ground.plan.subtasks) {
      if (home === taskManager) this.zombify(id);
    }
    this.recast(0);
    this.recast(1);
    for (const { id, taskManager: home } of this.ground.plan.subtasks) {
      if (home === taskManager) this.disown(id, taskManager);
    }
    return true;
  }

  /** A zombie learns the truth: from its peers at once, from the job manager when it hears of it again. */
  private disown(subtask: number, taskManager: number): void {
    const { world, engine: { now, config, zombies }, ground: { plan } } = this;
    const { links, taskManagers } = world;
    const { pausedUntil } = taskManagers[taskManager];
    const hearsAt = pausedUntil > now
      ? pausedUntil + 2 * links.latency(taskManager, links.jobManager)
      : now + 1000 * config.heartbeatInterval;
    this.tellZombie(subtask, hearsAt, TaskMessage.CANCEL, {});
    for (const channel of plan.subtasks[subtask].inputs) {
      const sender = plan.subtasks[plan.channels[channel].sender];
      if (zombies.outputs[channel] !== undefined && sender.taskManager === taskManager) continue;
      const value = sender.label;
      const at = now + links.latency(sender.taskManager, taskManager);
      this.tellZombie(subtask, at, TaskMessage.CONNECTION_LOST, { value });
    }
  }

  private tellZombie(subtask: number, at: number, kind: number, content: MessageContent): void {
    const { world, engine: { agenda, now, zombies } } = this;
    const task = world.zombies[subtask]!;
    if (task.heldUntil === Infinity) return;
    task.messages.push(at, kind, { ...content, sentAt: now });
    const lane = zombies.lanes.message[subtask];
    agenda.set(lane, Math.max(task.messages.nextTime, now));
  }

  /** A zombie acts in lanes of its own, at the same times as before. */
  private zombify(subtask: number): void {
    const { world, engine: { agenda, lanes, zombies } } = this;
    if (agenda.laneCount < lanes.countWithZombies) agenda.grow(lanes.countWithZombies);
    const twins = lanes.actions.length - lanes.count;
    this.clearLanes(subtask, 1);
    for (let lane = lanes.count - world.outsides.length - twins; lane < lanes.count; lane++) {
      if (lanes.subtasks[lane] !== subtask || lanes.actions[lane] >= ALIGN) continue;
      agenda.set(lane + twins + world.outsides.length, agenda.head(lane));
      agenda.set(lane, NEVER);
    }
    const task = world.tasks[subtask];
    world.zombies[subtask] = task;
    this.zombieContexts[subtask] = this.wire(task, zombies);
    world.tasks[subtask] = remainsOf(task);
    this.contexts[subtask] = this.wire(world.tasks[subtask], this.engine.living);
  }

  private wire(task: StreamTask, wiring: Wiring): SubtaskContext {
    wiring.connect(task);
    return new SubtaskContext(this.engine, wiring, task);
  }

  private clearLanes(subtask: number, generation: number): void {
    const { lanes, agenda } = this.engine;
    for (let lane = 0; lane < agenda.laneCount; lane++) {
      const isOwn = lanes.subtasks[lane] === subtask && lanes.generations[lane] === generation &&
        lanes.actions[lane] < ALIGN;
      if (isOwn) agenda.set(lane, NEVER);
    }
  }

  private castActor(lane: number): Actor {
    const { actions, subtasks, indexes, generations } = this.engine.lanes;
    const id = subtasks[lane];
    const zombie = generations[lane] === 1 ? this.zombieContexts[id] : null;
    const context = zombie ?? this.contexts[id];
    return { action: actions[lane], index: indexes[lane], task: context.task, context };
  }

  /** Tasks have changed: the lanes of their generation are theirs. */
  private recast(generation: number): void {
    const { generations } = this.engine.lanes;
    this.actors.forEach((_, lane) => {
      if (generations[lane] === generation) this.actors[lane] = this.castActor(lane);
    });
  }
}

/** What the job manager still knows of a task that it has given up: how far it had come. */
function remainsOf(task: StreamTask): StreamTask {
  const remains = copy(task);
  remains.messages.clear();
  return Object.assign(remains, {
    state: ExecutionState.FAILED,
    heldUntil: NEVER,
    isBusy: false,
  });
}
