// A store outside that keeps one row for each key, the last one written (an upsert sink: Flink's JDBC
// or Elasticsearch sink with a primary key). Writing a row twice changes nothing but the count of
// writes, so results survive a replay without transactions: behind it the table is what it would have been.
//
//   a=1  b=7  a=2  a=2   ──▶   a: 2 (written 3 times)   b: 7 (once)

import type { OperatorContext } from "../5_operator/operator.ts";
import type { Sink } from "../7_sink/sink.ts";
import type { WrittenResult } from "../7_sink/written_result.ts";
import type { Millis } from "../clock/time.ts";
import { Outside, type OutsideKind } from "../7_sink/outside.ts";
import { SinkWriter } from "../7_sink/sink_writer.ts";
import { javaHash, type Key, keyText } from "../element/key.ts";

/** A row of the store, as the outside world sees it: `writtenAt` is when it was written last. */
export interface StoredRow<T = unknown> extends WrittenResult<T> {
  readonly key: Key;
  /** How often it has been written. */
  readonly writeCount: number;
}

/** A store as the job names it. */
export interface KeyedStore<T = unknown> extends Sink<T> {
  readonly keyOf: (value: T) => Key;
}

/**
 * Names a store that keeps the last value of each key. Write to it from a stream keyed alike, so that
 * one subtask writes a key and "last" has a meaning.
 *
 * Errors, when it runs: `E-KEY` for a value without a key.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collection, keyedStore, open, storedRows, WatermarkStrategy } from "@headwater/sim";
 * const timeline = open((env) => {
 *   env.fromSource(collection([["a", 1], ["b", 7], ["a", 2]]), WatermarkStrategy.noWatermarks(), "in")
 *     .sinkTo(keyedStore("out", (row) => row[0]));
 * }).run();
 * deepStrictEqual(storedRows(timeline.world, "out").map(({ key, value, writeCount }) => [
 *   key, value[1], writeCount,
 * ]), [["a", 2, 2], ["b", 7, 1]]);
 * ```
 */
export function keyedStore<T>(id: string, keyOf: (value: T) => Key): KeyedStore<T> {
  const classes = { Writer: KeyedStoreWriter, Outside: KeyedStoreOutside };
  return Object.freeze({ type: "sink", id, ...classes, keyOf }) as unknown as KeyedStore<T>;
}

/**
 * Writes every record at once, over the one before it.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { keyedStore, KeyedStoreWriter } from "@headwater/sim";
 * strictEqual(keyedStore("out", (n: number) => n).Writer, KeyedStoreWriter);
 * ```
 */
export class KeyedStoreWriter extends SinkWriter<KeyedStore> {
  override write(value: unknown, timestamp: Millis, context: OperatorContext): void {
    const { now, attempt, origin } = context;
    const key = this.spec.keyOf(value);
    javaHash(key); // refuses what is no key
    const row = { value, timestamp, writtenAt: now, attempt, origin };
    (context.outside as KeyedStoreOutside).put(key, row);
  }
}

/**
 * The rows that one subtask wrote in all its attempts.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { KeyedStoreOutside } from "@headwater/sim";
 * const outside = new KeyedStoreOutside();
 * for (const value of [1, 2]) {
 *   outside.put("a", { value, timestamp: 0, writtenAt: 0, attempt: 0, origin: 0 });
 * }
 * strictEqual(outside.read()[0].value, 2);
 * ```
 */
export class KeyedStoreOutside extends Outside<KeyedStore> {
  override get kind(): OutsideKind {
    return "upsert";
  }

  /** By the canonical text of the key. */
  rows: Map<string, StoredRow> = new Map();

  /** Writes a row over the one of the same key. */
  put(key: Key, row: WrittenResult): void {
    const text = keyText(key);
    const writeCount = (this.rows.get(text)?.writeCount ?? 0) + 1;
    const copied = typeof key === "object" ? Object.freeze([...key]) : key === 0 ? 0 : key;
    this.rows.set(text, Object.freeze({ ...row, key: copied, writeCount }));
  }

  override inherit(earlier: KeyedStoreOutside): void {
    for (const [text, row] of earlier.rows) this.rows.set(text, later(this.rows.get(text), row));
  }

  /** The rows as they stand, ordered by the text of their keys. */
  override read(): StoredRow[] {
    return sorted(this.rows);
  }
}

/** What of a world is looked at. */
interface Holder {
  readonly outsides: readonly { readonly outside: Outside | null }[];
}

/**
 * The rows of a store, ordered by the text of their keys. Where several subtasks wrote one key, the
 * later write stands, and of equal times that of the higher subtask.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { storedRows } from "@headwater/sim";
 * deepStrictEqual(storedRows({ outsides: [] }, "out"), []);
 * ```
 */
// deno-lint-ignore no-explicit-any
export function storedRows<T = any>(world: Holder, sinkId: string): StoredRow<T>[] {
  const rows = new Map<string, StoredRow>();
  for (const { outside } of world.outsides) {
    if (!(outside instanceof KeyedStoreOutside) || outside.spec.id !== sinkId) continue;
    for (const [text, row] of outside.rows) rows.set(text, later(rows.get(text), row));
  }
  return sorted(rows) as StoredRow<T>[];
}

function sorted(rows: ReadonlyMap<string, StoredRow>): StoredRow[] {
  return [...rows]
    .sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0)
    .map(([, row]) => row);
}

function later(before: StoredRow | undefined, row: StoredRow): StoredRow {
  if (before === undefined) return row;
  const writeCount = before.writeCount + row.writeCount;
  const last = before.writtenAt > row.writtenAt ? before : row;
  return Object.freeze({ ...last, writeCount });
}
