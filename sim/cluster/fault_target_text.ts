// Targets as text and back: `window[0]`, `task-manager-1->task-manager-2`, `snapshot of window[0]`.

import { nearest } from "../clock/nearest.ts";
import type {
  FaultMachine,
  FaultOperator,
  FaultPart,
  FaultPlace,
  FaultTarget,
  FaultTargetKind,
} from "./fault.ts";
import { FAULT_TARGETS, FAULT_VERBS, type FaultVerb } from "./fault_verbs.ts";
import { type FaultWords, isBare } from "./fault_words.ts";

/** Nouns before `of X`. */
const PARTS: readonly FaultPart[] = [
  "snapshot",
  "upload",
  "restore",
  "close",
  "commit",
  "trigger",
  "ack",
  "notification",
  "transactions",
  "requests",
  "records",
];
/** Words that cannot be the bare name of an operator. */
const RESERVED: ReadonlySet<string> = new Set([
  ...PARTS,
  ...["task-managers", "job-manager", "storage", "checkpoint", "record", "job"],
  ...["at", "on", "after", "before", "during", "when", "for", "by", "of", "once", "is"],
]);
const TASK_MANAGER = /^task-manager-(\d{1,9})$/;

/** Reads what stands behind a verb, which says what it takes. */
export function readTarget(words: FaultWords, verb: FaultVerb): FaultTarget {
  const start = words.peek();
  const wanted = targetsOf(verb);
  const target = readAnyTarget(words, wanted);
  if (FAULT_VERBS[verb].takes[target.kind] === undefined) {
    const isName = target.kind === "operator";
    const near = isName ? nearest(start.text, nearNames(start.text, verb)) : undefined;
    const hint = near === undefined ? "" : `; did you mean ${near}?`;
    const sentence = `"${verb}" cannot be done to ${targetText(target)}; wanted: ${wanted}${hint}`;
    throw words.error("E-FAULT-SYNTAX", sentence, start.start);
  }
  return target;
}

function readAnyTarget(words: FaultWords, wanted: string): FaultTarget {
  const { kind, text } = words.peek();
  const isNoun = kind === "word" && words.peek(1).kind !== "index";
  if (isNoun && text === "storage") {
    words.take();
    return { kind: "storage" };
  }
  if (isNoun && text === "checkpoint") {
    words.take();
    return { kind: "checkpoint", checkpoint: words.takeNumber("the number of a checkpoint") };
  }
  if (isNoun && text === "record") {
    words.take();
    const record = words.takeNumber("the number of a source record");
    return { kind: "record", record, of: readOf(words) };
  }
  if (isNoun && PARTS.includes(text as FaultPart)) {
    words.take();
    return { kind: text as FaultPart, of: readOf(words) };
  }
  return readPlaceOrLink(words, wanted);
}

function readPlaceOrLink(words: FaultWords, wanted: string): FaultTarget {
  const start = words.peek();
  const from = readPlace(words, wanted);
  const isBothWays = words.takeIf("<->");
  if (!isBothWays && !words.takeIf("->")) return from;
  if (!isMachine(from)) words.refuse(END_WANTED, [], start);
  const end = words.peek();
  const to = readPlace(words, END_WANTED);
  if (!isMachine(to)) words.refuse(END_WANTED, [], end);
  return { kind: "link", from, to, isBothWays };
}

const END_WANTED = "one end of a link, task-manager-N or job-manager,";

function isMachine(place: FaultPlace): place is FaultMachine {
  return place.kind === "task-manager" || place.kind === "job-manager";
}

function readOf(words: FaultWords): FaultOperator {
  if (!words.takeIf("of")) words.refuse('"of" and a subtask or an operator', ["of"]);
  return readOperator(words);
}

/** Reads a subtask or an operator. */
export function readOperator(words: FaultWords): FaultOperator {
  const wanted = "a subtask such as window[0], or an operator,";
  const start = words.peek();
  const place = readPlace(words, wanted);
  if (place.kind === "subtask" || place.kind === "operator") return place;
  return words.refuse(wanted, [], start);
}

/** Reads somebody. */
export function readPlace(words: FaultWords, wanted: string): FaultPlace {
  const { kind, text } = words.peek();
  if (kind !== "word" && kind !== "name") words.refuse(wanted);
  const hasIndex = words.peek(1).kind === "index";
  if (kind === "word" && !hasIndex) {
    const machine = machineNamed(text);
    if (machine === undefined && RESERVED.has(text)) words.refuse(wanted);
    words.take();
    return machine ?? { kind: "operator", name: text };
  }
  words.take();
  if (!hasIndex) return { kind: "operator", name: text };
  return { kind: "subtask", name: text, index: Number(words.take().text) };
}

function machineNamed(text: string): FaultPlace | undefined {
  if (text === "task-managers" || text === "job-manager") return { kind: text };
  const match = TASK_MANAGER.exec(text);
  return match === null ? undefined : { kind: "task-manager", index: Number(match[1]) };
}

/** A target as text. */
export function targetText(target: FaultTarget): string {
  switch (target.kind) {
    case "subtask":
      return `${nameText(target.name, true)}[${target.index}]`;
    case "operator":
      return nameText(target.name, false);
    case "task-manager":
      return `task-manager-${target.index}`;
    case "task-managers":
    case "job-manager":
    case "storage":
      return target.kind;
    case "link":
      return targetText(target.from) + (target.isBothWays ? "<->" : "->") + targetText(target.to);
    case "checkpoint":
      return `checkpoint ${target.checkpoint}`;
    case "record":
      return `record ${target.record} of ${targetText(target.of)}`;
    default:
      return `${target.kind} of ${targetText(target.of)}`;
  }
}

/** A name, in quotes where it could be read as something else. */
function nameText(name: string, hasIndex: boolean): string {
  const isPlain = isBare(name) && (hasIndex || (!RESERVED.has(name) && !TASK_MANAGER.test(name)));
  return isPlain ? name : JSON.stringify(name);
}

/** What a verb takes, in words. */
export function targetsOf(verb: FaultVerb): string {
  const kinds = Object.keys(FAULT_VERBS[verb].takes) as FaultTargetKind[];
  const texts = kinds.map((kind) => FAULT_TARGETS[kind]);
  return texts.length < 2 ? texts[0] : `${texts.slice(0, -1).join(", ")} or ${texts.at(-1)}`;
}

/** What a mistyped word behind a verb could have been: machines have the number that was typed. */
function nearNames(typed: string, verb: FaultVerb): string[] {
  const number = /\d+$/.exec(typed)?.[0] ?? "0";
  return Object.keys(FAULT_VERBS[verb].takes)
    .map((kind) => kind === "task-manager" || kind === "link" ? `task-manager-${number}` : kind);
}
