// Never speak (TR-10): the default of the global window.

import { type Trigger, TriggerResult } from "./trigger.ts";

/**
 * Says nothing, whatever happens.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { NeverTrigger } from "@headwater/sim";
 * strictEqual(NeverTrigger.create().canMerge, false);
 * ```
 */
export class NeverTrigger implements Trigger {
  readonly name = "NeverTrigger";
  readonly canMerge = false;
  private static readonly only: NeverTrigger = Object.freeze(new NeverTrigger());

  private constructor() {}

  /** The trigger; it has no options, so there is one for all. */
  static create(): NeverTrigger {
    return NeverTrigger.only;
  }

  onElement(): TriggerResult {
    return TriggerResult.CONTINUE;
  }

  onEventTime(): TriggerResult {
    return TriggerResult.CONTINUE;
  }

  onProcessingTime(): TriggerResult {
    return TriggerResult.CONTINUE;
  }

  clear(): void {}
}
