// From the valve to the head of the chain: the operator's event time advances, or its status changes.

import type { Millis } from "../clock/time.ts";
import type { StreamTask } from "./stream_task.ts";
import type { SubtaskContext } from "./subtask_context.ts";
import { ElementKind, NO_KEY, NO_ORIGIN } from "../element/element.ts";
import { Fact } from "../trace/fact.ts";

/** Hands what the valve lets through to the first operator. */
export class ValveOutput {
  constructor(private readonly task: StreamTask, private readonly context: SubtaskContext) {}

  emitWatermark(timestamp: Millis): void {
    const { context } = this;
    if (context.recordsAll) {
      context.report(Fact.watermarkAdvanced, 0, NO_KEY, NO_ORIGIN, timestamp, 0);
    }
    context.chain[0].receiveWatermark(timestamp);
  }

  emitStatus(isIdle: boolean): void {
    const { context } = this;
    const kind = isIdle ? ElementKind.IDLE : ElementKind.ACTIVE;
    if (context.recordsAll) context.report(Fact.statusChanged, 0, NO_KEY, NO_ORIGIN, 0, kind);
    this.task.chain.operators[0].processStatus(isIdle, context.chain[0]);
  }
}
