// What happens to a task manager that dies or stands still, and to everybody who talks with it.

import type { FaultEffects } from "./fault_effects.ts";
import type { SubtaskContext } from "./task/subtask_context.ts";
import { NEVER } from "./clock/agenda.ts";
import { isControlAction } from "./action.ts";
import { killTask } from "./task/stop_task.ts";

/** The process dies with all that it held; another takes its place after a while (F02). */
export function killTaskManager(taskManager: number, after: number, effects: FaultEffects): void {
  const { world, ground: { plan }, control, engine } = effects;
  const one = world.taskManagers[taskManager];
  if (!one.isAlive) return;
  one.die();
  const { now } = engine;
  for (const context of residentsOf(taskManager, effects)) {
    engine.writer.owner = context.id;
    killTask(`task-manager-${taskManager} has died`, context.task, context);
  }
  engine.writer.owner = -1;
  // what it sent at this very instant never left
  const isOfIt = (subtask: number) => plan.subtasks[subtask].taskManager === taskManager;
  control.mail.dropSentNow(isOfIt);
  for (const share of world.outsides) {
    if (isOfIt(share.subtask)) share.requests.drop(({ sentAt }) => sentAt === now);
  }
  for (const { sender, receiver } of plan.channels) {
    if (!isOfIt(sender) || isOfIt(receiver)) continue;
    const latency = world.links.latency(taskManager, plan.subtasks[receiver].taskManager);
    control.mail.loseConnection(receiver, plan.subtasks[sender].label, now + latency);
  }
  control.replace(taskManager, after);
  control.watch();
}

/** The process stands still, and does not know it (F08, F09). For 0, until somebody ends it. */
export function pauseTaskManager(
  taskManager: number,
  duration: number,
  effects: FaultEffects,
): void {
  const { world, control, engine } = effects;
  const one = world.taskManagers[taskManager];
  if (!one.isAlive) return;
  one.pausedUntil = duration > 0 ? engine.now + duration : FOR_EVER;
  for (const { task } of residentsOf(taskManager, effects)) {
    if (task.heldUntil < NEVER) task.heldUntil = one.pausedUntil;
  }
  control.watch();
}

/** Later than everything, but not never: what is held until then can still be let go. */
const FOR_EVER = 2 ** 52;

/** The process goes on as if nothing had been. */
export function unpauseTaskManager(taskManager: number, effects: FaultEffects): void {
  const { world, engine: { agenda, lanes, now } } = effects;
  const one = world.taskManagers[taskManager];
  one.pausedUntil = Math.min(one.pausedUntil, now);
  for (const { task, wiring: { generation } } of residentsOf(taskManager, effects)) {
    if (task.heldUntil === NEVER) continue;
    task.heldUntil = now;
    const { id } = task.spec.subtask;
    for (let lane = 0; lane < agenda.laneCount; lane++) {
      const isOwn = lanes.subtasks[lane] === id && lanes.generations[lane] === generation &&
        !isControlAction(lanes.actions[lane]);
      if (isOwn && agenda.head(lane) === FOR_EVER) agenda.set(lane, now);
    }
  }
}

/** Its clock is set: timers that are overdue by it fire at once, others wait longer (F61). */
export function jumpClock(taskManager: number, by: number, effects: FaultEffects): void {
  effects.world.clockOffsets[taskManager] += by;
  for (const context of residentsOf(taskManager, effects)) {
    if (context.task.heldUntil < NEVER) context.requestTimer();
  }
}

/** Whoever runs there: tasks of the newest attempt, and zombies. */
function residentsOf(taskManager: number, { cast, ground: { plan } }: FaultEffects) {
  const residents: SubtaskContext[] = [];
  for (const { id, taskManager: home } of plan.subtasks) {
    if (home !== taskManager) continue;
    const zombie = cast.zombieContexts[id];
    if (zombie !== null) residents.push(zombie);
    residents.push(cast.contexts[id]);
  }
  return residents;
}
