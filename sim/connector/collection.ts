// A source made of values that are at hand (Flink's `env.fromData`, formerly `fromCollection`).

import type { Source, SourceRecord } from "../1_source/source.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import type { Micros, Millis } from "../clock/time.ts";
import { replayableLog } from "./replayable_log.ts";

/** How a collection is read. */
export interface CollectionOptions<T> {
  /** How many splits the values are dealt to, value i to split i mod splits. Default 1. */
  readonly splits?: number;
  /** Simulated time from one value to the next. Default 0: all can be read at once. */
  readonly interval?: Micros;
  /** The timestamp that each record is born with. Default: none. */
  readonly timestamps?: (value: T, index: number) => Millis;
}

/** More splits than this in one collection are a mistake. */
const SPLIT_COUNT_MAX = 1024;

/**
 * A bounded source of the given values, in their order. Values are deep-frozen.
 *
 * Errors: `E-SPLITS`, `E-INTERVAL`, `E-TS-RANGE`, `E-VALUE`.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collection } from "@headwater/sim";
 * const [split] = collection(["a", "b"], { interval: 1000 }).splits;
 * deepStrictEqual(split.records.map((r) => [r.arrival, r.value]), [[0, "a"], [1000, "b"]]);
 * ```
 */
export function collection<T>(values: Iterable<T>, options: CollectionOptions<T> = {}): Source<T> {
  const { splits = 1, interval = 0, timestamps } = options;
  checkWhole("E-SPLITS", "the number of splits", splits, 1, SPLIT_COUNT_MAX);
  checkWhole("E-INTERVAL", "the interval in microseconds", interval, 0, Number.MAX_SAFE_INTEGER);
  const dealt: SourceRecord<T>[][] = Array.from({ length: splits }, () => []);
  let index = 0;
  for (const value of values) {
    const record = { value, arrival: index * interval };
    dealt[index % splits].push(
      timestamps === undefined ? record : { ...record, timestamp: timestamps(value, index) },
    );
    index++;
  }
  const partitions = dealt.map((records, i) => ({ id: String(i), records }));
  return replayableLog({ name: "collection", partitions });
}

function checkWhole(code: string, what: string, value: number, min: number, max: number): void {
  if (Number.isSafeInteger(value) && value >= min && value <= max) return;
  refuse(
    code,
    `While building a collection source: ${what} is ${showValue(value)}, but it must be a whole ` +
      `number from ${min} to ${max}; the usual cause is a text or a fraction from a calculation`,
  );
}
