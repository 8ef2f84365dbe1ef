import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { graphHash, open, openScenario, scenario } from "@headwater/sim";
import { lessonOf, LESSONS } from "./lessons.ts";

Deno.test("every lesson has a name of its own and a title", () => {
  for (const { ref, title } of LESSONS) {
    match(ref, /^lesson:[a-z]+(-[a-z]+)*$/);
    match(title, /^[A-Z].*[^.]$/);
  }
  strictEqual(new Set(LESSONS.map(({ ref }) => ref)).size, LESSONS.length);
});

Deno.test("every lesson's job runs to its end, by itself and by its name in a scenario", () => {
  for (const { ref, job, config } of LESSONS) {
    const timeline = open(job, { config, record: { level: "off" } }).run();
    strictEqual(timeline.isDone, true);
    const named = scenario({ job: { ref, graphHash: graphHash(timeline.ground.plan) }, config });
    const opened = openScenario(named, (name) => lessonOf(name)?.job);
    deepStrictEqual(opened.warnings, []);
    strictEqual(opened.timeline.run().traceHash, timeline.traceHash);
  }
});
