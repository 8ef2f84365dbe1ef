// One window of one key, as triggers and process window functions see it (WindowOperator's Context and
// ProcessWindowFunction.Context). Scratch: set anew before each call, valid during the call only.

import type { Millis } from "../../clock/time.ts";
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
  window!: TimeWindow;
  private namespace = 0;
  private context!: OperatorContext;

  constructor(private readonly operator: WindowOwner) {}

  /** From here on, this window is meant. */
  enter(namespace: number, window: TimeWindow, context: OperatorContext): this {
    this.namespace = namespace;
    this.window = window;
    this.context = context;
    return this;
  }

  get currentWatermark(): Millis {
    return this.operator.timers.currentWatermark;
  }

  get currentProcessingTime(): Millis {
    return this.context.now;
  }

  registerEventTimeTimer(time: Millis): void {
    this.operator.timers.registerEventTimeTimer(this.namespace, time, this.context);
  }

  deleteEventTimeTimer(time: Millis): void {
    this.operator.timers.deleteEventTimeTimer(this.namespace, time, this.context);
  }

  registerProcessingTimeTimer(time: Millis): void {
    this.operator.timers.registerProcessingTimeTimer(this.namespace, time, this.context);
  }

  deleteProcessingTimeTimer(time: Millis): void {
    this.operator.timers.deleteProcessingTimeTimer(this.namespace, time, this.context);
  }

  output({ id }: { readonly id: string }, value: unknown): void {
    const doing = `emitting on side output "${id}" in "${this.operator.spec.name}"`;
    this.context.sideOutput(id, deepFreeze(value, doing), maxTimestamp(this.window));
  }
}
