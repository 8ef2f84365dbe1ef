// Where two traces part: the first fact that differs, and both sides of it.

import type { Trace } from "../trace/trace.ts";
import type { TraceNames } from "../trace/trace_names.ts";
import { showCount } from "./duration.ts";
import { factText } from "../trace/trace_text.ts";

/** A trace with what its numbers are called. */
export interface NamedTrace {
  readonly trace: Trace;
  readonly names: TraceNames;
}

/** A sentence about the first difference, or undefined when there is none. */
export function firstDivergence(then: NamedTrace, now: NamedTrace): string | undefined {
  const from = Math.max(then.trace.start, now.trace.start);
  const until = Math.max(then.trace.end, now.trace.end);
  for (let index = from; index < until; index++) {
    const before = lineAt(then, index), after = lineAt(now, index);
    if (before === after) continue;
    return `Fact ${
      showCount(index)
    } is the first that differs. Then: "${before}". Now: "${after}". ` +
      `Usual cause: another version of the job or of the engine, or a user function that is not ` +
      `deterministic`;
  }
  return undefined;
}

/** Names, not numbers, are compared: keys are numbered as they come. */
function lineAt({ trace, names }: NamedTrace, index: number): string {
  if (index >= trace.end) return "the end";
  return factText(trace.at(index), names).trim().replace(/ {2,}/g, "  ");
}
