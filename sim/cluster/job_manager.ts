// Decides what becomes of the job (Flink's JobMaster with its scheduler and ExecutionFailureHandler). It
// knows of tasks only what they have told it.
//
//   RUNNING ── a task fails ──▶ may it restart? ── no ──▶ FAILING ─ all stopped ─▶ FAILED
//      ▲                             │ yes
//      │                        RESTARTING: cancel the others, wait for the backoff
//      │                             │ all stopped, backoff over, every task manager there
//      └── all run ◀── deploy ◀── restore: the coordinator names the last completed checkpoint

import type { Micros, Millis } from "../clock/time.ts";
import type { ExecutionPlan } from "../task/subtask_spec.ts";
import { NEVER } from "../clock/agenda.ts";
import { assert } from "../clock/assert.ts";
import { refuse } from "../clock/named_error.ts";
import { ExecutionState } from "../element/execution_state.ts";
import { isGloballyTerminal, JobStatus, mayFollow } from "../element/job_status.ts";
import { Fact } from "../trace/fact.ts";
import { Heartbeats } from "./heartbeats.ts";
import { NoRestartStrategy } from "./no_restart_strategy.ts";
import type { Draw, RestartStrategy } from "./restart_strategy.ts";

const { RUNNING, FINISHED, CANCELING, CANCELED, FAILED } = ExecutionState;

/** Restarts after which a job counts as one that will never end (F68). */
export const RESTART_COUNT_MAX = 10_000;

/** What the job manager is told once. */
export interface JobManagerSpec {
  readonly plan: ExecutionPlan;
  /** By subtask: everybody who is started again when it fails (RS-6). */
  readonly restartSets: readonly (readonly number[])[];
  readonly heartbeatInterval: Millis;
  readonly heartbeatTimeout: Millis;
}

/** What the job manager may do to others. Valid during the call only. */
export interface JobManagerPort {
  readonly now: Micros;
  cancelTask(subtask: number): void;
  /** Makes these tasks anew, from a checkpoint or, for 0, from the start; says why when it cannot. */
  deploy(subtasks: readonly number[], checkpointId: number): string | null;
  /** The coordinator may take checkpoints, or must stop, and perhaps name the last completed one. */
  startCheckpoints(): void;
  stopCheckpoints(reason: string, wantsRestore: boolean): void;
  tellTaskState(subtask: number, state: number): void;
  /** Whether a heartbeat would be answered, or refused because nobody is there. */
  probe(taskManager: number): { isReachable: boolean; isRefused: boolean };
  /** A task manager was given up: whatever still runs there is nobody's business any more. */
  abandon(taskManager: number): void;
  /** The job will never run again: nobody waits for anything any more. */
  end(): void;
  wakeAt(at: Micros): void;
  readonly draw: Draw;
  report(
    kind: number,
    subject: number,
    key: number,
    stamp: number,
    detail: number,
    value?: unknown,
  ): void;
}

/** The job manager. A part. */
export class JobManager {
  spec!: JobManagerSpec;
  status: number = JobStatus.CREATED;
  /** The number of the newest attempt of any task, and by subtask that of its own. */
  attempt = 0;
  attempts: Uint32Array = new Uint32Array(0);
  /** By subtask: 1 while it is to be started again, until it is deployed. */
  toRestart: Uint8Array = new Uint8Array(0);
  numRestarts = 0;
  strategy: RestartStrategy = new NoRestartStrategy();
  /** By subtask: the execution state that it told last. */
  states: Uint8Array = new Uint8Array(0);
  heartbeats: Heartbeats = new Heartbeats();
  /** When the backoff is over; NEVER while none runs. */
  restartAt: Micros = NEVER;
  /** The coordinator was asked for the checkpoint to restore. */
  isRestoring = false;
  /** Until when nobody is there to manage anything; 0 while somebody is (F04). */
  downUntil: Micros = 0;
  /** Why the job failed last; empty when it has not. */
  cause = "";
  /** When the last failure came, and when everything ran again: what a recovery takes. */
  failedAt: Micros = NEVER;
  recoveredAt: Micros = NEVER;
  /** When the job came to its end, well or not. */
  endedAt: Micros = NEVER;
  /** The last attempt in which everything ran again, 0 for none; and how long that took. */
  recoveredAttempt = 0;
  recoveryTime: Micros = 0;

