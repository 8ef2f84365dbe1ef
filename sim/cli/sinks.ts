// The sinks of a run and what their readers see, for a job about which nothing else is known.

import type { Outside, OutsideKind } from "../7_sink/outside.ts";
import type { Timeline } from "../timeline.ts";
import type { WrittenResult } from "../7_sink/written_result.ts";
import { showTime } from "../clock/time.ts";
import { storedRows } from "../connector/keyed_store.ts";
import { showCount } from "./duration.ts";
import type { Table } from "./table.ts";
import { valueColumns } from "./value_columns.ts";

/** One sink with its results, in the order in which the world learned of them. */
export interface SinkResults {
  readonly id: string;
  readonly kind: OutsideKind;
  readonly results: readonly WrittenResult[];
}

/** Every sink with an outside, in the plan's order; of a transactional one what is committed. */
export function readSinks({ world }: Timeline): SinkResults[] {
  const outsides = world.outsides
    .map(({ outside }) => outside)
    .filter((outside): outside is Outside => outside !== null);
  return [...Map.groupBy(outsides, ({ spec }) => spec.id)].map(([id, shares]) => {
    const [{ kind }] = shares;
    const rows = kind === "upsert"
      ? storedRows(world, id)
      : shares.flatMap((share) => [...share.read(false)]);
    return { id, kind, results: rows.sort((a, b) => a.writtenAt - b.writtenAt) };
  });
}

/** What readers call what they find. */
const NOUNS: Readonly<Record<OutsideKind, readonly [one: string, many: string]>> = {
  "append": ["result", "results"],
  "upsert": ["row", "rows, the last of each key"],
  "two-phase": ["committed result", "committed results"],
};

/** A table of the last results of a sink: a column for each field, if they are objects. */
export function sinkTable({ id, kind, results }: SinkResults, rowCount: number): Table {
  const shown = results.slice(Math.max(0, results.length - rowCount));
  const { columns, cells } = valueColumns(shown.map(({ value }) => value));
  const left = results.length - shown.length;
  const [one, many] = NOUNS[kind];
  const count = results.length === 1 ? `1 ${one}` : `${showCount(results.length)} ${many}`;
  return {
    title: `Sink ${id}: ${results.length === 0 ? `no ${NOUNS[kind][1].split(",")[0]}` : count}`,
    columns: [{ name: "timestamp", isNumber: true }, ...columns],
    rows: shown.map(({ value, timestamp }) => [showTime(timestamp), ...cells(value)]),
    ...(left > 0 ? { note: `and ${showCount(left)} before them; --rows shows more` } : {}),
  };
}
