import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { open, results } from "@headwater/sim";
import { clickstream, GAP, SEED } from "./generate.ts";
import { visitsOf } from "./group_by.ts";
import clicks, { type ClicksOptions, config, type FoundVisit, type PageCount } from "./job.ts";
import { clicksReport, lastVisits } from "./report.ts";

const run = (options: ClicksOptions = {}) => open(clicks, { config, options }).run();
const PATIENT = { bound: GAP };

Deno.test("the published seed makes the same clicks for everybody, and the visits are found again", () => {
  const { clicks, visits, source } = clickstream(SEED);
  deepStrictEqual(clickstream(SEED), clickstream(SEED));
  strictEqual(visitsOf(clicks).length, visits.length);
  strictEqual(source.splits.length, 4);
  ok(clicks.length > 700, `${clicks.length} clicks`);
});

Deno.test("WN-4 M-1 sessions of any seed are the visits of the plain loop", () => {
  for (const clicksSeed of [SEED, 1, 2, 3]) {
    const { world } = run({ ...PATIENT, clicksSeed });
    const wanted = visitsOf(clickstream(clicksSeed).clicks);
    deepStrictEqual(lastVisits(results<FoundVisit>(world, "visits")), wanted);
    strictEqual(results(world, "late").length, 0);
  }
});

Deno.test("W-9 with a short bound each click is in a visit or reported late, never both", () => {
  for (const bound of [0, 60_000, 600_000]) {
    const { world } = run({ bound });
    const visits = results<FoundVisit>(world, "visits");
    const counted = visits.reduce((sum, { clicks }) => sum + clicks, 0);
    strictEqual(counted + results(world, "late").length, clickstream(SEED).clicks.length);
  }
});

Deno.test("TR-5 pages are told every five minutes, and the last word of an hour is all of it", () => {
  const { world } = run(PATIENT);
  const last = new Map<string, number>();
  const told = results<PageCount>(world, "pages");
  for (const { page, hour, clicks } of told) last.set(`${page} ${hour}`, clicks);
  const sum = [...last.values()].reduce((sum, clicks) => sum + clicks, 0);
  strictEqual(sum, clickstream(SEED).clicks.length);
  ok(told.length > 2 * last.size, "most hours are told before they are over");
});

Deno.test("as it is shipped, the job agrees with the plain loop", () => {
  const { fields, tables } = clicksReport(run());
  deepStrictEqual([fields.differences, fields.late], [0, 0]);
  ok(tables[0].note!.includes("the same 144 visits"));
});

Deno.test("the report says what differs from the plain loop", () => {
  strictEqual(clicksReport(run(PATIENT)).fields.differences, 0);
  const { fields, tables } = clicksReport(run({ bound: 0 }));
  ok((fields.differences as number) > 0);
  ok(tables[0].note!.includes("differ"));
});
