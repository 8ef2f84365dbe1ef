import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { assertRefused } from "./refused_for_tests.ts";
import { countJob } from "./jobs_for_tests.ts";
import { graphHash } from "./graph/describe_plan.ts";
import { open } from "./open.ts";
import { checkTraceHash, openScenario } from "./open_scenario.ts";
import { scenario } from "./scenario.ts";
import { parseScenario, scenarioText } from "./scenario_text.ts";

const JOBS = (ref: string) => ref === "test:count" ? countJob : undefined;
const HASH = graphHash(open(countJob).ground.plan);

const FULL = scenario({
  job: { ref: "test:count", graphHash: HASH },
  config: { jitter: 2000, tieSeed: 3 },
  seed: 11,
  choices: [{ stream: "jitter/samples[0]→count[1]", attempt: 0, n: 0, value: 1900 }],
  forks: [[{ verb: "setLatency", at: { time: 9000, done: 1 }, from: 0, to: 1, latency: 9000 }]],
  fork: 0,
  at: "20ms/1",
});

Deno.test("Scenario: text and back is the identity, and equal scenarios have equal text", () => {
  deepStrictEqual(parseScenario(scenarioText(FULL)), FULL);
  const shuffled = Object.fromEntries(Object.entries(FULL).reverse()) as unknown as typeof FULL;
  strictEqual(scenarioText(shuffled), scenarioText(FULL));
});

Deno.test("Scenario: what goes wrong is part of it, and a file from before there were faults is still read", () => {
  const faults = ["crash count[1] on 2nd elementProcessed of count[1]"];
  const forks = [[{
    verb: "fault" as const,
    at: { time: 7000, done: 0 },
    fault: "crash count[0]",
  }]];
  const config = { restartStrategy: { type: "fixed-delay", attempts: 3, delay: 1 } } as const;
  const troubled = scenario({ ...FULL, config, faults, forks });
  deepStrictEqual(parseScenario(scenarioText(troubled)), troubled);
  const { timeline } = openScenario({ ...troubled, at: "" }, JOBS);
  timeline.run();
  deepStrictEqual(timeline.world.faults.triggers.neverFired(), []);
  const before = scenarioText(FULL);
  strictEqual(before.includes("faults"), false, "its text and checksum are what they were");
  deepStrictEqual(parseScenario(before).faults, []);
});

Deno.test("Scenario: replay stands where it was written, with the same hash at the end", () => {
  const first = openScenario(FULL, JOBS);
  deepStrictEqual(first.warnings, []);
  deepStrictEqual(first.timeline.position, { time: 20_000, done: 1 });
  const traceHash = first.timeline.run().traceHash;
  const again = parseScenario(scenarioText({ ...FULL, traceHash }));
  checkTraceHash(again, openScenario(again, JOBS).timeline.run());
});

Deno.test("Scenario: each of seed, choices, fork and config matters", () => {
  const hashes = [
    FULL,
    { ...FULL, seed: 12 },
    { ...FULL, choices: [] },
    { ...FULL, fork: -1 },
    { ...FULL, config: { jitter: 2001, tieSeed: 3 } },
  ].map((each) => openScenario(each, JOBS).timeline.run().traceHash);
  strictEqual(new Set(hashes).size, hashes.length);
});

Deno.test("Scenario: another engine or another graph is said, and runs", () => {
  const old = { ...FULL, engine: "0.0.9", job: { ref: "test:count", graphHash: "feed" } };
  const { warnings, timeline } = openScenario(old, JOBS);
  ok(warnings[0].startsWith("W-SCENARIO-ENGINE") && warnings[1].startsWith("W-SCENARIO-GRAPH"));
  ok(timeline.run().isDone);
});

Deno.test("Scenario: a run that is not the one expected has diverged", () => {
  const wrong = { ...FULL, traceHash: "0123456789abcdef" };
  const { timeline } = openScenario(wrong, JOBS);
  assertRefused(
    () => checkTraceHash(wrong, timeline.run()),
    "E-TRACE-DIVERGED",
    "0123456789abcdef",
  );
});

const text = scenarioText(FULL);
const patched = (change: (json: Record<string, unknown>) => void) => {
  const json = JSON.parse(text);
  delete json.checksum;
  change(json);
  return JSON.stringify(json);
};
const deep = (levels: number) => "[".repeat(levels) + "]".repeat(levels);

