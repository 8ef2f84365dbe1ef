// A store outside that keeps one row for each key, the last one written (an upsert sink: Flink's JDBC
// or Elasticsearch sink with a primary key). Writing a row twice changes nothing but the count of
// writes, so results survive a replay without transactions.
//
//   a=1  b=7  a=2  a=2   ──▶   a: 2 (written 3 times)   b: 7 (once)

import type { OperatorContext } from "../5_operator/operator.ts";
import type { Sink } from "../7_sink/sink.ts";
import type { Millis } from "../clock/time.ts";
import { SinkOperator } from "../7_sink/sink_operator.ts";
import { SinkWriter } from "../7_sink/sink_writer.ts";
import { javaHash, type Key, keyText } from "../element/key.ts";

/** A row of the store, as the outside world sees it. */
export interface StoredRow<T = unknown> {
  readonly key: Key;
  readonly value: T;
  readonly timestamp: Millis;
  /** Processing time of the last write. */
  readonly writtenAt: Millis;
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
  const store = { type: "sink", id, Writer: KeyedStoreWriter, keyOf };
  return Object.freeze(store) as unknown as KeyedStore<T>;
}

/**
 * One subtask's end of a store; its rows are what it has written.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { keyedStore, KeyedStoreWriter } from "@headwater/sim";
 * strictEqual(keyedStore("out", (n: number) => n).Writer, KeyedStoreWriter);
 * ```
 */
export class KeyedStoreWriter extends SinkWriter<KeyedStore> {
  /** By the canonical text of the key. */
  rows: Map<string, StoredRow> = new Map();

  override write(value: unknown, timestamp: Millis, { now }: OperatorContext): void {
    const key = this.spec.keyOf(value);
    javaHash(key); // refuses what is no key
    const text = keyText(key);
    const writeCount = (this.rows.get(text)?.writeCount ?? 0) + 1;
    const copied = typeof key === "object" ? Object.freeze([...key]) : key === 0 ? 0 : key;
    this.rows.set(
      text,
      Object.freeze({ key: copied, value, timestamp, writtenAt: now, writeCount }),
    );
  }
}

/** What of a world is looked at. */
interface Holder {
  readonly tasks: readonly {
    readonly chain: { readonly operators: readonly object[] };
  }[];
}

/**
 * The rows of a store, ordered by the text of their keys. Where several subtasks wrote one key, the
 * later write stands, and of equal times that of the higher subtask.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { storedRows } from "@headwater/sim";
 * deepStrictEqual(storedRows({ tasks: [] }, "out"), []);
 * ```
 */
// deno-lint-ignore no-explicit-any
export function storedRows<T = any>(world: Holder, sinkId: string): StoredRow<T>[] {
  const rows = new Map<string, StoredRow>();
  for (const { chain } of world.tasks) {
    for (const writer of chain.operators.map((operator) => writerOf(operator, sinkId))) {
      for (const [text, row] of writer?.rows ?? []) rows.set(text, later(rows.get(text), row));
    }
  }
  return [...rows]
    .sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0)
    .map(([, row]) => row as StoredRow<T>);
}

function writerOf(operator: object, sinkId: string): KeyedStoreWriter | null {
  if (!(operator instanceof SinkOperator) || operator.spec.sink.id !== sinkId) return null;
  return operator.writer instanceof KeyedStoreWriter ? operator.writer : null;
}

function later(before: StoredRow | undefined, row: StoredRow): StoredRow {
  if (before === undefined) return row;
  const writeCount = before.writeCount + row.writeCount;
  const last = before.writtenAt > row.writtenAt ? before : row;
  return Object.freeze({ ...last, writeCount });
}
