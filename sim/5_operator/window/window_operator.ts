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
import type { KeyedParts } from "../../6_state/keyed_part.ts";
import { KeyedStateStore } from "../../6_state/keyed_state_store.ts";
import type { RestoredLists } from "../../6_state/operator_list_state.ts";
import { StateTable } from "../../6_state/state_table.ts";
import { TimerService } from "../../6_state/timer_service.ts";
import type { Triggerable } from "../../6_state/triggerable.ts";
import { LivingOperator } from "../living_operator.ts";
import type { OperatorContext } from "../operator.ts";
import { TimestampedCollector } from "../timestamped_collector.ts";
import { AssignedWindows } from "./assigned_windows.ts";
import type { TimestampedElement } from "./evictor.ts";
import { maxTimestamp, type TimeWindow } from "./time_window.ts";
import { TriggerResult } from "./trigger.ts";
import { WindowContext } from "./window_context.ts";
import type { WindowOperatorSpec } from "./window_operator_spec.ts";
import { type WindowTable, windowTableOf } from "./window_table.ts";

// a name of another file is looked up at every use, one of this file is a constant
const { windowAssigned, stateUpdated } = Fact;

/** What facts call the first state of each store; 0 is the contents. */
const STATE_NUMBERS = { trigger: 64, window: 128, key: 192 } as const;

/**
 * The windows of one subtask's keys, for assigners whose windows never merge; described by
 * `windowOperator`.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { TumblingEventTimeWindows, windowOperator, WindowOperator } from "@headwater/sim";
 * import { OperatorHarness } from "@headwater/sim/testing";
 * const max = windowOperator<number>({
 *   name: "max",
 *   uid: "max",
 *   cost: 0,
 *   assigner: TumblingEventTimeWindows.of(10),
 *   reduce: (a, b) => Math.max(a, b),
 * });
 * const harness = new OperatorHarness<number>(max, { keyBy: () => "all" });
 * harness.processElement(4, 3).processElement(9, 7).processWatermark(9).processElement(5, 8);
 * strictEqual((harness.operator as WindowOperator).lateDroppedCount, 1); // its window is cleaned
 * ```
 */
