// One window of one key, as the operator, triggers and process window functions see it (Flink's
// WindowOperator.Context and WindowContext). Scratch: entered anew for each window that is worked on,
// valid during that work only.

import type { Millis } from "../../clock/time.ts";
import { MAX } from "../../clock/time.ts";
import { VOID_NAMESPACE } from "../../6_state/triggerable.ts";
import type { TimerService } from "../../6_state/timer_service.ts";
import type { OperatorContext } from "../operator.ts";
import { deepFreeze } from "../../clock/freeze.ts";
import { maxTimestamp, type TimeWindow } from "./time_window.ts";
import { refuse } from "../../clock/named_error.ts";
import type { KeyedStateStore } from "../../6_state/keyed_state_store.ts";
import { mergeNamespaces } from "../../6_state/merge_namespaces.ts";
import type { StateOf } from "../../6_state/state_access.ts";
import type { StateDescriptor } from "../../6_state/state_descriptor.ts";
import type { TriggerMergeContext, TriggerResult } from "./trigger.ts";
import type { ProcessWindowContext } from "./window_function.ts";

/** The operator whose windows are seen. */
export interface WindowOwner {
  readonly spec: {
    readonly name: string;
    readonly assigner: { readonly name: string; readonly mergeWindows?: unknown };
  };
  readonly timers: TimerService;
  /** What triggers, and what functions remember per window, and functions per key. */
  readonly triggerStates: KeyedStateStore;
  readonly windowStates: KeyedStateStore;
  readonly globalStates: KeyedStateStore;
}

/** The current key's view of one window. */
export class WindowContext implements TriggerMergeContext, ProcessWindowContext {
  /** The window's number in the operator's window table. */
  namespace: number = VOID_NAMESPACE;
  window: TimeWindow = { start: 0, end: 0 };
  /** The number of the window under which the contents stand; another one only after a merge (M-3). */
  place: number = VOID_NAMESPACE;
  /** While windows merge: the numbers of those that go into this one. */
  sources: readonly number[] = [];
  /** When everything about the window is forgotten; MAX is never (W-7). */
  cleanupTime: Millis = MAX;
  context!: OperatorContext;

  constructor(private readonly owner: WindowOwner) {}

  /** What was said last of a trigger's answer: many keys of one window get the same. */
  private answer: readonly number[] = [];

  /** From here on, another window is meant. */
  enter(namespace: number, window: TimeWindow, cleanupTime: Millis): void {
    this.namespace = this.place = namespace;
    this.window = window;
    this.cleanupTime = cleanupTime;
  }

  /** What a fact says of a trigger's answer: frozen once for all keys of a window (100 ns each). */
  answerOf(result: TriggerResult): readonly number[] {
    const { answer, window: { start, end } } = this;
    if (answer[0] === start && answer[1] === end && answer[2] === result) return answer;
    return this.answer = Object.freeze([start, end, result]);
  }

  get currentWatermark(): Millis {
    return this.owner.timers.currentWatermark;
  }

  get currentProcessingTime(): Millis {
    return this.context.now;
  }

  registerEventTimeTimer(time: Millis): void {
    this.owner.timers.registerEventTimeTimer(this.namespace, time, this.context);
  }

  deleteEventTimeTimer(time: Millis): void {
    this.owner.timers.deleteEventTimeTimer(this.namespace, time, this.context);
  }

  registerProcessingTimeTimer(time: Millis): void {
    this.owner.timers.registerProcessingTimeTimer(this.namespace, time, this.context);
  }

  deleteProcessingTimeTimer(time: Millis): void {
    this.owner.timers.deleteProcessingTimeTimer(this.namespace, time, this.context);
  }

  state<D extends StateDescriptor>(descriptor: D): StateOf<D> {
    const { owner, namespace, context, window } = this;
    return owner.triggerStates.state(descriptor, namespace, context, owner.spec.name, window.end);
  }

  mergeState(descriptor: StateDescriptor): void {
    const { owner, namespace, sources, context } = this;
    const table = owner.triggerStates.table(descriptor, owner.spec.name);
    mergeNamespaces(table, namespace, sources, context.key, owner.spec.name, context.now);
  }

  windowState<D extends StateDescriptor>(descriptor: D): StateOf<D> {
    const { owner, namespace, context, window } = this;
    if (owner.spec.assigner.mergeWindows !== undefined) refuseWindowState(owner, descriptor);
    return owner.windowStates.state(descriptor, namespace, context, owner.spec.name, window.end);
  }

  globalState<D extends StateDescriptor>(descriptor: D): StateOf<D> {
    const { owner, context } = this;
    return owner.globalStates.state(descriptor, VOID_NAMESPACE, context, owner.spec.name);
  }

  output({ id }: { readonly id: string }, value: unknown): void {
    const doing = `emitting on side output "${id}" in "${this.owner.spec.name}"`;
    this.context.sideOutput(id, deepFreeze(value, doing), maxTimestamp(this.window));
  }
}

function refuseWindowState({ spec }: WindowOwner, { name }: StateDescriptor): never {
  refuse(
    "E-WINDOW-STATE",
    `A function of window "${spec.name}" asked for the window state "${name}", but the windows of ` +
      `${spec.assigner.name} merge, and nobody could say how such state merges; wanted: globalState, ` +
      `or windows that stay as they are`,
  );
}