  /** Makes room for a plan's tasks. */
  build(): void {
    const { length } = this.spec.plan.subtasks;
    this.states = new Uint8Array(length);
    this.attempts = new Uint32Array(length);
    this.toRestart = new Uint8Array(length);
    this.heartbeats.build(this.spec.plan.taskManagerCount);
  }

  /** Position 0: all tasks run. */
  start(port: JobManagerPort): void {
    this.states.fill(RUNNING);
    this.enter(JobStatus.RUNNING, port);
    port.startCheckpoints();
  }

  /** A task tells what state it is in; one of an earlier attempt is not listened to. */
  onTaskState(subtask: number, attempt: number, state: number, port: JobManagerPort): void {
    if (!this.isCurrent(subtask, attempt, "task state", port)) return;
    this.states[subtask] = state;
    port.tellTaskState(subtask, state);
    this.look(port);
  }

  /** A task has failed. */
  onTaskFailed(subtask: number, attempt: number, cause: string, port: JobManagerPort): void {
    if (!this.isCurrent(subtask, attempt, "failure", port)) return;
    // what fails while it is being cancelled is as good as cancelled
    const isNews = this.states[subtask] !== CANCELING;
    this.states[subtask] = isNews ? FAILED : CANCELED;
    port.tellTaskState(subtask, this.states[subtask]);
    const { label } = this.spec.plan.subtasks[subtask];
    if (isNews) this.onFailure(`${label}: ${cause}`, this.spec.restartSets[subtask], port);
    this.look(port);
  }

  /** Something failed that is no task: too many checkpoints, a task manager. */
  failJob(cause: string, port: JobManagerPort): void {
    this.onFailure(cause, this.everybody, port);
    this.look(port);
  }

  /** A process offers the slots of a task manager. */
  onRegistered(taskManager: number, port: JobManagerPort): void {
    const { heartbeats } = this;
    // a process that died and came back within two heartbeats: its tasks are gone all the same
    if (heartbeats.lost[taskManager] === 0) this.lose(taskManager, "its process has changed", port);
    heartbeats.register(taskManager);
    port.report(Fact.taskManagerRegistered, taskManager, -1, 0, 0);
    this.look(port);
  }

  /** The backoff is over, or it is time for heartbeats. */
  onTimer(port: JobManagerPort): void {
    this.beat(port);
    this.look(port);
  }

  /** Something has become unreachable: from now on heartbeats are worth a look. */
  watch(port: JobManagerPort): void {
    this.arm(port);
  }

  /** The coordinator has stopped and names the checkpoint to go on from, 0 for none. */
  onRestore(checkpointId: number, port: JobManagerPort): void {
    if (!this.isRestoring) return;
    this.isRestoring = false;
    const subtasks = this.everybody.filter((subtask) => this.toRestart[subtask] === 1);
    this.toRestart.fill(0);
    for (const subtask of subtasks) {
      this.states[subtask] = ExecutionState.DEPLOYING;
      this.attempts[subtask] = this.attempt;
    }
    port.report(Fact.restoreStarted, -1, this.attempt, checkpointId, 0);
    const trouble = port.deploy(subtasks, checkpointId);
    if (trouble !== null) this.giveUp(trouble, port);
  }

  /** Another process takes over for one that died: it knows completed checkpoints, and nothing else. */
  takeOver(port: JobManagerPort): void {
    this.downUntil = 0;
    if (isGloballyTerminal(this.status)) return;
    this.isRestoring = false;
    this.strategy = this.strategy.anew();
    this.cause = "the job manager has changed";
    this.failedAt = port.now;
    this.restartAt = port.now;
    // for the process that died the job is over; the new one begins with it
    this.enter(JobStatus.SUSPENDED, port);
    this.status = JobStatus.CREATED;
    this.enter(JobStatus.RUNNING, port);
    this.enter(JobStatus.RESTARTING, port);
    this.toRestart.fill(1);
    // whom the other had told to stop may not have heard it
    this.states.forEach((state, subtask) => {
      if (state === CANCELING) this.states[subtask] = RUNNING;
    });
    this.cancel(port);
    this.look(port);
  }

