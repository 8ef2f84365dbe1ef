import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { readAttemptLives } from "./attempt_lives.ts";
import type { TraceSlice } from "./figure.ts";
import { failureSlice } from "./gallery/failure_runs.ts";
import { failoverRegions, pipelineFailure } from "./gallery/regions.ts";
import { regions, type RegionsModel } from "./regions.ts";

const SLICES: Readonly<Record<string, () => TraceSlice>> = {
  failure: pipelineFailure,
  keyed: () => failureSlice("crash"),
};

const model = (id: string, width = 720): RegionsModel =>
  failoverRegions.exhibits.find((one) => one.id === `regions-${id}`)!.model(width) as RegionsModel;

const titleOf = (id: string) => regions.describe(model(id), "en").title;

/** Tasks that start again, by their labels. */
const again = (id: string) =>
  model(id).story.regions.filter(({ startsAgain }) => startsAgain).flatMap(({ tasks }) => tasks);

Deno.test("RS-7 regions: pipelines side by side are regions of their own, and a keyBy makes one of all", () => {
  deepStrictEqual(model("pipelines").story.regions.map(({ tasks }) => tasks.join(" ")), [
    "source[0] parse[0] out[0]",
    "source[1] parse[1] out[1]",
    "source[2] parse[2] out[2]",
  ]);
  strictEqual(model("keyed").story.regions.length, 1);
  strictEqual(titleOf("keyed"), "window[0] fails, and all 5 tasks start again");
});

Deno.test("RS-6 regions: those that the picture starts again are those that did in the run", () => {
  for (const id of ["failure", "keyed"]) {
    const slice = SLICES[id]();
    const { stints } = readAttemptLives(slice);
    const twice = slice.plan.subtasks.filter((subtask) =>
      stints.filter((stint) => stint.subtask === subtask.id).length > 1
    ).map(({ label }) => label);
    ok(twice.length > 0);
    deepStrictEqual(again(id).sort(), twice.sort());
  }
});

Deno.test("RS-6 regions: a result that is kept is a border towards who made it, not towards who reads it", () => {
  deepStrictEqual(again("kept"), ["count[1]", "out[1]"]);
  deepStrictEqual(
    again("reread").sort(),
    [
      "count[0]",
      "count[1]",
      "out[0]",
      "out[1]",
      "parse[0]",
      "source[0]",
    ].sort(),
  );
  strictEqual(model("kept").stores.length, 2);
});

Deno.test("RS-6 regions: with the strategy full all tasks start again", () => {
  strictEqual(again("full").length, model("full").story.taskCount);
});

Deno.test("regions: each box lies in the band of its region, and lines lead to the right", () => {
  for (const id of ["pipelines", "kept", "keyed", "many"]) {
    for (const width of [358, 720]) {
      const { bands, boxes, lines } = model(id, width);
      for (const box of boxes) {
        const band = bands.find((one) => box.id.startsWith(`${one.id} `))!;
        ok(box.y > band.y1 && box.y + box.height < band.y2);
      }
      ok(lines.every(({ x1, x2 }) => x1 < x2));
    }
  }
});

Deno.test("regions: of too many the one that fails is shown, and the others are counted", () => {
  const { bands, more } = model("many");
  ok(bands.some(({ startsAgain }) => startsAgain));
  strictEqual(more, "27 more regions");
  strictEqual(titleOf("many"), "parse[17] fails, and 3 of 96 tasks start again");
});
