// From two runs to the pages that the picture of the ledger shows: what readers of each sink see, and what those
// of a run without failures see.

import {
  ledger,
  type LedgerOptions,
  type LedgerWorld,
  storedRows,
  valueText,
} from "@headwater/sim";
import type { LedgerBook, LedgerResult } from "./figures/ledger_book.ts";

/** The pages of a world, sink by sink; the other world is that of the same job without a failure. */
export function ledgerBooks(
  world: LedgerWorld,
  oracle: LedgerWorld,
  options: LedgerOptions = {},
): LedgerBook[] {
  return ledger(world, oracle, options).map((entry): LedgerBook => {
    const { sink, kind, guarantee, waiting, outOfOrder } = entry;
    const read = (one: LedgerWorld) =>
      kind === "upsert" ? storedResults(one, sink, options) : loggedResults(one, sink, options);
    const expected = read(oracle);
    const writes = new Map(expected.map(({ id, writeCount }) => [id, writeCount]));
    return {
      sink,
      kind,
      guarantee,
      expected: expected.map(({ writeCount: _, ...result }) => result),
      visible: read(world).map(({ writeCount, ...result }) => ({
        ...result,
        rewrites: Math.max(0, writeCount - (writes.get(result.id) ?? 0)),
      })),
      waiting,
      outOfOrder,
    };
  });
}

interface ReadResult extends LedgerResult {
  /** Of a row that is replaced; 0 of one that was appended. */
  readonly writeCount: number;
}

function loggedResults(
  { outsides }: LedgerWorld,
  sink: string,
  { seriesOf }: LedgerOptions,
): ReadResult[] {
  const rows = outsides.flatMap(({ subtask, outside }) =>
    outside?.spec.id !== sink ? [] : outside.read(false).map(({ value, writtenAt }, place) => ({
      value,
      writtenAt,
      subtask,
      place,
    }))
  );
  return rows
    .sort((a, b) => a.writtenAt - b.writtenAt || a.subtask - b.subtask || a.place - b.place)
    .map(({ value }) => ({
      id: valueText(value),
      text: valueText(value),
      name: nameOf(value),
      series: seriesOf === undefined ? "" : String(seriesOf(value, sink)),
      writeCount: 0,
    }));
}

function storedResults(
  world: LedgerWorld,
  sink: string,
  { seriesOf }: LedgerOptions,
): ReadResult[] {
  return storedRows(world, sink).map(({ key, value, writeCount }) => ({
    id: valueText(key),
    text: valueText(value),
    name: nameOf(value),
    series: String(seriesOf === undefined ? key : seriesOf(value, sink)),
    writeCount,
  }));
}

function nameOf(value: unknown): string {
  const { name } = (value ?? {}) as { readonly name?: unknown };
  return typeof name === "string" ? name : valueText(value);
}
