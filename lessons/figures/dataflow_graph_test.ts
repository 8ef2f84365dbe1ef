import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import quakes from "../quakes/job.ts";
import readings from "../readings/job.ts";
import { dataflowGraph, type GraphView } from "./dataflow_graph.ts";
import { longJob, mixedJob, planSlice, smallestJob, wideJob } from "./gallery/jobs.ts";
import type { Job } from "@headwater/sim";

function draw(job: Job, view: GraphView, width = 720) {
  return dataflowGraph.model(planSlice(job), { view, width });
}

Deno.test("dataflow graph: every channel of the plan is a line with the channel's name", () => {
  const { plan } = planSlice(readings);
  const lines = draw(readings, "parallel").edges.flatMap(({ lines }) => lines);
  deepStrictEqual(
    lines.map(({ id }) => id).sort(),
    plan.channels.map(({ name }) => name).sort(),
  );
});

Deno.test("dataflow graph: records travel to the right", () => {
  for (const view of ["condensed", "parallel", "chained"] as const) {
    const { direction, edges } = draw(readings, view);
    strictEqual(direction, "right");
    for (const { lines } of edges) {
      for (const { points } of lines) {
        const xs = points.map(([x]) => x);
        deepStrictEqual(xs, [...xs].sort((a, b) => a - b));
      }
    }
  }
});

Deno.test("dataflow graph: one-to-one lines do not cross, redistributing lines do", () => {
  const crossings = (id: string) => {
    const { edges } = draw(quakes, "condensed");
    const lines = edges.find((edge) => edge.partitioner === id)!.lines;
    return lines.filter(({ points }) => points[0][1] !== points.at(-1)![1]).length;
  };
  strictEqual(crossings("FORWARD"), 0);
  strictEqual(crossings("HASH"), 2);
});

Deno.test("dataflow graph: RESCALE joins each subtask with its share only", () => {
  const { edges } = draw(mixedJob, "parallel");
  const rescale = edges.find(({ partitioner }) => partitioner === "RESCALE")!;
  strictEqual(rescale.lines.length, 4);
  strictEqual(rescale.tips.length, 2);
});

Deno.test("dataflow graph: a side output leaves as a triangle at each subtask", () => {
  const late = draw(readings, "parallel").edges.find(({ tag }) => tag === "too late")!;
  strictEqual(late.leaves.length, 2);
});

Deno.test("dataflow graph: more than sixteen subtasks fold into one box", () => {
  const boxes = (parallelism: number) =>
    draw(wideJob(parallelism), "parallel").blocks.map(({ boxes }) => boxes.length);
  deepStrictEqual(boxes(16), [16, 16]);
  deepStrictEqual(boxes(17), [1, 1]);
  strictEqual(draw(wideJob(17), "parallel").blocks[0].boxes[0].count, "×17");
});

Deno.test("dataflow graph: what is too long for the width goes downwards", () => {
  strictEqual(draw(longJob, "condensed", 358).direction, "down");
  for (const job of [readings, quakes, longJob, mixedJob, smallestJob, wideJob(32)]) {
    for (const view of ["condensed", "parallel", "chained"] as const) {
      const { blocks } = draw(job, view, 358);
      ok(blocks.every(({ x, width }) => x >= 0 && x + width <= 358), view);
    }
  }
});

Deno.test("dataflow graph: says how the job runs, and of the marks only what is there", () => {
  const title = (job: Job, view: GraphView) => dataflowGraph.describe(draw(job, view), "en").title;
  strictEqual(
    title(readings, "condensed"),
    "4 operators: all 3 streams between them are redistributed",
  );
  strictEqual(title(readings, "parallel"), "6 subtasks, joined by 8 channels");
  strictEqual(title(readings, "chained"), "4 operators run as 4 tasks: nothing is chained");
  strictEqual(
    title(smallestJob, "parallel"),
    "1 subtask, and no channel: nothing crosses a network",
  );
  const { caption } = dataflowGraph.describe(draw(smallestJob, "condensed"), "en");
  ok(!/triangle|sheets|cross/.test(caption));
});

Deno.test("dataflow graph: the table holds every channel, or counts them", () => {
  const rows = (job: Job) => dataflowGraph.describe(draw(job, "parallel"), "en").table.rows;
  deepStrictEqual(rows(readings)[1], ["source[0]", "window[1]", "HASH"]);
  deepStrictEqual(rows(wideJob(16)), [
    ["numbers → double", "sum → out", "HASH", "redistributed", "", 256],
  ]);
});

Deno.test("dataflow graph: Chinese words where English words are", () => {
  for (const view of ["condensed", "parallel", "chained"] as const) {
    const model = draw(quakes, view);
    const [en, zh] = [dataflowGraph.describe(model, "en"), dataflowGraph.describe(model, "zh")];
    for (const text of [zh.title, zh.caption, zh.alternative]) ok(/\p{Script=Han}/u.test(text));
    strictEqual(zh.table.rows.length, en.table.rows.length);
  }
});
