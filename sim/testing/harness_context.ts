// The world around one operator under test: it keeps what the operator emits and reports, and lets the
// test say what time it is.

import type { Micros, Millis } from "../clock/time.ts";
import { copy } from "../clock/copy.ts";
import { drawBelow } from "../clock/prng.ts";
import type { Element, Record } from "../element/element.ts";
import type { Key } from "../element/key.ts";
import type { OperatorContext } from "../5_operator/operator.ts";
import { MIN } from "../clock/time.ts";
import { NO_KEY, NO_ORIGIN } from "../element/element.ts";
import { KeyTable } from "../element/key_table.ts";
import { HarnessOutside } from "./harness_outside.ts";
import { FACT_NAMES } from "../trace/fact.ts";

/** A fact that the operator reported, with its key spelled out; columns without meaning are left out. */
export interface HarnessFact {
  readonly name: string;
  readonly key?: Key;
  /** Which element it stems from: the first that was put in is 0. */
  readonly origin?: number;
  readonly stamp: number;
  readonly value?: unknown;
}

/** Something that an operator wants of the world outside. */
export interface HarnessRequest {
  readonly request: number;
  readonly argument: number;
}

/** What the world outside made of it. */
export interface HarnessAnswer extends HarnessRequest {
  readonly isDone: boolean;
}

/** An operator's context without a job around it. */
export class HarnessContext implements OperatorContext {
  now: Millis = 0;
  currentWatermark: Millis = MIN;
  key = NO_KEY;
  origin = NO_ORIGIN;
  /** The moment of the tick that was asked for, or Infinity. */
  tickAt = Infinity;
  /** The processing time that a timer was asked for, or Infinity. */
  timerAt = Infinity;
  /** Requests under way, in the order in which they were made. */
  completions: { readonly id: number; readonly at: Micros }[] = [];
  output: Element[] = [];
  sideOutputs: { readonly tag: string; readonly record: Record }[] = [];
  facts: HarnessFact[] = [];
  attempt = 0;
  /** What was asked of the world outside, and has not reached it. */
  asked: HarnessRequest[] = [];
  /** Answers of the world outside, on their way back. */
  answers: HarnessAnswer[] = [];

  constructor(
    readonly keys: KeyTable = new KeyTable(),
    readonly world: HarnessOutside = new HarnessOutside(),
  ) {}

  get outside(): unknown {
    return this.world.outside;
  }

  keyOf(key: number): Key {
    return this.keys.keys[key];
  }

  numberOf(key: Key): number {
    return this.keys.intern(key);
  }

  collect(value: unknown, timestamp: Millis): void {
    this.output.push({ type: "record", value, timestamp });
  }

  sideOutput(tag: string, value: unknown, timestamp: Millis): void {
    this.sideOutputs.push({ tag, record: { type: "record", value, timestamp } });
  }

  emitWatermark(timestamp: Millis): void {
    this.output.push({ type: "watermark", timestamp });
  }

  emitStatus(isIdle: boolean): void {
    this.output.push({ type: "status", status: isIdle ? "idle" : "active" });
  }

  setKey(key: number): void {
    this.key = key;
  }

  report(kind: number, _detail: number, stamp: number, value?: unknown): void {
    this.facts.push({
      name: FACT_NAMES.get(kind)?.name ?? `kind ${kind}`,
      ...(this.key === NO_KEY ? {} : { key: this.keyOf(this.key) }),
      ...(this.origin === NO_ORIGIN ? {} : { origin: this.origin }),
      stamp,
      ...(value === undefined ? {} : { value }),
    });
  }

  requestTick(period: Millis): void {
    if (this.tickAt !== Infinity) return;
    this.tickAt = (Math.floor(this.now / period) + 1) * period;
  }

  requestTimer(at: Millis): void {
    this.timerAt = at;
  }

  requestCompletion(id: number, delay: Micros): void {
    this.completions.push({ id, at: this.now * 1000 + delay });
  }

  feedBack(_iteration: number, value: unknown, timestamp: Millis): void {
    this.sideOutput("feedback", value, timestamp);
  }

  draw(n: number, bound: number): number {
    return drawBelow(0, 0, 0, n, bound);
  }

  /** Kept for the test, which says when it reaches the world outside. */
  askOutside(request: number, argument: number): void {
    this.asked.push({ request, argument });
  }

  /** The same surroundings for a copy of the operator. */
  fork(): HarnessContext {
    const twin = new HarnessContext(this.keys, copy(this.world));
    twin.now = this.now;
    twin.currentWatermark = this.currentWatermark;
    twin.key = this.key;
    twin.origin = this.origin;
    twin.tickAt = this.tickAt;
    twin.timerAt = this.timerAt;
    twin.completions = [...this.completions];
    twin.output = [...this.output];
    twin.sideOutputs = [...this.sideOutputs];
    twin.facts = [...this.facts];
    twin.attempt = this.attempt;
    twin.asked = [...this.asked];
    twin.answers = [...this.answers];
    return twin;
  }

  /** The surroundings of the next attempt: the same keys, clock and world outside, and nothing else. */
  restart(): HarnessContext {
    const next = new HarnessContext(this.keys, this.world);
    next.now = this.now;
    next.attempt = this.attempt + 1;
    return next;
  }
}
