// What is wrong with a fault whoever it is meant for: a verb that does not go with its target, an end that
// is not after its start, numbers that cannot be.

import { showValue } from "../clock/named_error.ts";
import { microsText } from "../clock/duration.ts";
import type { Fault, FaultTrigger } from "./fault.ts";
import { FAULT_PHASES, isForAll } from "./fault_phases.ts";
import { FAULT_COUNTERS } from "./fault_predicates.ts";
import { FAULT_VERBS, lastingOf } from "./fault_verbs.ts";
import { targetsOf, targetText } from "./fault_target_text.ts";

/** The part of a fault that is wrong. */
export type FaultField = "target" | "by" | "trigger" | "duration";

/** What is wrong. */
export interface FaultComplaint {
  readonly code: "E-FAULT-TARGET" | "E-FAULT-TIME" | "E-FAULT-VALUE";
  readonly field: FaultField;
  readonly sentence: string;
}

const FACTOR_MAX = 1_000_000;
const JUMP_MAX = 86_400_000_000;

/** The first thing that is wrong with a fault, if there is one. */
export function faultComplaint(
  fault: Fault,
  hasDuration = fault.duration !== 0,
): FaultComplaint | null {
  return targetComplaint(fault) ?? byComplaint(fault) ?? triggerComplaint(fault.trigger) ??
    durationComplaint(fault, hasDuration);
}

function targetComplaint({ verb, target }: Fault): FaultComplaint | null {
  const complain = (sentence: string) => complaint("E-FAULT-TARGET", "target", sentence);
  if (lastingOf(verb, target.kind) === undefined) {
    return complain(
      `"${verb}" cannot be done to ${targetText(target)}; wanted: ${targetsOf(verb)}`,
    );
  }
  if (target.kind === "link" && targetText(target.from) === targetText(target.to)) {
    return complain(`${targetText(target.from)} has no link to itself; what is local needs none`);
  }
  if (target.kind === "checkpoint" && !isCount(target.checkpoint, 1)) {
    return complain(`checkpoint ${target.checkpoint} is none; they are counted from 1 (CP-3)`);
  }
  return null;
}

function byComplaint({ verb, by }: Fault): FaultComplaint | null {
  const kind = FAULT_VERBS[verb].by;
  const isRight = kind === undefined
    ? by === 0
    : kind === "factor"
    ? isCount(by, 2) && by <= FACTOR_MAX
    : kind === "jump"
    ? by !== 0 && by % 1000 === 0 && Math.abs(by) <= JUMP_MAX
    : isCount(by, 1);
  if (isRight) return null;
  const wanted = kind === "factor"
    ? `a whole number from 2 to ${FACTOR_MAX}`
    : kind === "time"
    ? "a time longer than nothing"
    : kind === "jump"
    ? "whole milliseconds ahead or, with a minus, back, a day at most"
    : "0, since the verb has no amount";
  return complaint(
    "E-FAULT-VALUE",
    "by",
    `"${verb}" is done by ${showValue(by)}; wanted: ${wanted}`,
  );
}

function triggerComplaint(trigger: FaultTrigger): FaultComplaint | null {
  const complain = (sentence: string) => complaint("E-FAULT-VALUE", "trigger", sentence);
  switch (trigger.kind) {
    case "time": {
      if (isCount(trigger.at, 0)) return null;
      const sentence = `the time ${
        timeText(trigger.at)
      } is before the start of the run, or no time`;
      return complaint("E-FAULT-TIME", "trigger", sentence);
    }
    case "fact":
      if (!isCount(trigger.nth, 1)) {
        return complain(`facts are counted from 1st, not ${trigger.nth}`);
      }
      return ofComplaint(trigger, trigger.fact);
    case "phase": {
      const { number } = FAULT_PHASES[trigger.phase];
      if (isCount(trigger.number, number === "checkpoint" ? 1 : 0)) return null;
      return complain(`${number} ${trigger.number} is none; they are counted from 1`);
    }
    case "count":
      if (!isCount(trigger.atLeast, 1)) {
        return complain(
          `"${trigger.counter} >= ${trigger.atLeast}" holds from the start; wanted: 1 or more`,
        );
      }
      return ofComplaint(trigger, FAULT_COUNTERS[trigger.counter].fact);
    case "status":
      return null;
  }
}

/** `of` narrows nothing where the fact is the whole job's. */
function ofComplaint(
  { of }: Extract<FaultTrigger, { kind: "fact" | "count" }>,
  fact: Parameters<typeof isForAll>[0],
): FaultComplaint | null {
  if (of === null || of.kind === "job-manager" || !isForAll(fact)) return null;
  const sentence =
    `${fact} happens once for the whole job, so there is none of ${targetText(of)}; ` +
    `leave out "of ${targetText(of)}"`;
  return complaint("E-FAULT-TARGET", "trigger", sentence);
}

function durationComplaint(fault: Fault, hasDuration: boolean): FaultComplaint | null {
  const { verb, target, trigger, duration } = fault;
  const complain = (sentence: string) => complaint("E-FAULT-TIME", "duration", sentence);
  if (hasDuration && !isCount(duration, 1)) {
    return complain(
      `the fault lasts ${timeText(duration)}, so it ends ${
        duration < 0 ? "before" : "as"
      } it starts; wanted: a duration longer than nothing`,
    );
  }
  const lasting = lastingOf(verb, target.kind)!;
  const isDuring = trigger.kind === "phase" && trigger.edge === "during";
  if (lasting === "moment" && hasDuration) {
    return complain(`"${verb} ${targetText(target)}" is done in a moment; leave out "for …"`);
  }
  if (lasting === "span" && !hasDuration && !isDuring) {
    return complain(`"${verb} ${targetText(target)}" has no end; wanted: "for" and a duration`);
  }
  return null;
}

function complaint(
  code: FaultComplaint["code"],
  field: FaultField,
  sentence: string,
): FaultComplaint {
  return { code, field, sentence };
}

function isCount(value: unknown, min: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= min;
}

function timeText(micros: number): string {
  if (!Number.isSafeInteger(micros)) return showValue(micros);
  return micros < 0 ? `-${microsText(-micros)}` : microsText(micros);
}
