// When faults strike: counts the facts that a plan waits for, and hands out what is due and what is over.
// It is told of facts and of time, and changes nobody; whoever holds it makes things go wrong.
//
//   waiting ── the nth fact, or the time ──▶ due ── takeDue ──▶ in force ── time, phase, finish ──▶ over

import type { ExecutionPlan } from "../task/subtask_spec.ts";
import type { Micros } from "../clock/time.ts";
import { NEVER } from "../clock/agenda.ts";
import { Fact } from "../trace/fact.ts";
import type { FaultPlan } from "./fault.ts";
import { type FaultWatch, passes, type WatchedFact, watchOf } from "./fault_watch.ts";
import { isLurking } from "./lurking_fault.ts";

/** What the part is told once. */
export interface FaultTriggersSpec {
  readonly faults: FaultPlan;
  readonly watches: readonly FaultWatch[];
  /** By number of a kind of fact: the faults that wait for one, in their order. */
  readonly byKind: readonly (readonly number[] | undefined)[];
  /** Kinds of facts that must be told to the part, recorded or not, in order. */
  readonly watchedKinds: readonly number[];
}

/** How far a fault has come. */
const WAITING = 0, DUE = 1, IN_FORCE = 2, OVER = 3;

/** A fault that has struck is in force for one tick at least. */
const TICK: Micros = 1;

/**
 * The specification for a plan of faults that fits a job (see {@linkcode checkFaults}).
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collection, collectSink, parseFaultPlan, planJob } from "@headwater/sim";
 * import { WatermarkStrategy } from "@headwater/sim";
 * import { faultTriggersSpec } from "./fault_triggers.ts";
 * const plan = planJob((env) => {
 *   env.fromSource(collection([1]), WatermarkStrategy.noWatermarks(), "numbers")
 *     .sinkTo(collectSink("out"));
 * });
 * const spec = faultTriggersSpec(parseFaultPlan("crash out[0] at 2s"), plan);
 * deepStrictEqual(spec.watchedKinds, []); // it waits for no fact
 * ```
 */
export function faultTriggersSpec(faults: FaultPlan, plan: ExecutionPlan): FaultTriggersSpec {
  const watches = faults.map((fault) => watchOf(fault, plan));
  const byKind: number[][] = [];
  const watchedKinds = new Set<number>();
  watches.forEach(({ start, ends }, index) => {
    const filters = start === undefined ? ends : [start, ...ends];
    for (const kind of new Set(filters.map((filter) => filter.kind))) {
      (byKind[kind] ??= []).push(index);
      watchedKinds.add(kind);
    }
    if (filters.some(({ column }) => column === "attempt")) {
      for (const kind of ATTEMPTS) watchedKinds.add(kind);
    }
  });
  const inOrder = [...watchedKinds].sort((a, b) => a - b);
  return Object.freeze({ faults, watches, byKind, watchedKinds: inOrder });
}

/** Facts that say which attempt comes. */
const ATTEMPTS: readonly number[] = [Fact.restartScheduled, Fact.restoreStarted];

/**
 * The triggers of all faults of a run. A part.
 *
 * ```ts
 * import { deepStrictEqual, strictEqual } from "node:assert";
 * import { collection, collectSink, parseFaultPlan, planJob } from "@headwater/sim";
 * import { WatermarkStrategy } from "@headwater/sim";
 * import { Fact } from "@headwater/sim/trace";
 * import { FaultTriggers, faultTriggersSpec } from "./fault_triggers.ts";
 * const plan = planJob((env) => {
 *   env.fromSource(collection([1]), WatermarkStrategy.noWatermarks(), "numbers")
 *     .sinkTo(collectSink("out"));
 * });
 * const triggers = new FaultTriggers();
 * triggers.spec = faultTriggersSpec(parseFaultPlan("slow storage by 9 after store 2 for 1s"), plan);
 * triggers.setup();
 * strictEqual(triggers.observe(Fact.checkpointCompleted, -1, -1, -1, -1, 1, 0), false);
 * strictEqual(triggers.observe(Fact.checkpointCompleted, -1, -1, -1, -1, 2, 0), true);
 * deepStrictEqual(triggers.takeDue(500), [0]);
 * strictEqual(triggers.nextTime, 1_000_500); // when it is over
 * deepStrictEqual(triggers.takeOver(1_000_500), [0]);
 * ```
 */
export class FaultTriggers {
  spec!: FaultTriggersSpec;
  /** By fault: how far it has come, facts counted so far, when it struck, and when it is over. */
  progress: Uint8Array = new Uint8Array(0);
  counts: Float64Array = new Float64Array(0);
  startedAt: Float64Array = new Float64Array(0);
  endsAt: Float64Array = new Float64Array(0);
  /** 1 where something was tried that the fault concerns; see {@linkcode isLurking}. */
  met: Uint8Array = new Uint8Array(0);
  /** The attempt that runs, as far as facts have told; the first is 0. */
  attempt = 0;
  /** Faults that are due, and those whose phase is over, in the order in which they became so. */
  private due: number[] = [];
  private over: number[] = [];

