// Coordinator and job manager, wired: what they hear, what they say, and how long it takes. Made anew for
// each copy of the world; whatever has to be remembered hangs in the world's tree.
//
//   tasks ◀── trigger, notify, cancel, deploy ──┬── coordinator ──┐
//         ── acknowledge, decline, state ──▶    └── job manager ◀─┘      each message is an action

import type { Ground } from "./ground.ts";
import type { World } from "./world.ts";
import type { Engine } from "./task/engine.ts";
import type { CoordinatorPort } from "./checkpoint/coordinator_port.ts";
import type { CheckpointFailureReason } from "./element/checkpoint_failure_reason.ts";
import type { Message, MessageContent } from "./clock/message_queue.ts";
import type { JobManagerPort } from "./cluster/job_manager.ts";
import type { SavepointMode } from "./element/savepoint_mode.ts";
import type { SubtaskSnapshot } from "./task/subtask_snapshot.ts";
import { restOutsides } from "./act_outside.ts";
import { NEVER } from "./clock/agenda.ts";
import { rollHash } from "./clock/hash.ts";
import { streamNumber } from "./clock/prng.ts";
import { ControlMail, TO_COORDINATOR, TO_JOB_MANAGER } from "./control_mail.ts";
import { ExecutionState } from "./element/execution_state.ts";
import { NO_ORIGIN } from "./element/element.ts";
import { Fact } from "./trace/fact.ts";
import { hasUnionList } from "./6_state/operator_states.ts";
import {
  type ControlLine,
  CoordinatorMessage,
  JobManagerMessage,
  TaskMessage,
} from "./task/task_message.ts";

const COORDINATOR_STREAM = streamNumber("coordinator");
const RESTART_STREAM = streamNumber("restart");
/** From the coordinator to the job manager and back: they share a process. */
const NEXT_DOOR = 1;

/** What the control plane needs of the simulation. */
export interface Deployer {
  /** Makes the tasks of an attempt; says why when it cannot. */
  deploy(subtasks: readonly number[], attempt: number, checkpointId: number): string | null;
  /** The tasks of a task manager are nobody's business any more. True when they still live. */
  abandon(taskManager: number): boolean;
}

/** Coordinator and job manager of one world. */
export class ControlPlane implements ControlLine {
  private readonly coordinatorPort: CoordinatorPort;
  private readonly jobManagerPort: JobManagerPort;
  /** What it says to others, and others to it. */
  readonly mail: ControlMail;
  /** Called when tasks were made anew. */
  onDeployed: () => void = () => {};

  constructor(
    ground: Ground,
    private readonly world: World,
    private readonly engine: Engine,
    private readonly deployer: Deployer,
  ) {
    this.mail = new ControlMail(ground.plan, world, engine);
    this.coordinatorPort = this.createCoordinatorPort();
    this.jobManagerPort = this.createJobManagerPort();
  }

  /** The job is RUNNING: from now on it is controlled. */
  start(): void {
    const { coordinator, tasks, jobManager } = this.world;
    tasks.forEach(({ state }, subtask) => {
      coordinator.onTaskState(subtask, state, this.coordinatorPort);
    });
    jobManager.start(this.jobManagerPort);
    // some had come to their end before the job began: it begins from a savepoint
    tasks.forEach(({ state, hasEnded }, subtask) => {
      if (hasEnded) coordinator.onEndOfData(subtask, this.coordinatorPort);
      if (state !== ExecutionState.FINISHED) return;
      jobManager.onTaskState(subtask, 0, state, this.jobManagerPort);
    });
  }

  // what tasks say

  toCoordinator(kind: number, content: MessageContent): void {
    const name = kind === CoordinatorMessage.ACKNOWLEDGE ? "ack" : null;
    this.mail.route(TO_COORDINATOR, name, content.from!, kind, content);
  }

  toJobManager(kind: number, content: MessageContent): void {
    this.mail.route(TO_JOB_MANAGER, null, content.from!, kind, content);
  }

  /** Something became unreachable: the job manager looks at heartbeats from now on. */
  watch(): void {
    this.world.jobManager.watch(this.jobManagerPort);
  }

