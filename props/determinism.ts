// Everything follows from job, config, seed and interventions. Nothing else may steer: neither who
// watches, nor what ran before, nor what things are called.

import fc from "fast-check";
import {
  checkTraceHash,
  openScenario,
  parseScenario,
  type PlainNode,
  type RecordOptions,
  type Scenario,
  scenarioText,
  Timeline,
} from "@headwater/sim";
import { KeyTable } from "../sim/element/key_table.ts";
import { firstDifference } from "../sim/verify.ts";
import { claim, claimSame } from "./claim.ts";
import { luck, mapNodes, nodesOf, scenarios, withLuck } from "./gen/scenario.ts";
import { type Law, law } from "./law.ts";
import { finish, outcomeOf, start } from "./run.ts";
import { withoutHost } from "./without_host.ts";

const subjects = scenarios().map((scenario) => ({ scenario }));

const withTwin = fc
  .tuple(luck, scenarios())
  .map(([luck, scenario]) => ({ scenario, twin: withLuck(scenario, luck) }));

const sameRun = law(
  {
    id: "determinism/same-scenario-same-run",
    title: "The same scenario gives the same run, whatever ran before",
    rules: [],
    statement:
      "A scenario is run, another one is run, and the first is run again: trace hash, number " +
      "of steps, results and the whole world at the end are equal.",
    kind: "always",
    runCount: 200,
    sometimes: { "another schedule, another run": 0.2 },
  },
  withTwin,
  ({ scenario, twin }, cover) => {
    const first = finish(start(scenario));
    const between = finish(start(twin));
    const again = finish(start(scenario));
    claimSame(outcomeOf(again), outcomeOf(first), "The second run of the scenario");
    claimSame(
      firstDifference(again.world, first.world),
      null,
      "The first difference of the worlds",
    );
    cover("another schedule, another run", between.traceHash !== first.traceHash);
  },
);

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

const noEntropy = law(
  {
    id: "determinism/no-ambient-entropy",
    title: "Neither planning nor running asks the host for time or chance",
    rules: [],
    statement:
      "A scenario is opened and run while Math.random, Date, performance, crypto and timers " +
      "throw: the outcome is the one it has otherwise.",
    kind: "always",
    runCount: 200,
    sometimes: { "the scenario draws": 0.1 },
  },
  subjects,
  ({ scenario }, cover) => {
    const outcome = outcomeOf(finish(start(scenario)));
    claimSame(
      withoutHost(() => outcomeOf(finish(start(scenario)))),
      outcome,
      "Without a host, the run",
    );
    cover("the scenario draws", scenario.seed > 0 && (scenario.config.jitter ?? 0) > 0);
  },
);

const unusedStreams = law(
  {
    id: "determinism/unused-draws-change-nothing",
    title: "A chosen draw that nobody asks for changes nothing",
    rules: [],
    statement:
      "Rows are added to the choice list for a stream that no part has, for another attempt, " +
      "and for draws that are never reached: the outcome stays.",
    kind: "always",
    sometimes: { "beside chosen draws": 0.2 },
  },
  subjects,
  ({ scenario }, cover) => {
    const { choices } = scenario;
    const [{ stream } = { stream: "jitter/a[0]→b[0]" }] = choices;
    const idle = [
      { stream: "nobody", attempt: 0, n: 0, value: 1 },
      { stream, attempt: 3, n: 0, value: 17 },
      { stream, attempt: 0, n: 1_000_000, value: 17 },
    ];
    const outcome = outcomeOf(finish(start({ ...scenario, choices: [...choices, ...idle] })));
    claimSame(outcome, outcomeOf(finish(start(scenario))), "With unused draws, the run");
    cover("beside chosen draws", choices.length > 0);
  },
);

const roundTrip = law(
  {
    id: "determinism/scenario-text-round-trip",
    title: "A scenario survives its text, and replays to its hash",
    rules: [],
    statement:
      "Writing and reading a scenario is the identity, equal scenarios have equal text, and " +
      "the scenario that was read replays to the trace hash that was written into it.",
    kind: "always",
    sometimes: { "with a choice list": 0.2 },
  },
  subjects,
  ({ scenario }, cover) => {
    const { traceHash } = finish(start(scenario));
    const text = scenarioText({ ...scenario, traceHash });
    const read = parseScenario(text);
    claimSame(scenarioText(read), text, "The text of the scenario that was read");
    claimSame(firstDifference(read, { ...scenario, traceHash }), null, "The first lost field");
    const { timeline, warnings } = openScenario(read);
    claimSame(warnings, [], "Warnings");
    checkTraceHash(read, finish(timeline));
    cover("with a choice list", scenario.choices.length > 0);
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
  withTwin,
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

/** The laws of determinism. */
export const DETERMINISM: readonly Law[] = [
  sameRun,
  watchersDoNotSteer,
  lazyAndEager,
  noEntropy,
  unusedStreams,
  roundTrip,
  names,
  tables,
];
