// What a window keeps of its elements, decided by its functions (Flink's WindowOperatorBuilder, W-1).
//
//   functions            kept per (key, window)      when the window fires
//   reduce               one value                   the value
//   aggregate            one accumulator             getResult(accumulator)
//   process              all elements, in order      process(elements)
//   reduce + process     one value                   process([value])
//   aggregate + process  one accumulator             process([getResult(accumulator)])
//   with an evictor      all elements, in order      as above, from what the evictor left (EV-7)

import type { Key } from "../../element/key.ts";
import { refuse } from "../../clock/named_error.ts";
import { aggregatingState } from "../../6_state/aggregating_state.ts";
import { listState } from "../../6_state/list_state.ts";
import { reducingState } from "../../6_state/reducing_state.ts";
import type { AppendingStateDescriptor } from "../../6_state/state_descriptor.ts";
import type { WindowFunctions } from "./window_function.ts";

/** What is kept per (key, window), declared as state (W-1). Errors: `E-WINDOW-FUNCTION`. */
export function windowContents<IN, MID, OUT, K extends Key>(
  { reduce, aggregate, process }: WindowFunctions<IN, MID, OUT, K>,
  operatorName: string,
  evicts: boolean,
): AppendingStateDescriptor<unknown, unknown, unknown> {
  const isAmbiguous = reduce !== undefined && aggregate !== undefined;
  if (isAmbiguous || !(reduce || aggregate || process)) {
    const found = isAmbiguous ? "both reduce and aggregate" : "no function";
    refuse(
      "E-WINDOW-FUNCTION",
      `Window "${operatorName}" has ${found}, but it wants reduce, aggregate or process, or process ` +
        `behind one of the other two`,
    );
  }
  const name = "window-contents";
  if (evicts) return listState(name) as AppendingStateDescriptor<unknown, unknown, unknown>; // EV-7
  const contents = reduce
    ? reducingState(name, reduce)
    : aggregate
    ? aggregatingState(name, aggregate)
    : listState(name);
  return contents as AppendingStateDescriptor<unknown, unknown, unknown>;
}
