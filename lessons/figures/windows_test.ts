import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { open, seconds } from "@headwater/sim";
import readings from "../readings/job.ts";
import { sliceOf } from "../slice.ts";
import { eventTime } from "./event_time.ts";
import type { TraceSlice } from "./figure.ts";
import { type RunName, runSlice } from "./gallery/runs.ts";
import { crashSlice, type WindowRunName, windowSlice } from "./gallery/window_runs.ts";
import { xOf } from "./stage.ts";
import { readStateCells } from "./state_cells.ts";
import { countOf, readWindowLives } from "./window_lives.ts";
import { windows, type WindowsModel, type WindowsOptions } from "./windows.ts";

function model(slice: TraceSlice, options: Partial<WindowsOptions> = {}): WindowsModel {
  return windows.model(slice, { width: 720, ...options });
}

const run = (name: RunName, options?: Partial<WindowsOptions>) => model(runSlice(name), options);
const own = (name: WindowRunName, options?: Partial<WindowsOptions>) =>
  model(windowSlice(name), options);
const titleOf = (shown: WindowsModel) => windows.describe(shown, "en").title;

/** A window of a lane, told by its first record. */
const pane = ({ panes }: WindowsModel, lane: string, record: string) =>
  panes.find((one) => one.lane === lane && one.records[0]?.name === record)!;

Deno.test("windows: one lane for each key of each subtask, below the rail of its subtask", () => {
  const { keys, rails } = run("readings");
  deepStrictEqual(keys.map(({ id }) => id), ["window[0] b", "window[0] c", "window[1] a"]);
  deepStrictEqual(rails.map(({ id }) => id), ["window[0]", "window[1]"]);
  const [b, c, a] = keys.map(({ y }) => y);
  ok(rails[0].y < b && b < c && c < rails[1].y && rails[1].y < a);
});

Deno.test("windows: a box lasts from the first record to the cleanup, and boxes of a lane lie apart", () => {
  const readings = run("readings");
  const first = pane(readings, "window[1] a", "r1");
  strictEqual(first.box.x, first.records[0].x);
  strictEqual(first.box.x + first.box.width, xOf(readings.stage, seconds(19.301)));
  for (const shown of [readings, own("sliding"), own("sessions"), run("quakes")]) {
    for (const [index, { box: a }] of shown.panes.entries()) {
      for (const { box: b } of shown.panes.slice(index + 1)) {
        ok(a.y !== b.y || a.x + a.width <= b.x || b.x + b.width <= a.x);
      }
    }
  }
});

Deno.test("windows: each record raises the level by one step and stands on it; a purge lets it fall", () => {
  const filled = pane(run("readings"), "window[1] a", "r1");
  deepStrictEqual(filled.records.map(({ name, state }) => `${name} ${state}`), [
    "r1 plain",
    "r5 plain",
    "r9 late",
  ]);
  const [low, middle, high] = filled.level.map(({ y }) => y);
  strictEqual(low - middle, middle - high);
  deepStrictEqual(filled.records.map(({ y }) => y), [low, middle, high]);
  const counted = pane(own("counts"), "window[1] a", "r1");
  strictEqual(counted.purges.length, 2);
  strictEqual(counted.level.at(-1)!.y, counted.box.y + counted.box.height);
});

Deno.test("windows: firings are early before the end, on time at it, late after it", () => {
  const told = (shown: WindowsModel, lane: string, record: string) =>
    pane(shown, lane, record).firings.map(({ firing, count }) => `${firing} ${count}`);
  deepStrictEqual(told(run("readings"), "window[1] a", "r1"), ["on time 2", "late 3"]);
  deepStrictEqual(told(own("early"), "window[1] a", "r1"), ["early 2", "on time 2", "late 3"]);
  deepStrictEqual(told(own("purging"), "window[1] a", "r1"), ["on time 2", "late 1"]);
  deepStrictEqual(told(own("by the clock"), "window[1] a", "r1"), ["on time 1"]);
  // a window that never ends cannot fire at its end
  deepStrictEqual(told(own("counts"), "window[1] a", "r1"), ["early 2", "early 2"]);
});

Deno.test("windows: a record that slides through several windows is in each of them", () => {
  const { panes, story } = own("sliding");
  const windowsOf = (name: string) =>
    panes.filter(({ records }) => records.some((record) => record.name === name)).length;
  strictEqual(windowsOf("r1"), 2);
  deepStrictEqual(story.shares, { record: "r1", count: 2 });
});

Deno.test("windows: of sessions that merge the older one goes on, with the content of both", () => {
  const sessions = own("sessions");
  const [older, younger] = ["r1", "r5"].map((name) => pane(sessions, "window[1] a", name));
  strictEqual(younger.mergesTo, older.box.y + older.box.height);
  strictEqual(older.mergesTo, null);
  deepStrictEqual(older.firings.map(({ count }) => count), [4]);
  strictEqual(older.range, "1–18 s");
  strictEqual(titleOf(sessions), "At 15.1 s r9 joins two sessions of key a into one: 1–18 s");
});

