// Groups the records of each key into windows and speaks when a trigger says so (Flink's
// WindowOperator, rules W).
//
//   record ─▶ assigner: which windows? ─▶ add to the contents ─▶ trigger ─▶ timer
//                                                                   │         │ watermark
//                                              result, at maxTs ◀── FIRE ◀────┘
//
//   ──[═══════ window ═══════)─ ─ ─ allowed lateness ─ ─ ─┤
//                   maxTs: fires                   cleanup time: contents, timers, trigger are gone

import type { Millis } from "../../clock/time.ts";
import { MAX, saturatingAdd } from "../../clock/time.ts";
import { NO_ORIGIN } from "../../element/element.ts";
import { Fact } from "../../trace/fact.ts";
import { StateTable } from "../../6_state/state_table.ts";
import { TimerService } from "../../6_state/timer_service.ts";
import type { Triggerable } from "../../6_state/triggerable.ts";
import { TimestampedCollector } from "../collector.ts";
import { Operator, type OperatorContext } from "../operator.ts";
import { AssignerContext } from "./assigner.ts";
import { maxTimestamp, type TimeWindow } from "./time_window.ts";
import { TriggerResult } from "./trigger.ts";
import { WindowContext } from "./window_context.ts";
import type { WindowOperatorSpec } from "./window_operator_spec.ts";
import { type WindowTable, windowTableOf } from "./window_table.ts";

