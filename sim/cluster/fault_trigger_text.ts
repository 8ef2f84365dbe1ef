// Triggers as text and back: `at 12.5s`, `on 3rd windowFired of window[1]`, `after precommit 2`,
// `when checkpoints completed >= 2`.

import { Fact } from "../trace/fact.ts";
import { microsText, parseMicros } from "../clock/duration.ts";
import { nearest } from "../clock/nearest.ts";
import type { FactName, FaultPlace, FaultTrigger } from "./fault.ts";
import { FAULT_PHASES, type FaultPhase } from "./fault_phases.ts";
import {
  FAULT_COUNTERS,
  type FaultCounter,
  type FaultStatus,
  JOB_STATUSES,
  SUBTASK_STATUSES,
} from "./fault_predicates.ts";
import { readOperator, readPlace, targetText } from "./fault_target_text.ts";
import type { FaultWords } from "./fault_words.ts";

const STARTS = ["at", "on", "after", "before", "during", "when"] as const;
const PHASES = Object.keys(FAULT_PHASES) as FaultPhase[];
const FACTS = Object.keys(Fact) as FactName[];
const COUNTERS = Object.keys(FAULT_COUNTERS) as FaultCounter[];
const COUNTED = COUNTERS.map((counter) => counter.split(" ")[0]);

/** How a time is written, for errors. */
export const TIME_WANTED = "a time with its unit, such as 500ms, 12.5s or 2min,";

/** A time that is read, but not as whole microseconds that a number can count. */
const SPAN = /^-?\d+(?:\.\d+)?(?:us|µs|ms|s|m|min|h|d)$/;
const SPAN_WANTED = "a time of whole microseconds, 104249d at most,";

/** Reads when a fault strikes. */
export function readTrigger(words: FaultWords): FaultTrigger {
  const start = words.takeOneOf(STARTS, "when it strikes");
  switch (start) {
    case "at":
      return { kind: "time", at: readTime(words) };
    case "on":
      return readFact(words);
    case "when":
      return readPredicate(words);
    default: {
      const { text } = words.peek();
      if (FACTS.includes(text as FactName)) {
        words.refuse(`a phase (${text} is a fact: "on 1st ${text}")`, PHASES);
      }
      const phase = words.takeOneOf(PHASES, "a phase");
      const number = words.takeNumber(`the number of ${articled(FAULT_PHASES[phase].number)}`);
      return { kind: "phase", edge: start, phase, number, of: readMaybeOf(words) };
    }
  }
}

/** Reads a time or a span; negative ones are read, to be refused with a better sentence. */
export function readTime(words: FaultWords): number {
  const { kind, text } = words.peek();
  const micros = kind === "word" ? parseMicros(text.replace(/^-/, "")) : undefined;
  if (micros === undefined) words.refuse(SPAN.test(text) ? SPAN_WANTED : TIME_WANTED);
  words.take();
  return text.startsWith("-") ? -micros : micros;
}

function readFact(words: FaultWords): FaultTrigger {
  const ordinal = /^(\d{1,9})(?:st|nd|rd|th)$/.exec(words.peek().text);
  if (ordinal === null) words.refuse("which one (1st, 2nd, 3rd …)");
  words.take();
  const fact = words.takeOneOf(FACTS, "a kind of fact");
  return { kind: "fact", fact, nth: Number(ordinal[1]), of: readMaybeOf(words) };
}

function readMaybeOf(words: FaultWords): FaultPlace | null {
  return words.takeIf("of") ? readPlace(words, OF_WANTED) : null;
}

const OF_WANTED = "somebody (window[0], window, task-manager-N or job-manager)";

function readPredicate(words: FaultWords): FaultTrigger {
  if (isStatus(words)) return readStatus(words);
  const { kind, text } = words.peek();
  if (kind !== "word" || !COUNTED.includes(text)) {
    const known = nearest(text, COUNTED) === undefined ? COUNTERS : COUNTED;
    words.refuse('what is counted, or "is" behind a subtask or job,', known);
  }
  const first = words.take().text;
  const rests = COUNTERS.filter((counter) => counter.startsWith(`${first} `))
    .map((counter) => counter.slice(first.length + 1));
  const rest = rests.length === 0
    ? ""
    : ` ${words.takeOneOf(rests, `something that ${first} can be`)}`;
  const of = readMaybeOf(words);
  if (!words.takeIf(">=")) words.refuse('">="');
  const atLeast = words.takeNumber("a whole number");
  return { kind: "count", counter: `${first}${rest}` as FaultCounter, of, atLeast };
}

/** True when somebody and `is` come next. */
function isStatus(words: FaultWords): boolean {
  const isNamed = words.peek().kind === "name" || words.peek(1).kind === "index";
  return isNamed || words.peek(1).text === "is";
}

function readStatus(words: FaultWords): FaultTrigger {
  const isOfJob = words.peek(1).kind !== "index" && words.takeIf("job");
  const of = isOfJob ? null : readOperator(words);
  if (!words.takeIf("is")) words.refuse('"is"');
  const known: readonly FaultStatus[] = isOfJob ? JOB_STATUSES : SUBTASK_STATUSES;
  return { kind: "status", of, status: words.takeOneOf(known, "a status") };
}

/** A trigger as text. */
export function triggerText(trigger: FaultTrigger): string {
  switch (trigger.kind) {
    case "time":
      return `at ${microsText(trigger.at)}`;
    case "fact":
      return `on ${ordinalText(trigger.nth)} ${trigger.fact}${ofText(trigger.of)}`;
    case "phase":
      return `${trigger.edge} ${trigger.phase} ${trigger.number}${ofText(trigger.of)}`;
    case "count":
      return `when ${trigger.counter}${ofText(trigger.of)} >= ${trigger.atLeast}`;
    case "status":
      return `when ${trigger.of === null ? "job" : targetText(trigger.of)} is ${trigger.status}`;
  }
}

function ofText(of: FaultPlace | null): string {
  return of === null ? "" : ` of ${targetText(of)}`;
}

/** 1st, 2nd, 3rd, 4th … 11th … 21st. */
function ordinalText(n: number): string {
  const isTeen = Math.floor(n / 10) % 10 === 1;
  return `${n}${isTeen ? "th" : ["th", "st", "nd", "rd"][n % 10] ?? "th"}`;
}

function articled(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;
}
