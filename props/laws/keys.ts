// Where a key lives: one owner, whoever asks.

import fc from "fast-check";
import type { Key } from "@headwater/sim";
import { keyText } from "../../sim/element/key.ts";
import { claim, claimSame } from "../claim.ts";
import { recordsOn } from "../edges.ts";
import { luck, scenarios, withLuck } from "../gen/scenario.ts";
import { type Law, law } from "../law.ts";
import { observe } from "../run.ts";

const keyOwner = law(
  {
    id: "routing/a-key-has-one-owner",
    title: "All senders, in all schedules, send a key to the same subtask",
    rules: ["KG-1", "KG-2", "P-7"],
    statement:
      "On a keyed edge the receiver of a record depends on the key, the max parallelism and the " +
      "parallelism of the receiver alone: two schedules of a job agree, and so do all senders.",
    kind: "always",
    sometimes: { "several owners": 0.05, "several senders of a key": 0.15 },
  },
  fc.tuple(luck, scenarios({ topologies: ["rolling", "union", "diamond", "windowTwice"] }))
    .map(([luck, scenario]) => ({ scenario, twin: withLuck(scenario, luck) })),
  ({ scenario, twin }, cover) => {
    const owners = new Map<string, number>(), senders = new Map<string, number>();
    for (const run of [observe(scenario), observe(twin)]) {
      for (const edge of run.plan.edges.filter(({ keySelector }) => keySelector !== null)) {
        for (const fact of recordsOn(run, edge)) {
          const key = run.timeline.ground.keys.keys[fact.key];
          const place = `${edge.target} ${keyText(key)}`;
          const { sender, receiver } = run.plan.channels[fact.subject];
          const owner = owners.get(place) ?? receiver;
          const { label } = run.plan.subtasks[receiver];
          claim(owner === receiver, () => `Key ${keyText(key)} goes to ${label} too`, fact.time);
          owners.set(place, owner);
          cover("several senders of a key", (senders.get(place) ?? sender) !== sender);
          senders.set(place, sender);
        }
      }
    }
    cover("several owners", new Set(owners.values()).size > 1);
  },
);

const ownKeyOnly = law(
  {
    id: "routing/a-record-carries-the-key-of-its-edge",
    title: "A keyed operator sees each record under the key that the selector gives",
    rules: ["P-7", "ST-2"],
    statement:
      "For every record that is consumed behind a keyBy, its key column holds the key that the " +
      "edge's selector computes from its value; elsewhere records carry no key.",
    kind: "always",
    sometimes: { "keyed records": 0.5 },
  },
  scenarios().map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const run = observe(scenario);
    const { keys } = run.timeline.ground.keys;
    for (const edge of run.plan.edges) {
      for (const fact of recordsOn(run, edge)) {
        const wanted = edge.keySelector?.(fact.value as never) as Key | undefined;
        claimSame(keys[fact.key], wanted, `The key of ${JSON.stringify(fact.value)}`, fact.time);
        cover("keyed records", wanted !== undefined);
      }
    }
  },
);

/** The laws of keys. */
export const KEYS: readonly Law[] = [keyOwner, ownKeyOnly];
