// What is said of a fault that never struck: the run is no proof of anything, it was not exercised.

import { microsText } from "../clock/duration.ts";
import { showValue } from "../clock/named_error.ts";
import type { Fault } from "./fault.ts";
import { faultText } from "./fault_text.ts";
import { triggerText } from "./fault_trigger_text.ts";

/**
 * A warning about a fault that waited in vain, for so many of the facts it waited for.
 *
 * ```ts
 * import { match } from "node:assert";
 * import { neverFiredWarning, parseFault } from "@headwater/sim";
 * const fault = parseFault("crash window[1] on 3rd windowFired of window[1]");
 * match(neverFiredWarning(fault, 2), /^W-FAULT-NEVER-FIRED: .* that happened 2 times of 3/);
 * ```
 */
export function neverFiredWarning(fault: Fault, count: number): string {
  return `W-FAULT-NEVER-FIRED: The fault ${
    showValue(faultText(fault))
  } did not strike, so this run ` +
    `shows nothing of it: ${reasonOf(fault, count)}`;
}

function reasonOf({ trigger }: Fault, count: number): string {
  switch (trigger.kind) {
    case "time":
      return `the run was over before ${microsText(trigger.at)}`;
    case "fact":
    case "count": {
      const wanted = trigger.kind === "fact" ? trigger.nth : trigger.atLeast;
      return `it waited for "${triggerText(trigger)}", and that happened ${
        times(count)
      } of ${wanted}`;
    }
    default:
      return `it waited for "${triggerText(trigger)}", and that did not happen`;
  }
}

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}
