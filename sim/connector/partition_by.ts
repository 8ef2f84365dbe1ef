// Deals records to the partitions of a log by name (Kafka's producer-side partitioner, with names
// in place of numbers).

import type { SourceRecord } from "../1_source/source.ts";
import type { LogPartition } from "./replayable_log.ts";

/**
 * Groups records into log partitions. Records keep their order within a partition; partitions are
 * ordered by the code units of their names, never by who came first.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { partitionBy } from "@headwater/sim";
 * const records = ["nc", "ci", "nc"].map((value, arrival) => ({ value, arrival }));
 * const partitions = partitionBy(records, (record) => record.value);
 * deepStrictEqual(partitions.map((p) => [p.id, p.records.length]), [["ci", 1], ["nc", 2]]);
 * ```
 */
export function partitionBy<T>(
  records: readonly SourceRecord<T>[],
  partitionOf: (record: SourceRecord<T>) => string,
): LogPartition<T>[] {
  const partitions = new Map<string, SourceRecord<T>[]>();
  for (const record of records) {
    const id = partitionOf(record);
    const partition = partitions.get(id);
    if (partition === undefined) partitions.set(id, [record]);
    else partition.push(record);
  }
  return [...partitions]
    .map(([id, records]) => ({ id, records }))
    .sort((a, b) => a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
