// What arrives in which order. Flink promises one thing only: between one sender and one receiver
// nothing overtakes. Everything else that seems ordered is luck, and the simulator must show that.

import fc from "fast-check";
import { MAX, type Scenario } from "@headwater/sim";
import { Fact, type FactRow } from "@headwater/sim/trace";
import { ElementKind } from "../sim/element/element.ts";
import { claim, claimSame } from "./claim.ts";
import { ID, KEY, type Value } from "./gen/input.ts";
import { luck, scenarios, withLuck } from "./gen/scenario.ts";
import { type Law, law } from "./law.ts";
import { groupBy, isSource, observe, type Run, subtasksOf, transfers } from "./run.ts";

const subjects = scenarios().map((scenario) => ({ scenario }));

const pairOrder = law(
  {
    id: "order/pair-is-first-in-first-out",
    title:
      "A receiver consumes what a sender sent it, in that order, and at every instant a prefix",
    rules: ["ORD-2", "ORD-6"],
    statement:
      "Per channel, the records, watermarks, statuses and end of data that were consumed so far " +
      "are, at every fact, the first ones that were put into it; at the end they are all.",
    kind: "always",
    sometimes: { "a watermark between records": 0.12, "elements waited": 0.8 },
  },
  subjects,
  ({ scenario }, cover) => {
    const run = observe(scenario);
    const waiting = new Map<number, FactRow[]>();
    for (const fact of transfers(run)) {
      const queue = waiting.get(fact.subject) ?? [];
      waiting.set(fact.subject, queue);
      if (fact.kind === Fact.elementBuffered) {
        if (fact.detail === ElementKind.RECORD && queue.at(-1)?.detail === ElementKind.WATERMARK) {
          cover("a watermark between records");
        }
        queue.push(fact);
        cover("elements waited", queue.length > 2);
        continue;
      }
      const wanted = queue.shift();
      claim(wanted !== undefined, () => `${show(fact, run)} was never sent`, fact.time);
      claimSame(element(fact), element(wanted), show(fact, run), fact.time);
    }
    for (const [channel, [first]] of waiting) {
      const { name } = run.plan.channels[channel];
      claim(first === undefined, () => `${element(first)} never left ${name}`, first?.time);
    }
  },
);

const unchanged = law(
  {
    id: "order/a-record-travels-unchanged",
    title: "A record keeps its value, its key and its timestamp on its way",
    rules: ["ORD-16", "TS-1"],
    statement:
      "Jobs whose functions keep key and id: whatever is consumed anywhere has the timestamp of " +
      "the input record with that id, and its key, and its origin is that record's.",
    kind: "always",
    sometimes: { "behind an exchange": 0.5 },
  },
  scenarios({ topologies: ["chain", "rolling", "dealtRolling", "fanOut"] })
    .map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const run = observe(scenario);
    const born = new Map<number, FactRow>();
    for (const fact of run.facts) {
      if (fact.kind === Fact.recordCreated) born.set((fact.value as Value)[ID], fact);
      if (fact.kind !== Fact.elementProcessed || fact.detail !== ElementKind.RECORD) continue;
      if (isSource(run.plan, fact.owner)) continue;
      const value = fact.value as Value;
      const input = born.get(value[ID]);
      claim(input !== undefined, () => `${show(fact, run)} is no input record`, fact.time);
      const wanted = [(input.value as Value)[KEY], input.stamp, input.origin];
      claimSame([value[KEY], fact.stamp, fact.origin], wanted, show(fact, run), fact.time);
      cover("behind an exchange");
    }
  },
);

const inputOrder = law(
  {
    id: "order/one-hop-keeps-the-order-of-a-split",
    title: "One exchange keeps the order of each split's records, also through a union and per key",
    rules: ["ORD-2", "ORD-10", "V-9"],
    statement:
      "Right behind the first exchange after the sources, whatever the partitioner: at each " +
      "receiver, the records of one split arrive in the order of the split, so the records of one " +
      "key from one sender do; records of several splits have no mutual order.",
    kind: "always",
    sometimes: { "two splits met": 0.3, "two splits of one key met": 0.15 },
  },
  scenarios({ topologies: ["rolling", "union", "fanOut", "window"] }).map((scenario) => ({
    scenario,
  })),
  ({ scenario }, cover) => {
    const run = observe(scenario);
    const fromSource = transfers(run).filter(({ kind, detail, subject }) =>
      kind === Fact.elementProcessed && detail === ElementKind.RECORD &&
      isSource(run.plan, run.plan.channels[subject].sender)
    );
    for (const facts of groupBy(fromSource, ({ owner }) => owner).values()) {
      const last = new Map<number, number>();
      const splitsOfKey = new Map<number, number>();
      for (const fact of facts) {
        const [key, id] = fact.value as Value;
        const split = Math.floor(id / 100);
        const before = last.get(split) ?? -1;
        claim(id > before, () => `${show(fact, run)} comes after ${before}`, fact.time);
        last.set(split, id);
        cover("two splits met", last.size > 1);
        cover("two splits of one key met", (splitsOfKey.get(key) ?? split) !== split);
        splitsOfKey.set(key, split);
      }
    }
  },
);

