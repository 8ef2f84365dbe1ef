// From a valve to the head of the chain: the operator's event time advances, or its status changes. With
// several logical inputs, what they say is combined first (V-8).

import type { Millis } from "../clock/time.ts";
import type { StreamTask } from "./stream_task.ts";
import type { SubtaskContext } from "./subtask_context.ts";
import { ElementKind, NO_KEY, NO_ORIGIN } from "../element/element.ts";
import { Fact } from "../trace/fact.ts";

/** Hands what a valve lets through to the first operator. */
export class ValveOutput {
  constructor(
    private readonly task: StreamTask,
    private readonly context: SubtaskContext,
    private readonly input: number,
  ) {}

  emitWatermark(timestamp: Millis): void {
    const { context, task, input } = this;
    if (context.recordsAll) {
      context.report(Fact.watermarkAdvanced, input, NO_KEY, NO_ORIGIN, timestamp, 0);
    }
    if (task.gates.length === 1) context.chain[0].receiveWatermark(timestamp);
    else task.combined.receiveWatermark(input, timestamp, new HeadOutput(context));
  }

  emitStatus(isIdle: boolean): void {
    const { context, task, input } = this;
    const kind = isIdle ? ElementKind.IDLE : ElementKind.ACTIVE;
    if (context.recordsAll) context.report(Fact.statusChanged, input, NO_KEY, NO_ORIGIN, 0, kind);
    if (task.gates.length === 1) context.chain[0].receiveStatus(isIdle);
    else task.combined.receiveStatus(input, isIdle, new HeadOutput(context));
  }
}

/** What the inputs say together. */
class HeadOutput {
  constructor(private readonly context: SubtaskContext) {}

  emitWatermark(timestamp: Millis): void {
    this.context.chain[0].receiveWatermark(timestamp);
  }

  emitStatus(isIdle: boolean): void {
    this.context.chain[0].receiveStatus(isIdle);
  }
}
