// What coordinator and job manager say to tasks, what tasks say to them, and how long each word is under
// way. Links and faults decide what befalls it. Made anew for each copy of the world.
//
//   route ── may it pass? ──▶ deliver ── after the latency ──▶ a task's mail, the coordinator's, the
//     ▲                                                         job manager's
//     └─ release ◀── kept back, by a link that is held or cut

import type { Engine } from "./task/engine.ts";
import type { ExecutionPlan } from "./task/subtask_spec.ts";
import type { World } from "./world.ts";
import { Message, type MessageContent } from "./clock/message_queue.ts";
import { KeptMessage, type MessageFate, type MessageName, Verdict } from "./message_fate.ts";
import { CoordinatorMessage, JobManagerMessage, TaskMessage } from "./task/task_message.ts";

/** Receivers that are no subtask. */
export const TO_COORDINATOR = -1, TO_JOB_MANAGER = -2;

/** The mail of one world's control plane. */
export class ControlMail {
  /** Who decides what befalls a message; nobody, until somebody does. */
  fate: MessageFate = { judge: () => Verdict.DELIVER };

  constructor(
    private readonly plan: ExecutionPlan,
    private readonly world: World,
    private readonly engine: Engine,
  ) {}

  /** The connection to somebody breaks: whoever receives from him will notice. */
  loseConnection(receiver: number, sender: string, at: number): void {
    this.tellTask(receiver, at, TaskMessage.CONNECTION_LOST, { value: sender });
  }

  /** Some subtasks have died: what they sent to the control plane at this very instant never left. */
  dropSentNow(isOfThem: (subtask: number) => boolean): void {
    const { coordinatorMail, jobManagerMail } = this.world;
    const { now } = this.engine;
    const isUnsent = ({ sentAt, from }: Message) => sentAt === now && isOfThem(from);
    coordinatorMail.drop((message) =>
      message.kind <= CoordinatorMessage.END_OF_DATA && isUnsent(message)
    );
    jobManagerMail.drop((message) =>
      message.kind <= JobManagerMessage.TASK_FAILED && isUnsent(message)
    );
    this.armCoordinator();
    this.armJobManager();
  }

  /** The process of coordinator and job manager dies, and so does what it has heard and just said. */
  loseOwn(): void {
    const { tasks, coordinatorMail, jobManagerMail } = this.world;
    const { now } = this.engine;
    jobManagerMail.drop(({ kind }) => kind !== JobManagerMessage.TASK_MANAGER_REGISTERED);
    coordinatorMail.clear();
    for (const task of tasks) {
      // what it has sent at this very instant never left
      task.messages.drop(({ sentAt, kind }) =>
        sentAt === now && kind !== TaskMessage.OUTSIDE_ANSWER
      );
    }
    this.armCoordinator();
    this.armJobManager();
  }

  /** Sends a message over the network, if nothing befalls it. */
  route(
    to: number,
    name: MessageName | null,
    subtask: number,
    kind: number,
    content: MessageContent,
  ): void {
    const { links } = this.world;
    const machine = this.machineOf(subtask);
    const [from, until] = to < 0 ? [machine, links.jobManager] : [links.jobManager, machine];
    const verdict = this.fate.judge(name, subtask, from, until);
    if (verdict === Verdict.LOSE) return;
    if (verdict === Verdict.KEEP) return this.keep(to, name, subtask, kind, content);
    const at = links.arrivalOf(from, until, this.engine.now);
    this.deliver(to, at, kind, content);
    if (verdict === Verdict.REPEAT) {
      this.deliver(to, at + links.latency(from, until), kind, content);
    }
  }

  private keep(
    to: number,
    name: MessageName | null,
    subtask: number,
    kind: number,
    content: MessageContent,
  ): void {
    const attempt = to < 0 ? 0 : this.world.tasks[to].attempt;
    const message = Object.assign(new Message(), { attempt }, content, { kind });
    this.world.faults.kept.push(Object.assign(new KeptMessage(), { to, name, subtask, message }));
  }

  /** A message that was kept back goes on its way, unless nobody of its attempt is there any more. */
  release({ to, name, subtask, message }: KeptMessage): void {
    if (to >= 0 && message.attempt !== this.world.tasks[to].attempt) return;
    this.route(to, name, subtask, message.kind, message);
  }

  private deliver(to: number, at: number, kind: number, content: MessageContent): void {
    if (to === TO_COORDINATOR) this.tellCoordinator(at, kind, content);
    else if (to === TO_JOB_MANAGER) this.tellJobManager(at, kind, content);
    else this.tellTask(to, at, kind, content);
  }

  /** Puts a message into a task's mail. */
  tellTask(subtask: number, at: number, kind: number, content: MessageContent): void {
    const task = this.world.tasks[subtask];
    const { agenda, now } = this.engine;
    if (task.heldUntil === Infinity) {
      if (kind === TaskMessage.CANCEL) this.answerFor(subtask, at);
      return; // it has stopped, or its process is gone
    }
    task.messages.push(at, kind, { ...content, sentAt: now });
    agenda.set(this.engine.living.lanes.message[subtask], Math.max(task.messages.nextTime, now));
  }

  /** A task manager that is asked to cancel a task which has stopped says so. */
  private answerFor(subtask: number, at: number): void {
    const { tasks, links, taskManagers } = this.world;
    const { attempt, state: number } = tasks[subtask];
    const machine = this.machineOf(subtask);
    if (!taskManagers[machine].isAlive) return; // heartbeats will tell
    const content = { from: subtask, attempt, number };
    const back = at + links.latency(machine, links.jobManager);
    this.tellJobManager(back, JobManagerMessage.TASK_STATE, content);
  }

  /** Puts a message into the coordinator's mail. */
  tellCoordinator(at: number, kind: number, content: MessageContent): void {
    this.world.coordinatorMail.push(at, kind, { ...content, sentAt: this.engine.now });
    this.armCoordinator();
  }

  /** Puts a message into the job manager's mail. */
  tellJobManager(at: number, kind: number, content: MessageContent): void {
    this.world.jobManagerMail.push(at, kind, { ...content, sentAt: this.engine.now });
    this.armJobManager();
  }

  /** The coordinator hears of the next message when its time has come. */
  armCoordinator(): void {
    const { agenda, lanes } = this.engine;
    agenda.set(lanes.coordinatorMessage, this.world.coordinatorMail.nextTime);
  }

  /** And the job manager of its own. */
  armJobManager(): void {
    const { agenda, lanes } = this.engine;
    agenda.set(lanes.jobManagerMessage, this.world.jobManagerMail.nextTime);
  }

  /** Where a subtask runs. */
  machineOf(subtask: number): number {
    return this.plan.subtasks[subtask].taskManager;
  }
}