const keyOrderLost = law(
  {
    id: "order/rebalance-loses-the-order-of-a-key",
    title: "With a rebalance before the keyBy, records of one key from one split change places",
    rules: ["ORD-10"],
    statement:
      "Two exchanges: the records of a key take different ways to the same place. In some runs " +
      "the keyed operator sees a later record of a split first.",
    kind: "sometimes",
    sometimes: { "a later record of the key came first": 0.1 },
  },
  scenarios({ topologies: ["dealtRolling"] }).map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const run = observe(scenario);
    for (const { id } of subtasksOf(run.plan, "rolling")) {
      const last = new Map<string, number>();
      for (const [key, id_] of consumed(run, id).map(({ value }) => value as Value)) {
        const way = `${key} ${Math.floor(id_ / 100)}`;
        cover("a later record of the key came first", id_ < (last.get(way) ?? -1));
        last.set(way, id_);
      }
    }
  },
);

const notTooTame = law(
  {
    id: "order/the-simulator-is-not-too-tame",
    title: "Records and watermarks of two senders arrive in both orders",
    rules: ["ORD-3"],
    statement:
      "The same job under two schedules. In some runs a receiver sees two records of different " +
      "senders in one order and then in the other; so it is with final watermarks.",
    kind: "sometimes",
    sometimes: { "two records changed places": 0.1, "two final watermarks changed places": 0.15 },
  },
  fc.tuple(luck, scenarios({ config: { jitter: 4000, parallelism: 3 } }))
    .map(([luck, scenario]) => ({ scenario, twin: withLuck(scenario, luck) })),
  ({ scenario, twin }, cover) => {
    const first = arrivals(scenario), second = arrivals(twin);
    for (const [place, arrived] of first) {
      const what = place.endsWith("end") ? "final watermarks" : "records";
      cover(`two ${what} changed places`, hasSwap(arrived, second.get(place) ?? []));
    }
  },
);

/** An element and the channel that it came by. */
interface Arrival {
  readonly channel: number;
  readonly name: string;
}

/** Two elements of different senders, in one order here and in the other there. */
function hasSwap(here: readonly Arrival[], there: readonly Arrival[]): boolean {
  const places = new Map(there.map(({ channel, name }, index) => [`${channel} ${name}`, index]));
  const known = here.filter(({ channel, name }) => places.has(`${channel} ${name}`));
  const placeOf = ({ channel, name }: Arrival) => places.get(`${channel} ${name}`)!;
  return known.some((first, index) =>
    known.slice(index + 1).some((second) =>
      first.channel !== second.channel && placeOf(first) > placeOf(second)
    )
  );
}

/** Per subtask, what was consumed in which order: records with their channels, and last watermarks. */
function arrivals(scenario: Scenario): Map<string, Arrival[]> {
  const places = new Map<string, Arrival[]>();
  for (const { kind, detail, owner, subject, origin, stamp } of transfers(observe(scenario))) {
    const isEnd = detail === ElementKind.WATERMARK && stamp === MAX;
    if (kind !== Fact.elementProcessed || !(isEnd || detail === ElementKind.RECORD)) continue;
    const place = isEnd ? `${owner} end` : `${owner}`;
    if (!places.has(place)) places.set(place, []);
    places.get(place)!.push({ channel: subject, name: `${origin}` });
  }
  return places;
}

function consumed({ facts }: Run, subtask: number): FactRow[] {
  return facts.filter(({ kind, owner, detail }) =>
    kind === Fact.elementProcessed && owner === subtask && detail === ElementKind.RECORD
  );
}

function element({ detail, key, origin, stamp }: FactRow): string {
  return JSON.stringify({ kind: detail, key, origin, stamp });
}

function show(fact: FactRow, { plan }: Run): string {
  return `${element(fact)} at ${plan.subtasks[fact.owner].label}`;
}

/** The laws of order. */
export const ORDER: readonly Law[] = [pairOrder, unchanged, inputOrder, keyOrderLost, notTooTame];
