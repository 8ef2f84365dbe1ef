// What a log has forgotten (Kafka's retention; a KafkaSource finds the first offset by asking the
// broker). Offsets count from the log's beginning, so they stay when old records go.
//
//   offset      0   1   2 │ 3   4   5
//   records     ·   ·   · │ ■   ■   ■        readable from 3 on

import type { Micros } from "../clock/time.ts";
import type { SourceSplit } from "./source.ts";

/**
 * The offset of the first record of a split that can be read at an instant; the offset behind the
 * last when all that has arrived is forgotten.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { firstReadableOffset } from "@headwater/sim";
 * const records = [0, 10, 20].map((arrival) => ({ value: "r", arrival }));
 * const split = { id: "log-0", records, firstOffset: 7, retention: 15 };
 * deepStrictEqual([0, 15, 16, 36].map((now) => firstReadableOffset(split, now)), [7, 7, 8, 10]);
 * ```
 */
export function firstReadableOffset(split: SourceSplit<unknown>, now: Micros): number {
  const { records, firstOffset = 0, retention } = split;
  if (retention === undefined) return firstOffset;
  let index = 0;
  while (index < records.length && records[index].arrival + retention < now) index++;
  return firstOffset + index;
}
