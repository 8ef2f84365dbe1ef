// Runs in which something goes wrong are runs like all others: they can be repeated, watched, rewound and
// forked, and a fault that does not strike is no fault.

import fc from "fast-check";
import {
  checkTraceHash,
  openScenario,
  parseScenario,
  type Position,
  type Scenario,
  scenarioText,
  type Timeline,
  type World,
} from "@headwater/sim";
import { firstDifference } from "../../sim/verify.ts";
import { claim, claimSame } from "../claim.ts";
import { luck, nodesOf, withLuck } from "../gen/scenario.ts";
import { troubled } from "../gen/troubled.ts";
import { type Law, law } from "../law.ts";
import { claimSameWorld, keyframes, place, positionsOf } from "../places.ts";
import { finish, outcomeOf, start } from "../run.ts";
import { struckCount } from "../trouble_watch.ts";
import { verdictOf } from "../verdict.ts";

/** Any faults, recoverable or not. */
const anyTrouble = troubled({
  mayBeLost: true,
  sinks: ["append", "upsert", "two-phase"],
  config: { restartStrategy: { type: "fixed-delay", attempts: 5, delay: 1 } },
}).map(withoutEndless);

function withoutEndless(scenario: Scenario): Scenario {
  const faults = scenario.faults.filter((fault) =>
    !/^fail commit .* during commit \d+/.test(fault)
  );
  return { ...scenario, faults };
}

const sameRun = law(
  {
    id: "determinism/faults-strike-the-same-way",
    title: "The same scenario gives the same run, whatever fails in it, and whatever ran before",
    rules: [],
    statement:
      "A scenario with faults is run, another one, and the first again; and once more from its text: trace " +
      "hash, steps, results, and the whole world at the end are equal.",
    kind: "always",
    runCount: 150,
    sometimes: { "a fault struck": 0.6, "a restart": 0.3, "another schedule, another run": 0.1 },
  },
  fc.tuple(luck, anyTrouble)
    .map(([luck, scenario]) => ({ scenario, twin: withLuck(scenario, luck) })),
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
    const { traceHash } = first;
    const read = parseScenario(scenarioText({ ...scenario, traceHash }));
    checkTraceHash(read, finish(openScenario(read).timeline));
    cover("a fault struck", struckCount(scenario, first.world) > 0);
    cover("a restart", first.world.jobManager.numRestarts > 0);
    cover("another schedule, another run", between.traceHash !== traceHash);
  },
);

const watchersDoNotSteer = law(
  {
    id: "determinism/watching-a-failure-changes-nothing",
    title: "How much of a failing run is recorded, and how its past is kept, does not steer it",
    rules: [],
    statement:
      "The same scenario with faults, unrecorded, with everything recorded, in a small ring, and with " +
      "keyframes near or far: the same outcome, to the last part of the world.",
    kind: "always",
    runCount: 40,
    sometimes: { "a fault struck": 0.6, "a restart": 0.3 },
  },
  fc.tuple(anyTrouble, keyframes).map(([scenario, options]) => ({ scenario, options })),
  ({ scenario, options }, cover) => {
    const plain = finish(start(scenario));
    const ways = [
      { record: { level: "all" } },
      { record: { level: "flight", capacity: 50 } },
      { ...options, record: { level: "flight" } },
      options,
    ] as const;
    for (const way of ways) {
      claimSameWorld(finish(start(scenario, way)), plain, `With ${JSON.stringify(way)}, the run`);
    }
    cover("a fault struck", struckCount(scenario, plain.world) > 0);
    cover("a restart", plain.world.jobManager.numRestarts > 0);
  },
);

/** What never happens in a made-up run. */
const NEVER = [
  "crash out[0] after complete 99999",
  "slow storage by 9 on 99999th elementProcessed for 1s",
  "lose ack of out[0] when job is CANCELLING",
  "pause task-manager-0 during restore 99999 for 1s",
  "crash task-managers at 9000000s",
];

const unfiredChangesNothing = law(
  {
    id: "determinism/a-fault-that-does-not-strike-is-none",
    title: "A fault that never strikes leaves the run as it is",
    rules: [],
    statement:
      "To any scenario with checkpoints a fault is added that waits for what does not happen: trace hash, " +
      "steps, results and world stay, and the run says that the fault has not struck.",
    kind: "always",
    runCount: 150,
    sometimes: { "beside others that strike": 0.5, "beside none": 0.1 },
  },
  fc.tuple(troubled(), fc.constantFrom(...NEVER), fc.constantFrom(false, false, false, true))
    .map(([scenario, added, isAlone]) => ({
      scenario: isAlone ? { ...scenario, faults: [] } : scenario,
      added,
    })),
  ({ scenario, added }, cover) => {
    const before = finish(start(scenario));
    const after = finish(start({ ...scenario, faults: [...scenario.faults, added] }));
    claimSame(outcomeOf(after), outcomeOf(before), `With "${added}", the run`);
    claimSame(differenceButFaults(after.world, before.world), null, "Its world");
    const never = after.world.faults.triggers.neverFired();
    claim(never.includes(scenario.faults.length), () => `"${added}" counts as struck`);
    cover("beside others that strike", struckCount(scenario, before.world) > 0);
    cover("beside none", scenario.faults.length === 0);
  },
);