  /** Somebody asks for a savepoint; while nobody is there, nobody hears it. */
  requestSavepoint(value: SavepointMode): void {
    const at = this.engine.now + NEXT_DOOR;
    this.mail.tellCoordinator(at, CoordinatorMessage.SAVEPOINT, { value });
  }

  /** A new process takes a task manager's place after a while. */
  replace(taskManager: number, after: number): void {
    const kind = JobManagerMessage.TASK_MANAGER_REGISTERED;
    this.mail.tellJobManager(this.engine.now + after, kind, { number: taskManager });
  }

  /**
   * The process of job manager and coordinator dies. Another takes over after a while (F04), or, when
   * nobody keeps the job, it is lost, and tasks stop when they have not heard of it for too long (F05).
   */
  crash(after: number): void {
    const { world, engine } = this;
    const { now, config } = engine;
    const until = config.highAvailability ? now + after : NEVER;
    world.jobManager.downUntil = until;
    world.coordinator.forget();
    world.checkpoints.retain((id) => world.coordinator.completed.needs(id));
    world.jobManagerMail.drop(({ kind }) => kind !== JobManagerMessage.TASK_MANAGER_REGISTERED);
    world.coordinatorMail.clear();
    // what it has sent at this very instant never left
    for (const task of world.tasks) {
      task.messages.drop(({ sentAt, kind }) =>
        sentAt === now && kind !== TaskMessage.OUTSIDE_ANSWER
      );
    }
    engine.agenda.set(engine.lanes.coordinatorTimer, NEVER);
    engine.agenda.set(engine.lanes.jobManagerTimer, until);
    this.mail.armCoordinator();
    this.mail.armJobManager();
    if (until < NEVER) return;
    world.jobManager.loseJob(this.jobManagerPort);
    world.tasks.forEach((_, subtask) => {
      this.mail.tellTask(subtask, now + 1000 * config.heartbeatTimeout, TaskMessage.CANCEL, {});
    });
  }

  // the four actions

  /** The action COORDINATOR_MESSAGE. */
  onCoordinatorMessage(): void {
    const { coordinatorMail } = this.world;
    while (coordinatorMail.nextTime <= this.engine.now) {
      this.hearCoordinator(coordinatorMail.shift());
    }
    this.mail.armCoordinator();
  }

  /** The action COORDINATOR_TIMER. */
  onCoordinatorTimer(): void {
    if (!this.isDown) this.world.coordinator.onTimer(this.coordinatorPort);
  }

  /** The action JOB_MANAGER_MESSAGE. */
  onJobManagerMessage(): void {
    const { jobManagerMail } = this.world;
    while (jobManagerMail.nextTime <= this.engine.now) this.hearJobManager(jobManagerMail.shift());
    this.mail.armJobManager();
  }

  /** The action JOB_MANAGER_TIMER. */
  onJobManagerTimer(): void {
    const { jobManager } = this.world;
    if (this.engine.now >= jobManager.downUntil && jobManager.downUntil > 0) {
      jobManager.takeOver(this.jobManagerPort);
    } else jobManager.onTimer(this.jobManagerPort);
  }

  private get isDown(): boolean {
    return this.engine.now < this.world.jobManager.downUntil;
  }

  private hearCoordinator(message: Message): void {
    const { coordinator, jobManager, checkpoints } = this.world;
    const { kind, from, attempt, number, second, value } = message;
    const port = this.coordinatorPort;
    if (this.isDown) return;
    const isOfTask = kind <= CoordinatorMessage.END_OF_DATA;
    if (isOfTask && attempt !== jobManager.attempts[from]) return this.discardStale(message);
    switch (kind) {
      case CoordinatorMessage.ACKNOWLEDGE: {
        const snapshot = value as SubtaskSnapshot;
        const { isFinished } = snapshot.spec;
        return coordinator.onAcknowledge(
          from,
          number,
          checkpoints.put(snapshot),
          isFinished,
          port,
        );
      }
      case CoordinatorMessage.DECLINE:
        return coordinator.onDecline(from, number, value as CheckpointFailureReason, port);
      case CoordinatorMessage.END_OF_DATA:
        return coordinator.onEndOfData(from, port);
      case CoordinatorMessage.METADATA_STORED:
        return coordinator.onMetadataStored(number, second === 1, port);
      case CoordinatorMessage.TASK_STATE:
        return coordinator.onTaskState(from, number, port);
      case CoordinatorMessage.START:
        return coordinator.isStarted ? undefined : coordinator.start(port);
      case CoordinatorMessage.SAVEPOINT:
        return coordinator.requestSavepoint(value as SavepointMode, port);
      case CoordinatorMessage.STOP:
        return this.stopCoordinator(value as CheckpointFailureReason, second === 1);
    }
  }