  /** The process dies, and nobody has kept the job: what was committed is all there will be (F05). */
  loseJob(port: JobManagerPort): void {
    if (isGloballyTerminal(this.status)) return;
    this.cause = "E-JOB-LOST: the job manager has died and nobody had kept the job; with " +
      "highAvailability another one takes over";
    this.enter(JobStatus.SUSPENDED, port);
    port.end();
  }

  private get everybody(): readonly number[] {
    return this.spec.plan.subtasks.map(({ id }) => id);
  }

  /** No attempt can help (RS-1). */
  private giveUp(cause: string, port: JobManagerPort): void {
    this.cause = cause;
    this.restartAt = NEVER;
    // those that were to be deployed are not there; whoever still runs has to stop
    this.states.forEach((state, subtask) => {
      if (state === ExecutionState.DEPLOYING) this.states[subtask] = CANCELED;
    });
    this.toRestart.fill(1);
    this.enter(JobStatus.FAILING, port);
    this.cancel(port);
    this.look(port);
  }

  /** Some tasks have failed, and with them everybody who must be started again. */
  private onFailure(cause: string, affected: readonly number[], port: JobManagerPort): void {
    if (this.status === JobStatus.FAILING || isGloballyTerminal(this.status)) return;
    this.cause = cause;
    const { now } = port;
    if (this.status === JobStatus.RUNNING) this.failedAt = now;
    const isNewAttempt = this.strategy.notifyFailure(now, port.draw);
    if (!this.strategy.canRestart(now)) {
      this.restartAt = NEVER;
      this.toRestart.fill(1);
      this.enter(JobStatus.FAILING, port);
    } else {
      for (const subtask of affected) this.toRestart[subtask] = 1;
      if (isNewAttempt) this.countRestart();
      this.restartAt = now + this.strategy.backoff(now);
      const stamp = Math.ceil((this.restartAt - now) / 1000);
      port.report(Fact.restartScheduled, -1, this.attempt + 1, stamp, 0);
      this.enter(JobStatus.RESTARTING, port);
    }
    this.isRestoring = false;
    port.stopCheckpoints("JOB_FAILOVER_REGION", false);
    this.cancel(port);
  }

  private countRestart(): void {
    if (++this.numRestarts <= RESTART_COUNT_MAX) return;
    refuse(
      "E-BUDGET-RESTARTS",
      `The job was started again ${RESTART_COUNT_MAX} times and has not ended; the last cause: ` +
        `${this.cause}. Usual cause: something that fails in every attempt, such as a record at which ` +
        `a function always throws, or storage that never answers; mend it, or give the restart ` +
        `strategy a number of attempts`,
    );
  }

  /** Whoever is to be started again stops first. */
  private cancel(port: JobManagerPort): void {
    this.states.forEach((state, subtask) => {
      if (this.toRestart[subtask] === 0 || isTerminal(state) || state === CANCELING) return;
      this.states[subtask] = CANCELING;
      port.cancelTask(subtask);
    });
  }

  /** Whatever can be done next is done. */
  private look(port: JobManagerPort): void {
    const { states, status } = this;
    if (status === JobStatus.FAILING && states.every(isTerminal)) {
      this.enter(JobStatus.FAILED, port);
    } else if (status === JobStatus.RUNNING && states.every((state) => state === FINISHED)) {
      port.stopCheckpoints("CHECKPOINT_COORDINATOR_SHUTDOWN", false);
      this.enter(JobStatus.FINISHED, port);
    } else if (status === JobStatus.RESTARTING) {
      this.lookAtRestart(port);
    }
    this.arm(port);
  }