const BAD: [string, string, string, ...string[]][] = [
  ["an empty text", " \n", "E-SCENARIO-EMPTY"],
  ["a text that was cut", text.slice(0, 60), "E-SCENARIO-PARSE"],
  ["no object", "[]", "E-SCENARIO", "$"],
  ["a foreign file", '{"cells":[]}', "E-SCENARIO-VERSION"],
  ["a newer version", patched((json) => json.format = 2), "E-SCENARIO-VERSION", "format 2"],
  ["a changed field", text.replace('"seed":11', '"seed":12'), "E-SCENARIO-CHECKSUM"],
  ["no job", patched((json) => delete json.job), "E-SCENARIO", "exactly one"],
  ["two jobs", patched((json) => json.job = { ref: "a", code: "b" }), "E-SCENARIO", "exactly one"],
  ["a seed that is text", patched((json) => json.seed = "11"), "E-SCENARIO", "$.seed"],
  [
    "an unknown option",
    patched((json) => json.config = { warp: 9 }),
    "E-SCENARIO",
    "$.config.warp",
  ],
  [
    "a fault that is none",
    patched((json) => json.faults = ["crsh a"]),
    "E-FAULT-SYNTAX",
    "$.faults[0]",
  ],
  ["a fault that is a number", patched((json) => json.faults = [7]), "E-SCENARIO", "$.faults[0]"],
  [
    "a fault on nobody",
    patched((json) => json.faults = ["crash nobody[0] at 1s"]),
    "E-FAULT-TARGET",
    "nobody",
  ],
  [
    "a bad fault of an intervention",
    patched((json) => json.forks = [[{ verb: "fault", at: { time: 1, done: 0 }, fault: "crash" }]]),
    "E-FAULT-SYNTAX",
    "$.forks[0].fork[0].fault",
  ],
  [
    "a restart strategy that is null",
    patched((json) => json.config = { restartStrategy: null }),
    "E-SCENARIO",
    "$.config.restartStrategy",
  ],
  [
    "a restart strategy that is none",
    patched((json) => json.config = { restartStrategy: { type: "hope" } }),
    "E-RESTART-STRATEGY",
    "hope",
  ],
  [
    "a savepoint for something else",
    patched((json) =>
      json.forks = [[{ verb: "savepoint", at: { time: 1, done: 0 }, mode: "keep" }]]
    ),
    "E-SCENARIO",
    "keep",
    "take, stop, drain",
  ],
  ["an unknown verb", patched((json) => json.forks = [[{ verb: "melt" }]]), "E-SCENARIO", "melt"],
  [
    "a choice without number",
    patched((json) => json.choices = [{ stream: "x", attempt: 0 }]),
    "E-SCENARIO",
    "$.choices[0].n",
  ],
  [
    "a scenario too deep",
    patched((json) => json.options = { a: JSON.parse(deep(40)) }),
    "E-SCENARIO-LIMIT",
  ],
  [
    "code too long",
    patched((json) => json.job = { code: "x".repeat(40_000) }),
    "E-SCENARIO-LIMIT",
    "40000",
  ],
  ["a bad plain graph", patched((json) => json.job = { graph: { nodes: 7 } }), "E-GRAPH-DATA"],
  ["a bad position", patched((json) => json.at = "yesterday"), "E-POSITION", "yesterday"],
  [
    "an unknown job",
    patched((json) => json.job = { ref: "test:gone" }),
    "E-SCENARIO-JOB",
    "test:gone",
  ],
  ["a job of code", patched((json) => json.job = { code: "1" }), "E-SCENARIO-JOB"],
];

for (const [title, given, code, ...words] of BAD) {
  Deno.test(`Scenario: ${title} is ${code}`, () => {
    assertRefused(() => openScenario(parseScenario(given), JOBS), code, ...words);
  });
}

Deno.test("Scenario: names of Object's prototype are ordinary names", () => {
  const hostile = patched((json) => json.options = JSON.parse('{"__proto__": {"polluted": 1}}'));
  parseScenario(hostile);
  strictEqual(({} as { polluted?: number }).polluted, undefined);
});
