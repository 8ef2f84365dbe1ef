// The past is not stored but known: going to a position is running to it.

import fc from "fast-check";
import { comparePositions, type Position, showPosition } from "@headwater/sim";
import { Fact, type FactRow } from "@headwater/sim/trace";
import { EXECUTION_STATE_NAMES } from "../../sim/element/execution_state.ts";
import { claim, claimSame } from "../claim.ts";
import { scenarios } from "../gen/scenario.ts";
import { type Law, law } from "../law.ts";
import { claimSameWorld, keyframes, place, positionsOf } from "../places.ts";
import { finish, observe, outcomeOf, start } from "../run.ts";

const journeys = fc
  .tuple(scenarios(), fc.array(place, { minLength: 1, maxLength: 5, size: "max" }), keyframes)
  .map(([scenario, places, options]) => ({ scenario, places, options }));

const seekIsRunTo = law(
  {
    id: "time-travel/seek-is-run-to",
    title: "Going to a position is running to it, from wherever and however the past is kept",
    rules: [],
    statement:
      "A finished run goes to several positions in any order, with keyframes near or far: each time " +
      "exactly the actions up to there are done, and its world, hash and results are those of a fresh " +
      "run that runs there.",
    kind: "always",
    runCount: 100,
    sometimes: { "forward after back": 0.3, "between two actions": 0.3 },
  },
  journeys,
  ({ scenario, places, options }, cover) => {
    const after: Position[] = []; // where the run stands after each action
    const timeline = finish(
      start(scenario, options),
      ({ now, done }) => void after.push({ time: now, done }),
    );
    let before: Position = timeline.position;
    let isBack = false;
    for (const position of positionsOf(scenario, places)) {
      timeline.seek(position);
      const fresh = start(scenario).seek(position);
      claimSameWorld(timeline, fresh, `Gone to ${showPosition(position)}, the run`);
      const done = after.filter((place) => comparePositions(place, position) <= 0).length;
      claimSame(timeline.step, done, `Actions done at ${showPosition(position)}`);
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
      "that a run with full recording wrote there. (That subtasks start belongs to whatever begins at 0 and does not end there.)",
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
      isStart(fact) ? a === 0 && b > 0 : fact.time >= a && fact.time < b
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

/** Subtasks begin to run when the world is made, before its first position. */
function isStart({ kind, detail }: FactRow): boolean {
  return kind === Fact.executionStateChanged && detail === RUNNING;
}

const RUNNING = EXECUTION_STATE_NAMES.indexOf("RUNNING");

function withoutIndex({ index: _, ...fact }: FactRow): object {
  return fact;
}

/** The laws of time travel. */
export const TIME_TRAVEL: readonly Law[] = [seekIsRunTo, stepBack, viewIsTrace, nothingHidden];
