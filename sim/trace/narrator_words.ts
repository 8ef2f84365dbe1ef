// What a sentence is made of: the names and times of one fact, ready to be said. Total, like fact_words.ts:
// a fact of a foreign trace may point anywhere, and then the bare number is said.

import type { Millis } from "../clock/time.ts";
import type { TraceNames } from "./trace_names.ts";
import { showValue } from "../clock/named_error.ts";
import { MAX, MIN } from "../clock/time.ts";
import { failureReasonWords } from "../element/checkpoint_failure_reason.ts";
import { ELEMENT_NAMES } from "../element/element.ts";
import { EXECUTION_STATE_NAMES } from "../element/execution_state.ts";
import { JOB_STATUS_NAMES } from "../element/job_status.ts";
import { Fact, FACT_NAMES, type FactKindSpec, type FactRow } from "./fact.ts";
import { boundsOf, nameOf, showName } from "./fact_words.ts";
import { showMoment, showSpan } from "./moment.ts";

/** What is known beside the fact itself, from the facts before it. */
export interface Known {
  /** Event time of the subtask; undefined where no watermark was seen. */
  readonly watermark?: Millis;
  /** Event time of the record that the subtask works on; undefined between records. */
  readonly timestamp?: Millis;
}

/** A link between two task managers whose latency somebody set. */
export interface ToldLink {
  readonly from: string;
  readonly to: string;
  readonly latency: string;
}

/** One fact in pieces; what a kind does not have is empty. */
export interface Told {
  /** `window[1]` */
  readonly subtask: string;
  /** The same, or `label in source[1]` for an operator further down the chain. */
  readonly place: string;
  /** The two ends of a channel; empty for a source, which has splits instead. */
  readonly sender: string;
  readonly receiver: string;
  readonly split: string;
  /** `r9`; empty for a fact that stems from many records. */
  readonly record: string;
  /** `r9`, `watermark 9.999 s`, … : whatever travels. */
  readonly element: string;
  /** One of the names of `ElementKind`. */
  readonly elementKind: string;
  /** Elements in a buffer. */
  readonly count: number;
  /** When a buffer will arrive, in simulated time. */
  readonly arrival: string;
  readonly key: string;
  /** A timestamp, a watermark or the time of a timer. */
  readonly eventTime: string;
  /** `[0 s, 10 s)` */
  readonly window: string;
  readonly windowEnd: string;
  /** What state now holds; empty when it was cleared. */
  readonly stored: string;
  /** What was written, or what somebody did. */
  readonly result: string;
  /** The state of an execution. */
  readonly state: string;
  readonly isSide: boolean;
  /** How far the record is behind the subtask's watermark; empty when it is not, or nobody knows. */
  readonly lag: string;
  /** The watermark has passed the window. */
  readonly isWindowLate: boolean;
  /** The watermark has not come to the end of the window: what is told of it is not the last word. */
  readonly isWindowEarly: boolean;
  /** What a trigger decided. */
  readonly answer: string;
  readonly link: ToldLink | null;
  /** The number of a checkpoint. */
  readonly checkpoint: string;
  /** Another subtask that a fact is about. */
  readonly peer: string;
  readonly taskManager: string;
  /** Why, in words; or what somebody planned. */
  readonly reason: string;
  readonly transaction: string;
  readonly attempt: number;
  /** Entries of state, in words. */
  readonly entries: string;
  readonly position: number;
  readonly jobStatus: string;
  readonly delay: string;
  /** What is wrong on purpose. */
  readonly sabotage: string;
}

/** Takes a fact to pieces. */
export function tellable(fact: FactRow, names: TraceNames, known: Known): Told {
  const { columns } = FACT_NAMES.get(fact.kind) ?? NO_COLUMNS;
  const { kind, detail, key, stamp, value } = fact;
  const record = recordName(fact, columns, names);
  const window = windowOf(value);
  const elementKind = columns.detail === "element"
    ? ELEMENT_NAMES[detail] ?? `element ${detail}`
    : "";
  return {
    ...placesOf(fact, columns, names),
    record,
    element: elementName(elementKind, record, stamp),
    elementKind,
    count: columns.key === "rows" || columns.key === "from"
      ? key
      : columns.stamp === "millis"
      ? stamp
      : 0,
    arrival: columns.stamp === "arrival" ? showMoment(stamp / 1000) : "",
    key: columns.key === "key" && key >= 0 ? keyName(key, names) : "",
    eventTime: showMoment(stamp),
    window: window === null ? `[${showMoment(stamp)}, …)` : window.text,
    windowEnd: columns.stamp === "window end" && stamp !== MIN ? showMoment(stamp) : "",
    stored: value === undefined ? "" : nameOf(value) || showValue(value),
    result: nameOf(value) || showValue(value),
    state: EXECUTION_STATE_NAMES[detail] ?? `state ${detail}`,
    isSide: kind === Fact.recordEmitted && detail === 1,
    lag: lagOf(known),
    isWindowLate: window !== null && known.watermark !== undefined &&
      window.end - 1 <= known.watermark,
    isWindowEarly: window !== null && known.watermark !== undefined && window.end < MAX &&
      window.end - 1 > known.watermark,
    answer: kind === Fact.windowTriggered ? answerOf(value) : "",
    link: linkOf(value),
    ...controlWords(fact, names),
  };
}

