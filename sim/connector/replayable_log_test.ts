import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import type { SourceRecord } from "../1_source/source.ts";
import { partitionBy } from "./partition_by.ts";
import { replayableLog } from "./replayable_log.ts";

const logOf = (...records: SourceRecord<unknown>[]) =>
  replayableLog({ name: "log", partitions: [{ id: "ci", records }] });

Deno.test("replayableLog makes one split of each partition and keeps their order", () => {
  const log = replayableLog({
    name: "quakes",
    partitions: [
      { id: "nc", records: [{ value: 1, arrival: 3 }] },
      { id: "ci", records: [] },
    ],
  });
  strictEqual(log.type, "source");
  deepStrictEqual(log.splits, [
    { id: "quakes-nc", records: [{ value: 1, arrival: 3 }] },
    { id: "quakes-ci", records: [] },
  ]);
});

Deno.test("replayableLog takes a log without partitions", () => {
  deepStrictEqual(replayableLog({ name: "empty", partitions: [] }).splits, []);
});

Deno.test("replayableLog freezes values deeply and does not freeze its author's records", () => {
  const record = { value: { at: [1, 2] }, arrival: 0, timestamp: -5 };
  const read = logOf(record).splits[0].records[0];
  ok(Object.isFrozen(record.value.at));
  ok(Object.isFrozen(read));
  ok(!Object.isFrozen(record));
  strictEqual(read.timestamp, -5);
});

Deno.test("replayableLog takes equal arrivals, which a batch of appends has", () => {
  strictEqual(
    logOf({ value: 1, arrival: 7 }, { value: 2, arrival: 7 }).splits[0].records.length,
    2,
  );
});

Deno.test("E-LOG-ORDER names partition and record", () => {
  throws(
    () => logOf({ value: 1, arrival: 7 }, { value: 2, arrival: 6 }),
    /^NamedError: E-LOG-ORDER: .*log "log", partition "ci", record 1: it arrives at 6 µs/,
  );
});

Deno.test("E-LOG-ARRIVAL refuses what is no simulated time", () => {
  for (const arrival of [-1, 0.5, NaN, Infinity, 2 ** 53, "7" as unknown as number]) {
    throws(() => logOf({ value: 1, arrival }), /E-LOG-ARRIVAL: .*record 0/, String(arrival));
  }
});

Deno.test("E-TS-RANGE names the record, and the sentinels are never timestamps", () => {
  const bad = [NaN, 0.5, 8.64e15 + 2, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, null, "5"];
  for (const timestamp of bad as number[]) {
    const records = [{ value: 1, arrival: 0 }, { value: 2, arrival: 0, timestamp }];
    throws(() => logOf(...records), /E-TS-RANGE: .*record 1: the timestamp is/, String(timestamp));
  }
});

Deno.test("E-LOG-PARTITION refuses two partitions of one name", () => {
  const partitions = [{ id: "0", records: [] }, { id: "0", records: [] }];
  throws(() => replayableLog({ name: "log", partitions }), /E-LOG-PARTITION: .*"0"/);
});

Deno.test("F55 replayableLog says from which offset on it can be read, and for how long", () => {
  const records = [{ value: 1, arrival: 0 }];
  const partitions = [{ id: "0", records, firstOffset: 7 }, { id: "1", records }];
  deepStrictEqual(replayableLog({ name: "log", partitions, retention: 50 }).splits, [
    { id: "log-0", records, firstOffset: 7, retention: 50 },
    { id: "log-1", records, retention: 50 },
  ]);
});

Deno.test("E-LOG-RETENTION refuses what is neither a time nor an offset", () => {
  for (const bad of [-1, 0.5, NaN, Infinity, "5" as unknown as number]) {
    const partitions = [{ id: "0", records: [], firstOffset: bad }];
    throws(() => replayableLog({ name: "log", partitions }), /E-LOG-RETENTION: .*partition "0"/);
    throws(
      () => replayableLog({ name: "log", partitions: [], retention: bad }),
      /E-LOG-RETENTION: .*retention of log "log"/,
    );
  }
  throws(() => replayableLog({ name: "log", partitions: [], retention: 0 }), /E-LOG-RETENTION/);
});

Deno.test("E-VALUE says which record holds a mutable value", () => {
  throws(
    () => logOf({ value: new Map(), arrival: 0 }),
    /E-VALUE: While reading log "log".*record 0/,
  );
});

Deno.test("partitionBy orders partitions by code units and keeps the order within each", () => {
  const records = ["b2", "a1", "é1", "B1", "b1", "__proto__"].map((value) => ({
    value,
    arrival: 0,
  }));
  const partitions = partitionBy(records, (r) => r.value.startsWith("_") ? r.value : r.value[0]);
  deepStrictEqual(
    partitions.map((p) => [p.id, ...p.records.map((r) => r.value)]),
    [["B", "B1"], ["__proto__", "__proto__"], ["a", "a1"], ["b", "b2", "b1"], ["é", "é1"]],
  );
});
