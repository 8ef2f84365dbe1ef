import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import type { Savepoint } from "./checkpoint/savepoint.ts";
import type { Intervention } from "./intervention.ts";
import { open } from "./open.ts";
import { openScenario } from "./open_scenario.ts";
import { CONFIG } from "./recovery_job_for_tests.ts";
import { assertRefused } from "./refused_for_tests.ts";
import { reminders, takeOne } from "./savepoint_job_for_tests.ts";
import { type Scenario, scenario } from "./scenario.ts";
import { parseScenario, scenarioText } from "./scenario_text.ts";

const { savepoint } = takeOne(1_250_000);
const named = (from: Savepoint | null, more: Partial<Scenario> = {}): Scenario =>
  scenario({
    job: { ref: "lesson:reminders", graphHash: "" },
    config: CONFIG,
    from,
    ...more,
  });

Deno.test("a scenario carries the savepoint that its job begins from, and its text reads as the same", () => {
  const given = named(savepoint, { allowNonRestoredState: true });
  const text = scenarioText(given);
  deepStrictEqual(parseScenario(text), given);
  strictEqual(scenarioText(parseScenario(text)), text);
});

Deno.test("a scenario without a savepoint says nothing of one", () => {
  const text = scenarioText(named(null));
  ok(!text.includes("from") && !text.includes("allow"));
  deepStrictEqual(parseScenario(text), named(null));
});

Deno.test("what users have stored keeps the order of its fields", () => {
  const operators = [{
    ...savepoint.operators[0],
    subtasks: [{
      isFinished: false,
      parts: [],
      lists: [{ name: "rows", mode: "split" as const, items: [{ b: 1, a: -0 }] }],
    }],
  }];
  const { from } = parseScenario(scenarioText(named({ ...savepoint, operators })));
  const [item] = from!.operators[0].subtasks[0].lists[0].items as [{ a: number }];
  deepStrictEqual([Object.keys(item), item.a], [["b", "a"], -0]);
});

Deno.test("CP-15 a run from a savepoint that is replayed from its scenario is the same run", () => {
  const job = () => reminders;
  const first = open(reminders, { config: CONFIG, from: savepoint }).run();
  const text = scenarioText(named(savepoint, { traceHash: first.traceHash }));
  const { timeline } = openScenario(parseScenario(text), job as never);
  deepStrictEqual(timeline.position, first.start);
  strictEqual(timeline.run().traceHash, first.traceHash);
});

Deno.test("CP-16 a scenario asks for savepoints as interventions do", () => {
  const fork: Intervention[] = [
    { verb: "savepoint", at: { time: 1_000_000, done: 0 }, mode: "stop" },
  ];
  const given = named(null, { forks: [fork], fork: 0 });
  const { timeline } = openScenario(parseScenario(scenarioText(given)), (() => reminders) as never);
  const { world } = timeline.run();
  strictEqual(world.coordinator.completed.savepoints.length, 1);
  strictEqual(world.coordinator.stoppedById, world.coordinator.completed.savepoints[0].spec.id);
});

Deno.test("E-SCENARIO E-SAVEPOINT whatever stands where the savepoint should be is refused with its place", () => {
  const text = JSON.parse(scenarioText(named(savepoint)));
  delete text.checksum;
  const read = (changed: object) => () => parseScenario(JSON.stringify({ ...text, ...changed }));
  assertRefused(read({ from: 7 }), "E-SCENARIO", "$.from is 7");
  assertRefused(read({ from: { format: 9 } }), "E-SAVEPOINT-VERSION", "$.from", "9");
  assertRefused(read({ allowNonRestoredState: 1 }), "E-SCENARIO", "$.allowNonRestoredState is 1");
  const edited = { ...text.from, checkpointId: 77 };
  assertRefused(read({ from: edited }), "E-SAVEPOINT-CHECKSUM", "$.from");
  delete edited.checksum;
  strictEqual(read({ from: edited })().from?.checkpointId, 77);
});
