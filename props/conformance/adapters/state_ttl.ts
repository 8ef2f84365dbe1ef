// Schema `state-ttl`: one keyed state with a time to live, written and read while time passes.

import {
  aggregatingState,
  type Key,
  listState,
  mapState,
  MAX,
  reducingState,
} from "@headwater/sim";
import { type AppendingState, type ListState, type MapState, valueState } from "@headwater/sim";
import type { StateDescriptor, TimeToLiveOptions, ValueState } from "@headwater/sim";
import { KeyedStateStore } from "../../../sim/6_state/keyed_state_store.ts";
import { mergeNamespaces } from "../../../sim/6_state/merge_namespaces.ts";
import { cleanAll } from "../../../sim/6_state/ttl_cleanup.ts";
import { copy } from "../../../sim/clock/copy.ts";
import type { CaseReader } from "../case_reader.ts";

/** Runs one case. */
export function stateTtl(testCase: CaseReader): void {
  testCase.only(
    "state",
    "updateOp",
    "getOp",
    "emptyValue",
    "ttlConfig",
    "initialKey",
    "initialNamespace",
    "steps",
  );
  const bench = new TtlBench(testCase);
  for (const step of testCase.get("steps").items()) playStep(step, bench);
}

/** One state with time, keys and namespaces around it. */
class TtlBench {
  now = 0;
  readonly cleansSnapshots: boolean;
  readonly descriptor: StateDescriptor;
  readonly snapshots: Map<string, KeyedStateStore> = new Map();
  private store = new KeyedStateStore();
  /** Keys and namespaces by the number that stands for them. */
  private readonly names: string[] = [];
  private key!: number;
  private namespace!: number;

  constructor(private readonly testCase: CaseReader) {
    this.descriptor = descriptorOf(testCase);
    // what is removed in the background can never be read, so of these only one makes a difference
    const cleanup = testCase.get("ttlConfig").get("cleanup").text();
    this.cleansSnapshots = /full snapshot/.test(cleanup);
    this.begin();
  }

  setKey(name: string): void {
    this.key = this.numberOf(name);
  }

  setNamespace(name: string): void {
    this.namespace = this.numberOf(name);
  }

  update(value: CaseReader): void {
    const op = this.testCase.get("updateOp").text(), { state } = this;
    if (op === "update") {
      if (value.isNull) (state as ValueState<unknown>).clear();
      else (state as ValueState<unknown>).update(value.json());
    } else if (op === "addAll") (state as ListState<unknown>).addAll(value.json() as unknown[]);
    else if (op === "add") (state as AppendingState<unknown, unknown>).add(value.json());
    else if (op === "putAll") {
      const map = state as MapState<Key, unknown>;
      for (const [key, entry] of value.json() as [Key, unknown][]) map.put(key, entry);
    } else (state as MapState<Key, unknown>).put(keyOf(op, "put at key "), value.json());
  }

  get(): unknown {
    const op = this.testCase.get("getOp").text(), { state } = this;
    if (op.startsWith("entries")) return (state as MapState<Key, unknown>).entries();
    if (op.startsWith("get at key ")) {
      return (state as MapState<Key, unknown>).get(keyOf(op, "get at key ")) ?? null;
    }
    if ("value" in state) return (state as ValueState<unknown>).value() ?? null;
    return (state as AppendingState<unknown, unknown>).get() ?? null;
  }

  merge(target: string, sources: readonly string[]): void {
    const numbers = sources.map((name) => this.numberOf(name));
    mergeNamespaces(this.table, this.numberOf(target), numbers, this.key, "tested", this.now);
  }

  /** True when nothing is stored for the current key and namespace. */
  get isEmpty(): boolean {
    return this.table.get(this.namespace, this.key) === undefined;
  }

  snapshot(): KeyedStateStore {
    const snapshot = copy(this.store);
    if (this.cleansSnapshots) { for (const table of snapshot.tables) cleanAll(table, this.now); }
    return snapshot;
  }

