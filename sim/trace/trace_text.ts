// A trace as text: one aligned line per fact. The notation of goldens, errors and lessons:
//
//     0.012000  window[1]  elementProcessed  r3  key "b"  t 1012  source[0]→window[1]

import type { TraceNames } from "./trace_names.ts";
import type { Trace } from "./trace.ts";
import { showTime } from "../clock/time.ts";
import { showValue } from "../clock/named_error.ts";
import { ELEMENT_NAMES } from "../element/element.ts";
import { EXECUTION_STATE_NAMES } from "../element/execution_state.ts";
import { FACT_KINDS, FACT_NAMES, type FactRow } from "./fact.ts";

/**
 * The facts of a trace as lines, each ended by a newline.
 *
 * ```ts
 * import { match } from "node:assert";
 * import { collectSink, collection, namesOf, open, WatermarkStrategy } from "@headwater/sim";
 * import { traceText } from "@headwater/sim/trace";
 * const timeline = open((env) => {
 *   env.fromSource(collection([7]), WatermarkStrategy.noWatermarks(), "one").sinkTo(collectSink("out"));
 * }).run();
 * match(traceText(timeline.trace, namesOf(timeline)), /one\[0\] +executionStateChanged +RUNNING/);
 * ```
 */
export function traceText(
  trace: Trace,
  names: TraceNames,
  from = trace.start,
  until = trace.end,
): string {
  let text = "";
  for (const fact of trace.facts(undefined, from, until)) text += factText(fact, names) + "\n";
  return text;
}

/**
 * One fact as a line.
 *
 * ```ts
 * import { match } from "node:assert";
 * import { collectSink, collection, namesOf, open, WatermarkStrategy } from "@headwater/sim";
 * import { factText } from "@headwater/sim/trace";
 * const timeline = open((env) => {
 *   env.fromSource(collection([7]), WatermarkStrategy.noWatermarks(), "one").sinkTo(collectSink("out"));
 * }).run();
 * match(factText(timeline.trace.at(0), namesOf(timeline)), /^ +0\.000000 +one/);
 * ```
 */
export function factText(fact: FactRow, names: TraceNames): string {
  const time = (fact.time / 1e6).toFixed(6).padStart(12);
  const owner = (names.subtasks[fact.owner] ?? "—").padEnd(ownerWidth(names));
  const words = describe(fact, names).filter((word) => word !== "");
  return `${time}  ${owner}  ${fact.name.padEnd(KIND_WIDTH)}  ${words.join("  ")}`.trimEnd();
}

const KIND_WIDTH = Math.max(...FACT_KINDS.map(({ name }) => name.length));

function ownerWidth(names: TraceNames): number {
  return names.subtasks.reduce((width, label) => Math.max(width, label.length), 1);
}

/** The words of a fact, in the order what, whose, when, where. */
function describe(fact: FactRow, names: TraceNames): string[] {
  const { columns = {} } = FACT_NAMES.get(fact.kind) ?? {};
  return [
    columns.detail === "element" ? elementWord(fact) : "",
    columns.detail === "state" ? EXECUTION_STATE_NAMES[fact.detail] : "",
    columns.value ? valueWord(fact) : "",
    columns.key === "key" && fact.key >= 0 ? `key ${JSON.stringify(names.keys[fact.key])}` : "",
    columns.key === "rows" ? `${fact.key} row${fact.key === 1 ? "" : "s"}` : "",
    columns.origin && fact.origin >= 0 ? `#${fact.origin}` : "",
    columns.stamp ? stampWord(columns.stamp, fact) : "",
    placeWord(columns.subject, fact, names),
  ];
}

function elementWord({ detail }: FactRow): string {
  return detail === 0 ? "" : ELEMENT_NAMES[detail] ?? `element ${detail}`;
}

function valueWord({ value }: FactRow): string {
  if (value === undefined) return "";
  if (typeof value === "object" && value !== null && "name" in value) return String(value.name);
  return showValue(value);
}

function stampWord(meaning: string, { stamp, detail, kind }: FactRow): string {
  if (meaning === "arrival") return `arrives ${(stamp / 1e6).toFixed(6)}`;
  if (meaning === "timestamp") {
    const isData = FACT_NAMES.get(kind)?.columns.detail !== "element" || detail <= 1;
    return isData ? `t ${showTime(stamp)}` : "";
  }
  return `${meaning} ${showTime(stamp)}`;
}

function placeWord(meaning: string | undefined, fact: FactRow, names: TraceNames): string {
  const { owner, subject } = fact;
  switch (meaning) {
    case "channel":
      return subject < 0 ? "" : channelOrSplit(fact, names);
    case "split":
      return `split ${names.splits[owner]?.[subject] ?? subject}`;
    case "operator":
      return names.operators[owner]?.[subject] ?? `operator ${subject}`;
    default:
      return "";
  }
}

/** A source consumes from its splits, everybody else from channels. */
function channelOrSplit({ name, owner, subject }: FactRow, names: TraceNames): string {
  const isRead = name === "elementProcessed" && names.splits[owner].length > 0;
  return isRead ? `split ${names.splits[owner][subject]}` : names.channels[subject];
}