/** What facts of the control plane are about. */
function controlWords(
  { subject, key, origin, stamp, detail, value }: FactRow,
  { subtasks }: TraceNames,
) {
  return {
    checkpoint: String(stamp),
    peer: showName(subtasks[subject] ?? `subtask ${subject}`),
    taskManager: `task-manager-${subject}`,
    reason: typeof value === "string" ? showName(failureReasonWords(value)) : showValue(value),
    transaction: typeof value === "string" ? showName(value) : showValue(value),
    attempt: key,
    entries: key === 1 ? "one entry" : `${key} entries`,
    position: origin,
    jobStatus: JOB_STATUS_NAMES[detail] ?? `status ${detail}`,
    delay: showSpan(stamp),
    sabotage: sentenceOf(value),
  };
}

const NO_COLUMNS: Pick<FactKindSpec, "columns"> = { columns: {} };

function placesOf(
  { kind, owner, subject }: FactRow,
  columns: FactKindSpec["columns"],
  { subtasks, channels, operators, splits }: TraceNames,
): Pick<Told, "subtask" | "place" | "sender" | "receiver" | "split"> {
  const subtask = showName(subtasks[owner] ?? `subtask ${owner}`);
  const operator = showName(operators[owner]?.[subject] ?? `operator ${subject}`);
  const isIn = columns.subject === "operator" && !subtask.startsWith(`${operator}[`);
  const isHead = (operators[owner]?.length ?? 1) < 2;
  const place = isIn && !isHead ? `${operator} in ${subtask}` : subtask;
  const readsSplits = (splits[owner]?.length ?? 0) > 0;
  const isSplit = columns.subject === "split" ||
    (kind === Fact.elementProcessed && readsSplits && subject >= 0);
  if (isSplit) {
    const split = showName(splits[owner]?.[subject] ?? `split ${subject}`);
    return { subtask, place, sender: "", receiver: "", split };
  }
  const name = columns.subject === "channel" ? channels[subject] ?? `channel ${subject}` : "";
  const [sender, receiver = sender] = name.split("→").map(showName);
  return { subtask, place, sender, receiver, split: "" };
}

function recordName(
  { kind, detail, origin, value }: FactRow,
  columns: FactKindSpec["columns"],
  { records }: TraceNames,
): string {
  const isOther = columns.detail === "element" && detail > 0;
  if (isOther || columns.origin === undefined) return "";
  const own = columns.value === "value" && kind !== Fact.stateUpdated ? nameOf(value) : "";
  if (own !== "") return own;
  if (origin >= 0) return records?.[origin] || `record ${origin}`;
  return columns.value === "value" && kind !== Fact.stateUpdated ? showValue(value) : "";
}

function elementName(elementKind: string, record: string, stamp: Millis): string {
  switch (elementKind) {
    case "record":
      return record === "" ? "a result" : record;
    case "watermark":
      return stamp === MIN ? "the first watermark" : `watermark ${showMoment(stamp)}`;
    case "idle":
    case "active":
      return `the word that it is ${elementKind}`;
    case "endOfData":
      return "the end of its data";
    case "checkpointBarrier":
      return `barrier ${stamp}`;
    case "cancelCheckpointMarker":
      return `the word that checkpoint ${stamp} is given up`;
    default:
      return elementKind;
  }
}

function keyName(key: number, { keys }: TraceNames): string {
  if (key >= keys.length) return `number ${key}`;
  const value = keys[key];
  return typeof value === "string" ? showName(value) : showValue(value);
}

function windowOf(value: unknown): { readonly end: Millis; readonly text: string } | null {
  const { start, end } = boundsOf(value);
  if (typeof start !== "number" || typeof end !== "number") return null;
  return { end, text: `[${showMoment(start)}, ${showMoment(end)})` };
}

function sentenceOf(value: unknown): string {
  const { sentence } = (value ?? {}) as { sentence?: unknown };
  return typeof sentence === "string" ? showName(sentence) : showValue(value);
}

const ANSWERS = ["nothing", "fire", "forget", "fire and forget"];

function answerOf(value: unknown): string {
  const answer = Array.isArray(value) ? value[2] : undefined;
  return ANSWERS[answer as number] ?? "something unknown";
}

function lagOf({ watermark, timestamp }: Known): string {
  if (watermark === undefined || timestamp === undefined || timestamp > watermark) return "";
  return timestamp === MIN ? "" : showSpan(watermark - timestamp);
}

function linkOf(value: unknown): ToldLink | null {
  const { verb, from, to, latency } = (value ?? {}) as Record<string, unknown>;
  if (verb !== "setLatency" || typeof latency !== "number") return null;
  return { from: String(from), to: String(to), latency: showMoment(latency / 1000) };
}