  /** The schedule stops; where the job is to be restored, the answer says from where (RS-8). */
  private stopCoordinator(reason: CheckpointFailureReason, wantsRestore: boolean): void {
    const { coordinator } = this.world;
    coordinator.stop(reason, this.coordinatorPort);
    if (!wantsRestore) return;
    const number = coordinator.latest()?.spec.id ?? 0;
    const at = this.engine.now + NEXT_DOOR;
    this.mail.tellJobManager(at, JobManagerMessage.RESTORE, { number });
  }

  private hearJobManager(message: Message): void {
    const { kind, from, attempt, number, value } = message;
    const { jobManager } = this.world;
    const port = this.jobManagerPort;
    if (kind === JobManagerMessage.TASK_MANAGER_REGISTERED && !this.isThere(message)) return;
    if (this.isDown) return;
    switch (kind) {
      case JobManagerMessage.TASK_STATE:
        return jobManager.onTaskState(from, attempt, number, port);
      case JobManagerMessage.TASK_FAILED:
        return jobManager.onTaskFailed(from, attempt, String(value), port);
      case JobManagerMessage.FAIL_JOB:
        return jobManager.failJob(String(value), port);
      case JobManagerMessage.RESTORE:
        return jobManager.onRestore(number, port);
      case JobManagerMessage.TASK_MANAGER_REGISTERED:
        return jobManager.onRegistered(number, port);
    }
  }

  /** A process offers its slots: a new one for the first time; again and again while nobody listens. */
  private isThere({ number, second: isKnown }: Message): boolean {
    const { jobManager, taskManagers } = this.world;
    const taskManager = taskManagers[number];
    if (isKnown === 0) {
      taskManager.replace();
      this.world.links.renew(number);
    }
    if (!taskManager.isAlive || !this.isDown) return taskManager.isAlive;
    const kind = JobManagerMessage.TASK_MANAGER_REGISTERED;
    this.mail.tellJobManager(jobManager.downUntil + 1, kind, { number, second: 1 });
    return false;
  }

  private discardStale({ from, attempt, kind }: Message): void {
    const name = ["acknowledgement", "decline", "end of data"][kind];
    this.report(Fact.staleMessageDiscarded, from, attempt, NO_ORIGIN, 0, 0, name);
  }

  // what they do

  private createCoordinatorPort(): CoordinatorPort {
    const { world, engine } = this;
    const { agenda, lanes, streams } = engine;
    const { TRIGGER_CHECKPOINT, NOTIFY_COMPLETE, NOTIFY_ABORTED } = TaskMessage;
    return {
      get now() {
        return engine.now;
      },
      triggerTask: (subtask, number, second, value) =>
        this.mail.route(subtask, "trigger", subtask, TRIGGER_CHECKPOINT, { number, second, value }),
      notifyComplete: (subtask, number) =>
        this.mail.route(subtask, "notification", subtask, NOTIFY_COMPLETE, { number }),
      notifyAborted: (subtask, number) =>
        this.mail.route(subtask, null, subtask, NOTIFY_ABORTED, { number }),
      storeMetadata: (number) => {
        const second = world.storage.isFailing(engine.now) ? 0 : 1;
        const at = engine.now + world.storage.timeFor(0);
        this.mail.tellCoordinator(at, CoordinatorMessage.METADATA_STORED, { number, second });
      },
      entriesOf: (id) => world.checkpoints.get(id)?.spec.entryCount ?? 0,
      unionIn: (id) => {
        const { operators = [], hasEnded = false } = world.checkpoints.get(id)?.spec ?? {};
        return { hasUnionList: operators.some(hasUnionList), hasEnded };
      },
      discard: (ids) => world.checkpoints.discard(ids),
      failJob: (value) =>
        this.mail.tellJobManager(engine.now + NEXT_DOOR, JobManagerMessage.FAIL_JOB, { value }),
      wakeAt: (at) => agenda.set(lanes.coordinatorTimer, at),
      draw: (n, bound) => streams.below(COORDINATOR_STREAM, world.jobManager.attempt, n, bound),
      report: (...fact) => this.report(...fact),
    };
  }

