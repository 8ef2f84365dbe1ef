import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { seconds } from "@headwater/sim";
import { Fact } from "@headwater/sim/trace";
import { readCheckpointLives } from "./checkpoint_lives.ts";
import { checkpoints, type CheckpointsModel, type CheckpointsOptions } from "./checkpoints.ts";
import { phaseTimes } from "./checkpoints_parts.ts";
import { recovery } from "./recovery.ts";
import { type FailureRunName, failureSlice } from "./gallery/failure_runs.ts";
import { runSlice } from "./gallery/runs.ts";

function model(name: FailureRunName, options: Partial<CheckpointsOptions> = {}): CheckpointsModel {
  return checkpoints.model(failureSlice(name), { width: 720, ...options });
}

const titleOf = (shown: CheckpointsModel) => checkpoints.describe(shown, "en").title;

Deno.test("CP-9 checkpoints: every one that was triggered is there once, and ends as the facts say", () => {
  for (const name of ["slow motion", "expires", "storage fails", "crash"] as const) {
    const slice = failureSlice(name);
    const { checkpoints: lives } = readCheckpointLives(slice);
    const count = (wanted: number) => slice.facts.filter(({ kind }) => kind === wanted).length;
    strictEqual(lives.length, count(Fact.checkpointTriggered));
    const ended = (end: string) => lives.filter((life) => life.end === end).length;
    strictEqual(ended("completed"), count(Fact.checkpointCompleted));
    strictEqual(ended("failed"), count(Fact.checkpointAborted));
    const { story, track } = model(name);
    strictEqual(story.checkpoints.length, lives.length);
    strictEqual(track.lines.length, lives.length);
  }
});

Deno.test("SN-5 checkpoints: phases of a part follow one another, and a source has no alignment", () => {
  const slice = failureSlice("slow motion");
  const { checkpoints: lives } = readCheckpointLives(slice);
  let aligned = 0;
  for (const life of lives.filter(({ end }) => end === "completed")) {
    for (const part of life.parts.values()) {
      const times = phaseTimes(life, part).map((time) => time ?? NaN);
      for (let i = 1; i < times.length; i++) ok(times[i] >= times[i - 1], `${life.id} ${times}`);
      const isSource = slice.plan.subtasks[part.subtask].inputs.length === 0;
      if (isSource) strictEqual(part.reached, part.aligned);
      else if (part.aligned! > part.reached!) aligned++;
    }
  }
  ok(aligned > 0);
});

Deno.test("AL-11 checkpoints: the longest wait for barriers is drawn the longest, and its task is named", () => {
  const { parts, labels } = model("slow motion", { from: seconds(4.5), until: seconds(9) });
  const widths = parts.map(({ id, spans }) => {
    const { x1 = 0, x2 = 0 } = spans.find(({ phase }) => phase === "aligns") ?? {};
    return { id, width: x2 - x1 };
  }).sort((a, b) => b.width - a.width);
  strictEqual(widths[0].id, "window[0] 1");
  ok(labels.some(({ text }) => text === "waits for the other barriers, 0.9 s"));
});

Deno.test("CP-9 checkpoints: a restart would always go on from the newest complete one", () => {
  const { track } = model("slow motion", { until: seconds(24) });
  deepStrictEqual(track.points.map(({ id }) => id), ["1", "2", "3", "4"]);
  for (const [index, { x1, x2 }] of track.points.entries()) {
    const next = track.points[index + 1];
    if (next !== undefined) strictEqual(x2, next.x1);
    strictEqual(track.lines.find(({ id }) => id === track.points[index].id)!.x2, x1);
  }
});

Deno.test("CP-8 CP-11 checkpoints: one that fails is crossed, says why, and misses the parts that were not there", () => {
  const failed = model("expires").track.lines.filter(({ end }) => end === "failed");
  deepStrictEqual(failed.map(({ texts }) => texts[0]).slice(0, 1), ["2 expired"]);
  const { parts } = model("expires", { from: seconds(10), until: seconds(14) });
  const missing = parts.filter(({ checkpoint, isMissing }) => checkpoint === 2 && isMissing);
  ok(missing.length > 0);
  ok(missing.every(({ acknowledgedX, notifiedX }) => acknowledgedX === null && notifiedX === null));
});

Deno.test("RS-8 checkpoints: a restart is ringed on the line of the checkpoint that it goes on from", () => {
  const { track } = model("crash");
  const back = track.points.filter(({ restores }) => restores.length > 0);
  deepStrictEqual(back.map(({ id, restores }) => [id, restores.length]), [["3", 1]]);
  strictEqual(
    titleOf(model("crash")),
    "After a failure the job goes on from checkpoint 3 at 16.301 s",
  );
});

Deno.test("checkpoints: of a crowd completed ones are ticks, failed ones stay diamonds, and no part is drawn", () => {
  const { track, parts, note, story } = model("many checkpoints");
  ok(track.ticks.length > 50);
  deepStrictEqual(parts, []);
  strictEqual(note?.kind, "crowded");
  const merged = track.lines.reduce((sum, { texts }) => {
    return sum + (texts[0].startsWith("×") ? Number(texts[0].slice(1)) : 1);
  }, 0);
  strictEqual(merged, story.counts.failed);
  ok(story.counts.completed > 50);
});

Deno.test("checkpoints: of a folded lane the slowest subtask is drawn", () => {
  const slice = failureSlice("wide");
  const { parts, lanes } = model("wide");
  deepStrictEqual(lanes.map(({ label }) => label), ["numbers ×32", "sum ×32"]);
  const [life] = readCheckpointLives(slice).checkpoints;
  const last = Math.max(...[...life.parts.values()].map(({ acknowledged }) => acknowledged ?? 0));
  const { stage } = model("wide");
  const x = stage.left + (stage.right - stage.left) * (last - stage.from) /
      (stage.until - stage.from);
  const own = parts.filter(({ checkpoint }) => checkpoint === 1).map((part) => part.acknowledgedX!);
  ok(Math.abs(Math.max(...own) - x) < 0.1);
});

Deno.test("CP-1 checkpoints: without any, the picture says what a restart would mean", () => {
  const nothing = "No checkpoint: a restart would begin from the start";
  strictEqual(titleOf(model("unconfigured")), nothing);
  const empty = checkpoints.model(runSlice("nothing"), { width: 720 });
  strictEqual(titleOf(empty), nothing);
  strictEqual(empty.note?.kind, "nothing");
});

Deno.test("checkpoints and recovery stand on the same stage, to the pixel", () => {
  for (const width of [358, 720, 1080]) {
    const a = checkpoints.model(failureSlice("crash"), { width });
    const b = recovery.model(failureSlice("crash"), { width });
    deepStrictEqual([a.stage, a.ticks], [b.stage, b.ticks]);
  }
});

Deno.test("checkpoints: what ends behind the stretch has not ended yet", () => {
  const shown = model("slow motion", { from: seconds(4.5), until: seconds(6) });
  deepStrictEqual(shown.track.lines.map(({ end, isCutRight }) => [end, isCutRight]), [[
    "pending",
    true,
  ]]);
  strictEqual(titleOf(shown), "Checkpoint 1 is not complete yet: it waits for window[0]");
});
