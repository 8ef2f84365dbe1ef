// What facts tell of state and timers: enough to know, without looking at the state, what it holds.

import { deepStrictEqual } from "node:assert/strict";
import { Fact, FACT_NAMES } from "../trace/fact.ts";
import { KeyedStateStore } from "./keyed_state_store.ts";
import { aggregatingState } from "./aggregating_state.ts";
import { listState } from "./list_state.ts";
import { mapState } from "./map_state.ts";
import { reducingState } from "./reducing_state.ts";
import type { StateDescriptor } from "./state_descriptor.ts";
import { TimerService } from "./timer_service.ts";
import { valueState } from "./value_state.ts";

/** A context that keeps what it is told: kind, detail, key and value. */
function listening() {
  const told: unknown[][] = [];
  const context = {
    key: 0,
    now: 0,
    setKey: (key: number) => void (context.key = key),
    report: (kind: number, detail: number, _stamp: number, value?: unknown) => {
      told.push([FACT_NAMES.get(kind)!.name, detail, context.key, value]);
    },
  };
  return { context, told };
}

Deno.test("KeyedStateStore tells the name of a state once, and from then on its number", () => {
  const { context, told } = listening();
  const store = new KeyedStateStore();
  const [first, second] = [valueState<number>("first"), valueState<number>("second")];
  for (const key of [0, 1]) {
    context.setKey(key);
    store.state(first, -1, context, "tested").update(key);
  }
  store.state(second, -1, context, "tested").clear();
  store.state(second, -1, context, "tested").update(7);
  deepStrictEqual(told, [
    ["stateDeclared", 1, 0, { name: "first", kind: "value" }],
    ["stateUpdated", 1, 0, 0],
    ["stateUpdated", 1, 1, 1],
    ["stateDeclared", 2, 1, { name: "second", kind: "value" }],
    ["stateUpdated", 2, 1, 7],
  ]);
});

Deno.test("MapState tells which entry is removed; the others are still there", () => {
  const { context, told } = listening();
  const store = new KeyedStateStore();
  const map = () => store.state(mapState<string, number>("map"), -1, context, "tested");
  map().put("a", 1);
  map().put("b", 2);
  map().remove("a");
  map().remove("a");
  map().clear();
  deepStrictEqual(told.slice(1).map(([name, , , value]) => [name, value]), [
    ["stateUpdated", ["a", 1]],
    ["stateUpdated", ["b", 2]],
    ["stateRemoved", ["a", 1]],
    ["stateUpdated", undefined],
  ]);
});

Deno.test("TTL-5 what an access of another key cleans up is told of the key that it belonged to", () => {
  const { context, told } = listening();
  const store = new KeyedStateStore();
  const last = valueState<string>("last", { timeToLive: { ttl: 10, cleanupSize: 5 } });
  store.state(last, -1, context, "tested").update("old");
  context.setKey(1);
  context.now = 10;
  store.state(last, -1, context, "tested").update("new");
  deepStrictEqual(told.slice(1), [
    ["stateUpdated", 1, 0, "old"],
    ["stateExpired", 1, 0, "old"],
    ["stateUpdated", 1, 1, "new"],
  ]);
});

Deno.test("TTL-4 entries of a map are told without their time, set or expired", () => {
  const { context, told } = listening();
  const store = new KeyedStateStore();
  const map = mapState<string, number>("map", { timeToLive: { ttl: 10 } });
  store.state(map, -1, context, "tested").put("a", 1);
  context.now = 10;
  store.state(map, -1, context, "tested").get("a");
  deepStrictEqual(told.slice(1).map(([name, , , value]) => [name, value]), [
    ["stateUpdated", ["a", 1]],
    ["stateExpired", ["a", 1]],
    ["stateRead", undefined],
  ]);
});

Deno.test("every kind of state tells that it was read, and one value with it", () => {
  const sum = {
    createAccumulator: () => 0,
    add: (n: number, all: number) => all + n,
    getResult: String,
  };
  for (const timeToLive of [undefined, { ttl: 10 }]) {
    const { context, told } = listening();
    const store = new KeyedStateStore();
    const of = <D extends StateDescriptor>(descriptor: D) =>
      store.state(descriptor, -1, context, "tested");
    const options = { timeToLive };
    of(valueState<number>("value", options)).update(7);
    of(listState<number>("list", options)).add(7);
    of(mapState<string, number>("map", options)).put("a", 7);
    of(reducingState<number>("reducing", (a) => a, options)).add(7);
    of(aggregatingState("aggregating", sum, options)).add(7);
    told.length = 0;
    of(valueState<number>("value", options)).value();
    of(listState<number>("list", options)).get();
    of(mapState<string, number>("map", options)).get("a");
    of(mapState<string, number>("map", options)).has("b");
    of(mapState<string, number>("map", options)).keys();
    of(reducingState<number>("reducing", (a) => a, options)).get();
    of(aggregatingState("aggregating", sum, options)).get();
    deepStrictEqual(told.map(([name, , , value]) => [name, value]), [
      ["stateRead", 7],
      ["stateRead", undefined],
      ["stateRead", 7],
      ["stateRead", undefined],
      ["stateRead", undefined],
      ["stateRead", 7],
      ["stateRead", "7"],
    ]);
  }
});

Deno.test("TimerService tells what each timer waits for: 0 event time, 1 processing time", () => {
  const { context, told } = listening();
  const timers = new TimerService();
  const target = { onEventTime() {}, onProcessingTime() {} };
  for (const time of [5, 6]) timers.registerEventTimeTimer(-1, time, context);
  for (const time of [5, 6]) timers.registerProcessingTimeTimer(-1, time, context);
  timers.deleteEventTimeTimer(-1, 6, context);
  timers.deleteProcessingTimeTimer(-1, 6, context);
  timers.advanceWatermark(5, target, context);
  timers.advanceProcessingTime(5, target, context);
  const details = (kind: number) =>
    told.filter(([name]) => name === FACT_NAMES.get(kind)!.name).map(([, detail]) => detail);
  deepStrictEqual(details(Fact.timerRegistered), [0, 0, 1, 1]);
  deepStrictEqual(details(Fact.timerDeleted), [0, 1]);
  deepStrictEqual(details(Fact.timerFired), [0, 1]);
});
