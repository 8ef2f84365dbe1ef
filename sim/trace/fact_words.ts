// What a fact says, in the order in which people ask: which record, of which key, when in event time,
// where, and with which value. Words only; trace_text.ts puts them in columns. Total: a fact of a
// foreign trace may point anywhere, and then the bare number is shown.

import type { TraceNames } from "./trace_names.ts";
import { MIN, showTime } from "../clock/time.ts";
import { showValue } from "../clock/named_error.ts";
import { ELEMENT_NAMES, ElementKind } from "../element/element.ts";
import { EXECUTION_STATE_NAMES } from "../element/execution_state.ts";
import { JOB_STATUS_NAMES } from "../element/job_status.ts";
import { Fact, FACT_NAMES, type FactKindSpec, type FactRow } from "./fact.ts";

/** The words of one fact; an empty text where it has nothing to say. */
export interface FactWords {
  /** A record's name, another element, or a number of rows. */
  readonly record: string;
  readonly key: string;
  /** A timestamp, a window, or an arrival. */
  readonly when: string;
  /** A channel, a split or an operator. */
  readonly where: string;
  readonly value: string;
}

/** Puts a fact into words. */
export function factWords(fact: FactRow, names: TraceNames): FactWords {
  const { columns } = FACT_NAMES.get(fact.kind) ?? UNKNOWN;
  return {
    record: recordWord(fact, columns, names),
    key: columns.key === "key" ? keyWord(fact, names) : "",
    when: whenWord(fact, columns),
    where: whereWord(fact, columns, names),
    value: [keyedWord(fact, columns), valueWord(fact, columns)].filter(Boolean).join("  "),
  };
}

const UNKNOWN: Pick<FactKindSpec, "columns"> = { columns: {} };

/** Facts that tell a named value in full: where it is born and where it ends. */
const TELLS_ALL: readonly number[] = [Fact.recordCreated, Fact.resultWritten];
const TOLD_WHOLE: readonly (string | undefined)[] = ["reason", "transaction", "fault", "message"];
const BARRIERS: readonly number[] = [
  ElementKind.CHECKPOINT_BARRIER,
  ElementKind.CANCEL_CHECKPOINT_MARKER,
];
const TIMERS: readonly number[] = [Fact.timerRegistered, Fact.timerFired, Fact.timerDeleted];

function recordWord(fact: FactRow, columns: FactKindSpec["columns"], names: TraceNames): string {
  const { kind, detail, key, origin, value } = fact;
  if (columns.detail === "element" && detail > 0) {
    return ELEMENT_NAMES[detail] ?? `element ${detail}`;
  }
  if (columns.stamp === "watermark") return "watermark";
  if (columns.key === "rows") return `${key} row${key === 1 ? "" : "s"}`;
  const name = columns.value === "value" && kind !== Fact.stateUpdated ? nameOf(value) : "";
  if (name !== "" || columns.origin !== "origin" || origin < 0) return name;
  return showName(names.records?.[origin] || `#${origin}`);
}

function keyWord({ key }: FactRow, { keys }: TraceNames): string {
  return key < 0 ? "" : key < keys.length ? showValue(keys[key]) : `key ${key}`;
}

/** What a fact of the control plane counts or numbers. */
function keyedWord(
  { kind, key, origin, stamp }: FactRow,
  columns: FactKindSpec["columns"],
): string {
  switch (columns.key) {
    case "entries":
      return key === 1 ? "1 entry" : `${key} entries`;
    case "attempt":
      return `attempt ${key}${
        kind === Fact.restoreStarted && stamp === 0 ? " from the start" : ""
      }`;
    case "from":
      return `back from record ${key} to record ${origin}`;
    default:
      return "";
  }
}

