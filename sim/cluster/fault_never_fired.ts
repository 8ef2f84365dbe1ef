// What is said of a fault that never struck, or that lay in wait in vain: the run is no proof of anything,
// it was not exercised.

import { microsText } from "../clock/duration.ts";
import { showValue } from "../clock/named_error.ts";
import { mayBeOwn } from "./fault_phase_owner.ts";
import type { Fault } from "./fault.ts";
import { FAULT_PHASES, isForAll } from "./fault_phases.ts";
import { targetText } from "./fault_target_text.ts";
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

/**
 * A warning about a fault that lay in wait, and nothing came by.
 *
 * ```ts
 * import { match } from "node:assert";
 * import { noEffectWarning, parseFault } from "@headwater/sim";
 * const fault = parseFault("lose ack of window[0] at 1s for 5ms");
 * match(noEffectWarning(fault), /^W-FAULT-NO-EFFECT: .* no ack of window\[0\] was sent/);
 * ```
 */
export function noEffectWarning(fault: Fault): string {
  return `W-FAULT-NO-EFFECT: The fault ${
    showValue(faultText(fault))
  } struck and met nothing, so this ` +
    `run shows nothing of it: while it lasted, ${missingOf(fault)}. Usual cause: ${causeOf(fault)}`;
}

function missingOf({ verb, target }: Fault): string {
  const text = targetText(target).replace(/^requests/, "request");
  if (verb === "decline") return `${text} was asked for no checkpoint`;
  return verb === "fail" ? `no ${text} was tried` : `no ${text} was sent`;
}

/** Without `of`, a phase of each subtask is over with the first of them. */
function causeOf(fault: Fault): string {
  const { trigger } = fault;
  const isHasty = !mayBeOwn(fault) && trigger.kind === "phase" && trigger.edge === "during" &&
    trigger.of === null &&
    !isForAll(FAULT_PHASES[trigger.phase].end.fact);
  return isHasty
    ? `a phase without "of" is over with the first subtask; write "${triggerText(trigger)} of …"`
    : "it came too late, or was over too soon";
}
