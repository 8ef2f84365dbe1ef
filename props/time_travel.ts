// The past is not stored but known: going to a position is running to it. And a fork is a history of
// its own, which leaves the one that it came from alone.

import fc from "fast-check";
import {
  comparePositions,
  type Intervention,
  type Position,
  type Scenario,
  showPosition,
  type Timeline,
  type TimelineOptions,
} from "@headwater/sim";
import { Fact, type FactRow } from "@headwater/sim/trace";
import { EXECUTION_STATE_NAMES } from "../sim/element/execution_state.ts";
import { firstDifference } from "../sim/verify.ts";
import { claim, claimSame } from "./claim.ts";
import { scenarios } from "./gen/scenario.ts";
import { type Law, law } from "./law.ts";
import { finish, observe, outcomeOf, start } from "./run.ts";

/** A place in a run of unknown length: so many thousandths of its steps, and a little beside it. */
interface Place {
  readonly share: number;
  readonly later: number;
  readonly more: number;
}

const place: fc.Arbitrary<Place> = fc.record({
  share: fc.nat(1000),
  later: fc.constantFrom(0, 0, 1, 500),
  more: fc.constantFrom(0, 0, 1, 40),
});

const keyframes: fc.Arbitrary<TimelineOptions> = fc.constantFrom<TimelineOptions>(
  { keyframeDistance: 100_000 },
  { keyframeDistance: 1, keyframeCountMax: 4 },
  { keyframeDistance: 20, keyframeCountMax: 2 },
  { keyframeDistance: 40 },
);

const journeys = fc
  .tuple(scenarios(), fc.array(place, { minLength: 1, maxLength: 5, size: "max" }), keyframes)
  .map(([scenario, places, options]) => ({ scenario, places, options }));

/** The position that a place means in a run; also positions at which nothing happens. */
function positionOf(
  timeline: Timeline,
  { share, later, more }: Place,
  stepCount: number,
): Position {
  const { time, done } = timeline.seekStep(Math.floor(share * stepCount / 1000)).position;
  return { time: time + later, done: later > 0 ? more : done + more };
}

function positionsOf(scenario: Scenario, places: readonly Place[]): Position[] {
  const guide = finish(start(scenario, { keyframeDistance: 50 }));
  const { step } = guide;
  return places.map((place) => positionOf(guide, place, step));
}

/** The next action of a run that stands at a position lies at or after it. */
const seekIsRunTo = law(
  {
    id: "time-travel/seek-is-run-to",
    title: "Going to a position is running to it, from wherever and however the past is kept",
    rules: [],
    statement:
      "A finished run goes to several positions in any order, with keyframes near or far; each " +
      "time its world, hash and results are those of a fresh run that runs there, and the step " +
      "taken back and forth is no step at all.",
    kind: "always",
    runCount: 100,
    sometimes: { "forward after back": 0.3, "between two actions": 0.3 },
  },
  journeys,
  ({ scenario, places, options }, cover) => {
    const timeline = finish(start(scenario, options));
    let before: Position = timeline.position;
    let isBack = false;
    for (const position of positionsOf(scenario, places)) {
      timeline.seek(position);
      const fresh = start(scenario).seek(position);
      claimSameWorld(timeline, fresh, `Gone to ${showPosition(position)}, the run`);
      cover("forward after back", isBack && comparePositions(position, before) > 0);
      isBack ||= comparePositions(position, before) < 0;
      before = position;
      cover("between two actions", comparePositions(timeline.position, position) < 0);
    }
    claimSame(outcomeOf(finish(timeline)), outcomeOf(finish(start(scenario))), "Run on, the run");
  },
);

const stepBack = law(
  {
    id: "time-travel/a-step-back-undoes-a-step",
    title: "A step back and a step, or a step and a step back, change nothing",
    rules: [],
    statement:
      "At any place of a run: back and forth, and forth and back, lead to the same world; the " +
      "position decreases by a step back and increases by a step.",
    kind: "always",
    runCount: 60,
    sometimes: { "inside the run": 0.7 },
  },
  journeys,
  ({ scenario, places, options }, cover) => {
    const [position] = positionsOf(scenario, places);
    const still = start(scenario).seek(position);
    const timeline = start(scenario, options).seek(position);
    const moved = timeline.stepBack();
    claimSame(moved, still.step > 0, "A step back was possible");
    if (moved) {
      claim(
        comparePositions(timeline.position, still.position) < 0,
        () =>
          `A step back went from ${showPosition(still.position)} to ${
            showPosition(timeline.position)
          }`,
      );
      timeline.stepForward();
      claimSameWorld(timeline, still, "Back and forth, the run");
    }
    if (!timeline.stepForward()) return;
    timeline.stepBack();
    claimSameWorld(timeline, still, "Forth and back, the run");
    cover("inside the run", moved);
  },
);

const viewIsTrace = law(
  {
    id: "time-travel/view-is-what-was-recorded",
    title: "The facts of a stretch, made again, are the facts that were recorded",
    rules: [],
    statement:
      "A run without any recording is asked for the facts between two positions: they are those " +
      "that a run with full recording wrote there. (Subtasks start before the first position.)",
    kind: "always",
    runCount: 100,
    sometimes: { "more than twenty facts": 0.4 },
  },
  journeys,
  ({ scenario, places, options }, cover) => {
    const [a, b = a] = positionsOf(scenario, places).map(({ time }) => time).toSorted((a, b) =>
      a - b
    );
    const silent = finish(start(scenario, { ...options, record: { level: "off" } }));
    const seen = [...silent.view({ time: a, done: 0 }, { time: b, done: 0 }).facts()];
    const wanted = observe(scenario).facts.filter((fact) =>
      fact.time >= a && fact.time < b && !isStart(fact)
    );
    claimSame(seen.map(withoutIndex), wanted.map(withoutIndex), "The view", a);
    cover("more than twenty facts", seen.length > 20);
  },
);

const nothingHidden = law(
  {
    id: "time-travel/the-world-hides-nothing",
    title: "Everything that a run depends on stands in its world",
    rules: [],
    statement:
      "Every stretch between two keyframes is run again from a copy of the first, and comes to " +
      "the second, part by part.",
    kind: "always",
    runCount: 60,
    sometimes: { "more than three stretches": 0.5 },
  },
  journeys,
  ({ scenario }, cover) => {
    const timeline = finish(start(scenario, { keyframeDistance: 25 }));
    timeline.verify();
    cover("more than three stretches", timeline.keyframeCount > 3);
  },
);

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

function claimSameWorld(found: Timeline, wanted: Timeline, what: string): void {
  const at = wanted.position.time;
  claimSame(found.position, wanted.position, `${what} stands elsewhere`, at);
  claimSame(outcomeOf(found), outcomeOf(wanted), what, at);
  claimSame(firstDifference(found.world, wanted.world), null, `${what} differs in its world`, at);
}

/** Subtasks begin to run when the world is made, before its first position. */
function isStart({ kind, detail }: FactRow): boolean {
  return kind === Fact.executionStateChanged && detail === RUNNING;
}

const RUNNING = EXECUTION_STATE_NAMES.indexOf("RUNNING");

function withoutIndex({ index: _, ...fact }: FactRow): object {
  return fact;
}

/** The laws of time travel. */
export const TIME_TRAVEL: readonly Law[] = [
  seekIsRunTo,
  stepBack,
  viewIsTrace,
  nothingHidden,
  forkLeavesParent,
  forkIsFreshRun,
];
