// State: under its owner, for its key, and forgotten when its time is over.

import fc from "fast-check";
import { type Key, keyGroup, mapState, operatorIndex, valueState } from "@headwater/sim";
import type { MapState, ValueState } from "@headwater/sim";
import { Fact } from "@headwater/sim/trace";
import { KeyedStateStore } from "../../sim/6_state/keyed_state_store.ts";
import { copy } from "../../sim/clock/copy.ts";
import { claim, claimSame } from "../claim.ts";
import { scenarios } from "../gen/scenario.ts";
import { type Law, law } from "../law.ts";
import { observe } from "../run.ts";

const underItsOwner = law(
  {
    id: "state/only-under-its-owner",
    title: "State of a key is only ever touched by the subtask that owns its key group",
    rules: ["CI-45", "KG-1", "KG-2", "ST-2"],
    statement:
      "In every run, wherever state changes or a timer is set or fires: the key's group belongs to the " +
      "subtask that reports it.",
    kind: "always",
    sometimes: { "several owners": 0.1 },
  },
  scenarios({ topologies: ["rolling", "dealtRolling", "union"] }).map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const { facts, plan, timeline } = observe(scenario);
    const touching: readonly number[] = [Fact.stateUpdated, Fact.timerRegistered, Fact.timerFired];
    const owners = new Set<number>();
    for (const { kind, owner, key, time } of facts) {
      if (!touching.includes(kind) || key < 0) continue;
      const { vertex, index } = plan.subtasks[owner];
      const { maxParallelism, parallelism } = plan.vertices[vertex];
      const group = keyGroup(timeline.ground.keys.hashes[key], maxParallelism);
      const wanted = operatorIndex(group, maxParallelism, parallelism);
      claim(wanted === index, () => `Key ${key} belongs to ${wanted}, ${index} touched it`, time);
      owners.add(owner);
    }
    cover("several owners", owners.size > 1);
  },
);

/** A store with one key and a clock. */
function storeAt(store: KeyedStateStore, key: number, now: number) {
  const context = { key, now, setKey() {}, report() {} };
  return {
    value: (ttl: number, updatesOnRead: boolean) =>
      store.state(
        valueState<number>("value", {
          timeToLive: { ttl, updateType: updatesOnRead ? "OnReadAndWrite" : "OnCreateAndWrite" },
        }),
        -1,
        context,
        "tested",
      ) as ValueState<number>,
    map: () =>
      store.state(mapState<Key, number>("map"), -1, context, "tested") as MapState<Key, number>,
  };
}

const timeToLive = law(
  {
    id: "state/time-to-live",
    title: "What was not touched for its time to live is never told, and everything else is",
    rules: ["TTL-1", "TTL-2", "TTL-3", "TTL-5"],
    statement:
      "For any writes and reads of any keys at any times: a read gives the last value written, if less " +
      "than the time to live has passed since it was touched, and nothing otherwise; what the cleanup " +
      "removes beside makes no difference.",
    kind: "always",
    runCount: 1000,
    sometimes: { "expired": 0.3, "saved by a read": 0.01 },
  },
  fc.record({
    ttl: fc.integer({ min: 1, max: 10 }),
    updatesOnRead: fc.boolean(),
    steps: fc.array(
      fc.record({ key: fc.nat(2), wait: fc.nat(4), write: fc.option(fc.nat(9)) }),
      { minLength: 8, maxLength: 30 },
    ),
  }),
  ({ ttl, updatesOnRead, steps }, cover) => {
    const store = new KeyedStateStore();
    const model = new Map<number, { value: number; written: number; touched: number }>();
    let now = 0;
    for (const { key, wait, write } of steps) {
      now += wait;
      const state = storeAt(store, key, now).value(ttl, updatesOnRead);
      if (write !== null) {
        state.update(write);
        model.set(key, { value: write, written: now, touched: now });
        continue;
      }
      const known = model.get(key);
      const isLive = known !== undefined && known.touched + ttl > now;
      claimSame(state.value() ?? null, isLive ? known.value : null, `Key ${key} at ${now}`);
      cover("expired", known !== undefined && !isLive);
      cover("saved by a read", isLive && known.written + ttl <= now);
      if (isLive && updatesOnRead) model.set(key, { ...known, touched: now });
      if (!isLive) model.delete(key);
    }
  },
);

const mapIsAMap = law(
  {
    id: "state/map-state-is-a-map",
    title: "Map state is a map, and a copy of it goes its own way",
    rules: ["ST-1", "ST-4"],
    statement:
      "For any puts and removals of any keys: what is read is what a plain map holds, in the order of " +
      "the keys' text; what is done to a copy afterwards, the original never sees.",
    kind: "always",
    sometimes: { "overwritten": 0.3, "emptied": 0.02 },
  },
  fc.record({
    steps: fc.array(
      fc.record({
        key: fc.oneof(fc.nat(3), fc.constantFrom("a", "b")),
        value: fc.option(fc.nat(9)),
      }),
      { minLength: 2, maxLength: 20 },
    ),
    cut: fc.nat(20),
  }),
  ({ steps, cut }, cover) => {
    const store = new KeyedStateStore();
    const model = new Map<string, [Key, number]>();
    let twin: KeyedStateStore | null = null, before = "";
    const read = (from: KeyedStateStore) => JSON.stringify(storeAt(from, 0, 0).map().entries());
    steps.forEach(({ key, value }, i) => {
      if (i === cut) {
        twin = copy(store);
        before = read(store);
      }
      const map = storeAt(store, 0, 0).map();
      const text = JSON.stringify(key);
      cover("overwritten", value !== null && model.has(text));
      if (value === null) {
        map.remove(key);
        cover("emptied", model.delete(text) && model.size === 0);
      } else {
        map.put(key, value);
        model.set(text, [key, value]);
      }
      claimSame(map.get(key) ?? null, value, `Key ${text}`);
      claimSame(map.has(key), value !== null, `Whether ${text} is there`);
      claimSame(map.isEmpty(), model.size === 0, "Whether it is empty");
      const inText = (list: readonly unknown[]) =>
        list.map((one) => JSON.stringify(one)).toSorted();
      claimSame(inText(map.entries()), inText([...model.values()]), "Entries");
    });
    if (twin !== null) claimSame(read(twin), before, "The copy");
  },
);

/** The laws of state. */
export const STATE: readonly Law[] = [underItsOwner, timeToLive, mapIsAMap];
