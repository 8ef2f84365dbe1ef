// A task as the chain inside it: operators that share a thread, and the task manager of each subtask.

import {
  AIR,
  BLOCK,
  type BlockLimits,
  boxOf,
  type Direction,
  type GraphBlock,
  type GraphBox,
  type GraphSlot,
  makeBlock,
} from "./dataflow_graph_block.ts";
import type { GraphTask } from "./dataflow_graph_plan.ts";
import { layoutGraph } from "./layout.ts";
import { measure } from "./text.ts";
import { SIZE } from "./theme.ts";

/** A chain on its ground: the operators placed like a small graph of their own, slots below them. */
export function chainBlock(task: GraphTask, direction: Direction, limits: BlockLimits): GraphBlock {
  const isDown = direction === "down";
  const air = AIR[limits.isTight ? "tight" : "wide"].frame;
  const plain = task.operators.map(({ id, name }) => boxOf(id, name, 1, limits));
  const sizes = plain.map(({ id, width, height }) =>
    isDown ? { id, along: height, across: width } : { id, along: width, across: height }
  );
  const calls = task.calls.map((call) => ({
    ...call,
    id: `${call.source} → ${call.target}`,
    room: 0,
  }));
  const isBranching = new Set(task.calls.map(({ source }) => source)).size < task.calls.length;
  const gap = isBranching ? BLOCK.branchGap : BLOCK.chainGap;
  const { nodes, across } = layoutGraph(sizes, calls, {
    gapAcross: 8,
    gapMin: gap,
    gapMax: gap,
    length: 0,
  });
  const boxes = plain.map((box): GraphBox => {
    const place = nodes.get(box.id)!;
    const [x, y] = isDown
      ? [place.across - box.width / 2, place.layerStart]
      : [place.layerStart, place.across - box.height / 2];
    return { ...box, x: x + air, y: y + air };
  });
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const joints = task.calls.map((call) => {
    const siblings = task.calls.filter(({ source }) => source === call.source);
    const beside = (siblings.indexOf(call) - (siblings.length - 1) / 2) * CALL_GAP;
    const joint = jointOf(byId.get(call.source)!, byId.get(call.target)!, beside, isDown);
    return { ...joint, isSide: call.tag !== null };
  });
  const inner = Math.max(...boxes.map(({ y, height }) => y + height));
  const slots = slotsOf(task, air, inner + 7);
  const width = Math.ceil(
    Math.max(
      ...boxes.map((box) => box.x + box.width),
      ...slots.map((slot) => slot.x + slot.width),
    ) +
      air,
  );
  const height = inner + 7 + BLOCK.slot + air;
  // channels end at the ground, in line with the chain
  const port = isDown
    ? { x: air, y: 0, width: across, height }
    : { x: 0, y: air, width, height: across };
  return makeBlock(task.id, "task", width, height, { boxes, joints, slots, ports: [port] });
}

/** Distance of calls that leave one box. */
const CALL_GAP = 12;

function jointOf(from: GraphBox, to: GraphBox, beside: number, isDown: boolean) {
  return isDown
    ? {
      x0: from.x + from.width / 2 + beside,
      y0: from.y + from.height,
      x1: to.x + to.width / 2,
      y1: to.y,
    }
    : {
      x0: from.x + from.width,
      y0: from.y + from.height / 2 + beside,
      x1: to.x,
      y1: to.y + to.height / 2,
    };
}

const SLOTS_MAX = 8;

function slotsOf({ subtasks, parallelism }: GraphTask, x: number, y: number): GraphSlot[] {
  const managers = subtasks.map(({ taskManager }) => taskManager);
  const texts = parallelism > SLOTS_MAX
    ? [`×${parallelism}: ${Math.min(...managers)}–${Math.max(...managers)}`]
    : managers.map(String);
  const width = Math.max(
    BLOCK.slot,
    ...texts.map((text) => Math.ceil(measure(text, SIZE.small) + 6)),
  );
  return texts.map((text, index) => ({ x: x + index * (width + 3), y, width, text }));
}
