// What Flink does not promise must happen here: a simulator that always takes the same way through
// would let every other law pass for nothing.

import fc from "fast-check";
import { type Choice, MAX, type Scenario } from "@headwater/sim";
import { Fact } from "@headwater/sim/trace";
import { ElementKind } from "../../sim/element/element.ts";
import type { Value } from "../gen/input.ts";
import { luck, scenarios, streamNames, withLuck } from "../gen/scenario.ts";
import { type Law, law } from "../law.ts";
import { observe, type Run, subtasksOf, transfers } from "../run.ts";

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
      for (const [key, id_] of recordsAt(run, id)) {
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

const tiesBreak = law(
  {
    id: "order/ties-break-both-ways",
    title:
      "Buffers that arrive at the same instant may be read in any order, if a tie seed says so",
    rules: ["ORD-3"],
    statement:
      "With a tie seed, draws decide which of several channels that became ready at one instant comes " +
      "first. Two runs that differ in those draws alone differ in the order of records.",
    kind: "sometimes",
    sometimes: { "two records changed places": 0.08 },
  },
  scenarios({ config: { tieSeed: 1, jitter: 0, parallelism: 3 } }).map((scenario) => ({
    scenario: { ...scenario, seed: 0, choices: [] },
    twin: { ...scenario, seed: 0, choices: allTies(scenario) },
  })),
  ({ scenario, twin }, cover) => {
    const first = arrivals(scenario), second = arrivals(twin);
    for (const [place, arrived] of first) {
      cover("two records changed places", hasSwap(arrived, second.get(place) ?? []));
    }
  },
);

/** In the first ties of each gate, the last to come is read first. */
function allTies(scenario: Scenario): Choice[] {
  const streams = streamNames(scenario).filter((name) => name.startsWith("tie/"));
  return streams.flatMap((stream) =>
    Array.from({ length: 12 }, (_, n) => ({ stream, attempt: 0, n, value: 1 }))
  );
}

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

function recordsAt({ facts }: Run, subtask: number): Value[] {
  return facts.filter(({ kind, owner, detail }) =>
    kind === Fact.elementProcessed && owner === subtask && detail === ElementKind.RECORD
  ).map(({ value }) => value as Value);
}

/** What must be possible. */
export const DISORDER: readonly Law[] = [keyOrderLost, notTooTame, tiesBreak];