  private lookAtRestart(port: JobManagerPort): void {
    const { states, toRestart } = this;
    const isPrepared = toRestart.every((flag) => flag === 0);
    if (isPrepared && states.every((state) => state === RUNNING || state === FINISHED)) {
      if (this.restartAt !== NEVER) return;
      this.recoveredAt = port.now;
      this.recoveredAttempt = this.attempt;
      this.recoveryTime = port.now - this.failedAt;
      this.enter(JobStatus.RUNNING, port);
      return port.startCheckpoints();
    }
    const isDue = this.restartAt <= port.now && this.heartbeats.isComplete;
    const isStopped = toRestart.every((flag, i) => flag === 0 || isTerminal(states[i]));
    if (isPrepared || !isDue || this.isRestoring || !isStopped) return;
    this.restartAt = NEVER;
    this.attempt++;
    this.isRestoring = true;
    port.stopCheckpoints("JOB_FAILOVER_REGION", true);
  }

  /** Looks at every task manager once, when a heartbeat falls due. */
  private beat(port: JobManagerPort): void {
    const { heartbeats, spec } = this;
    const { heartbeatInterval: interval, heartbeatTimeout: timeout } = spec;
    if (port.now % (1000 * interval) !== 0) return;
    for (let i = 0; i < spec.plan.taskManagerCount; i++) {
      if (heartbeats.lost[i] === 1) continue;
      const outcome = heartbeats.look(i, port.now, port.probe(i), { interval, timeout });
      if (outcome === "answered") continue;
      port.report(Fact.heartbeatMissed, i, -1, 0, 0);
      if (outcome === "missed") continue;
      const cause = outcome === "timed out"
        ? `it was not heard of for ${timeout / 1000} s`
        : "nobody answers under its address";
      this.lose(i, cause, port);
      port.abandon(i);
    }
  }

  /** A task manager is gone, and so are its tasks. */
  private lose(taskManager: number, cause: string, port: JobManagerPort): void {
    const { heartbeats, states, spec } = this;
    heartbeats.giveUp(taskManager);
    port.report(Fact.taskManagerLost, taskManager, -1, 0, 0, cause);
    const affected: number[] = [];
    for (const { id, taskManager: home } of spec.plan.subtasks) {
      if (home !== taskManager || isTerminal(states[id])) continue;
      if (states[id] !== CANCELING) affected.push(...spec.restartSets[id]);
      states[id] = FAILED;
      port.tellTaskState(id, FAILED);
    }
    if (affected.length === 0) return;
    this.onFailure(`task-manager-${taskManager} is lost: ${cause}`, affected, port);
  }

  private arm(port: JobManagerPort): void {
    const { heartbeats, spec } = this;
    // nobody looks at anything before somebody takes over
    if (this.downUntil > 0) return port.wakeAt(this.downUntil);
    let at = this.status === JobStatus.RESTARTING && this.restartAt > port.now
      ? this.restartAt
      : NEVER;
    const isOver = isGloballyTerminal(this.status);
    for (let i = 0; !isOver && i < spec.plan.taskManagerCount; i++) {
      if (heartbeats.lost[i] === 1 || port.probe(i).isReachable) continue;
      at = Math.min(at, heartbeats.nextAfter(port.now, spec.heartbeatInterval));
    }
    port.wakeAt(at);
  }

  private isCurrent(
    subtask: number,
    attempt: number,
    message: string,
    port: JobManagerPort,
  ): boolean {
    const current = this.attempts[subtask];
    if (attempt === current && !isTerminal(this.states[subtask])) return true;
    if (attempt < current) {
      port.report(Fact.staleMessageDiscarded, subtask, attempt, 0, 0, message);
    }
    return false;
  }

  private enter(status: number, port: JobManagerPort): void {
    if (status === this.status) return;
    assert(mayFollow(this.status, status), `a job may not go from ${this.status} to ${status}`);
    this.status = status;
    port.report(Fact.jobStatusChanged, -1, -1, 0, status);
    if (!isGloballyTerminal(status)) return;
    this.endedAt = port.now;
    port.end();
  }
}

function isTerminal(state: number): boolean {
  return state === FINISHED || state === CANCELED || state === FAILED;
}