export class WindowOperator extends LivingOperator<WindowOperatorSpec>
  implements Triggerable<OperatorContext> {
  // transient: a metric, counted anew after a restart
  /** Flink's `numLateRecordsDropped`: too late for every window, and no side output (W-9). */
  lateDroppedCount = 0;
  /** In no window, though not late: windows leave holes (W-9). Flink does not count them. */
  unassignedCount = 0;
  /** How far this instance's windows are shifted; −1 while that is not decided (WN-2). */
  staggerOffset: Millis = -1;
  /** It began with the windows of a checkpoint: of some of them the timer has fired (WG-10). */
  isRestored = false;

  // checkpointed
  contents: StateTable = new StateTable();
  timers: TimerService = new TimerService();
  /** What triggers remember of each window, functions of each window, and functions of each key. */
  triggerStates: KeyedStateStore = new KeyedStateStore(STATE_NUMBERS.trigger);
  windowStates: KeyedStateStore = new KeyedStateStore(STATE_NUMBERS.window);
  globalStates: KeyedStateStore = new KeyedStateStore(STATE_NUMBERS.key);

  // scratch of one call, private so that copies of the world do not see it
  #windows: WindowTable | null = null;
  #assigned: AssignedWindows | null = null;
  #inWindow: WindowContext | null = null;
  #out: TimestampedCollector | null = null;

  override open(context: OperatorContext): void {
    super.open(context);
    this.contents.declare(this.spec.contents, this.spec.name);
    this.timers.arm(context); // of those that were restored (TI-8)
  }

  override restoreState(lists: RestoredLists, context: OperatorContext): void {
    super.restoreState(lists, context);
    this.isRestored = true;
  }

  override keyedParts(): KeyedParts {
    const { contents, timers, triggerStates, windowStates, globalStates } = this;
    return { contents, timers, triggerStates, windowStates, globalStates };
  }

  override processElement(value: unknown, timestamp: Millis, context: OperatorContext): void {
    const assigned = this.assign(value, timestamp, context);
    let isSkipped = true;
    for (let i = 0; i < assigned.count; i++) {
      const namespace = this.windows.intern(assigned.starts[i], assigned.ends[i]);
      const inWindow = this.enter(namespace, context);
      if (this.isWindowLate(inWindow)) continue; // W-3
      isSkipped = false;
      this.addElement(value, timestamp, inWindow, context);
    }
    if (isSkipped) this.leaveOut(value, timestamp, context);
    this.timers.arm(context);
  }

  override processWatermark(timestamp: Millis, context: OperatorContext): void {
    this.timers.advanceWatermark(timestamp, this, context);
    this.timers.arm(context);
    context.emitWatermark(timestamp);
  }

  override onProcessingTimer(at: Millis, context: OperatorContext): void {
    this.timers.advanceProcessingTime(at, this, context);
    this.timers.arm(context);
  }

  override finish(): void {
    this.timers.quiesce();
  }

  /** An event-time timer of a window (W-11). */
  onEventTime(namespace: number, time: Millis, context: OperatorContext): void {
    const { trigger, assigner } = this.spec;
    const inWindow = this.reenter(namespace, context);
    if (inWindow === null) return;
    this.obey(trigger.onEventTime(time, inWindow.window, inWindow), inWindow, context);
    const isOver = assigner.isEventTime && time === inWindow.cleanupTime;
    if (isOver) this.clean(inWindow, context);
  }

  /** A processing-time timer of a window (W-11). */
  onProcessingTime(namespace: number, time: Millis, context: OperatorContext): void {
    const { trigger, assigner } = this.spec;
    const inWindow = this.reenter(namespace, context);
    if (inWindow === null) return;
    this.obey(trigger.onProcessingTime(time, inWindow.window, inWindow), inWindow, context);
    const isOver = !assigner.isEventTime && time === inWindow.cleanupTime;
    if (isOver) this.clean(inWindow, context);
  }

  /** The windows of a record. */
  protected assign(value: unknown, timestamp: Millis, context: OperatorContext): AssignedWindows {
    const assigned = this.#assigned ??= new AssignedWindows(this);
    assigned.begin(context);
    this.spec.assigner.assignWindows(value as never, timestamp, assigned);
    return assigned;
  }

  /** The window of a timer; null when it is not open any more, which only merging makes possible. */
  protected reenter(namespace: number, context: OperatorContext): WindowContext | null {
    return this.enter(namespace, context);
  }

  /** One element joins one window: contents first, then the trigger, then the end (W-4 … W-6). */
  protected addElement(
    value: unknown,
    timestamp: Millis,
    inWindow: WindowContext,
    context: OperatorContext,
  ): void {
    const { trigger, contents, name, evictor } = this.spec;
    const { place, window } = inWindow;
    context.report(windowAssigned, 0, window.start, window);
    const sizeBefore = this.contents.size;
    const element = evictor === null ? value : Object.freeze({ value, timestamp });
    const stored = this.contents.add(place, context.key, element, name);
    const isFirst = this.contents.size > sizeBefore;
    // a list reports what it gained: all of it would be read again with every element
    const news = contents.kind === "list" ? value : stored;
    context.report(stateUpdated, 0, window.end, news);
    // the timers stand already: finding them again would take 90 ns a record, a third of the work
    const areTimersSet = !isFirst && !this.isRestored && trigger.isSteady;
    if (areTimersSet && this.isBeforeEnd(window)) return;
    this.obey(trigger.onElement(value as never, timestamp, window, inWindow), inWindow, context);
    this.registerCleanupTimer(inWindow);
  }

  /** Does what a trigger decided: emit, then forget the contents (TR-1, W-5). */
  private obey(result: TriggerResult, inWindow: WindowContext, context: OperatorContext): void {
    if (result === TriggerResult.CONTINUE) return;
    const { window } = inWindow;
    context.report(Fact.windowTriggered, 0, window.start, inWindow.answerOf(result));
    if ((result & TriggerResult.FIRE) !== 0) this.fire(inWindow, context);
    if ((result & TriggerResult.PURGE) === 0) return;
    this.purge(inWindow, context);
    context.report(Fact.windowPurged, 0, window.start, window);
  }

  /** Emits the window's result, if it has contents. It stems from many records, so from none. */
  private fire(inWindow: WindowContext, context: OperatorContext): void {
    const { window } = inWindow;
    const stored = this.contents.get(inWindow.place, context.key);
    if (stored === undefined) return;
    context.report(Fact.windowFired, 0, window.start, window);
    const { origin } = context;
    context.origin = NO_ORIGIN;
    const { contents, name, evictor } = this.spec;
    const result = contents.get(stored, name);
    if (evictor !== null) {
      this.fireEvicting(result as readonly TimestampedElement[], inWindow, context);
    } else {
      this.tell(contents.kind === "list" ? result as unknown[] : [result], inWindow, context);
    }
    context.origin = origin;
  }

  /** Evict, tell what stayed, evict, and keep only what stayed (EV-1). */
  private fireEvicting(
    elements: readonly TimestampedElement[],
    inWindow: WindowContext,
    context: OperatorContext,
  ): void {
    const { fold, name } = this.spec;
    const { place } = inWindow;
    const evictor = this.spec.evictor!;
    let kept = elements;
    if (!evictor.evictsAfter) kept = evictor.keep(kept as never, inWindow);
    this.tell(fold!(kept.map(({ value }) => value)), inWindow, context);
    if (evictor.evictsAfter && kept.length > 0) kept = evictor.keep(kept as never, inWindow);
    if (evictor.keepAfter) kept = evictor.keepAfter(kept as never, inWindow);
    if (kept.length === elements.length) return;
    this.purge(inWindow, context);
    const { end } = inWindow.window;
    for (const element of kept) {
      this.contents.add(place, context.key, element, name);
      context.report(stateUpdated, 0, end, element.value);
    }
  }

  /** Gives the elements of a firing to the function, or to whoever comes next (W-12). */
  private tell(
    elements: readonly unknown[],
    inWindow: WindowContext,
    context: OperatorContext,
  ): void {
    const { process, name } = this.spec;
    const timestamp = maxTimestamp(inWindow.window);
    if (process === null) {
      for (const element of elements) context.collect(element, timestamp);
      return;
    }
    const out = this.#out ??= new TimestampedCollector("processing a window", name);
    out.begin(timestamp, context);
    const key = context.keyOf(context.key) as never;
    out.end(process(key, inWindow, elements as never[], out));
  }

  /** The window's time is over: everything that was kept for it goes (W-11). */
  protected clean(inWindow: WindowContext, context: OperatorContext): void {
    const { window } = inWindow;
    const { trigger, clear } = this.spec;
    this.purge(inWindow, context);
    trigger.clear(window, inWindow);
    if (clear !== null) clear(inWindow);
    context.report(Fact.windowCleaned, 0, window.start, window);
  }

  private purge({ place, window }: WindowContext, context: OperatorContext): void {
    if (!this.contents.remove(place, context.key)) return;
    context.report(stateUpdated, 0, window.end, undefined);
  }

  /** When the window is cleaned; MAX is never, so no timer is needed (W-7). */
  private cleanupTime(window: TimeWindow): Millis {
    const { assigner, allowedLateness } = this.spec;
    const last = maxTimestamp(window);
    return assigner.isEventTime ? saturatingAdd(last, allowedLateness) : last;
  }

  private registerCleanupTimer(inWindow: WindowContext): void {
    const { cleanupTime } = inWindow;
    if (cleanupTime === MAX) return;
    if (this.spec.assigner.isEventTime) inWindow.registerEventTimeTimer(cleanupTime);
    else inWindow.registerProcessingTimeTimer(cleanupTime);
  }

  /** The window was cleaned already, or would be at once (W-8). */
  protected isWindowLate({ cleanupTime }: WindowContext): boolean {
    return this.spec.assigner.isEventTime && cleanupTime <= this.timers.currentWatermark;
  }

  private isBeforeEnd(window: TimeWindow): boolean {
    return maxTimestamp(window) > this.timers.currentWatermark;
  }

  private isElementLate(timestamp: Millis): boolean {
    const { assigner, allowedLateness } = this.spec;
    const { currentWatermark } = this.timers;
    return assigner.isEventTime && saturatingAdd(timestamp, allowedLateness) <= currentWatermark;
  }

  /**
   * In no window: too late for every one, then to the side output if there is one, else dropped and
   * counted; or there is none where it falls (W-9).
   */
  protected leaveOut(value: unknown, timestamp: Millis, context: OperatorContext): void {
    const { lateTag } = this.spec;
    if (!this.isElementLate(timestamp)) {
      this.unassignedCount++;
      context.report(Fact.recordUnassigned, 0, timestamp, value);
    } else if (lateTag === null) {
      this.lateDroppedCount++;
      context.report(Fact.recordDropped, 0, timestamp, value);
    } else {
      context.report(Fact.recordLate, 0, timestamp, value);
      context.sideOutput(lateTag, value, timestamp);
    }
  }

  protected get windows(): WindowTable {
    return this.#windows ??= windowTableOf(this.spec);
  }

  /** The view of a window; the record before was mostly in the same one. */
  protected enter(namespace: number, context: OperatorContext): WindowContext {
    const inWindow = this.#inWindow ??= new WindowContext(this);
    inWindow.context = context;
    if (inWindow.namespace === namespace) return inWindow;
    const window = this.windows.at(namespace);
    inWindow.enter(namespace, window, this.cleanupTime(window));
    return inWindow;
  }
}
