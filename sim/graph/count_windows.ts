// Windows of so many elements (Flink's KeyedStream.countWindow): the global window, which speaks and
// forgets whenever there are enough, or speaks more often than it forgets (WN-8).

import { CountEvictor } from "../5_operator/window/count_evictor.ts";
import { CountTrigger } from "../5_operator/window/count_trigger.ts";
import { PurgingTrigger } from "../5_operator/window/purging_trigger.ts";
import type { Trigger } from "../5_operator/window/trigger.ts";
import type { Evictor } from "../5_operator/window/evictor.ts";

/** A windowed stream of either kind. */
interface Windowed<T, S> {
  trigger(trigger: Trigger<T>): S;
  evictor(evictor: Evictor<T>): S;
}

/** Gives a stream of global windows its trigger, and its evictor if windows slide. */
export function countWindows<T, S extends Windowed<T, S>>(
  windows: S,
  size: number,
  slide?: number,
): S {
  if (slide === undefined) return windows.trigger(PurgingTrigger.of(CountTrigger.of(size)));
  return windows.evictor(CountEvictor.of(size)).trigger(CountTrigger.of(slide));
}