  private createJobManagerPort(): JobManagerPort {
    const { engine } = this;
    const { agenda, lanes, streams } = engine;
    const tell = (kind: number, content: MessageContent) =>
      this.mail.tellCoordinator(engine.now + NEXT_DOOR, kind, content);
    return {
      get now() {
        return engine.now;
      },
      cancelTask: (subtask) => this.mail.route(subtask, null, subtask, TaskMessage.CANCEL, {}),
      deploy: (subtasks, checkpointId) => this.deploy(subtasks, checkpointId),
      startCheckpoints: () => tell(CoordinatorMessage.START, {}),
      stopCheckpoints: (value, wantsRestore) =>
        tell(CoordinatorMessage.STOP, { value, second: wantsRestore ? 1 : 0 }),
      tellTaskState: (from, number) => tell(CoordinatorMessage.TASK_STATE, { from, number }),
      probe: (taskManager) => this.probe(taskManager),
      abandon: (taskManager) => {
        if (!this.deployer.abandon(taskManager)) return;
        this.replace(taskManager, engine.config.taskManagerStartTime);
      },
      end: () => {
        agenda.set(lanes.fault, NEVER);
        restOutsides(engine);
      },
      wakeAt: (at) => agenda.set(lanes.jobManagerTimer, at),
      draw: (n, bound) => streams.below(RESTART_STREAM, 0, n, bound),
      report: (kind, subject, key, stamp, detail, value) =>
        this.report(kind, subject, key, NO_ORIGIN, stamp, detail, value),
    };
  }

  /** Tasks are made, and told to begin when they are in place. */
  private deploy(subtasks: readonly number[], checkpointId: number): string | null {
    const { world, engine: { now, config } } = this;
    const trouble = this.deployer.deploy(subtasks, world.jobManager.attempt, checkpointId);
    if (trouble !== null) return trouble;
    const { links } = world;
    for (const subtask of subtasks) {
      const latency = links.latency(links.jobManager, this.mail.machineOf(subtask));
      this.mail.tellTask(
        subtask,
        now + latency + config.deploymentTime,
        TaskMessage.INITIALIZE,
        {},
      );
    }
    this.onDeployed();
    if (checkpointId > 0) world.coordinator.onRestored(this.coordinatorPort);
    return null;
  }

  private probe(taskManager: number) {
    const { taskManagers, links } = this.world;
    const { jobManager } = links;
    const isCut = links.isDisconnected(jobManager, taskManager) ||
      links.isDisconnected(taskManager, jobManager) || links.isHeld(jobManager, taskManager) ||
      links.isHeld(taskManager, jobManager);
    const one = taskManagers[taskManager];
    return { isReachable: one.isResponsive(this.engine.now) && !isCut, isRefused: !one.isAlive };
  }

  /** Reports a fact of nobody's but the control plane's. */
  report(
    kind: number,
    subject: number,
    key: number,
    origin: number,
    stamp: number,
    detail: number,
    value?: unknown,
  ): void {
    const { world, engine: { writer, now } } = this;
    const place = Math.imul(kind * 64 + detail, 0x9e3779b1) ^ (subject + 1) ^ Math.imul(key, 31);
    world.controlHistory = rollHash(rollHash(world.controlHistory ^ place, now), stamp);
    if (!writer.recordsFlight) return;
    const before = writer.owner;
    writer.owner = -1;
    writer.write(kind, subject, key, origin, stamp, detail, value);
    writer.owner = before;
  }
}
