// A fork is a history of its own: its parent's up to the intervention, and nobody's after.

import fc from "fast-check";
import { comparePositions, type Intervention, type Scenario, showPosition } from "@headwater/sim";
import { Fact } from "@headwater/sim/trace";
import { claim, claimSame } from "../claim.ts";
import { scenarios } from "../gen/scenario.ts";
import { type Law, law } from "../law.ts";
import { claimSameWorld, keyframes, type Place, place, positionsOf } from "../places.ts";
import { finish, observe, outcomeOf, start } from "../run.ts";

interface Fork {
  readonly place: Place;
  readonly from: number;
  readonly latency: number;
}

const forks = fc
  .tuple(
    scenarios({ config: { slotsPerTaskManager: 1 } }),
    fc.array(fc.record({ place, from: fc.nat(2), latency: fc.constantFrom(1, 40, 30_000) }), {
      minLength: 1,
      maxLength: 3,
    }),
    keyframes,
  )
  .map(([scenario, forks, options]) => ({ scenario, forks, options }));

const forkLeavesParent = law(
  {
    id: "time-travel/a-fork-leaves-its-parent-alone",
    title: "A fork is its parent up to the intervention, and leaves it alone after",
    rules: [],
    statement:
      "A finished run is forked by a change of latency. The fork stands, at the position of the " +
      "change, in the parent's world; it runs to its end, and the parent's world, past and future " +
      "stay what they were.",
    kind: "always",
    runCount: 80,
    sometimes: { "the fork went another way": 0.15 },
  },
  forks,
  ({ scenario, forks: [fork], options }, cover) => {
    const there = { ...fork, place: { ...fork.place, more: 0 } };
    const [intervention] = interventionsOf(scenario, [there]);
    if (intervention === undefined) return;
    const parent = finish(start(scenario, options));
    const before = outcomeOf(parent);
    const child = parent.fork(intervention).seek(intervention.at);
    claimSameWorld(
      child,
      start(scenario).seek(intervention.at),
      "Up to the intervention, the fork",
    );
    const { traceHash } = finish(child);
    claimSameWorld(parent, finish(start(scenario)), "After the fork ran, its parent");
    claimSame(
      outcomeOf(finish(parent.seek({ time: 0, done: 0 }))),
      before,
      "Run again, the parent",
    );
    cover("the fork went another way", traceHash !== before.traceHash);
  },
);

const forkIsFreshRun = law(
  {
    id: "time-travel/a-fork-is-a-run-of-its-own",
    title: "A fork of forks is a fresh run with the same interventions",
    rules: [],
    statement:
      "Forking again and again drops the interventions that come later than the new one. The " +
      "last fork has the outcome of a run that is opened with those that are left.",
    kind: "always",
    runCount: 60,
    sometimes: { "several interventions": 0.1, "a later one was dropped": 0.1 },
  },
  forks,
  ({ scenario, forks, options }, cover) => {
    let timeline = finish(start(scenario, options));
    let kept: Intervention[] = [];
    for (const intervention of interventionsOf(scenario, forks)) {
      timeline = finish(timeline.fork(intervention, options));
      const earlier = kept.filter(({ at }) => comparePositions(at, intervention.at) <= 0);
      cover("a later one was dropped", earlier.length < kept.length);
      kept = [...earlier, intervention];
      cover("several interventions", kept.length > 1);
    }
    const fresh = finish(start({ ...scenario, forks: [kept], fork: 0 }));
    claimSame(outcomeOf(timeline), outcomeOf(fresh), "The fork");
  },
);

const interventionActs = law(
  {
    id: "time-travel/an-intervention-acts-from-its-position",
    title: "A changed latency holds for what is sent after it, in its direction only",
    rules: ["ORD-2"],
    statement:
      "A run is opened with a change of latency: every buffer between those machines that was sent " +
      "before takes the old latency, every one after takes the new one (and jitter, unless it has to " +
      "wait for the one before it); other directions keep theirs.",
    kind: "always",
    runCount: 150,
    sometimes: { "before": 0.2, "after": 0.2 },
  },
  forks,
  ({ scenario, forks: [fork] }, cover) => {
    const [intervention] = interventionsOf(scenario, [fork]);
    if (intervention?.verb !== "setLatency") return;
    const run = observe({ ...scenario, forks: [[intervention]], fork: 0 });
    const { subtasks, channels } = run.plan;
    const { latency, jitter } = run.timeline.ground.config;
    let isChanged = false;
    const last = channels.map(() => 0);
    for (const { kind, subject, time, stamp } of run.facts) {
      if (kind === Fact.interventionApplied) isChanged = true;
      if (kind !== Fact.bufferSent || channels[subject].isLocal) continue;
      const { sender, receiver, name } = channels[subject];
      const isMeant = subtasks[sender].taskManager === intervention.from &&
        subtasks[receiver].taskManager === intervention.to;
      const least = isMeant && isChanged ? intervention.latency : latency;
      const isRight = stamp === last[subject]
        ? stamp >= time + least
        : stamp >= time + least && stamp <= time + least + jitter;
      claim(isRight, () => `On ${name} a buffer takes ${stamp - time} µs, not ${least}`, time);
      last[subject] = stamp;
      if (isMeant) cover(isChanged ? "after" : "before");
    }
    claim(isChanged, () => `Nothing happened at ${showPosition(intervention.at)}`);
  },
);

/** The interventions that forks mean; none where there is one machine only. */
function interventionsOf(scenario: Scenario, forks: readonly Fork[]): Intervention[] {
  const { taskManagerCount } = start(scenario).ground.plan;
  if (taskManagerCount < 2) return [];
  const positions = positionsOf(scenario, forks.map(({ place }) => place));
  return forks.map(({ from, latency }, index) => {
    const sender = from % taskManagerCount;
    const to = (sender + 1) % taskManagerCount;
    return { verb: "setLatency", at: positions[index], from: sender, to, latency };
  });
}

/** The laws of forks. */
export const FORKS: readonly Law[] = [forkLeavesParent, forkIsFreshRun, interventionActs];
