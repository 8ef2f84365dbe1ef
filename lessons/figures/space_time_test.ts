import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { seconds } from "@headwater/sim";
import { eventTime } from "./event_time.ts";
import { planSlice, wideJob } from "./gallery/jobs.ts";
import { type RunName, runSlice } from "./gallery/runs.ts";
import { spaceTime, type SpaceTimeModel, type SpaceTimeOptions } from "./space_time.ts";

function model(run: RunName, options: Partial<SpaceTimeOptions> = {}): SpaceTimeModel {
  return spaceTime.model(runSlice(run), { width: 720, ...options });
}

const whole: readonly RunName[] = ["readings", "slow", "strict", "unbuffered", "burst"];

Deno.test("space-time: each record has the state of its fate, and most of them none", () => {
  const odd = (run: RunName) =>
    model(run).records.filter(({ state }) => state !== "plain")
      .map(({ lane, name, state }) => `${name} ${state} at ${lane}`);
  deepStrictEqual(odd("readings"), [
    "r12 side output at window[0]",
    "r9 late at window[1]",
  ]);
  deepStrictEqual(odd("strict"), ["r12 dropped at window[0]", "r9 dropped at window[1]"]);
});

Deno.test("space-time: sources lie at the top, and every buffer goes down and to the right", () => {
  for (const run of whole) {
    const { lanes, flights, stage } = model(run);
    for (let i = 1; i < lanes.length; i++) ok(lanes[i].y > lanes[i - 1].y);
    for (const { x1, y1, x2, y2, waitFrom, waitUntil } of flights) {
      ok(waitFrom <= x1 && x1 <= x2 && x2 <= waitUntil && y1 < y2);
      ok(waitFrom >= stage.left && waitUntil <= stage.right);
    }
  }
});

Deno.test("space-time: lines of one channel never cross, lines of two channels do", () => {
  const { flights } = model("slow");
  const channelOf = ({ id }: { id: string }) => id.slice(0, id.lastIndexOf(" "));
  let crossings = 0;
  for (const a of flights) {
    for (const b of flights) {
      const doCross = a.y2 === b.y2 && a.x1 < b.x1 && a.x2 > b.x2;
      if (doCross) crossings++;
      ok(!doCross || channelOf(a) !== channelOf(b), `${a.id} and ${b.id}`);
    }
  }
  ok(crossings > 0);
});

Deno.test("space-time: a pair of subtasks stands out, everything else is dimmed and nameless", () => {
  const { records, labels, firings, story } = model("slow", { pair: ["source[0]", "window[1]"] });
  const clear = records.filter(({ isDimmed }) => !isDimmed).map(({ lane, name }) =>
    `${name} ${lane}`
  );
  deepStrictEqual(clear, ["r1 source[0]", "r5 source[0]", "r1 window[1]", "r5 window[1]"]);
  ok(labels.filter(({ role }) => role === "record").length === 4);
  ok(firings.every(({ isDimmed }) => isDimmed));
  deepStrictEqual(story.pairTaken, story.pairSent);
});

Deno.test("space-time: lanes and channels that are asked for are shown, and their records", () => {
  const { lanes, flights, records } = model("readings", {
    lanes: ["window[1]", "source"],
    channels: ["source[1]→window[1]"],
  });
  deepStrictEqual(lanes.map(({ label }) => label), ["source[0]", "source[1]", "window[1]"]);
  ok(flights.every(({ id }) => id.startsWith("source[1]→window[1] ")));
  deepStrictEqual(records.map(({ name }) => name), ["r7", "r9", "r7", "r9"]);
});

Deno.test("space-time: sixteen subtasks have a lane each, more fold into operators", () => {
  const lanesOf = (parallelism: number) =>
    spaceTime.model(planSlice(wideJob(parallelism)), { width: 720 }).lanes.map(({ label }) =>
      label
    );
  strictEqual(lanesOf(8).length, 16);
  deepStrictEqual(lanesOf(9), ["numbers ×9", "sum ×9"]);
});

Deno.test("space-time: a firing has the keys that fired together, and says how it stands in time", () => {
  const told = model("readings").firings.map(({ text, firing }) => `${text} (${firing})`);
  deepStrictEqual(told, [
    "fires 0–10 s: b, c (on time)",
    "fires 0–10 s: a (on time)",
    "fires again 0–10 s: a (late)",
    "fires 10–20 s: a (on time)",
    "fires 10–20 s: b, c (on time)",
  ]);
});

Deno.test("space-time: what is thinned is still counted", () => {
  for (const run of ["burst", "quakes"] as const) {
    const { records, story, isThinned } = model(run);
    const handled = story.rows.filter(({ doing }) => !/watermark|fired|end/.test(doing)).length;
    const counted = records.reduce((sum, { count }) => sum + count, 0);
    ok(story.moreCount > 0 ? counted > handled : counted === handled);
    strictEqual(isThinned, run === "quakes");
    strictEqual(
      spaceTime.describe(model(run), "en").caption.includes("stand for several"),
      isThinned,
    );
  }
});

Deno.test("space-time and event time stand on the same stage, to the pixel", () => {
  for (const width of [358, 720, 1080]) {
    for (const span of [{}, { from: seconds(7), until: seconds(17) }]) {
      const a = spaceTime.model(runSlice("readings"), { width, ...span });
      const b = eventTime.model(runSlice("readings"), { width, ...span });
      deepStrictEqual([a.stage, a.ticks], [b.stage, b.ticks]);
    }
  }
});

Deno.test("space-time: the title says what there is to see", () => {
  const titleOf = (run: RunName, options: Partial<SpaceTimeOptions> = {}) =>
    spaceTime.describe(model(run, options), "en").title;
  strictEqual(titleOf("readings"), "Window 0–10 s fires at 13.3 s; r9 comes late, r12 too late");
  strictEqual(
    titleOf("slow", { pair: ["source[0]", "window[1]"] }),
    "From source[0] to window[1], r1 and r5 keep their order",
  );
  strictEqual(titleOf("burst"), "n2, n5, n8 and n11 overtake n0 on the way to out[0]");
  strictEqual(titleOf("nothing"), "Nothing has happened yet");
});
