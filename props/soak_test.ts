import { match, ok, strictEqual } from "node:assert/strict";
import { parseScenario } from "@headwater/sim";
import { nodesOf } from "./gen/scenario.ts";
import { judgeScenario } from "./schedules.ts";
import { guiltyReport, smallestGuilty, soak, soakLine } from "./soak.ts";
import { isGuilty } from "./verdict.ts";

const BOUND = { minutes: Infinity, seed: 3, clock: () => 0 };

Deno.test("soak: so many schedules as are wanted, and nothing is wrong", () => {
  const total = soak({ ...BOUND, schedules: 90 });
  strictEqual(soakLine(total), "schedules 90 lost 0 duplicated 0 reordered 0 stuck 0");
  strictEqual(total.guilty, null);
});

Deno.test("soak: it stops when time is up", () => {
  let now = 0;
  const clock = () => now += 1000;
  const total = soak({ minutes: 0.5, schedules: Infinity, seed: 3, clock });
  ok(total.schedules > 0 && total.schedules < 40, `${total.schedules} schedules in 30 readings`);
});

Deno.test("soak: an engine that forgets transactions is found out, and the scenario is small", () => {
  const total = soak({ ...BOUND, schedules: 200, sabotage: ["forgotten-transaction"] });
  ok(total.lost > 0, soakLine(total));
  const scenario = smallestGuilty(total.guilty!);
  ok(isGuilty(judgeScenario(scenario)));
  ok(scenario.faults.length <= 2, scenario.faults.join("; "));
  const records = nodesOf(scenario)
    .flatMap((node) => node.type === "source" ? node.splits : [])
    .flatMap(({ records }) => records);
  ok(records.length <= 3, `${records.length} records`);
  const report = guiltyReport(scenario);
  match(report, /\nout: lost: /);
  const text = report.split("\n").find((line) => line.startsWith("{"))!;
  ok(isGuilty(judgeScenario(parseScenario(text))), "it replays");
});

Deno.test("soak: barriers overtake in every other job, so an engine that forgets channel state is found out", () => {
  const total = soak({ ...BOUND, schedules: 400, sabotage: ["forgotten-channel-state"] });
  ok(total.lost > 0, soakLine(total));
  strictEqual(total.guilty!.scenario.config.unalignedCheckpoints, true);
});
