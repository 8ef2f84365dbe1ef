// Schema `partitioners`: which channels a partitioner selects, and which subtasks pointwise wiring
// connects. Each case holds one of these forms.

import { broadcast } from "../../../sim/2_partitioner/broadcast.ts";
import { forward } from "../../../sim/2_partitioner/forward.ts";
import { global } from "../../../sim/2_partitioner/global.ts";
import { defaultMaxParallelism } from "../../../sim/2_partitioner/key_group.ts";
import { hash } from "../../../sim/2_partitioner/key_group_partitioner.ts";
import type { Partitioner, PartitionerSpec } from "../../../sim/2_partitioner/partitioner.ts";
import { pointwiseReceivers, pointwiseSenders } from "../../../sim/2_partitioner/pointwise.ts";
import { rebalance } from "../../../sim/2_partitioner/rebalance.ts";
import { rescale } from "../../../sim/2_partitioner/rescale.ts";
import { shuffle } from "../../../sim/2_partitioner/shuffle.ts";
import { drawBelow } from "../../../sim/clock/prng.ts";
import { javaHash, type Key } from "../../../sim/element/key.ts";
import type { CaseReader } from "../case_reader.ts";

const keyed = (maxParallelism = defaultMaxParallelism(1)) => hash(maxParallelism);

/** The partitioners by their names in the files. */
export const PARTITIONERS: Readonly<Record<string, (maxParallelism?: number) => PartitionerSpec>> =
  {
    forward,
    rebalance,
    rescale,
    shuffle,
    broadcast,
    global,
    hash: keyed,
    keyGroup: keyed,
  };

/** Some seed: what is expected of chance must hold with any. */
const SEED = 20;

/** Runs one case. */
export function partitioners(testCase: CaseReader): void {
  if (testCase.has("pointwise")) {
    return testCase.only("pointwise").get("pointwise").items().forEach(checkWiring);
  }
  testCase.only("partitioner", "isBroadcast", "isPointwise", "maxParallelism", "keyField", "steps");
  const name = testCase.get("partitioner").choice(...Object.keys(PARTITIONERS));
  const spec = testCase.has("maxParallelism")
    ? PARTITIONERS[name](testCase.get("maxParallelism").integer())
    : PARTITIONERS[name]();
  for (const trait of ["isBroadcast", "isPointwise"] as const) {
    if (!testCase.has(trait)) continue;
    testCase.get(trait).expect(spec[trait] ?? false, testCase.get(trait).flag());
  }
  const keyField = testCase.has("keyField") ? testCase.get("keyField").integer() : 0;
  const sender = new Sender(spec, keyField);
  for (const step of testCase.get("steps").items()) sender.play(step);
}

/** One partitioner at work. */
class Sender {
  private readonly partitioner: Partitioner;
  private readonly bound = new Map<string, number>();

  constructor(spec: PartitionerSpec, private readonly keyField: number) {
    this.partitioner = new spec.Partitioner();
    this.partitioner.spec = spec;
  }

  /** One step. */
  play(step: CaseReader): void {
    switch (step.verb("setup", "select", "sameChannel")) {
      case "setup":
        return this.partitioner.setup(step.only("setup").get("setup").integer(), draw);
      case "select":
        return this.checkSelection(step.only("select", "record").get("select"), recordOf(step));
      case "sameChannel": {
        const records = step.only("sameChannel").get("sameChannel").items();
        const channels = records.map((record) => this.select(record.json()));
        if (channels.length < 2) step.expect(channels, "channels of several records");
        return step.expect(channels, channels.map(() => channels[0]));
      }
    }
  }

  private select(record: unknown): number {
    const key = Array.isArray(record) ? record[this.keyField] : record;
    return this.partitioner.select(record, javaHash(key as Key), draw);
  }

  private checkSelection(expected: CaseReader, record: unknown): void {
    if (typeof expected.json() === "number") {
      return expected.expect(this.select(record), expected.integer());
    }
    switch (expected.verb("inRange", "boundPlus", "error")) {
      case "inRange":
        return this.checkRange(expected.only("inRange", "bind"), this.select(record));
      case "boundPlus": {
        const [name, more] = expected.only("boundPlus", "mod").get("boundPlus").items();
        const before = this.bound.get(name.text());
        if (before === undefined) name.expect(undefined, "a bound name");
        const wanted = (before! + more.integer()) % expected.get("mod").integer();
        return expected.expect(this.select(record), wanted);
      }
      case "error":
        return expected.only("error").expect(this.isRefused(record), expected.get("error").flag());
    }
  }

  private checkRange(expected: CaseReader, channel: number): void {
    const [low, high] = expected.get("inRange").items().map((end) => end.integer());
    if (!(channel >= low && channel < high)) expected.expect(channel, `${low} to ${high - 1}`);
    if (expected.has("bind")) this.bound.set(expected.get("bind").text(), channel);
  }

  private isRefused(record: unknown): boolean {
    try {
      this.select(record);
      return false;
    } catch {
      return true;
    }
  }
}

function draw(n: number, bound: number): number {
  return drawBelow(SEED, 0, 0, n, bound);
}

function recordOf(step: CaseReader): unknown {
  return step.has("record") ? step.get("record").json() : "record";
}

/** `consumes[i]`: the senders that receiver i reads; or how many there are on each side. */
function checkWiring(row: CaseReader): void {
  row.only(
    "upstream",
    "downstream",
    "consumes",
    "partitionsPerConsumer",
    "partitionsPerConsumerBetween",
    "consumersPerPartition",
    "consumersPerPartitionBetween",
  );
  const up = row.get("upstream").integer(), down = row.get("downstream").integer();
  const senders = Array.from({ length: down }, (_, i) => pointwiseSenders(i, up, down));
  const receivers = Array.from({ length: up }, (_, i) => pointwiseReceivers(i, up, down));
  if (row.has("consumes")) {
    const wanted = row.get("consumes").items().map((list) => list.items().map((i) => i.integer()));
    row.expect(senders, wanted);
    row.expect(receivers, Array.from({ length: up }, (_, p) => readersOf(p, wanted)));
  }
  checkCounts(row, "partitionsPerConsumer", senders);
  checkCounts(row, "consumersPerPartition", receivers);
}

function readersOf(sender: number, consumes: readonly number[][]): number[] {
  return consumes.flatMap((senders, receiver) => senders.includes(sender) ? [receiver] : []);
}

function checkCounts(row: CaseReader, name: string, lists: readonly number[][]): void {
  const counts = lists.map(({ length }) => length);
  if (row.has(name)) row.expect(counts, counts.map(() => row.get(name).integer()));
  if (!row.has(`${name}Between`)) return;
  const [low, high] = row.get(`${name}Between`).items().map((end) => end.integer());
  row.expect(counts.filter((count) => count < low || count > high), []);
}
