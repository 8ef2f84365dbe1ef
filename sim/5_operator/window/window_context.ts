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
import type { TriggerContext } from "./trigger.ts";
import type { ProcessWindowContext } from "./window_function.ts";

/** The operator whose windows are seen. */
export interface WindowOwner {
  readonly spec: { readonly name: string };
  readonly timers: TimerService;
}

/** The current key's view of one window. */
export class WindowContext implements TriggerContext, ProcessWindowContext {
  /** The window's number in the operator's window table. */
  namespace: number = VOID_NAMESPACE;
  window: TimeWindow = { start: 0, end: 0 };
  /** When everything about the window is forgotten; MAX is never (W-7). */
  cleanupTime: Millis = MAX;
  context!: OperatorContext;

  constructor(private readonly owner: WindowOwner) {}

  /** From here on, another window is meant. */
  enter(namespace: number, window: TimeWindow, cleanupTime: Millis): void {
    this.namespace = namespace;
    this.window = window;
    this.cleanupTime = cleanupTime;
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

  output({ id }: { readonly id: string }, value: unknown): void {
    const doing = `emitting on side output "${id}" in "${this.owner.spec.name}"`;
    this.context.sideOutput(id, deepFreeze(value, doing), maxTimestamp(this.window));
  }
}
