// What one task or operator looks like, measured but not yet placed: its boxes, its title, and the
// places where channels end.
//
//     condensed          parallel             chained
//     ┌─────────────┐    window ×2            ░┌──────┐  ┌─────┐░
//     │ window   ×2 ││   ┌───────────┐        ░│quakes├─▶│clean│░
//     └─────────────┘│   │ window[0] │        ░└──────┘  └─────┘░
//      └─────────────┘   └───────────┘        ░ 0 1 0 1          ░
//                        ┌───────────┐            the task manager of each subtask
//                        │ window[1] │
//                        └───────────┘

import type { GraphTask } from "./dataflow_graph_plan.ts";
import { fit, measure } from "./text.ts";
import { SIZE } from "./theme.ts";

/** Which way records travel: to the right, or downwards where the width is short. */
export type Direction = "right" | "down";

/** A labelled rectangle. */
export interface GraphBox {
  readonly kind: "operator" | "subtask";
  readonly id: string;
  readonly label: string;
  /** `×4` on a box that stands for several subtasks, and as many sheets behind it; else empty. */
  readonly count: string;
  readonly sheets: number;
  /** From its edge to its name. */
  readonly pad: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A call inside a chain, from the end of one box to the start of another. */
export interface GraphJoint {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  /** It carries a side output. */
  readonly isSide: boolean;
}

/** Where a subtask runs: the number of its task manager. */
export interface GraphSlot {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly text: string;
}

/** A task or operator as it is drawn. */
export interface GraphBlock {
  readonly id: string;
  readonly kind: "operator" | "group" | "task";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly title: { readonly text: string; readonly count: string; x: number; y: number } | null;
  readonly boxes: readonly GraphBox[];
  readonly joints: readonly GraphJoint[];
  readonly slots: readonly GraphSlot[];
  /** Rectangles that channels start from and lead to. */
  readonly ports: readonly { x: number; y: number; width: number; height: number }[];
  /** True when one port stands for all subtasks. */
  readonly isFolded: boolean;
}

/** Sizes inside a block. */
export const BLOCK = {
  box: 32,
  subtask: 24,
  subtaskGap: 12,
  title: 22,
  chainGap: 24,
  branchGap: 34,
  slot: 15,
  sheet: 3,
} as const;

/** Air around the name in a box, and around the boxes on a ground. */
export const AIR = { wide: { box: 11, frame: 8 }, tight: { box: 8, frame: 6 } } as const;

/** Room of one block's names, at most; longer ones end in an ellipsis. */
export interface BlockLimits {
  readonly nameMax: number;
  /** Subtasks are named `window[0]`, or `[0]` where the title says the rest. */
  readonly isLabelled: boolean;
  /** Less air around names. */
  readonly isTight: boolean;
  /** More subtasks than this fold into one box. */
  readonly foldAbove: number;
}

/** A task or operator as one box, with sheets behind it for its subtasks. */
export function foldedBlock(
  task: GraphTask,
  limits: BlockLimits,
  kind: "operator" | "group",
): GraphBlock {
  const box = boxOf(task.id, task.name, task.parallelism, limits);
  return makeBlock(task.id, kind, box.width, box.height, { boxes: [box], ports: [box] });
}

/** The box of an operator, as wide as its name and count. */
export function boxOf(
  id: string,
  name: string,
  parallelism: number,
  { nameMax, isTight }: BlockLimits,
): GraphBox {
  const pad = AIR[isTight ? "tight" : "wide"].box;
  const label = fit(name, nameMax, SIZE.text, "strong");
  const count = countText(parallelism);
  const width = Math.ceil(
    2 * pad + measure(label, SIZE.text, "strong") +
      (count === "" ? 0 : 8 + measure(count, SIZE.small)),
  );
  const sheets = Math.min(parallelism, 3) - 1;
  return { kind: "operator", id, label, count, sheets, pad, x: 0, y: 0, width, height: BLOCK.box };
}

/** `×4`, or nothing for one. */
export function countText(parallelism: number): string {
  return parallelism === 1 ? "" : `×${parallelism}`;
}

/** A block at the origin, with what it has. */
export function makeBlock(
  id: string,
  kind: GraphBlock["kind"],
  width: number,
  height: number,
  parts: Partial<GraphBlock> & Pick<GraphBlock, "boxes" | "ports">,
): GraphBlock {
  const isFolded = parts.ports.length === 1;
  return {
    id,
    kind,
    x: 0,
    y: 0,
    width,
    height,
    title: null,
    joints: [],
    slots: [],
    isFolded,
    ...parts,
  };
}

/** The same block elsewhere. */
export function moveBlock(block: GraphBlock, dx: number, dy: number): GraphBlock {
  const move = <T extends { readonly x: number; readonly y: number }>(thing: T): T => ({
    ...thing,
    x: thing.x + dx,
    y: thing.y + dy,
  });
  return {
    ...move(block),
    title: block.title && move(block.title),
    boxes: block.boxes.map(move),
    joints: block.joints.map(({ x0, y0, x1, y1, isSide }) => ({
      x0: x0 + dx,
      y0: y0 + dy,
      x1: x1 + dx,
      y1: y1 + dy,
      isSide,
    })),
    slots: block.slots.map(move),
    ports: block.ports.map(move),
  };
}
