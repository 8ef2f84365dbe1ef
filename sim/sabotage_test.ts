import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import type { StreamExecutionEnvironment } from "./graph/stream_execution_environment.ts";
import { WatermarkStrategy } from "./1_source/watermark_strategy.ts";
import { WatermarkValve } from "./4_input_gate/watermark_valve.ts";
import { collectSink } from "./7_sink/collect_sink.ts";
import { collection } from "./connector/collection.ts";
import { open } from "./open.ts";
import { openScenario } from "./open_scenario.ts";
import { assertRefused } from "./refused_for_tests.ts";
import { runWarnings } from "./run_warnings.ts";
import { sabotage } from "./sabotage.ts";
import { earlyCommit, greedyCommit, maxWatermark, SABOTAGES } from "./sabotage/mod.ts";
import { scenario } from "./scenario.ts";
import { parseScenario, scenarioText } from "./scenario_text.ts";
import { namesOf } from "./open.ts";
import { Narrator } from "./trace/narrator.ts";

function ones(env: StreamExecutionEnvironment): void {
  env.fromSource(collection([1]), WatermarkStrategy.noWatermarks(), "ones").sinkTo(
    collectSink("out"),
  );
}

const MINE = { name: "mine", sentence: "Mine", law: "" };

class Valve extends WatermarkValve {}

class Needy extends WatermarkValve {
  constructor(readonly need: number) {
    super();
  }
}

Deno.test("E-SABOTAGE a policy that is none is refused with what is wrong about it", () => {
  const replace = [{ of: WatermarkValve, by: Valve }];
  const swapped = [{ of: Valve, by: WatermarkValve }];
  const needy = [{ of: WatermarkValve, by: Needy as never }];
  const bad: [unknown, ...string[]][] = [
    [undefined, "needs a name"],
    ["max-watermark", "needs a name"],
    [{ ...MINE, replace, name: "Max Watermark" }, '"Max Watermark" needs a name such as'],
    [{ ...MINE, replace, sentence: "" }, "needs a sentence"],
    [{ ...MINE, replace, sentence: "x".repeat(79) }, "78 characters at most"],
    [{ ...MINE, replace, law: undefined }, "has the law undefined"],
    [{ ...MINE, replace: [] }, "replaces nothing"],
    [{ ...MINE, replace: swapped }, "puts WatermarkValve in the place of Valve", "a subclass"],
    [{ ...MINE, replace: needy }, "Needy", "a constructor without arguments"],
  ];
  for (const [given, ...words] of bad) {
    assertRefused(() => sabotage(given as never), "E-SABOTAGE", ...words);
    assertRefused(() => open(ones, { sabotage: [given as never] }), "E-SABOTAGE", ...words);
  }
});

Deno.test("E-SABOTAGE two policies that replace one part cannot both be had", () => {
  assertRefused(
    () => open(ones, { sabotage: [earlyCommit, maxWatermark, greedyCommit] }),
    "E-SABOTAGE",
    '"greedy-commit" replaces TwoPhaseCommit',
    "early-commit, max-watermark, greedy-commit",
  );
  strictEqual(open(ones, { sabotage: [earlyCommit, maxWatermark] }).run().isDone, true);
});

Deno.test("a policy is plain frozen data", () => {
  for (const policy of SABOTAGES) {
    ok(Object.isFrozen(policy) && Object.isFrozen(policy.replace), policy.name);
    deepStrictEqual(Object.keys(policy), ["name", "sentence", "law", "replace"]);
  }
  strictEqual(new Set(SABOTAGES.map(({ name }) => name)).size, SABOTAGES.length);
});

Deno.test("a scenario names its policies, and whoever opens it must have them at hand", () => {
  const broken = scenario({
    job: { ref: "lesson:ones", graphHash: "" },
    sabotage: ["max-watermark"],
  });
  const text = scenarioText(broken);
  deepStrictEqual(parseScenario(text), broken);
  const { timeline, warnings } = openScenario(parseScenario(text), () => ones, {
    sabotages: SABOTAGES,
  });
  deepStrictEqual(timeline.ground.sabotage, [maxWatermark]);
  match(warnings[0], /^W-SABOTAGE: the engine is broken on purpose, by max-watermark: The event/);
  assertRefused(
    () => openScenario(broken, () => ones),
    "E-SABOTAGE",
    '"max-watermark"',
    "sabotages: SABOTAGES",
  );
  assertRefused(
    () =>
      openScenario({ ...broken, sabotage: ["max-watermarks"] }, () => ones, {
        sabotages: SABOTAGES,
      }),
    "E-SABOTAGE",
    "did you mean max-watermark?",
    "falling-watermark",
  );
  assertRefused(
    () => parseScenario('{"format":1,"job":{"code":""},"sabotage":[1]}'),
    "E-SCENARIO",
    "$.sabotage[0] is 1",
  );
});

Deno.test("a scenario without sabotage reads as it did before there was any", () => {
  const whole = scenario({ job: { ref: "lesson:ones", graphHash: "" } });
  ok(!scenarioText(whole).includes("sabotage"));
  deepStrictEqual(runWarnings(open(ones).ground), []);
});

Deno.test("the first fact of a broken run says so, and the narrator tells it", () => {
  const timeline = open(ones, { sabotage: [maxWatermark] }).run();
  strictEqual(
    new Narrator(namesOf(timeline)).tell(timeline.trace.at(0)),
    "The engine is broken on purpose: The event time of an input is that of its fastest channel, " +
      "not of its slowest.",
  );
});

Deno.test("a fork of a broken run is broken, too", () => {
  const timeline = open(ones, { sabotage: [maxWatermark] }).run();
  const fork = timeline.fork({ verb: "fault", at: { time: 5, done: 0 }, fault: "crash ones[0]" });
  deepStrictEqual(fork.ground.sabotage, [maxWatermark]);
});
