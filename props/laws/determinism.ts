// Everything follows from job, config, seed and interventions: the same scenario is the same run.

import fc from "fast-check";
import { checkTraceHash, openScenario, parseScenario, scenarioText } from "@headwater/sim";
import { firstDifference } from "../../sim/verify.ts";
import { claimSame } from "../claim.ts";
import { luck, scenarios, withLuck } from "../gen/scenario.ts";
import { type Law, law } from "../law.ts";
import { finish, outcomeOf, start } from "../run.ts";
import { withoutHost } from "../without_host.ts";

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

/** The laws of determinism. */
export const DETERMINISM: readonly Law[] = [sameRun, noEntropy, unusedStreams, roundTrip];
