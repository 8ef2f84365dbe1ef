// What wakes an operator later (Flink's InternalTimerServiceImpl, rules TI). One service per operator:
// its event time, and the timers of both time domains. Whoever is woken travels as an argument, so the
// service stays plain data.

import type { Millis } from "../clock/time.ts";
import type { IsOwnKey, KeyedPart } from "./keyed_part.ts";
import type { TimerContext, Triggerable } from "./triggerable.ts";
import { MIN } from "../clock/time.ts";
import { assert } from "../clock/assert.ts";
import { refuse } from "../clock/named_error.ts";
import { NO_KEY } from "../element/element.ts";
import { Fact } from "../trace/fact.ts";
import { NO_ROW } from "./keyed_index.ts";
import { TimerQueue } from "./timer_queue.ts";

/** Timers that one advance may fire: a callback that keeps registering due timers never ends. */
const FIRED_TIMERS_MAX = 10_000_000;

/** What a timer waits for, as its facts tell it. */
const EVENT_TIME = 0, PROCESSING_TIME = 1;

/**
 * The timers of one operator, and how far its event time has come.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { TimerService } from "@headwater/sim";
 * const context = { key: 0, setKey: (key: number) => void (context.key = key), report() {} };
 * const timers = new TimerService();
 * for (const time of [30, 10, 10]) timers.registerEventTimeTimer(-1, time, context);
 * const fired: number[] = [];
 * const target = {
 *   onEventTime: (_namespace: number, time: number) => fired.push(time),
 *   onProcessingTime() {},
 * };
 * timers.advanceWatermark(20, target, context);
 * deepStrictEqual(fired, [10]); // registered twice, one timer; 30 is still to come
 * ```
 */
export class TimerService implements KeyedPart {
  currentWatermark: Millis = MIN;
  eventTimers: TimerQueue = new TimerQueue();
  processingTimers: TimerQueue = new TimerQueue();
  /** What was asked for last: the time of the next processing-time timer, or Infinity. */
  armedAt: Millis = Infinity;
  /** Flink's metric of that name (TI-6). */
  numFiredTimers = 0;

  /** Registers a timer of the current key; a second time it is the same timer (TI-1). */
  registerEventTimeTimer(namespace: number, timestamp: Millis, context: TimerContext): void {
    if (!add(this.eventTimers, namespace, timestamp, context)) return;
    context.report(Fact.timerRegistered, EVENT_TIME, timestamp);
  }

  /** Deletes a timer of the current key; nothing happens when there is none (TI-1). */
  deleteEventTimeTimer(namespace: number, timestamp: Millis, context: TimerContext): void {
    if (!remove(this.eventTimers, namespace, timestamp, context)) return;
    context.report(Fact.timerDeleted, EVENT_TIME, timestamp);
  }

  /** As {@linkcode TimerService.registerEventTimeTimer}, in processing time. */
  registerProcessingTimeTimer(namespace: number, timestamp: Millis, context: TimerContext): void {
    if (!add(this.processingTimers, namespace, timestamp, context)) return;
    context.report(Fact.timerRegistered, PROCESSING_TIME, timestamp);
  }

  /** As {@linkcode TimerService.deleteEventTimeTimer}, in processing time. */
  deleteProcessingTimeTimer(namespace: number, timestamp: Millis, context: TimerContext): void {
    if (!remove(this.processingTimers, namespace, timestamp, context)) return;
    context.report(Fact.timerDeleted, PROCESSING_TIME, timestamp);
  }

  /**
   * Event time comes to a watermark. It is known *before* the first timer fires, and the head is
   * looked at anew after each, so a due timer registered by a callback fires too (TI-4, TI-6).
   */
  advanceWatermark<C extends TimerContext>(
    watermark: Millis,
    target: Triggerable<C>,
    context: C,
  ): void {
    this.currentWatermark = watermark;
    const { eventTimers } = this;
    const keyBefore = context.key;
    for (let count = 0, row; (row = eventTimers.due(watermark)) !== NO_ROW; count++) {
      const namespace = eventTimers.timers.namespaceAt(row);
      const timestamp = this.take(row, eventTimers, count, context);
      target.onEventTime(namespace, timestamp, context);
    }
    context.setKey(keyBefore);
  }

  /** Processing time comes to an instant: all timers at or before it fire, in order (TI-7). */
  advanceProcessingTime<C extends TimerContext>(
    now: Millis,
    target: Triggerable<C>,
    context: C,
  ): void {
    const { processingTimers } = this;
    this.armedAt = Infinity;
    const keyBefore = context.key;
    for (let count = 0, row; (row = processingTimers.due(now)) !== NO_ROW; count++) {
      const namespace = processingTimers.timers.namespaceAt(row);
      const timestamp = this.take(row, processingTimers, count, context);
      target.onProcessingTime(namespace, timestamp, context);
    }
    context.setKey(keyBefore);
  }

  /** Asks to be woken for the next processing-time timer, when that has changed (TI-7). */
  arm(context: { requestTimer(at: Millis): void }): void {
    const next = this.processingTimers.size === 0
      ? Infinity
      : this.processingTimers.nextTimestamp();
    if (next === this.armedAt) return;
    this.armedAt = next;
    context.requestTimer(next);
  }

  /** Timers waiting. */
  get size(): number {
    return this.eventTimers.size + this.processingTimers.size;
  }

  /** Registers saved timers of this subtask's keys; event time begins anew (TI-8, WG-10). */
  absorb(saved: TimerService, isOwn: IsOwnKey): void {
    this.eventTimers.absorb(saved.eventTimers, isOwn);
    this.processingTimers.absorb(saved.processingTimers, isOwn);
  }

  /** End of input: processing-time timers that still wait will never fire (TI-10). */
  quiesce(): void {
    this.processingTimers.clear();
  }

  /** Takes the head out of a queue, makes its key the current one, and gives its timestamp. */
  private take(row: number, queue: TimerQueue, count: number, context: TimerContext): Millis {
    if (count === FIRED_TIMERS_MAX) refuseEndless();
    const timestamp = queue.timers.stampAt(row);
    context.setKey(queue.timers.keyAt(row));
    queue.removeRow(row);
    this.numFiredTimers++;
    const isByClock = queue === this.processingTimers;
    context.report(Fact.timerFired, isByClock ? PROCESSING_TIME : EVENT_TIME, timestamp);
    return timestamp;
  }
}

/** False when the timer is there already. */
function add(
  queue: TimerQueue,
  namespace: number,
  timestamp: Millis,
  context: TimerContext,
): boolean {
  requireKey(context);
  return queue.add(namespace, context.key, timestamp);
}

/** False when there is no such timer. */
function remove(
  queue: TimerQueue,
  namespace: number,
  timestamp: Millis,
  context: TimerContext,
): boolean {
  requireKey(context);
  return queue.remove(namespace, context.key, timestamp);
}

function requireKey(context: TimerContext): void {
  assert(context.key !== NO_KEY, "only keyed operators have timers (TI-2)");
}

function refuseEndless(): never {
  refuse(
    "E-BUDGET-EVENTS",
    `One advance of time fired ${FIRED_TIMERS_MAX} timers and more are due; the usual cause is a ` +
      `callback that registers a timer at or before the current time, which fires at once, again`,
  );
}
