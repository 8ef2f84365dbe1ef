// A window operator whose windows grow together (Flink's WindowOperator with a MergingWindowAssigner):
// sessions.
//
//   open      [────── a ──────)      [──── b ────)
//   element                   [── c ──)                 touches both
//   after     [──────────────── abc ─────────────)      one window; its contents stand where a's stood
//
// The order of things on a merge is M-5's: the trigger learns of the new window, the old ones are
// cleared, their contents merge, and only then does the element come.

import type { Millis } from "../../clock/time.ts";
import { MAX } from "../../clock/time.ts";
import { refuse } from "../../clock/named_error.ts";
import type { KeyedParts } from "../../6_state/keyed_part.ts";
import { mergeNamespaces } from "../../6_state/merge_namespaces.ts";
import { StateTable } from "../../6_state/state_table.ts";
import { VOID_NAMESPACE } from "../../6_state/triggerable.ts";
import { valueState } from "../../6_state/value_state.ts";
import { Fact } from "../../trace/fact.ts";
import type { OperatorContext } from "../operator.ts";
import { MergingWindowSet, type WindowPlace } from "./merging_window_set.ts";
import { maxTimestamp, type TimeWindow } from "./time_window.ts";
import type { WindowContext } from "./window_context.ts";
import { WindowOperator } from "./window_operator.ts";

const WINDOW_SET = valueState<readonly WindowPlace[]>("merging-window-set");

/**
 * The sessions of one subtask's keys; described by `windowOperator`.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { EventTimeSessionWindows, type MergingWindowOperator, windowOperator } from "@headwater/sim";
 * import { OperatorHarness } from "@headwater/sim/testing";
 * const spec = windowOperator<string>({
 *   name: "sessions",
 *   uid: "sessions",
 *   cost: 0,
 *   assigner: EventTimeSessionWindows.withGap(10),
 *   reduce: (a, b) => a + b,
 * });
 * const harness = new OperatorHarness<string>(spec, { keyBy: () => "k" });
 * harness.processElement("a", 0).processElement("b", 8);
 * strictEqual((harness.operator as MergingWindowOperator).contents.size, 1);
 * ```
 */
export class MergingWindowOperator extends WindowOperator {
  /** Per key: which windows are open, and where their contents stand. */
  windowSets: StateTable<readonly WindowPlace[]> = new StateTable();
  /** The set of the current key, while one is worked on. */
  #set: MergingWindowSet | null = null;

  override open(context: OperatorContext): void {
    super.open(context);
    this.windowSets.declare(WINDOW_SET, this.spec.name);
  }

  override keyedParts(): KeyedParts {
    return { ...super.keyedParts(), windowSets: this.windowSets };
  }

  override processElement(value: unknown, timestamp: Millis, context: OperatorContext): void {
    const assigned = this.assign(value, timestamp, context);
    const set = this.load(context);
    let isSkipped = true;
    for (let i = 0; i < assigned.count; i++) {
      const added = Object.freeze({ start: assigned.starts[i], end: assigned.ends[i] });
      const window = set.addWindow(added, (merged, sources, place, others) => {
        this.merge(merged, sources, place, others, context);
      });
      const inWindow = this.enterOpen(window, set, context);
      if (this.isWindowLate(inWindow)) { // M-6: the merged window is what counts
        set.retireWindow(window);
        continue;
      }
      isSkipped = false;
      this.addElement(value, timestamp, inWindow, context);
    }
    this.store(set, context);
    if (isSkipped) this.leaveOut(value, timestamp, context);
    this.timers.arm(context);
  }

  override onEventTime(namespace: number, time: Millis, context: OperatorContext): void {
    const set = this.load(context);
    super.onEventTime(namespace, time, context);
    this.store(set, context);
  }

  override onProcessingTime(namespace: number, time: Millis, context: OperatorContext): void {
    const set = this.load(context);
    super.onProcessingTime(namespace, time, context);
    this.store(set, context);
  }

