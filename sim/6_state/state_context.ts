// What state needs of an operator's context.

import type { Millis } from "../clock/time.ts";
import type { TimerContext } from "./triggerable.ts";

/** The current key, what time it is (for time to live), and somebody who listens. */
export interface StateContext extends TimerContext {
  /** Processing time. */
  readonly now: Millis;
}
