// The trace of the running example, whole, as a golden that a person can follow by hand:
// readings.trace.txt. To write it anew after a change that is wanted: `deno task golden`, then read it.

import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import {
  checkTraceHash,
  namesOf,
  open,
  openScenario,
  parseScenario,
  results,
} from "@headwater/sim";
import { traceHeading, traceLayout, traceText } from "@headwater/sim/trace";
import job, { type Peak, type Reading } from "./job.ts";

const read = (name: string) => Deno.readTextFileSync(new URL(name, import.meta.url));

const timeline = open(job, { record: { level: "all" } }).run();
const { trace } = timeline;
const names = namesOf(timeline);
const lines = traceText(trace, names).split("\n");

/** What happens to one record, as `fact where` or `fact value`. */
function lifeOf(record: string): string[] {
  return lines
    .map((line) => line.trim().split(/ {2,}/))
    .filter((words) => words[3] === record)
    .map(([, owner, fact]) => `${owner} ${fact}`);
}

Deno.test("the trace of the readings is the golden, line by line", () => {
  const heading = traceHeading(traceLayout(trace, names));
  const golden = read("readings.trace.txt").split("\n");
  deepStrictEqual([heading, ...lines], golden);
});

Deno.test("the scenario of the readings replays to the same hash", () => {
  const scenario = parseScenario(read("scenario.json"));
  const opened = openScenario(scenario, () => job);
  deepStrictEqual(opened.warnings, []);
  checkTraceHash(scenario, opened.timeline.run());
  strictEqual(scenario.traceHash, timeline.traceHash);
});

Deno.test("r9 comes late but allowed: its window fires again because of it", () => {
  deepStrictEqual(lifeOf("r9"), [
    "source[1] elementProcessed",
    "source[1] recordCreated",
    "source[1] recordEmitted",
    "source[1] channelSelected",
    "source[1] elementBuffered",
    "window[1] elementPolled",
    "window[1] elementProcessed",
    "window[1] windowAssigned",
    "window[1] stateUpdated",
    "window[1] windowTriggered",
    "window[1] windowFired",
  ]);
  const peaks = results<Peak>(timeline.world, "peaks").filter(({ name }) => name === "a 0–10 s");
  deepStrictEqual(peaks.map(({ celsius }) => celsius), [23, 25]);
  const at = (pattern: RegExp) => lines.findIndex((line) => pattern.test(line));
  const [told, late] = [
    at(/window\[1\] +windowFired +"a" +\[0, 10000\)/),
    at(/window\[1\] +elementProcessed +r9 /),
  ];
  ok(0 <= told && told < late);
});

Deno.test("r12 comes too late: its window is gone, and it goes aside", () => {
  deepStrictEqual(lifeOf("r12").slice(-9), [
    "window[0] elementPolled",
    "window[0] elementProcessed",
    "window[0] recordLate",
    "window[0] recordEmitted",
    "window[0] channelSelected",
    "window[0] elementBuffered",
    "too-late[0] elementPolled",
    "too-late[0] elementProcessed",
    "too-late[0] resultWritten",
  ]);
  deepStrictEqual(results<Reading>(timeline.world, "too late").map(({ name }) => name), ["r12"]);
  const cleaned = lines.findIndex((line) =>
    /window\[0\] +windowCleaned +"b" +\[0, 10000\)/.test(line)
  );
  const late = lines.findIndex((line) => /recordLate +r12 +"b" +t 3000 /.test(line));
  ok(0 <= cleaned && cleaned < late);
});

Deno.test("every reading can be found by its name at every stop of its way", () => {
  for (let i = 1; i <= 12; i++) {
    const life = lifeOf(`r${i}`);
    match(life[0], /^source\[[01]\] elementProcessed$/);
    for (const fact of ["recordCreated", "channelSelected", "elementBuffered", "elementPolled"]) {
      ok(life.some((stop) => stop.endsWith(` ${fact}`)), `r${i} ${fact}`);
    }
  }
});
