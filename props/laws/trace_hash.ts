// The trace hash stands for a whole run: equal runs have equal hashes, and different ones different.

import fc from "fast-check";
import type { PlainRecord, PlainSplit, Scenario, Timeline } from "@headwater/sim";
import { Fact, type FactRow } from "@headwater/sim/trace";
import { claimSame } from "../claim.ts";
import type { Value } from "../gen/input.ts";
import { luck, mapNodes, scenarios, withLuck } from "../gen/scenario.ts";
import { type Law, law } from "../law.ts";
import { finish, start } from "../run.ts";

const withTwin = fc
  .tuple(luck, scenarios())
  .map(([luck, scenario]) => ({ scenario, twin: withLuck(scenario, luck) }));

/** Everything that was consumed, subtask after subtask, with keys instead of their numbers. */
function seen({ trace, ground }: Timeline): string {
  const { keys } = ground.keys;
  const show = ({ time, owner, kind, subject, key, stamp, detail }: FactRow) =>
    [owner, time, kind, subject, JSON.stringify(keys[key]), stamp, detail].join(" ");
  const consumed = [...trace.facts([Fact.elementProcessed, Fact.executionStateChanged])];
  return consumed.toSorted((a, b) => a.owner - b.owner || a.index - b.index).map(show).join("\n");
}

type Splits = readonly PlainSplit[];

/** Small changes of the input: a timestamp, a key, and the split that records come from. */
const TWINS: readonly ((splits: Splits) => Splits)[] = [
  changeLast((record) => ({ ...record, timestamp: record.timestamp! + 1 })),
  changeLast(({ value, ...rest }) => ({ ...rest, value: withOtherKey(value as Value) })),
  (splits) => splits.map(({ id }, i) => ({ id, records: splits[splits.length - 1 - i].records })),
];

function changeLast(change: (record: PlainRecord) => PlainRecord): (splits: Splits) => Splits {
  return (splits) =>
    splits.map(({ id, records }) => ({
      id,
      records: records.map((record, i) => i < records.length - 1 ? record : change(record)),
    }));
}

function withOtherKey([key, ...rest]: Value): Value {
  return [(key + 1) % 4, ...rest];
}

function changeSource(scenario: Scenario, change: (splits: Splits) => Splits): Scenario {
  return mapNodes(
    scenario,
    (node) => node.type === "source" ? { ...node, splits: change(node.splits) } : node,
  );
}

const hashSees = law(
  {
    id: "determinism/the-hash-sees-what-was-consumed",
    title: "Two runs have the same trace hash exactly when they consumed the same",
    rules: [],
    statement:
      "The same job under two schedules, or with a small change of its input (a timestamp, a key, the " +
      "splits exchanged): the hashes are " +
      "equal if and only if every subtask consumed the same elements (kind, channel, key, timestamp) " +
      "at the same times and changed its state at the same times.",
    kind: "always",
    runCount: 150,
    sometimes: { "the same": 0.2, "different": 0.3, "the same steps": 0.1 },
  },
  fc.tuple(withTwin, fc.nat(TWINS.length)).map(([{ scenario, twin }, choice]) => ({
    scenario,
    twin: choice === 0 ? twin : changeSource(scenario, TWINS[choice - 1]),
  })),
  ({ scenario, twin }, cover) => {
    const [one, other] = [scenario, twin].map((each) =>
      finish(start(each, { record: { level: "flight" } }))
    );
    const isSame = seen(one) === seen(other);
    claimSame(one.traceHash === other.traceHash, isSame, "The hashes are equal");
    cover(isSame ? "the same" : "different");
    cover("the same steps", !isSame && one.step === other.step);
  },
);

/** The laws of the trace hash. */
export const TRACE_HASH: readonly Law[] = [hashSees];
