// The world around one operator under test: it keeps what the operator emits and reports, and lets the
// test say what time it is.

import type { Micros, Millis } from "../clock/time.ts";
import { drawBelow } from "../clock/prng.ts";
import type { Element, Record } from "../element/element.ts";
import type { Key } from "../element/key.ts";
import type { OperatorContext } from "../5_operator/operator.ts";
import { MIN } from "../clock/time.ts";
import { NO_KEY, NO_ORIGIN } from "../element/element.ts";
import { KeyTable } from "../element/key_table.ts";
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

  constructor(readonly keys: KeyTable = new KeyTable()) {}

  keyOf(key: number): Key {
    return this.keys.keys[key];
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

  /** The same surroundings for a copy of the operator. */
  fork(): HarnessContext {
    const twin = new HarnessContext(this.keys);
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
    return twin;
  }
}
