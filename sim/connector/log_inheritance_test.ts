import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { inheritPartitions } from "./log_inheritance.ts";
import { transactionalLog } from "./transactional_log.ts";
import { TransactionalPartition } from "./transactional_partition.ts";

function partitionsOf(count: number): TransactionalPartition[] {
  return Array.from({ length: count }, (_, subtask) => {
    const partition = new TransactionalPartition();
    partition.spec = transactionalLog("out");
    partition.setup(subtask);
    return partition;
  });
}

/** Each has committed a row, and one more is written but not committed. */
function written(count: number): TransactionalPartition[] {
  const partitions = partitionsOf(count);
  for (const partition of partitions) write(partition);
  return partitions;
}

function write(partition: TransactionalPartition): void {
  partition.openEpoch(0, [], 0);
  for (const isCommitted of [true, false]) {
    const { number, name } = partition.begin(0, 0);
    partition.append(number, { value: name, timestamp: 0, writtenAt: 0, attempt: 0, origin: 0 });
    partition.preCommit(number, 1);
    if (isCommitted) partition.kept.end(number, "committed", 0);
  }
}

const NOBODY = (count: number): Set<string>[] => Array.from({ length: count }, () => new Set());
const namesIn = ({ kept }: TransactionalPartition) => kept.all.map(({ name }) => name);
const rowsOf = (partition: TransactionalPartition) =>
  partition.read(true).map(({ value }) => value);

Deno.test("SK-5 a transaction goes to whoever will commit it, with its rows, and everything else stays near", () => {
  const fresh = partitionsOf(2);
  inheritPartitions(written(3), fresh, [new Set(["out[0]-1", "out[1]-1"]), new Set(["out[2]-1"])]);
  deepStrictEqual(fresh.map(namesIn), [
    ["out[0]-0", "out[0]-1", "out[1]-1", "out[2]-0"],
    ["out[1]-0", "out[2]-1"],
  ]);
  deepStrictEqual(fresh.map(rowsOf), fresh.map(namesIn));
  for (const { kept } of fresh) {
    for (const { name, status } of kept.all) {
      strictEqual(status, name.endsWith("-0") ? "committed" : "pre-committed");
    }
  }
});

Deno.test("SK-6 the first attempt of the next job fences off all that it was not given to commit", () => {
  const [fresh] = partitionsOf(1);
  inheritPartitions(written(2), [fresh], [new Set(["out[0]-1"])]);
  const restored = [fresh.kept.find("out[0]-1")];
  deepStrictEqual(fresh.openEpoch(0, restored, 5).map(({ name }) => name), ["out[1]-1"]);
});

Deno.test("a name is not given twice, though the job had fewer subtasks in between", () => {
  const two = partitionsOf(2), three = partitionsOf(3);
  inheritPartitions(written(3), two, NOBODY(2));
  inheritPartitions(two, three, NOBODY(3));
  deepStrictEqual(three.map((one) => one.begin(0, 0).name), ["out[0]-2", "out[1]-2", "out[2]-2"]);
});
