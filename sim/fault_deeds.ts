// What each verb of a fault plan does when it strikes, and when it is over (reliability: F01 … F80). A
// fault changes parts through their own methods; what it does to messages and to what is tried is asked
// for when it comes to that (`judge` and `hits` in fault_effects.ts).

import type { Fault, FaultMachine, FaultTarget } from "./cluster/fault.ts";
import type { FaultEffects } from "./fault_effects.ts";
import type { SubtaskContext } from "./task/subtask_context.ts";
import { NEVER } from "./clock/agenda.ts";
import { SourceOperator } from "./1_source/source_operator.ts";
import { TransactionalPartition } from "./connector/transactional_partition.ts";
import { armOutsides, outsidePort } from "./act_outside.ts";
import {
  jumpClock,
  killTaskManager,
  pauseTaskManager,
  unpauseTaskManager,
} from "./fault_machines.ts";
import { failTask } from "./task/stop_task.ts";

/** A fault begins. */
export function beginDeed(fault: Fault, effects: FaultEffects): void {
  const { target, by, duration } = fault;
  switch (fault.verb) {
    case "crash":
      return crash(target, duration, effects);
    case "pause":
      return forMachines(target, effects, (one) => pauseTaskManager(one, duration, effects));
    case "slow":
      if (target.kind === "storage") effects.world.storage.slowdown *= by;
      else forContexts(target, effects, ({ task }) => task.cost *= by);
      return;
    case "jump":
      return forMachines(target, effects, (one) => jumpClock(one, by / 1000, effects));
    case "silence":
      return forContexts(target, effects, (context) => silence(context, true));
    case "disconnect":
      return forLinks(target, effects, (from, to) => disconnect(from, to, effects));
    case "hold":
      return forLinks(target, effects, (from, to) => {
        effects.world.links.hold(from, to, 1);
        effects.control.watch();
      });
    case "delay":
      return forLinks(target, effects, (from, to) => addLatency(from, to, by, effects));
    case "fail":
      if (target.kind === "storage") effects.world.storage.failsUntil = NEVER;
      return;
    case "lose":
    case "corrupt":
      if (target.kind !== "checkpoint") return;
      return effects.world.checkpoints.damage(
        target.checkpoint,
        fault.verb === "lose" ? "lost" : "corrupt",
      );
    case "expire":
      return expire(target, effects);
    case "poison":
      if (target.kind !== "record") return;
      return forContexts(target, effects, ({ chain }, operator) => {
        chain[Math.max(0, operator)].poisonedOrigin = target.record;
      });
  }
}

/** It is over. */
export function endDeed(fault: Fault, effects: FaultEffects): void {
  const { target, by } = fault;
  switch (fault.verb) {
    case "pause":
      return forMachines(target, effects, (one) => unpauseTaskManager(one, effects));
    case "slow":
      if (target.kind === "storage") effects.world.storage.slowdown /= by;
      else forContexts(target, effects, ({ task }) => task.cost /= by);
      return;
    case "silence":
      return forContexts(target, effects, (context) => silence(context, false));
    case "disconnect":
      forLinks(target, effects, (from, to) => effects.world.links.disconnect(from, to, -1));
      return releaseMessages(effects);
    case "hold":
      forLinks(target, effects, (from, to) => release(from, to, effects));
      if (target.kind === "requests") return armOutsides(effects.engine);
      return releaseMessages(effects);
    case "delay":
      return forLinks(target, effects, (from, to) => addLatency(from, to, -by, effects));
    case "fail":
      if (target.kind === "storage") effects.world.storage.failsUntil = effects.engine.now;
      return;
    case "poison":
      return forContexts(target, effects, ({ chain }, operator) => {
        chain[Math.max(0, operator)].poisonedOrigin = NOBODY;
      });
  }
}

/** No record has this number. */
const NOBODY = -2;

function crash(target: FaultTarget, duration: number, effects: FaultEffects): void {
  const { taskManagerStartTime } = effects.engine.config;
  const after = duration > 0 ? duration : taskManagerStartTime;
  if (target.kind === "job-manager") return effects.control.crash(after);
  if (target.kind === "task-manager" || target.kind === "task-managers") {
    return forMachines(target, effects, (one) => killTaskManager(one, after, effects));
  }
  forContexts(target, effects, (context) => {
    effects.engine.writer.owner = context.id;
    failTask("it was made to fail", context.task, context);
    effects.engine.writer.owner = -1;
  });
}