  /** Goes on from a snapshot, with the first key and namespace again. */
  restore(snapshot: KeyedStateStore): void {
    this.store = copy(snapshot);
    this.begin();
  }

  private begin(): void {
    this.setKey(this.testCase.get("initialKey").text());
    this.setNamespace(this.testCase.get("initialNamespace").text());
  }

  private get table() {
    return this.store.table(this.descriptor, "tested");
  }

  private get state(): object {
    const context = { key: this.key, now: this.now, setKey() {}, report() {} };
    return this.store.state(
      this.descriptor,
      this.namespace,
      context,
      "tested",
    ) as unknown as object;
  }

  private numberOf(name: string): number {
    const found = this.names.indexOf(name);
    return found >= 0 ? found : this.names.push(name) - 1;
  }
}

function keyOf(op: string, prefix: string): number {
  return Number(op.slice(prefix.length));
}

function descriptorOf(testCase: CaseReader): StateDescriptor {
  const state = testCase.get("state").only("type", "reduce", "accumulator", "add", "result");
  const options = { timeToLive: ttlOf(testCase.get("ttlConfig")) };
  switch (state.get("type").choice("value", "list", "map", "reducing", "aggregating")) {
    case "value":
      return valueState("state", options);
    case "list":
      return listState("state", options);
    case "map":
      return mapState("state", options);
    case "reducing":
      state.get("reduce").choice("sum");
      return reducingState<number>("state", (a, b) => a + b, options);
    case "aggregating": {
      state.get("add").choice("sum");
      state.get("result").choice("decimal string");
      const first = state.get("accumulator").integer();
      return aggregatingState<number, number, string>("state", {
        createAccumulator: () => first,
        add: (value, sum) => value + sum,
        getResult: (sum) => `${sum}`,
        merge: (a, b) => a + b,
      }, options);
    }
  }
}

function ttlOf(config: CaseReader): TimeToLiveOptions {
  config.only("ttl", "updateType", "visibility", "cleanup");
  return {
    ttl: Math.min(config.get("ttl").time(), MAX),
    updateType: config.get("updateType").choice("OnCreateAndWrite", "OnReadAndWrite"),
    visibility: config.get("visibility").choice(
      "NeverReturnExpired",
      "ReturnExpiredIfNotCleanedUp",
    ),
    cleanupSize: 0,
  };
}

function playStep(step: CaseReader, bench: TtlBench): void {
  const verb = step.verb(
    "time",
    "key",
    "namespace",
    "update",
    "expectGet",
    "expectUnderlyingStateEmpty",
    "mergeNamespaces",
    "snapshotAndRestore",
    "snapshot",
    "restore",
  );
  const body = step.get(verb);
  switch (verb) {
    case "time":
      bench.now = body.time();
      return;
    case "key":
      return bench.setKey(body.text());
    case "namespace":
      return bench.setNamespace(body.text());
    case "update":
      return bench.update(body);
    case "expectGet":
      return expectSame(step, bench.get(), body.json());
    case "expectUnderlyingStateEmpty":
      return step.expect(bench.isEmpty, body.flag());
    case "mergeNamespaces":
      body.only("target", "sources");
      return bench.merge(
        body.get("target").text(),
        body.get("sources").items().map((source) => source.text()),
      );
    case "snapshotAndRestore":
      return bench.restore(bench.snapshot());
    case "snapshot":
      return void bench.snapshots.set(body.text(), bench.snapshot());
    case "restore":
      return bench.restore(bench.snapshots.get(body.text())!);
  }
}

/** Entries of a map are a set; everything else is compared as it stands. */
function expectSame(step: CaseReader, found: unknown, wanted: unknown): void {
  const isEntries = Array.isArray(wanted) &&
    wanted.every((one) => Array.isArray(one) && one.length === 2);
  if (!isEntries || !Array.isArray(found)) return step.expect(found, wanted);
  const texts = (list: unknown[]) => list.map((one) => JSON.stringify(one)).toSorted();
  step.expect(texts(found), texts(wanted));
}
