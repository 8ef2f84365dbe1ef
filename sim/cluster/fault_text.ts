// The grammar of faults, one for the command line, scenarios and buttons:
//
//   VERB TARGET [by HOW-MUCH] TRIGGER [for DURATION]
//   TRIGGER = at TIME | on Nth FACT [of WHO] | before|during|after PHASE N [of WHO] | when PREDICATE
//
//   crash task-manager-2 after precommit 2
//   hold task-manager-1->task-manager-2 during alignment 1 for 500ms
//   slow window[0] by 20 at 2s for 5s
//
// What is printed is read back as the same fault.

import { microsText } from "../clock/duration.ts";
import { deepFreeze } from "../clock/freeze.ts";
import type { Micros } from "../clock/time.ts";
import type { Fault, FaultPlan, FaultTrigger } from "./fault.ts";
import { faultComplaint, type FaultField } from "./fault_complaint.ts";
import { readTarget, targetText } from "./fault_target_text.ts";
import { readTime, readTrigger, TIME_WANTED, triggerText } from "./fault_trigger_text.ts";
import { FAULT_VERBS, type FaultVerb } from "./fault_verbs.ts";
import { FaultWords } from "./fault_words.ts";

const VERBS = Object.keys(FAULT_VERBS) as FaultVerb[];

/**
 * Reads one fault. Whether what it names exists, only {@linkcode checkFaults} can say.
 *
 * Errors, as a {@linkcode FaultTextError} that points at the place: `E-FAULT-SYNTAX`, `E-FAULT-TIME` for an
 * end that is not after the start, `E-FAULT-TARGET` for a fact that belongs to nobody in particular.
 *
 * ```ts
 * import { deepStrictEqual, throws } from "node:assert";
 * import { parseFault } from "@headwater/sim";
 * deepStrictEqual(parseFault("crash task-manager-2 after precommit 2"), {
 *   verb: "crash",
 *   target: { kind: "task-manager", index: 2 },
 *   by: 0,
 *   trigger: { kind: "phase", edge: "after", phase: "precommit", number: 2, of: null },
 *   duration: 0,
 * });
 * throws(() => parseFault("crush window[0] at 2s"), /E-FAULT-SYNTAX.*did you mean crash/);
 * ```
 */
export function parseFault(text: string): Fault {
  return read(text);
}

/**
 * Reads a fault that says nothing of when, since it strikes now: `VERB TARGET [by HOW-MUCH] [for DURATION]`.
 * Errors as {@linkcode parseFault}.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { parseFault, parseFaultNow } from "@headwater/sim";
 * const pressed = parseFaultNow("slow window[0] by 20 for 5s", 2_000_000);
 * deepStrictEqual(pressed, parseFault("slow window[0] by 20 at 2s for 5s"));
 * ```
 */
export function parseFaultNow(text: string, now: Micros): Fault {
  return read(text, { kind: "time", at: now });
}

function read(text: string, given?: FaultTrigger): Fault {
  const words = new FaultWords(text);
  const starts: Partial<Record<FaultField, number>> = {};
  const mark = (field: FaultField, ahead = 0) => void (starts[field] = words.peek(ahead).start);

  const verb = words.takeOneOf(VERBS, "a verb");
  mark("target");
  const target = readTarget(words, verb);
  const by = readBy(words, verb, () => mark("by"));
  words.takeIf("once");
  mark("trigger", 1); // behind "at" and the like
  const trigger = given ?? readTrigger(words);
  const hasDuration = words.takeIf("for");
  mark("duration");
  const duration = hasDuration ? readTime(words) : 0;
  if (words.peek().kind !== "end") {
    words.refuse(hasDuration ? "nothing more" : '"for" and a duration, or nothing more,', ["for"]);
  }
  const fault: Fault = { verb, target, by, trigger, duration };
  const complaint = faultComplaint(fault, hasDuration);
  if (complaint !== null) {
    throw words.error(complaint.code, complaint.sentence, starts[complaint.field] ?? 0);
  }
  return deepFreeze(fault);
}

function readBy(words: FaultWords, verb: FaultVerb, mark: () => void): number {
  const { by } = FAULT_VERBS[verb];
  if (by === undefined) return 0;
  const wanted = by === "factor" ? "how many times as slow, a whole number" : TIME_WANTED;
  if (!words.takeIf("by")) words.refuse(`"by" and ${wanted}`, ["by"]);
  mark();
  return by === "factor" ? words.takeNumber(wanted) : readTime(words);
}

/**
 * One fault as text.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { faultText, parseFault } from "@headwater/sim";
 * const fault = parseFault("hold notification of  sink[0] after complete 3 for 5000ms");
 * strictEqual(faultText(fault), "hold notification of sink[0] after complete 3 for 5s");
 * ```
 */
export function faultText({ verb, target, by, trigger, duration }: Fault): string {
  const amount = FAULT_VERBS[verb].by === "factor"
    ? String(by)
    : `${by < 0 ? "-" : ""}${microsText(Math.abs(by))}`;
  const parts = [verb, targetText(target)];
  if (FAULT_VERBS[verb].by !== undefined) parts.push("by", amount);
  parts.push(triggerText(trigger));
  if (duration > 0) parts.push("for", microsText(duration));
  return parts.join(" ");
}

/**
 * Reads faults that are separated by semicolons or stand in lines of their own. Errors as
 * {@linkcode parseFault}, which counts columns from the start of the fault.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { parseFaultPlan } from "@headwater/sim";
 * strictEqual(parseFaultPlan("crash window[0] at 2s; crash window[0] at 3s;").length, 2);
 * ```
 */
export function parseFaultPlan(text: string): FaultPlan {
  const parts = text.match(/(?:"(?:[^"\\\n]|\\.)*"|[^;\n])+/g) ?? [];
  return Object.freeze(parts.map((part) => part.trim()).filter(Boolean).map(parseFault));
}

/**
 * Faults as text, each in its line.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { faultPlanText, parseFaultPlan } from "@headwater/sim";
 * const plan = parseFaultPlan("crash window[0] at 2s; lose checkpoint 2 after complete 2");
 * deepStrictEqual(parseFaultPlan(faultPlanText(plan)), plan);
 * ```
 */
export function faultPlanText(plan: FaultPlan): string {
  return plan.map(faultText).join("\n");
}