function forContexts(
  target: FaultTarget,
  effects: FaultEffects,
  act: (context: SubtaskContext, operator: number) => void,
): void {
  const { subtasks, operator } = effects.crowd(target);
  for (const subtask of subtasks) act(effects.cast.contexts[subtask], operator);
}

function forMachines(
  target: FaultTarget,
  effects: FaultEffects,
  act: (taskManager: number) => void,
): void {
  for (const taskManager of effects.crowd(target).taskManagers) act(taskManager);
}

function forLinks(
  target: FaultTarget,
  effects: FaultEffects,
  act: (from: number, to: number) => void,
): void {
  if (target.kind !== "link") return;
  const { jobManager } = effects.world.links;
  const indexOf = (machine: FaultMachine) =>
    machine.kind === "job-manager" ? jobManager : machine.index;
  act(indexOf(target.from), indexOf(target.to));
  if (target.isBothWays) act(indexOf(target.to), indexOf(target.from));
}

/** A source has nothing to read, or reads on: what came meanwhile comes in a burst (F51, F54). */
function silence(context: SubtaskContext, isSilent: boolean): void {
  const [head] = context.task.chain.operators;
  if (!(head instanceof SourceOperator)) return;
  head.isSilent = isSilent;
  if (!isSilent) context.task.wakeSource(context);
}

/** A connection breaks as a whole: whoever receives over it fails, in both directions (F17, F18). */
function disconnect(
  from: number,
  to: number,
  { world, control, ground, engine }: FaultEffects,
): void {
  world.links.disconnect(from, to, 1);
  control.watch();
  const { channels, subtasks } = ground.plan;
  for (const { sender, receiver } of channels) {
    const ends = [subtasks[sender].taskManager, subtasks[receiver].taskManager];
    if (!ends.includes(from) || !ends.includes(to) || from === to) continue;
    control.mail.loseConnection(receiver, subtasks[sender].label, engine.now + 1);
  }
}

function addLatency(
  from: number,
  to: number,
  by: number,
  { world: { links } }: FaultEffects,
): void {
  links.set(from, to, links.latency(from, to) + by);
}

/** What was on a link arrives now, in its order. */
function release(from: number, to: number, { world, engine, ground }: FaultEffects): void {
  world.links.hold(from, to, -1);
  const { agenda, now, living } = engine;
  const { channels, subtasks } = ground.plan;
  for (const { id, sender, receiver } of channels) {
    const sends = subtasks[sender].taskManager, receives = subtasks[receiver].taskManager;
    const { arrivals } = living.inputs[id];
    if (sends === from && receives === to && arrivals.size > 0) {
      agenda.set(living.lanes.arrivals[id], Math.max(now + 1, arrivals.at(0)));
    }
    if (sends !== to || receives !== from) continue;
    const { nextReturn } = living.outputs[id];
    if (nextReturn < NEVER) agenda.set(living.lanes.credits[id], Math.max(now + 1, nextReturn));
  }
}

/** Messages that were kept back go on; those that are still kept by another fault are kept again. */
function releaseMessages({ world, control }: FaultEffects): void {
  for (const message of world.faults.kept.splice(0)) control.mail.release(message);
}

/** The world outside has waited long enough, or a log has forgotten what was read (F44, F55). */
function expire(target: FaultTarget, effects: FaultEffects): void {
  const { world, engine } = effects;
  if (target.kind === "records") {
    return forContexts(target, effects, ({ id, task }) => {
      const [head] = task.chain.operators;
      if (head instanceof SourceOperator) world.faults.forgotten.set(id, head.positions.slice());
    });
  }
  for (const share of world.outsides) {
    const isMeant = effects.crowd(target).subtasks.includes(share.subtask);
    if (!isMeant || !(share.outside instanceof TransactionalPartition)) continue;
    share.outside.expireAll(outsidePort(share, engine));
  }
}
