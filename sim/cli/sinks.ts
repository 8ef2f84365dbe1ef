// The sinks of a plan and what they were given, for a job about which nothing else is known.

import type { SinkOperatorSpec } from "../7_sink/sink_operator.ts";
import type { Timeline } from "../timeline.ts";
import type { WrittenResult } from "../7_sink/written_result.ts";
import { CollectWriter } from "../7_sink/collect_sink.ts";
import { showValue } from "../clock/named_error.ts";
import { showTime } from "../clock/time.ts";
import { written } from "../open.ts";
import { showCount } from "./duration.ts";
import type { Table } from "./table.ts";

/** One sink with its results, in the order in which the world learned of them. */
export interface SinkResults {
  readonly id: string;
  readonly results: readonly WrittenResult[];
}

/** Every collecting sink of the plan, in the plan's order. */
export function readSinks({ ground, world }: Timeline): SinkResults[] {
  const ids = ground.plan.vertices
    .flatMap(({ chain }) => chain)
    .map(({ operator }) => (operator as Partial<SinkOperatorSpec>).sink)
    .filter((sink) => sink?.Writer === CollectWriter)
    .map((sink) => sink!.id);
  return [...new Set(ids)].map((id) => ({
    id,
    results: written(world, id).sort((a, b) => a.writtenAt - b.writtenAt),
  }));
}

const COLUMN_COUNT_MAX = 8;

/** A table of the last results of a sink: a column for each field, if they are objects. */
export function sinkTable({ id, results }: SinkResults, rowCount: number): Table {
  const shown = results.slice(Math.max(0, results.length - rowCount));
  const fields = fieldsOf(shown.map(({ value }) => value));
  const left = results.length - shown.length;
  const count = results.length === 1 ? "1 result" : `${showCount(results.length)} results`;
  return {
    title: `Sink ${id}: ${results.length === 0 ? "no results" : count}`,
    columns: [
      { name: "timestamp", isNumber: true },
      ...(fields ?? ["value"]).map((name) => ({
        name: fields === null ? name : plain(name),
        isNumber: shown.every(({ value }) => isNumber(fields === null ? value : pick(value, name))),
      })),
    ],
    rows: shown.map(({ value, timestamp }) => [
      showTime(timestamp),
      ...(fields === null ? [show(value)] : fields.map((name) => show(pick(value, name)))),
    ]),
    ...(left > 0 ? { note: `and ${showCount(left)} before them; --rows shows more` } : {}),
  };
}

/** The names of all fields when every value is an object with few of them, else null. */
function fieldsOf(values: readonly unknown[]): string[] | null {
  const names = new Set<string>();
  for (const value of values) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
    for (const name of Object.keys(value)) names.add(name);
    if (names.size > COLUMN_COUNT_MAX) return null;
  }
  return names.size === 0 ? null : [...names];
}

function pick(value: unknown, name: string): unknown {
  return Object.hasOwn(value as object, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

function isNumber(value: unknown): boolean {
  return typeof value === "number" || value === undefined;
}

function show(value: unknown): string {
  return value === undefined ? "" : typeof value === "string" ? plain(value) : showValue(value);
}

/** A text as it is, unless it could disturb the terminal. */
function plain(text: string): string {
  const safe = showValue(text);
  return safe.includes("\\u") || safe.endsWith("…") ? safe : text.replaceAll("\n", " ");
}