/** The windows of one subtask's keys, for assigners whose windows never merge. */
export class WindowOperator extends Operator<WindowOperatorSpec>
  implements Triggerable<OperatorContext> {
  // transient: a metric, counted anew after a restart
  /** Flink's `numLateRecordsDropped`: too late for every window, and no side output (W-9). */
  lateDroppedCount = 0;
  assigned: AssignerContext = new AssignerContext();

  // checkpointed
  contents: StateTable = new StateTable();
  timers: TimerService = new TimerService();

  // scratch of one call, private so that copies of the world do not see it
  #windows: WindowTable | null = null;
  #inWindow: WindowContext | null = null;
  #out: TimestampedCollector | null = null;

  override open(): void {
    this.contents.spec = this.spec.contents;
  }

  override processElement(value: unknown, timestamp: Millis, context: OperatorContext): void {
    const { assigned, windows } = this;
    assigned.begin(this.spec.name, context.now);
    this.spec.assigner.assignWindows(value as never, timestamp, assigned);
    let isSkipped = true;
    for (let i = 0; i < assigned.count; i++) {
      const namespace = windows.intern(assigned.starts[i], assigned.ends[i]);
      if (this.isWindowLate(windows.at(namespace))) continue; // W-3
      isSkipped = false;
      this.addElement(value, timestamp, namespace, context);
    }
    if (isSkipped && this.isElementLate(timestamp)) this.drop(value, timestamp, context);
  }

  override processWatermark(timestamp: Millis, context: OperatorContext): void {
    this.timers.advanceWatermark(timestamp, this, context);
    context.emitWatermark(timestamp);
  }

  override finish(): void {
    this.timers.quiesce();
  }

  /** A timer of a window (W-11). */
  onEventTime(namespace: number, time: Millis, context: OperatorContext): void {
    const window = this.windows.at(namespace);
    const inWindow = this.enter(namespace, window, context);
    this.obey(this.spec.trigger.onEventTime(time, window, inWindow), namespace, context);
    if (this.spec.assigner.isEventTime && time === this.cleanupTime(window)) {
      this.clean(namespace, context);
    }
  }

  /** As {@linkcode WindowOperator.onEventTime}, in processing time. */
  onProcessingTime(namespace: number, time: Millis, context: OperatorContext): void {
    const window = this.windows.at(namespace);
    const inWindow = this.enter(namespace, window, context);
    this.obey(this.spec.trigger.onProcessingTime(time, window, inWindow), namespace, context);
    if (!this.spec.assigner.isEventTime && time === this.cleanupTime(window)) {
      this.clean(namespace, context);
    }
  }

  /** One element joins one window: contents first, then the trigger, then the end (W-4 … W-6). */
  private addElement(
    value: unknown,
    timestamp: Millis,
    namespace: number,
    context: OperatorContext,
  ): void {
    const { spec, contents } = this;
    const { key } = context;
    const window = this.windows.at(namespace);
    context.report(Fact.windowAssigned, 0, window.start, window);
    const stored = spec.contents.add(contents.get(namespace, key), value, spec.name);
    contents.put(namespace, key, stored);
    // a list reports what it gained: all of it would be read again with every element
    const news = spec.contents.kind === "list" ? value : stored;
    context.report(Fact.stateUpdated, 0, window.end, news);
    const inWindow = this.enter(namespace, window, context);
    const result = spec.trigger.onElement(value as never, timestamp, window, inWindow);
    if (result !== TriggerResult.CONTINUE) this.obey(result, namespace, context);
    this.registerCleanupTimer(namespace, window, context);
  }

  /** Does what a trigger decided: emit, then forget the contents (TR-1, W-5). */
  private obey(result: TriggerResult, namespace: number, context: OperatorContext): void {
    if ((result & TriggerResult.FIRE) !== 0) this.fire(namespace, context);
    if ((result & TriggerResult.PURGE) !== 0) this.clearContents(namespace, context);
  }

  /** Emits the window's result, if it has contents; it stems from many records (W-12). */
  private fire(namespace: number, context: OperatorContext): void {
    const stored = this.contents.get(namespace, context.key);
    if (stored === undefined) return;
    const window = this.windows.at(namespace);
    context.report(Fact.windowFired, 0, window.start, window);
    const { origin } = context;
    context.origin = NO_ORIGIN;
    this.emit(stored, namespace, window, context);
    context.origin = origin;
  }

  private emit(
    stored: unknown,
    namespace: number,
    window: TimeWindow,
    context: OperatorContext,
  ): void {
    const { contents, process, name } = this.spec;
    const result = contents.get(stored, name);
    if (process === null) return context.collect(result, maxTimestamp(window));
    const elements = contents.kind === "list" ? result : [result];
    const out = this.#out ??= new TimestampedCollector("processing a window", name);
    out.begin(maxTimestamp(window), context);
    const key = context.keyOf(context.key);
    process(key as never, this.enter(namespace, window, context), elements as never[], out);
    out.end();
  }

  /** The window's time is over: everything that was kept for it goes (W-11). */
  private clean(namespace: number, context: OperatorContext): void {
    const window = this.windows.at(namespace);
    this.clearContents(namespace, context);
    this.spec.trigger.clear(window, this.enter(namespace, window, context));
    context.report(Fact.windowCleaned, 0, window.start, window);
  }

  private clearContents(namespace: number, context: OperatorContext): void {
    if (!this.contents.remove(namespace, context.key)) return;
    context.report(Fact.stateUpdated, 0, this.windows.at(namespace).end, undefined);
  }

  /** When the window is cleaned; MAX is never, so no timer is needed (W-7). */
  private cleanupTime(window: TimeWindow): Millis {
    const { assigner, allowedLateness } = this.spec;
    const end = maxTimestamp(window);
    return assigner.isEventTime ? saturatingAdd(end, allowedLateness) : end;
  }

  private registerCleanupTimer(
    namespace: number,
    window: TimeWindow,
    context: OperatorContext,
  ): void {
    const time = this.cleanupTime(window);
    if (time === MAX) return;
    if (this.spec.assigner.isEventTime) {
      this.timers.registerEventTimeTimer(namespace, time, context);
    } else {
      this.timers.registerProcessingTimeTimer(namespace, time, context);
    }
  }

  /** W-8: the window was cleaned, or would be at once. */
  private isWindowLate(window: TimeWindow): boolean {
    return this.spec.assigner.isEventTime &&
      this.cleanupTime(window) <= this.timers.currentWatermark;
  }

  private isElementLate(timestamp: Millis): boolean {
    const { assigner, allowedLateness } = this.spec;
    return assigner.isEventTime &&
      saturatingAdd(timestamp, allowedLateness) <= this.timers.currentWatermark;
  }

  /** Too late for every window: to the side output if there is one, else dropped and counted (W-9). */
  private drop(value: unknown, timestamp: Millis, context: OperatorContext): void {
    const { lateTag } = this.spec;
    if (lateTag === null) {
      this.lateDroppedCount++;
      context.report(Fact.recordDropped, 0, timestamp, value);
    } else {
      context.report(Fact.recordLate, 0, timestamp, value);
      context.sideOutput(lateTag, value, timestamp);
    }
  }

  private get windows(): WindowTable {
    return this.#windows ??= windowTableOf(this.spec);
  }

  private enter(namespace: number, window: TimeWindow, context: OperatorContext): WindowContext {
    const inWindow = this.#inWindow ??= new WindowContext(this);
    return inWindow.enter(namespace, window, context);
  }
}