  /** A timer of a window that has gone into another one means nothing (M-10). */
  protected override reenter(namespace: number, context: OperatorContext): WindowContext | null {
    const window = this.windows.at(namespace);
    const isOpen = this.#set!.stateWindowOf(window) !== undefined;
    return isOpen ? this.enterOpen(window, this.#set!, context) : null;
  }

  protected override clean(inWindow: WindowContext, context: OperatorContext): void {
    super.clean(inWindow, context);
    this.#set!.retireWindow(inWindow.window);
  }

  /** Windows become one (M-5). */
  private merge(
    merged: TimeWindow,
    sources: readonly TimeWindow[],
    place: TimeWindow,
    others: readonly TimeWindow[],
    context: OperatorContext,
  ): void {
    const { trigger, name } = this.spec;
    const inMerged = this.enter(this.numberOf(merged), context);
    this.refuseOver(inMerged);
    inMerged.sources = sources.map((window) => this.numberOf(window));
    trigger.onMerge?.(inMerged.window, inMerged);
    inMerged.sources = [];
    const result = inMerged.window;
    for (const source of sources) {
      const inSource = this.enter(this.numberOf(source), context);
      trigger.clear(inSource.window, inSource);
      this.deleteCleanupTimer(inSource);
      context.report(Fact.windowMerged, 0, source.start, result);
    }
    const numbers = others.map((window) => this.numberOf(window));
    mergeNamespaces(this.contents, this.numberOf(place), numbers, context.key, name);
  }

  /** M-7: no assigner of Flink's can make a window that is over already; one's own can. */
  private refuseOver({ window, cleanupTime, currentProcessingTime }: WindowContext): void {
    const { assigner, name } = this.spec;
    const isOver = assigner.isEventTime
      ? cleanupTime <= this.timers.currentWatermark
      : maxTimestamp(window) <= currentProcessingTime;
    if (!isOver) return;
    refuse(
      "E-WINDOW-MERGE",
      `While merging windows in "${name}": the merged window [${window.start}, ${window.end}) is over ` +
        `already; wanted: an assigner whose merged windows last as long as the longest of them`,
    );
  }

  private deleteCleanupTimer(inWindow: WindowContext): void {
    const { cleanupTime } = inWindow;
    if (cleanupTime === MAX) return;
    if (this.spec.assigner.isEventTime) inWindow.deleteEventTimeTimer(cleanupTime);
    else inWindow.deleteProcessingTimeTimer(cleanupTime);
  }

  /** The view of an open window, with the place where its contents stand. */
  private enterOpen(
    window: TimeWindow,
    set: MergingWindowSet,
    context: OperatorContext,
  ): WindowContext {
    const inWindow = this.enter(this.numberOf(window), context);
    inWindow.place = this.numberOf(set.stateWindowOf(window)!);
    return inWindow;
  }

  private numberOf({ start, end }: TimeWindow): number {
    return this.windows.intern(start, end);
  }

  private load(context: OperatorContext): MergingWindowSet {
    const { assigner } = this.spec;
    const stored = this.windowSets.get(VOID_NAMESPACE, context.key);
    return this.#set = new MergingWindowSet(
      stored,
      (windows, callback) => assigner.mergeWindows!(windows, callback),
    );
  }

  private store(set: MergingWindowSet, context: OperatorContext): void {
    const before = this.windowSets.get(VOID_NAMESPACE, context.key);
    const stored = set.toStored();
    this.#set = null;
    if (stored === before) return;
    if (stored === undefined) this.windowSets.remove(VOID_NAMESPACE, context.key);
    else this.windowSets.put(VOID_NAMESPACE, context.key, deepFreezeSet(stored));
  }
}

function deepFreezeSet(places: readonly WindowPlace[]): readonly WindowPlace[] {
  for (const place of places) {
    place.forEach((window) => Object.freeze(window));
    Object.freeze(place);
  }
  return Object.freeze(places);
}
