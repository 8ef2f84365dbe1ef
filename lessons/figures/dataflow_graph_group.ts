// A task as its subtasks, which work side by side.

import {
  BLOCK,
  type BlockLimits,
  countText,
  type Direction,
  type GraphBlock,
  type GraphBox,
  makeBlock,
} from "./dataflow_graph_block.ts";
import type { GraphTask } from "./dataflow_graph_plan.ts";
import { fit, measure } from "./text.ts";
import { SIZE } from "./theme.ts";

/** A title, and a box for each subtask: below it, or before it where records go down. */
export function groupBlock(task: GraphTask, direction: Direction, limits: BlockLimits): GraphBlock {
  const isDown = direction === "down";
  const text = fit(task.name, limits.nameMax, SIZE.text, "strong");
  const count = countText(task.parallelism);
  const titleWidth = measure(text, SIZE.text, "strong") +
    (count === "" ? 0 : 6 + measure(count, SIZE.small));
  const labels = task.subtasks.map(({ label }, index) =>
    isDown || !limits.isLabelled ? `[${index}]` : fit(label, limits.nameMax, SIZE.small, "mono")
  );
  const width = Math.ceil(
    Math.max(...labels.map((label) => measure(label, SIZE.small, "mono"))) + (isDown ? 10 : 18),
  );
  const boxes = task.subtasks.map((subtask, index): GraphBox => ({
    kind: "subtask",
    id: subtask.label,
    label: labels[index],
    count: "",
    sheets: 0,
    pad: 0,
    x: isDown ? index * (width + 6) : 0,
    y: isDown ? 0 : BLOCK.title + index * (BLOCK.subtask + BLOCK.subtaskGap),
    width,
    height: BLOCK.subtask,
  }));
  const last = boxes[boxes.length - 1];
  if (isDown) {
    const end = last.x + last.width;
    const title = { text, count, x: end + 8, y: BLOCK.subtask / 2 };
    return makeBlock(task.id, "group", Math.ceil(title.x + titleWidth), BLOCK.subtask, {
      title,
      boxes,
      ports: boxes,
    });
  }
  const all = Math.max(width, Math.ceil(titleWidth));
  const centred = boxes.map((box) => ({ ...box, width: all }));
  return makeBlock(task.id, "group", all, last.y + last.height, {
    title: { text, count, x: 0, y: 7 },
    boxes: centred,
    ports: centred,
  });
}