  /** Called once, when `spec` is set. */
  setup(): void {
    const { length } = this.spec.faults;
    this.progress = new Uint8Array(length);
    this.met = new Uint8Array(length);
    this.counts = new Float64Array(length);
    this.startedAt = new Float64Array(length).fill(NEVER);
    this.endsAt = new Float64Array(length).fill(NEVER);
  }

  /** Something has happened; true when a fault has become due by it, or is over by it. */
  observe(
    kind: number,
    owner: number,
    subject: number,
    key: number,
    _origin: number,
    stamp: number,
    detail: number,
  ): boolean {
    if (ATTEMPTS.includes(kind)) this.attempt = key;
    const faults = this.spec.byKind[kind];
    if (faults === undefined) return false;
    const fact = { kind, owner, subject, key, stamp, detail, attempt: this.attempt };
    const before = this.due.length + this.over.length;
    for (const index of faults) this.see(index, fact);
    return this.due.length + this.over.length > before;
  }

  /** Makes room for faults that were added behind the others. */
  extend(): void {
    const { length } = this.spec.faults;
    const added = length - this.progress.length;
    this.progress = Uint8Array.from([...this.progress, ...new Array(added).fill(WAITING)]);
    this.met = Uint8Array.from([...this.met, ...new Array(added).fill(0)]);
    this.counts = Float64Array.from([...this.counts, ...new Array(added).fill(0)]);
    this.startedAt = Float64Array.from([...this.startedAt, ...new Array(added).fill(NEVER)]);
    this.endsAt = Float64Array.from([...this.endsAt, ...new Array(added).fill(NEVER)]);
  }

  /** Somebody strikes at once: a fault need not wait. */
  strike(index: number): void {
    this.progress[index] = DUE;
    this.due.push(index);
  }

  /** When time alone makes a fault due, or ends one; NEVER when it does not. */
  get nextTime(): Micros {
    let next: Micros = NEVER;
    this.spec.faults.forEach(({ trigger }, index) => {
      if (this.progress[index] === WAITING && trigger.kind === "time") {
        next = Math.min(next, trigger.at);
      } else if (this.progress[index] === IN_FORCE) next = Math.min(next, this.endsAt[index]);
    });
    return next;
  }

  /** Takes the faults that are due by now, to be made to happen; their time runs from now. */
  takeDue(now: Micros): number[] {
    const due = this.due.splice(0);
    this.spec.faults.forEach(({ trigger }, index) => {
      const isTime = trigger.kind === "time" && trigger.at <= now;
      if (isTime && this.progress[index] === WAITING) due.push(index);
    });
    for (const index of due) {
      const { duration } = this.spec.faults[index];
      const isOver = this.over.includes(index);
      this.progress[index] = IN_FORCE;
      this.startedAt[index] = now;
      this.endsAt[index] = isOver ? now + TICK : duration > 0 ? now + duration : NEVER;
    }
    this.over = this.over.filter((index) => !due.includes(index));
    return due;
  }

  /** Takes the faults that are over by now, to be undone; each once. */
  takeOver(now: Micros): number[] {
    const over = this.over.filter((index) => this.progress[index] === IN_FORCE);
    this.over = this.over.filter((index) => this.progress[index] === DUE);
    this.endsAt.forEach((at, index) => {
      const isOver = at <= now && this.progress[index] === IN_FORCE;
      if (isOver && !over.includes(index)) over.push(index);
    });
    for (const index of over) this.finish(index);
    return over;
  }

  /** Says that a fault is done: a moment has passed, or what was meant to happen once has happened. */
  finish(index: number): void {
    this.progress[index] = OVER;
    this.endsAt[index] = NEVER;
  }

  /** True from the moment at which a fault was taken until it is over. */
  isInForce(index: number): boolean {
    return this.progress[index] === IN_FORCE;
  }

  /** Faults that have not struck: a run that ends with one is not exercised. */
  neverFired(): number[] {
    return this.spec.faults.flatMap((_, index) => this.progress[index] <= DUE ? [index] : []);
  }

  /** Something was tried that a fault in force concerns. */
  meet(index: number): void {
    this.met[index] = 1;
  }

  /** Faults that have struck and met nothing: neither is a run that ends with one exercised. */
  neverMet(): number[] {
    return this.spec.faults.flatMap((fault, index) => {
      const hasStruck = this.progress[index] > DUE;
      return hasStruck && isLurking(fault) && this.met[index] === 0 ? [index] : [];
    });
  }

  private see(index: number, fact: WatchedFact): void {
    const { start, nth, ends } = this.spec.watches[index];
    if (this.progress[index] === WAITING) {
      if (start === undefined || !passes(start, fact)) return;
      if (++this.counts[index] < nth) return;
      this.progress[index] = DUE;
      this.due.push(index);
    } else if (this.progress[index] !== OVER && !this.over.includes(index)) {
      if (ends.some((end) => passes(end, fact))) this.over.push(index);
    }
  }
}
