import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { seconds } from "@headwater/sim";
import { eventTime, type EventTimeModel, type EventTimeOptions } from "./event_time.ts";
import { type RunName, runSlice } from "./gallery/runs.ts";
import { xOf } from "./stage.ts";

function model(run: RunName, options: Partial<EventTimeOptions> = {}): EventTimeModel {
  return eventTime.model(runSlice(run), { width: 720, ...options });
}

const point = ({ points }: EventTimeModel, name: string) =>
  points.find((one) => one.name === name)!;

Deno.test("event time: a window is as high as its stretch and as long as its state", () => {
  const readings = model("readings");
  const { panes: [first, second], stage } = readings;
  strictEqual(first.box.x, point(readings, "r1").x);
  strictEqual(first.box.x + first.box.width, xOf(stage, seconds(19.301)));
  strictEqual(first.box.y, second.box.y + second.box.height);
  strictEqual(first.fills.length, 7);
});

Deno.test("event time: the watermark only rises, and a window fires when it has reached its end", () => {
  for (const run of ["readings", "slow", "strict"] as const) {
    const { lines, panes } = model(run);
    for (const { steps } of lines) {
      for (let i = 1; i < steps.length; i++) ok(steps[i].y <= steps[i - 1].y);
    }
    for (const { firings, end } of panes) {
      for (const { x, firing } of firings.filter((one) => one.firing === "on time")) {
        const reached = lines.some(({ steps }) =>
          steps.some((step) => Math.abs(step.x - x) <= 1 && step.watermark >= end - 1)
        );
        ok(reached, `${run}: ${firing} at ${x}`);
      }
    }
  }
});

Deno.test("event time: late is after the firing and before the end, too late is after it", () => {
  const readings = model("readings");
  const [{ box, firings }] = readings.panes;
  const [r9, r12] = [point(readings, "r9"), point(readings, "r12")];
  const right = box.x + box.width;
  deepStrictEqual([r9.state, r12.state], ["late", "side output"]);
  ok(firings[0].x < r9.x && r9.x < right && right < r12.x);
  ok([r9, r12].every(({ y }) => y > box.y && y < box.y + box.height));
});

Deno.test("event time: the boundary of lateness ends where the watermark passes it", () => {
  const { panes: [first, second], lines: [line] } = model("readings");
  const { x1, x2, y, isEndSeen } = first.lateness!;
  strictEqual(x1, first.firings[0].x);
  ok(isEndSeen);
  const passing = line.steps.find((step) => step.y <= y)!;
  strictEqual(passing.x, x2);
  strictEqual(second.lateness, null, "it fires and is cleared at once");
});

Deno.test("event time: subtasks that agree share a line, others have one each", () => {
  deepStrictEqual(model("readings").lines.map(({ id }) => id), ["window[0] window[1]"]);
  deepStrictEqual(model("slow").lines.map(({ id }) => id), ["window[0]", "window[1]"]);
  deepStrictEqual(model("slow", { subtasks: ["window[1]"] }).lines.map(({ id }) => id), [
    "window[1]",
  ]);
});

Deno.test("event time: one key alone has its records, its windows and its firings", () => {
  const { points, panes } = model("readings", { keys: ["a"] });
  deepStrictEqual(points.map(({ name }) => name), ["r1", "r5", "r7", "r9"]);
  deepStrictEqual(panes.map(({ firings }) => firings.map(({ firing }) => firing)), [
    ["on time", "late"],
    ["on time"],
  ]);
});

Deno.test("event time: records without a timestamp have no place", () => {
  strictEqual(model("unbuffered").points.length, 0);
  strictEqual(
    eventTime.describe(model("unbuffered"), "en").title,
    "No record with a timestamp has come yet",
  );
});

Deno.test("event time: a window that is cut by the stretch has no bracket there", () => {
  const { panes: [first, second] } = model("readings", { from: seconds(7), until: seconds(17) });
  deepStrictEqual([first.isCutLeft, first.isCutRight], [true, true]);
  deepStrictEqual([second.isCutLeft, second.isCutRight], [false, true]);
  strictEqual(first.lateness?.isEndSeen, false);
});

Deno.test("event time: the words tell the watermark of each record", () => {
  const { table, title } = eventTime.describe(model("readings"), "en");
  strictEqual(
    title,
    "Window 0–10 s fires at 13.3 s, when the watermark reaches 10 s; " +
      "r9 is late but counts, r12 is too late",
  );
  deepStrictEqual(table.rows[8], ["15.12", "r9", "a", "7 s", "9.999", "late, taken"]);
});