function whenWord(fact: FactRow, columns: FactKindSpec["columns"]): string {
  const { kind, stamp, detail, value } = fact;
  switch (columns.stamp) {
    case undefined:
      return "";
    case "arrival":
      return `arrives ${showSeconds(stamp)}`;
    case "window start":
      return windowWord(value) ?? `[${showTime(stamp)}, …)`;
    case "window end":
      return stamp === MIN ? "" : `[…, ${showTime(stamp)})`;
    case "watermark":
      return `t ${showTime(stamp)}`;
    case "checkpoint":
      return stamp === 0 ? "" : `#${stamp}`;
    case "delay":
      return `in ${stamp} ms`;
    default:
      if (columns.detail === "element" && detail > 1) {
        return BARRIERS.includes(detail) ? `#${stamp}` : "";
      }
      return `${TIMERS.includes(kind) ? "at" : "t"} ${showTime(stamp)}`;
  }
}

function windowWord(value: unknown): string | undefined {
  const { start, end } = boundsOf(value);
  if (typeof start !== "number" || typeof end !== "number") return undefined;
  return `[${showTime(start)}, ${showTime(end)})`;
}

function whereWord(
  { kind, owner, subject }: FactRow,
  columns: FactKindSpec["columns"],
  names: TraceNames,
): string {
  const split = () => showName(names.splits[owner]?.[subject] ?? `split ${subject}`);
  switch (columns.subject) {
    case "channel": {
      if (subject < 0) return "";
      // a source consumes from its splits, everybody else from channels
      const isRead = kind === Fact.elementProcessed && (names.splits[owner]?.length ?? 0) > 0;
      return isRead ? split() : showName(names.channels[subject] ?? `channel ${subject}`);
    }
    case "split":
      return split();
    case "operator":
      return showName(names.operators[owner]?.[subject] ?? `operator ${subject}`);
    case "subtask":
      return showName(names.subtasks[subject] ?? `subtask ${subject}`);
    case "task manager":
      return `task-manager-${subject}`;
    default:
      return "";
  }
}

function valueWord({ kind, detail, value }: FactRow, columns: FactKindSpec["columns"]): string {
  if (columns.detail === "state") return EXECUTION_STATE_NAMES[detail] ?? `state ${detail}`;
  if (columns.detail === "job status") return JOB_STATUS_NAMES[detail] ?? `status ${detail}`;
  if (TOLD_WHOLE.includes(columns.value)) {
    return typeof value === "string" ? value : showValue(value);
  }
  if (columns.value === "intervention") return showValue(value);
  if (columns.value === "descriptor" || columns.value === "sabotage") return nameOf(value);
  if (columns.value !== "value" || (columns.detail === "element" && detail > 0)) return "";
  if (kind === Fact.stateUpdated) {
    return value === undefined ? "cleared" : `= ${nameOf(value) || showValue(value)}`;
  }
  const isTold = nameOf(value) !== "" && !TELLS_ALL.includes(kind);
  const side = kind === Fact.recordEmitted && detail === 1 ? "to a side output" : "";
  return [side, isTold ? "" : showValue(value)].filter((word) => word !== "").join("  ");
}

/** The bounds of a window, or of a trigger's answer about one. */
export function boundsOf(value: unknown): { readonly start?: unknown; readonly end?: unknown } {
  if (Array.isArray(value)) return { start: value[0], end: value[1] };
  return (value ?? {}) as { start?: unknown; end?: unknown };
}

/** What a value calls itself, as it may be shown; empty when it has no name. */
export function nameOf(value: unknown): string {
  return showName(ownName(value));
}

/** What a value calls itself: its `name`, or else its `id`. */
export function ownName(value: unknown): string {
  const { name, id } = (value ?? {}) as { name?: unknown; id?: unknown };
  if (typeof name === "string") return name;
  return typeof id === "string" ? id : "";
}

/** A name as it is, unless it is long or could disturb a terminal. */
export function showName(name: string): string {
  const shown = showValue(name);
  return shown === `"${name}"` ? name : shown;
}

/** Simulated time as seconds. */
export function showSeconds(time: number): string {
  return (time / 1e6).toFixed(6);
}
