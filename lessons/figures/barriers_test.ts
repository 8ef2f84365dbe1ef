import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { seconds } from "@headwater/sim";
import { barriers, type BarriersModel, type BarriersOptions } from "./barriers.ts";
import { whereabouts } from "./barriers_moment.ts";
import { readChannelLives } from "./channel_lives.ts";
import { type FailureRunName, failureSlice } from "./gallery/failure_runs.ts";

const STRETCH = { from: seconds(0.7), until: seconds(1.9) };

function model(name: FailureRunName, options: Partial<BarriersOptions> = {}): BarriersModel {
  return barriers.model(failureSlice(name), { width: 720, ...options });
}

const titleOf = (shown: BarriersModel) => barriers.describe(shown, "en").title;

Deno.test("AL-7 barriers: while a channel is blocked nothing is taken from it", () => {
  const { elements, blocked } = readChannelLives(failureSlice("rush"));
  let waited = 0;
  for (const { channel, from, until } of blocked) {
    for (const { taken } of elements[channel]) {
      ok(taken === null || taken <= from || taken >= until!, `${channel} at ${taken}`);
      if (taken !== null && taken >= until! && taken < until! + seconds(1)) waited++;
    }
  }
  ok(blocked.some(({ from, until }) => until! - from > seconds(0.2)) && waited > 0);
});

Deno.test("AL-6 barriers: the cut of an aligned checkpoint is consistent, whatever stood in the channels", () => {
  let looked = 0;
  for (const name of ["rush", "slow motion", "crash"] as const) {
    for (let checkpoint = 1; checkpoint <= 3; checkpoint++) {
      const { cut, story } = model(name, { checkpoint });
      if (cut === null) continue;
      looked++;
      ok(cut.isConsistent, `${name} ${checkpoint}`);
      deepStrictEqual(story.crossed, []);
    }
  }
  ok(looked > 6);
});

Deno.test("AL-12 barriers: without blocking r8 is in the checkpoint, from behind the barrier, and the line is broken", () => {
  const { cut, story, blocked } = model("rush at least once", STRETCH);
  deepStrictEqual(story.crossed, [{ name: "r8", channel: "source[0]→warmest[0]" }]);
  deepStrictEqual(blocked, []);
  deepStrictEqual(
    cut!.points.filter(({ isCrossed }) => isCrossed).map(({ lane }) => lane),
    ["warmest[0]"],
  );
  strictEqual(
    titleOf(model("rush at least once", STRETCH)),
    "Nothing blocks: r8 gets into checkpoint 1 from behind its barrier",
  );
});

Deno.test("barriers: at the moment each channel holds what the facts put there, in its order", () => {
  const { moment, story } = model("rush", STRETCH);
  const { elements } = readChannelLives(failureSlice("rush"));
  const { plan } = failureSlice("rush");
  for (const row of moment!.rows) {
    const { id } = plan.channels.find(({ name }) => name === row.id)!;
    const there = elements[id].filter((life) => whereabouts(life, moment!.at) !== null);
    const hidden = row.hidden.reduce((sum, { count }) => sum + count, 0);
    strictEqual(row.elements.length + hidden, there.length);
    const first = row.elements.toSorted((a, b) => b.x - a.x).map(({ id }) => Number(id));
    deepStrictEqual(first, first.toSorted((a, b) => a - b));
  }
  strictEqual(story.waits?.receiver, "warmest[0]");
  deepStrictEqual(story.waits?.from, ["source[0]"]);
});

Deno.test("barriers: what is in front of the barrier is shaded; behind it, or once it is taken, nothing is", () => {
  const { moment } = model("rush", STRETCH);
  const row = (name: string) => moment!.rows.find(({ id }) => id === name)!;
  const held = row("source[0]→warmest[0]");
  deepStrictEqual([held.front, held.isBlocked, held.isBarrierTaken], [null, true, true]);
  const late = row("source[1]→warmest[0]");
  const barrier = late.elements.find(({ what }) => what === "barrier")!;
  deepStrictEqual(late.front, { x1: barrier.x, x2: moment!.right });
  const untouched = row("warmest[0]→sink[0]");
  deepStrictEqual(untouched.front, { x1: moment!.left, x2: moment!.right });
});

Deno.test("barriers: an element lies between its sender and its receiver, and never goes back in time", () => {
  const { paths } = model("rush", STRETCH);
  ok(paths.some(({ carries }) => carries === "barrier"));
  for (const { waitFrom, x1, y1, x2, y2, waitUntil } of paths) {
    ok(waitFrom <= x1 && x1 <= x2 && x2 <= waitUntil && y1 <= y2);
  }
});

Deno.test("barriers: of more channels than there is room for, those of waiting receivers are shown", () => {
  const { moment } = model("wide");
  strictEqual(moment!.rows.length + moment!.hiddenCount, 32 * 32);
  ok(
    moment!.groups.every(({ barrierCount, inputCount }) =>
      barrierCount > 0 && barrierCount < inputCount
    ),
  );
});

Deno.test("CP-1 barriers: without a checkpoint there is no cut and no moment", () => {
  const shown = model("unconfigured");
  deepStrictEqual([shown.cut, shown.moment, shown.cursor], [null, null, null]);
  strictEqual(titleOf(shown), "No checkpoint, so no barrier");
});
