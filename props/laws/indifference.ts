// Who watches, what things are called and in which order they were first seen: none of it may steer.

import fc from "fast-check";
import { type PlainNode, type RecordOptions, type Scenario, Timeline } from "@headwater/sim";
import { KeyTable } from "../../sim/element/key_table.ts";
import { firstDifference } from "../../sim/verify.ts";
import { claim, claimSame } from "../claim.ts";
import { luck, mapNodes, nodesOf, scenarios, withLuck } from "../gen/scenario.ts";
import { type Law, law } from "../law.ts";
import { finish, outcomeOf, start } from "../run.ts";

const subjects = scenarios().map((scenario) => ({ scenario }));

const watchers: { record: RecordOptions; keyframeDistance?: number; keyframeCountMax?: number }[] =
  [
    { record: { level: "flight" }, keyframeDistance: 1, keyframeCountMax: 3 },
    { record: { level: "all" }, keyframeDistance: 40 },
    { record: { level: "all", chunkCountMax: 1 } },
  ];

const watchersDoNotSteer = law(
  {
    id: "determinism/watchers-do-not-steer",
    title: "Recording, its level, its ring and keyframes do not steer",
    rules: [],
    statement:
      "A run without recording, one at level flight, one at level all and one into a ring, " +
      "with keyframes close together, far apart and only at the start: equal outcomes, equal worlds.",
    kind: "always",
    runCount: 100,
    sometimes: { "keyframes were dropped": 0.9 },
  },
  subjects,
  ({ scenario }, cover) => {
    const unwatched = finish(start(scenario, { record: { level: "off" } }));
    for (const options of watchers) {
      const watched = finish(start(scenario, options));
      const how = `Recorded as ${JSON.stringify(options)}, the run`;
      claimSame(outcomeOf(watched), outcomeOf(unwatched), how);
      claimSame(firstDifference(watched.world, unwatched.world), null, `${how} differs at`);
      const { keyframeCount, step } = watched;
      cover("keyframes were dropped", options.keyframeCountMax === 3 && keyframeCount < step);
    }
  },
);

const lazyAndEager = law(
  {
    id: "determinism/lazy-and-eager-agree",
    title: "Periodic actions that can change nothing may be left out",
    rules: ["NET-2", "WG-1", "WG-12"],
    statement: "With the flusher and the watermark tick at every period, even where they change " +
      "nothing, trace hash and results are those of the run that leaves such actions out.",
    kind: "always",
    runCount: 400,
    sometimes: { "periods were left out": 0.3 },
  },
  subjects,
  ({ scenario }, cover) => {
    const { stepCount: lazySteps, ...lazy } = outcomeOf(finish(start(scenario)));
    const { stepCount, ...eager } = outcomeOf(finish(start(scenario, { isEager: true })));
    claimSame(eager, lazy, "The eager run");
    claim(
      stepCount >= lazySteps,
      () => `The eager run has fewer steps: ${stepCount} < ${lazySteps}`,
    );
    cover("periods were left out", stepCount > lazySteps);
  },
);

const names = law(
  {
    id: "determinism/names-do-not-steer",
    title: "Names and the order of an object's fields do not steer",
    rules: ["G-11"],
    statement:
      "All operators get new names (their uids stay), and the fields of all objects of the " +
      "job stand in the opposite order: the outcome stays.",
    kind: "always",
    runCount: 200,
    sometimes: { "more than five operators": 0.2 },
  },
  subjects,
  ({ scenario }, cover) => {
    const { job } = mapNodes(scenario, rename);
    const renamed = { ...scenario, job: reverseFields(job) as Scenario["job"] };
    const outcome = outcomeOf(finish(start(renamed)));
    claimSame(outcome, outcomeOf(finish(start(scenario))), "With other names, the run");
    cover("more than five operators", nodesOf(scenario).length > 5);
  },
);

const tables = law(
  {
    id: "determinism/tables-do-not-steer",
    title: "The numbers that keys and windows get reach nothing",
    rules: ["KG-1", "ORD-11"],
    statement:
      "Keys and windows are numbered as they are first seen. A run whose tables were filled " +
      "by other runs before, in another order, has the outcome of a run with empty tables.",
    kind: "always",
    runCount: 150,
    sometimes: { "several keys": 0.5 },
  },
  fc.tuple(luck, scenarios()).map(([luck, scenario]) => ({
    scenario,
    twin: withLuck(scenario, luck),
  })),
  ({ scenario, twin }, cover) => {
    const fresh = finish(start(scenario));
    const { ground } = start(scenario);
    const keys = new KeyTable();
    for (const key of [99, 3, 2, "a", 1, 0]) keys.intern(key);
    finish(new Timeline({ ...start(twin).ground, plan: ground.plan, keys }));
    const crowded = finish(new Timeline({ ...ground, keys }));
    claimSame(outcomeOf(crowded), outcomeOf(fresh), "With crowded tables, the run");
    cover("several keys", fresh.ground.keys.keys.length > 1);
  },
);

function rename(node: PlainNode, index: number): PlainNode {
  return ["keyBy", "union", "sideOutput"].includes(node.type)
    ? node
    : { ...node, name: `z${99 - index} renamed` } as PlainNode;
}

function reverseFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reverseFields);
  if (typeof value !== "object" || value === null) return value;
  const reversed = Object.entries(value).toReversed();
  return Object.fromEntries(reversed.map(([name, field]) => [name, reverseFields(field)]));
}

/** The laws of what must not steer. */
export const INDIFFERENCE: readonly Law[] = [watchersDoNotSteer, lazyAndEager, names, tables];
