// A partitioned log that can be read again from any offset, as a Kafka topic can (Flink's
// KafkaSource; a partition is a KafkaPartitionSplit). Its records and the instants at which they
// arrive are known beforehand, so every run reads the same log.
//
//   partition ci   ──■────■■─────────■──▶   offsets 0 1 2 3, arrivals never decrease
//   partition nc   ────■──────■──▶          partitions know nothing of each other

import type { Source, SourceRecord, SourceSplit } from "../1_source/source.ts";
import { deepFreeze } from "../clock/freeze.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import { isTimestamp, type Micros } from "../clock/time.ts";

/** One partition as its author writes it (Flink: a topic partition). */
export interface LogPartition<T> {
  /** Names the partition within its log. */
  readonly id: string;
  /** In offset order; arrivals never decrease. */
  readonly records: readonly SourceRecord<T>[];
  /** Offset of the first record; what stood before it has been forgotten. Default 0. */
  readonly firstOffset?: number;
}

/** A whole log as its author writes it (Flink: a topic). */
export interface LogSpec<T> {
  /** Names the log; with the partition's id it makes the id of the split. */
  readonly name: string;
  /** In the order in which they are dealt to source subtasks: partition i to subtask i mod p. */
  readonly partitions: readonly LogPartition<T>[];
  /** How long a record can be read after its arrival (Kafka's `retention.ms`). Default: for ever. */
  readonly retention?: Micros;
}

/**
 * A source that reads a replayable log: one split a partition, with id `name-partition` as in
 * Flink's KafkaSource. Values are deep-frozen.
 *
 * Errors: `E-LOG-ORDER` when arrivals decrease within a partition; `E-LOG-ARRIVAL` for an arrival
 * that is no simulated time; `E-LOG-PARTITION` for two partitions of one name; `E-LOG-RETENTION` for
 * a retention or first offset that is none; `E-TS-RANGE` for a timestamp that no record may carry.
 *
 * ```ts
 * import { strictEqual, throws } from "node:assert";
 * import { replayableLog } from "@headwater/sim";
 * const early = { value: "a", arrival: 5, timestamp: 0 };
 * const late = { value: "b", arrival: 9 };
 * const log = replayableLog({ name: "log", partitions: [{ id: "0", records: [early, late] }] });
 * strictEqual(log.splits[0].id, "log-0");
 * const turned = { name: "log", partitions: [{ id: "0", records: [late, early] }] };
 * throws(() => replayableLog(turned), /E-LOG-ORDER.*record 1/);
 * ```
 */
export function replayableLog<T>(log: LogSpec<T>): Source<T> {
  const taken = new Set<string>();
  checkRetention(log.retention, `the retention of log ${showValue(log.name)}`, 1);
  const splits = log.partitions.map((partition) => {
    if (taken.has(partition.id)) refusePartition(log.name, partition.id);
    taken.add(partition.id);
    return toSplit(log, partition);
  });
  return Object.freeze({ type: "source" as const, splits: Object.freeze(splits) });
}

function toSplit<T>(
  { name, retention }: LogSpec<T>,
  partition: LogPartition<T>,
): SourceSplit<T> {
  const { firstOffset } = partition;
  let previous = 0;
  checkRetention(firstOffset, `the first offset of partition ${showValue(partition.id)}`, 0);
  const records = partition.records.map((record, offset) => {
    const where = `log ${showValue(name)}, partition ${showValue(partition.id)}, record ${offset}`;
    checkTimes(record, previous, where);
    previous = record.arrival;
    deepFreeze(record.value, `reading ${where}`);
    return Object.freeze({ ...record });
  });
  return Object.freeze({
    id: `${name}-${partition.id}`,
    records: Object.freeze(records),
    ...firstOffset === undefined ? {} : { firstOffset },
    ...retention === undefined ? {} : { retention },
  });
}

function checkRetention(value: unknown, what: string, min: number): void {
  if (value === undefined || Number.isSafeInteger(value) && (value as number) >= min) return;
  refuse(
    "E-LOG-RETENTION",
    `While building a log: ${what} is ${showValue(value)}; wanted: a whole number of at least ` +
      `${min}, in microseconds where it is a time, or nothing`,
  );
}

function checkTimes(record: SourceRecord<unknown>, previous: number, where: string): void {
  const { arrival, timestamp } = record;
  if (!Number.isSafeInteger(arrival) || arrival < 0) {
    refuse(
      "E-LOG-ARRIVAL",
      `While building ${where}: the arrival is ${showValue(arrival)}, but it must be whole ` +
        `microseconds since the start of the run, 0 or more; the usual cause is a wall-clock ` +
        `time from which the start was not subtracted`,
    );
  }
  if (arrival < previous) {
    refuse(
      "E-LOG-ORDER",
      `While building ${where}: it arrives at ${arrival} µs, before its predecessor at ` +
        `${previous} µs, but a log is appended to, so arrivals never decrease within a ` +
        `partition; the usual cause is sorting by event time instead of arrival`,
    );
  }
  if (timestamp !== undefined && !isTimestamp(timestamp)) {
    refuse(
      "E-TS-RANGE",
      `While building ${where}: the timestamp is ${showValue(timestamp)}, but it must be whole ` +
        `milliseconds since 1970 within ±8.64e15; the usual cause is seconds, microseconds or a ` +
        `text in place of milliseconds`,
    );
  }
}

function refusePartition(name: string, id: string): never {
  refuse(
    "E-LOG-PARTITION",
    `While building log ${showValue(name)}: two partitions are called ${showValue(id)}, but each ` +
      `needs a name of its own; give all records of one partition in one list`,
  );
}
