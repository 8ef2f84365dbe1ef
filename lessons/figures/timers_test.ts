import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import type { TraceSlice } from "./figure.ts";
import { type FunctionRunName, functionSlice } from "./gallery/function_runs.ts";
import { type RunName, runSlice } from "./gallery/runs.ts";
import { crashSlice } from "./gallery/window_runs.ts";
import { Fact } from "@headwater/sim/trace";
import { windows } from "./windows.ts";
import { timers, type TimersModel, type TimersOptions } from "./timers.ts";

function model(slice: TraceSlice, options: Partial<TimersOptions> = {}): TimersModel {
  return timers.model(slice, { width: 720, ...options });
}

const run = (name: RunName, options?: Partial<TimersOptions>) => model(runSlice(name), options);
const own = (name: FunctionRunName) => model(functionSlice(name));
const titleOf = (shown: TimersModel) => timers.describe(shown, "en").title;

Deno.test("timers: every timer of the facts is there once, and ends as the facts say", () => {
  for (const slice of [runSlice("readings"), functionSlice("silence"), functionSlice("checks")]) {
    const { story, spans } = model(slice);
    const count = (wanted: number) => slice.facts.filter(({ kind }) => kind === wanted).length;
    strictEqual(spans.length, count(Fact.timerRegistered));
    strictEqual(story.counts.fired, count(Fact.timerFired));
    strictEqual(story.counts.deleted, count(Fact.timerDeleted));
    const { fired, deleted, never, lost, waits } = story.counts;
    strictEqual(fired + deleted + never + lost + waits, spans.length);
  }
});

Deno.test("timers: event time fires at a watermark that has passed it, a clock at its own time", () => {
  const { spans, rails, stage } = own("checks");
  const byRail = new Map(rails.map(({ id, chevrons }) => [id, chevrons]));
  let [byWatermark, byClock] = [0, 0];
  for (const { lane, domain, end, x2, dueX, text } of spans.filter(({ end }) => end === "fired")) {
    strictEqual(end, "fired");
    if (domain === "event time") {
      const chevron = byRail.get(lane.split(" ")[0])!.find(({ x }) => x === x2)!;
      const due = Number(text.replace(" s", ""));
      ok(chevron.value === "∞" || Number(chevron.value) >= due, `${chevron.value} fires ${text}`);
      strictEqual(dueX, null);
      byWatermark++;
    } else {
      ok(x2 >= dueX! && x2 - dueX! < 2);
      byClock++;
    }
  }
  ok(byWatermark > 5 && byClock > 5);
  ok(spans.every(({ x1, x2 }) => x1 >= stage.left && x1 <= x2 && x2 <= stage.right));
});

Deno.test("timers: what waits for the clock when the input ends never fires (TI-10)", () => {
  const { story } = own("silence");
  deepStrictEqual(
    story.timers.filter(({ end }) => end === "never").map(({ key, due }) => `${key} ${due}`),
    ["c 24 s", "b 29.001 s"],
  );
});

Deno.test("timers: no timer lies on another", () => {
  for (const shown of [run("readings"), own("silence"), own("checks"), run("quakes")]) {
    for (const [index, a] of shown.spans.entries()) {
      for (const b of shown.spans.slice(index + 1)) {
        ok(a.y !== b.y || a.x2 < b.x1 || b.x2 < a.x1, `${a.id} and ${b.id}`);
      }
    }
  }
});

Deno.test("timers: a line begins behind the words that stand on it", () => {
  const { spans, labels } = run("readings");
  for (const { id, x1, lineFrom } of spans) {
    const label = labels.find((one) => one.id === `due ${id}`)!;
    ok(label.x < x1 ? lineFrom === x1 : lineFrom > label.x + 20, id);
  }
});

Deno.test("timers: of many keys, timers of one time share a row; what has no room is counted", () => {
  const column = run("quakes");
  ok(column.keys.every(({ id }) => /^daily\[\d\]$/.test(id)));
  ok(column.spans.some(({ text }) => / ×\d+$/.test(text)));
  strictEqual(column.hidden, null);
  const phone = run("quakes", { width: 358 });
  const shown = phone.spans.reduce(
    (sum, { text }) => sum + Number(/×(\d+)$/.exec(text)?.[1] ?? 1),
    0,
  );
  strictEqual(shown + phone.hidden!.count, phone.story.timers.length + phone.story.moreCount);
});

Deno.test("timers and windows stand on the same stage, and their lanes in the same order", () => {
  const a = run("readings");
  const b = windows.model(runSlice("readings"), { width: 720 });
  deepStrictEqual([a.stage, a.ticks], [b.stage, b.ticks]);
  deepStrictEqual(a.keys.map(({ id }) => id), b.keys.map(({ id }) => id));
});

Deno.test("timers: a failure takes what waits, and the checkpoint brings back what waited then", () => {
  const { story } = model(crashSlice());
  const told = (wanted: (row: typeof story.timers[number]) => boolean) =>
    story.timers.filter(wanted).map(({ key, due }) => `${key} ${due}`).sort();
  const lost = told(({ end }) => end === "lost");
  strictEqual(lost.length, 6);
  deepStrictEqual(told(({ isRestored }) => isRestored), lost);
  // and then each fires, once
  deepStrictEqual(told(({ isRestored, end }) => isRestored && end === "fired"), lost);
});

Deno.test("timers: the title says who wakes whom", () => {
  strictEqual(
    titleOf(run("readings")),
    "At 13.3 s the watermark passes 9.999 s and fires the timers of b and c",
  );
  strictEqual(
    titleOf(own("silence")),
    "At 7.102 s the clock fires the timer of a; 4 are deleted, 2 never fire",
  );
  strictEqual(titleOf(run("nothing")), "No timer has been registered yet");
  strictEqual(titleOf(run("burst")), "No operator has keys, so none has timers");
});