Deno.test("windows: the level is the length of the list that the engine keeps, evicted or not", () => {
  const slice = windowSlice("sliding counts");
  const subtasks = slice.plan.subtasks.map(({ id }) => id);
  let compared = 0;
  for (let second = 1; second <= 23; second++) {
    const facts = slice.facts.filter(({ time }) => time <= seconds(second));
    const lives = readWindowLives({ facts }, subtasks, { isEventTime: false, evictsBefore: true });
    for (const cell of readStateCells(slice, subtasks, seconds(second))) {
      const life = lives.find(({ key, subtask }) => key === cell.key && subtask === cell.subtask)!;
      strictEqual(countOf(life), (cell.value as unknown[]).length);
      compared++;
    }
  }
  ok(compared > 40);
});

Deno.test("windows: what comes too late stands in its lane, outside of every box", () => {
  for (
    const [shown, state] of [[run("strict"), "dropped"], [run("readings"), "side output"]] as const
  ) {
    ok(shown.losses.length > 0);
    for (const { x, y, state: told } of shown.losses) {
      strictEqual(told, state);
      ok(
        !shown.panes.some(({ box }) =>
          x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height
        ),
      );
    }
  }
});

Deno.test("windows: a line leads from each watermark to what it sets off, and to nothing else", () => {
  const { rails, panes, stage } = run("readings");
  const xs = panes.flatMap(({ lane, firings, box, isCutRight }) => [
    ...firings.filter(({ firing }) => firing === "on time").map(({ x }) => ({ lane, x })),
    ...(isCutRight ? [] : [{ lane, x: box.x + box.width }]),
  ]);
  for (const { id, drops } of rails) {
    const wanted = new Set(xs.filter(({ lane }) => lane.startsWith(id)).map(({ x }) => x));
    deepStrictEqual(drops.map(({ x }) => x), [...wanted].sort((a, b) => a - b));
  }
  ok(xs.every(({ x }) => x <= stage.right));
  // windows by the clock and by count do not ask how far event time has come
  for (const name of ["by the clock", "counts"] as const) {
    ok(own(name).rails.every(({ chevrons }) => chevrons.length === 0));
  }
});

Deno.test("windows: where keys are too many, those with most to tell are shown and the rest counted", () => {
  const phone = run("quakes", { width: 358 });
  const column = run("quakes");
  ok(phone.keys.length < column.keys.length);
  strictEqual(phone.keys.length + phone.hidden!.count, column.keys.length + column.hidden!.count);
  ok(!column.hasRecords && column.panes.every(({ records }) => records.length === 0));
  ok(column.keys.some(({ name }) => name === "ci"));
});

Deno.test("windows and event time stand on the same stage, to the pixel", () => {
  for (const width of [358, 720, 1080]) {
    const a = run("readings", { width });
    const b = eventTime.model(runSlice("readings"), { width });
    deepStrictEqual([a.stage, a.ticks], [b.stage, b.ticks]);
  }
});

Deno.test("windows: a failure ends what is open, and the checkpoint brings back what it held", () => {
  const crash = model(crashSlice());
  const lost = crash.panes.filter(({ isLost }) => isLost);
  const restored = crash.panes.filter(({ isRestored }) => isRestored);
  deepStrictEqual(lost.map(({ lane, range }) => `${lane} ${range}`), [
    "window[0] b 0–10 s",
    "window[0] c 0–10 s",
    "window[1] a 0–10 s",
  ]);
  strictEqual(restored.length, 3);
  for (const [index, { level, box, firings }] of restored.entries()) {
    const before = lost[index];
    // as full as it was at the snapshot: nothing came between that and the failure
    const heightOf = (y: number, { y: top, height }: typeof box) => top + height - y;
    strictEqual(heightOf(level[0].y, box), heightOf(before.level.at(-1)!.y, before.box));
    strictEqual(before.firings.length, 0);
    strictEqual(firings[0].firing, "on time");
  }
  ok(crash.labels.some(({ text }) => text === "lost"));
  strictEqual(
    titleOf(crash),
    "A failure at 10.5 s takes 3 open windows; a checkpoint brings 3 back at 15.603 s",
  );
});

Deno.test("windows: what has fired before a failure fires late after it", () => {
  const config = { checkpointInterval: 500 };
  const slice = sliceOf(
    open(readings, { config, faults: ["crash task-manager-1 at 14.6s"] }).run(),
  );
  const again = model(slice).panes.filter(({ isRestored, range }) =>
    isRestored && range === "0–10 s"
  );
  strictEqual(again.length, 3);
  deepStrictEqual(again.flatMap(({ firings }) => firings.map(({ firing }) => firing)), ["late"]);
});

Deno.test("windows: the title says what windows do", () => {
  strictEqual(
    titleOf(run("readings")),
    "Window 0–10 s fires at 13.3 s for b and c; r9 comes late, r12 too late",
  );
  strictEqual(
    titleOf(own("counts")),
    "The window of key b fires at 5.101 s with 2 records and is emptied",
  );
  strictEqual(
    titleOf(own("sliding counts")),
    "At 15.1 s the evictor takes one record out of the window of key a, which fires with 3",
  );
  strictEqual(titleOf(run("nothing")), "No window has been opened yet");
  strictEqual(titleOf(run("unbuffered")), "No operator keeps windows");
});
