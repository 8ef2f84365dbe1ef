// The world outside of one operator under test, if it is a sink: it outlives the operator, and every
// attempt of the same subtask finds it as the one before left it.

import type { Micros } from "../clock/time.ts";
import type { OperatorSpec } from "../5_operator/operator.ts";
import type { Outside, OutsidePort } from "../7_sink/outside.ts";
import type { SinkOperatorSpec } from "../7_sink/sink_operator.ts";
import type { HarnessContext } from "./harness_context.ts";

/** One share of the world outside. A part. */
export class HarnessOutside {
  outside: Outside | null = null;
  /** When it wants to act of itself; Infinity when it does not. */
  wakeAt: Micros = Infinity;

  /** Empty, as the sink names it; with nothing behind an operator that is no sink. */
  build(spec: OperatorSpec, subtaskIndex: number): void {
    const { sink } = spec as Partial<SinkOperatorSpec>;
    if (sink?.Outside === undefined) return;
    this.outside = new sink.Outside();
    this.outside.spec = sink;
    this.outside.setup(subtaskIndex);
  }
}

/** What the world outside may do; facts go to the operator's others. */
export function outsidePort(context: HarnessContext): OutsidePort {
  return {
    now: context.now * 1000,
    wallClock: context.now,
    wakeAt: (at) => void (context.world.wakeAt = at),
    report: (kind, stamp, value) => context.report(kind, 0, stamp, value),
  };
}

/** The oldest request reaches the world outside; its answer is on its way. */
export function performRequest(context: HarnessContext): void {
  const { request, argument } = context.asked.shift()!;
  const isDone = context.world.outside!.perform(request, argument, outsidePort(context));
  context.answers.push({ request, argument, isDone });
}

/** The world outside acts of itself, if its time has come. */
export function wakeOutside(context: HarnessContext): void {
  const { world } = context;
  if (world.wakeAt > context.now * 1000) return;
  world.wakeAt = Infinity;
  world.outside!.onTimer(outsidePort(context));
}
