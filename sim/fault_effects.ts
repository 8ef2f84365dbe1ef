// The faults of one world, wired: they are told of facts, strike when it is their time, and are over. What
// each verb does stands in fault_deeds.ts.

import type { Cast } from "./cast.ts";
import type { Fault, FaultOperator, FaultTarget } from "./cluster/fault.ts";
import type { ControlPlane } from "./control_plane.ts";
import type { Ground } from "./ground.ts";
import type { Engine } from "./task/engine.ts";
import type { World } from "./world.ts";
import type { Strikes, StruckPart } from "./task/strikes.ts";
import { NEVER } from "./clock/agenda.ts";
import { isGloballyTerminal } from "./element/job_status.ts";
import { assert } from "./clock/assert.ts";
import { crowdOf, type FaultCrowd } from "./cluster/fault_places.ts";
import { lastingOf } from "./cluster/fault_verbs.ts";
import { beginDeed, endDeed } from "./fault_deeds.ts";
import { type MessageFate, type MessageName, Verdict } from "./message_fate.ts";
import { Fact } from "./trace/fact.ts";
import { WatchingWriter } from "./trace/watching_writer.ts";

/** Whatever befalls a running job. */
export class FaultEffects implements MessageFate, Strikes {
  constructor(
    readonly ground: Ground,
    readonly world: World,
    readonly engine: Engine,
    readonly cast: Cast,
    readonly control: ControlPlane,
  ) {
    control.mail.fate = this;
    control.onDeployed = () => this.renew();
    if (ground.allFaults.length === 0) return;
    const { triggers } = world.faults;
    triggers.spec = ground.faultTriggers;
    if (triggers.progress.length < ground.allFaults.length) triggers.extend();
    engine.strikes = this;
    if (engine.writer instanceof WatchingWriter) {
      engine.writer.observer = (...fact) => {
        if (triggers.observe(...fact)) engine.agenda.set(engine.lanes.fault, engine.now);
      };
    }
  }

  /** Faults that wait for a time wait from now on. */
  start(): void {
    if (this.ground.allFaults.length > 0) this.arm();
  }

  /** The action FAULT: what is over ends, what is due begins, and so on until nothing is. */
  act(): void {
    const { triggers } = this.world.faults;
    const { now } = this.engine;
    while (!isGloballyTerminal(this.world.jobManager.status)) {
      const over = triggers.takeOver(now), due = triggers.takeDue(now);
      if (over.length + due.length === 0) break;
      for (const index of over) this.end(index);
      for (const index of due) this.begin(index);
    }
    this.arm();
  }

  /** A learner strikes: the fault of the n-th intervention of that kind. */
  strike(intervention: number): void {
    const { interventions, faults } = this.ground;
    const before = interventions.slice(0, intervention).filter(({ verb }) => verb === "fault");
    this.world.faults.triggers.strike(faults.length + before.length);
    this.act();
  }

  judge(name: MessageName | null, subtask: number, from: number, to: number): number {
    const { links } = this.world;
    // what has to be heard is said again until there is a connection
    if (links.isDisconnected(from, to)) return name === null ? Verdict.KEEP : Verdict.LOSE;
    if (links.isHeld(from, to)) return Verdict.KEEP;
    if (name === null) return Verdict.DELIVER;
    const index = this.inForce(({ verb, target }) =>
      MESSAGE_VERBS.has(verb) && target.kind === name && this.isMeant(target, subtask)
    );
    if (index < 0) return Verdict.DELIVER;
    const { verb } = this.ground.allFaults[index];
    if (verb === "hold") this.world.faults.triggers.meet(index);
    else this.consume(index);
    return MESSAGE_VERBS.get(verb)!;
  }

  hits(part: StruckPart, subtask: number): boolean {
    const index = this.inForce(({ verb, target }) =>
      part === "decline"
        ? verb === "decline" && this.isMeant(target, subtask)
        : verb === "fail" && target.kind === part && this.isMeant(target, subtask)
    );
    if (index >= 0) this.consume(index);
    return index >= 0;
  }

  holdsRequests(subtask: number): boolean {
    if (isGloballyTerminal(this.world.jobManager.status)) return false;
    return this.inForce((fault) => this.isOfRequests(fault, "hold", subtask)) >= 0;
  }

  repeatsRequest(subtask: number): boolean {
    const index = this.inForce((fault) => this.isOfRequests(fault, "repeat", subtask));
    if (index >= 0) this.consume(index);
    return index >= 0;
  }

  forgotten(subtask: number): Int32Array | null {
    return this.world.faults.forgotten.get(subtask) ?? null;
  }

  /** Tasks were made anew: what is done to them by name is done to the new ones. */
  renew(): void {
    this.ground.allFaults.forEach((fault, index) => {
      const lasts = fault.verb === "poison" || fault.verb === "slow" || fault.verb === "silence";
      if (!lasts || fault.target.kind === "storage") return;
      if (this.world.faults.triggers.isInForce(index)) beginDeed(fault, this);
    });
  }

  /** The subtasks and machines that a target means. */
  crowd(target: FaultTarget): FaultCrowd {
    const crowd = crowdOf(placeOf(target), this.ground.plan);
    assert(crowd !== undefined, "a fault is checked against its plan before the run");
    return crowd;
  }

  private begin(index: number): void {
    const fault = this.ground.allFaults[index];
    this.report(Fact.faultStarted, index);
    beginDeed(fault, this);
    if (lastingOf(fault.verb, fault.target.kind) !== "moment") return;
    this.world.faults.triggers.finish(index);
  }

  private end(index: number): void {
    endDeed(this.ground.allFaults[index], this);
    this.report(Fact.faultEnded, index);
  }

  /** What was meant to happen once has happened; what has a duration goes on. */
  private consume(index: number): void {
    this.world.faults.triggers.meet(index);
    const { verb, target, duration, trigger } = this.ground.allFaults[index];
    const isSpan = duration > 0 || (trigger.kind === "phase" && trigger.edge === "during");
    if (lastingOf(verb, target.kind) !== "once" || isSpan) return;
    this.world.faults.triggers.finish(index);
    this.report(Fact.faultEnded, index);
  }

  /** The first fault in force of a kind, or −1. */
  private inForce(isWanted: (fault: Fault) => boolean): number {
    const { triggers } = this.world.faults;
    return this.ground.allFaults.findIndex((fault, index) =>
      triggers.isInForce(index) && isWanted(fault)
    );
  }

  private isOfRequests({ verb, target }: Fault, wanted: string, subtask: number): boolean {
    return verb === wanted && target.kind === "requests" && this.isMeant(target, subtask);
  }

  private isMeant(target: FaultTarget, subtask: number): boolean {
    return this.crowd(target).subtasks.includes(subtask);
  }

  private arm(): void {
    const { engine: { agenda, lanes }, world } = this;
    const isOver = isGloballyTerminal(world.jobManager.status);
    agenda.set(lanes.fault, isOver ? NEVER : world.faults.triggers.nextTime);
  }

  private report(kind: number, index: number): void {
    this.control.report(kind, index, -1, -1, 0, 0, this.ground.faultTexts[index]);
  }
}

const MESSAGE_VERBS: ReadonlyMap<string, number> = new Map([
  ["lose", Verdict.LOSE],
  ["repeat", Verdict.REPEAT],
  ["hold", Verdict.KEEP],
]);

/** Whom a target is about. */
function placeOf(target: FaultTarget): Parameters<typeof crowdOf>[0] {
  if ("of" in target) return target.of as FaultOperator;
  return target as Parameters<typeof crowdOf>[0];
}