function differenceButFaults(a: World, b: World): string | null {
  const names = Object.keys(a).filter((name) => name !== "faults") as (keyof World)[];
  for (const name of names) {
    const found = firstDifference(a[name], b[name], `world.${name}`);
    if (found !== null) return found;
  }
  return null;
}

const journeys = fc
  .tuple(anyTrouble, fc.array(place, { minLength: 1, maxLength: 4, size: "max" }), keyframes)
  .map(([scenario, places, options]) => ({ scenario, places, options }));

const throughFailures = law(
  {
    id: "time-travel/through-failures",
    title: "Going to a position is running to it, also across crashes and restarts",
    rules: [],
    statement:
      "A run with faults goes to several positions in any order, back and forth: each time its world, hash " +
      "and results are those of a fresh run that runs there; run on, it ends as before; and every stretch " +
      "between two keyframes, run again, comes to the same.",
    kind: "always",
    runCount: 40,
    sometimes: {
      "back across a restart": 0.15,
      "forward across a restart": 0.05,
      "a restart": 0.3,
    },
  },
  journeys,
  ({ scenario, places, options }, cover) => {
    const timeline = finish(start(scenario, options));
    const end = outcomeOf(timeline);
    let attempts = timeline.world.jobManager.attempt;
    cover("a restart", attempts > 0);
    for (const position of positionsOf(scenario, places)) {
      timeline.seek(position);
      claimSameWorld(timeline, start(scenario).seek(position), `Gone to ${position.time}, the run`);
      const { attempt } = timeline.world.jobManager;
      cover("back across a restart", attempt < attempts);
      cover("forward across a restart", attempt > attempts);
      attempts = attempt;
    }
    claimSame(outcomeOf(finish(timeline)), end, "Run on, the run");
    timeline.verify();
  },
);

/** What a learner may let happen. */
const DEEDS = [
  "crash source[0]",
  "crash task-manager-0",
  "crash task-managers for 5ms",
  "crash out",
  "pause task-manager-0 for 40ms",
  "decline out[0]",
  "lose notification of out for 15ms",
  "slow storage by 20 for 30ms",
];

const forkByFault = law(
  {
    id: "time-travel/a-fault-forks-the-run",
    title:
      "A fault that somebody lets happen at a position gives another run, which can be repeated",
    rules: [],
    statement:
      "At any position of a run with a two-phase sink somebody lets something fail: up to there the fork is " +
      "the run that it was forked from, and that run stays as it was; it loses and doubles nothing, " +
      "recovers, and is the same when it is opened from its scenario.",
    kind: "always",
    runCount: 60,
    sometimes: { "another run": 0.4, "a restart by it": 0.3 },
  },
  fc.tuple(
    troubled({ topologies: ["rolling", "window", "union", "chain"], faults: { countMax: 1 } }),
    place,
    fc.constantFrom(...DEEDS),
    keyframes,
  ).map(([scenario, place, fault, options]) => ({
    scenario: { ...scenario, faults: scenario.faults.filter((one) => !/^crash job/.test(one)) },
    place,
    fault: fittingFault(fault, scenario),
    options,
  })),
  ({ scenario, place, fault, options }, cover) => {
    const parent = finish(start(scenario, options));
    const before = outcomeOf(parent);
    const at = start(scenario).seek(positionsOf(scenario, [place])[0]).position;
    const intervention = { verb: "fault", at, fault } as const;
    const fork = parent.fork(intervention, { record: { level: "off" } });
    const forked = { ...scenario, forks: [[intervention]], fork: 0 };
    claimSameRun(fork, forked, at);
    claimSame(outcomeOf(parent), before, "The run that was forked from");
    const { findings, ...numbers } = verdictOf(scenario, fork);
    const wanted = { lost: 0, duplicated: 0, reordered: 0, stuck: 0 };
    claimSame(numbers, wanted, findings.join("; "), fork.position.time);
    fork.verify();
    cover("another run", fork.traceHash !== parent.traceHash);
    const { numRestarts } = fork.world.jobManager;
    cover("a restart by it", numRestarts > parent.world.jobManager.numRestarts);
  },
);

/** A deed on somebody who is there. */
function fittingFault(fault: string, scenario: Scenario): string {
  const source = nodesOf(scenario).some(({ id }) => id === "source") ? "source" : "left";
  return fault.replace("source[0]", `${source}[0]`);
}

function claimSameRun(fork: Timeline, forked: Scenario, at: Position): void {
  finish(fork);
  const opened = finish(openScenario(parseScenario(scenarioText(forked))).timeline);
  // their tables give keys other numbers, so worlds cannot be compared
  claimSame(outcomeOf(fork), outcomeOf(opened), "The fork, beside the run of its scenario");
  const parent = start({ ...forked, fork: -1 }).seek(at), branch = start(forked).seek(at);
  claimSame(outcomeOf(branch), outcomeOf(parent), "Up to the fault, the run");
  claimSame(differenceButFaults(branch.world, parent.world), null, "Up to the fault, its world");
}

/** The laws of runs in which something goes wrong. */
export const FAILING_RUNS: readonly Law[] = [
  sameRun,
  watchersDoNotSteer,
  unfiredChangesNothing,
  throughFailures,
  forkByFault,
];
