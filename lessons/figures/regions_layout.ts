// A row for each region, a column for each task of the plan; in every row as many boxes below one another as the
// region has subtasks of that task. Too many are one box with a number, and too many regions are counted.

import type { PlanDescription } from "@headwater/sim";
import type { Language } from "./figure.ts";
import type { HandOver, PlanRegions } from "./regions_plan.ts";
import { REGIONS_WORDS } from "./regions_words.ts";
import { GUTTER, MARGIN } from "./stage.ts";
import { fit, measure } from "./text.ts";
import { isPhone, SIZE } from "./theme.ts";

/** What becomes of a task. */
export type TaskFate = "fails" | "starts again" | "goes on";

/** A subtask, or several of one region. */
export interface RegionBox {
  readonly id: string;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fate: TaskFate;
}

/** A region. */
export interface RegionBand {
  readonly id: string;
  readonly label: string;
  readonly note: string;
  readonly y1: number;
  readonly y2: number;
  readonly startsAgain: boolean;
}

/** From box to box. */
export interface RegionLine {
  readonly id: string;
  readonly handOver: HandOver;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** Where a task keeps its result. */
export interface RegionStore {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

/** All of it. */
export interface RegionsLayout {
  readonly left: number;
  readonly right: number;
  readonly height: number;
  readonly bands: readonly RegionBand[];
  readonly boxes: readonly RegionBox[];
  readonly lines: readonly RegionLine[];
  /** Where results are kept: behind the boxes that make them. */
  readonly stores: readonly RegionStore[];
  /** What is said of regions that there is no room for; empty when there is for all. */
  readonly more: string;
  readonly moreY: number;
}

/** Pixels: a box, from box to box, above and below the boxes of a region, between regions. */
const ROOM = { box: 24, step: 32, inset: 10, between: 14, more: 22 } as const;
/** Width of a store. */
const STORE = 12;
const BOXES_MAX = 4;
const REGIONS_MAX = 6;

/** Lays out the regions of a plan. */
export function layRegions(
  plan: PlanDescription,
  regions: PlanRegions,
  { width, language }: { readonly width: number; readonly language: Language },
): RegionsLayout {
  const size = isPhone(width) ? "phone" : "column";
  const [left, right] = [GUTTER[size], width - MARGIN[size] + 6];
  const words = REGIONS_WORDS[language];
  const shown = mostTelling(regions);
  const columns = plan.vertices.length;
  const pitch = (right - left) / columns;
  const boxWidth = Math.min(140, pitch - (isPhone(width) ? 18 : 44));
  const bands: RegionBand[] = [];
  const boxes: RegionBox[] = [];
  const boxOf = new Map<number, RegionBox>();
  const grid = { left, pitch, boxWidth };
  let y = 2;
  for (const region of shown) {
    const own = placeTasks(plan, regions, region, { ...grid, y });
    for (const { box, tasks } of own.placed) {
      boxes.push(box);
      for (const task of tasks) boxOf.set(task, box);
    }
    bands.push(bandOf(regions, region, { language, y1: y, y2: own.bottom }));
    y = own.bottom + ROOM.between;
  }
  const hidden = regions.tasks.length - shown.length;
  const moreY = y + 8;
  return {
    left,
    right,
    height: Math.ceil(hidden === 0 ? y - ROOM.between + 4 : y + ROOM.more),
    bands,
    boxes,
    ...linesOf(regions, boxOf),
    more: hidden === 0 ? "" : words.more(hidden, hiddenAgain(regions, shown)),
    moreY,
  };
}

interface Grid {
  readonly left: number;
  readonly pitch: number;
  readonly boxWidth: number;
  readonly y: number;
}

/** The boxes of a region, column by column, each column in the middle of the region's height. */
function placeTasks(
  plan: PlanDescription,
  regions: PlanRegions,
  region: number,
  { left, pitch, boxWidth, y }: Grid,
) {
  const columns = plan.vertices.map(({ id }) => {
    const own = regions.tasks[region].filter((task) => plan.subtasks[task].vertex === id);
    return own.length > BOXES_MAX ? [own] : own.map((task) => [task]);
  });
  const heightOf = (count: number) => count * ROOM.step - (ROOM.step - ROOM.box);
  const inner = heightOf(Math.max(1, ...columns.map(({ length }) => length)));
  const placed = columns.flatMap((groups, column) =>
    groups.map((tasks, row) => {
      const start = y + ROOM.inset + (inner - heightOf(groups.length)) / 2;
      const box: RegionBox = {
        id: `${region} ${plan.subtasks[tasks[0]].label}`,
        text: nameOf(plan, tasks, boxWidth - 8),
        x: round(left + (column + 0.5) * pitch - boxWidth / 2),
        y: round(start + row * ROOM.step),
        width: round(boxWidth),
        height: ROOM.box,
        fate: fateOf(regions, tasks),
      };
      return { box, tasks };
    })
  );
  return { placed, bottom: y + inner + 2 * ROOM.inset };
}

function bandOf(
  { tasks, restarted, regionOf, failed }: PlanRegions,
  region: number,
  { language, y1, y2 }: { readonly language: Language; readonly y1: number; readonly y2: number },
): RegionBand {
  const words = REGIONS_WORDS[language];
  const startsAgain = tasks[region].some((task) => restarted.has(task));
  const fate = regionOf[failed] === region ? "fails" : startsAgain ? "again" : "on";
  return {
    id: String(region),
    label: words.region(region),
    note: failed < 0 ? "" : words.note(fate),
    y1,
    y2,
    startsAgain,
  };
}

/** Of too many regions those that are started again first. */
function mostTelling({ tasks, restarted, failed, regionOf }: PlanRegions): number[] {
  const all = tasks.map((_, region) => region);
  if (all.length <= REGIONS_MAX) return all;
  const weigh = (region: number) =>
    regionOf[failed] === region ? 0 : tasks[region].some((task) => restarted.has(task)) ? 1 : 2;
  return all.toSorted((a, b) => weigh(a) - weigh(b) || a - b).slice(0, REGIONS_MAX - 1)
    .sort((a, b) => a - b);
}

function hiddenAgain({ tasks, restarted }: PlanRegions, shown: readonly number[]): number {
  return tasks.filter((own, region) =>
    !shown.includes(region) && own.some((task) => restarted.has(task))
  ).length;
}

function nameOf({ subtasks }: PlanDescription, group: readonly number[], room: number) {
  const { label, index } = subtasks[group[0]];
  const name = label.slice(0, label.lastIndexOf("["));
  const end = group.length > 1 ? ` ×${group.length}` : `[${index}]`;
  if (group.length === 1 && measure(label, SIZE.small) <= room) return label;
  return fit(name, room - measure(end, SIZE.small), SIZE.small) + end;
}

function fateOf({ failed, restarted }: PlanRegions, group: readonly number[]): TaskFate {
  if (group.includes(failed)) return "fails";
  return group.some((task) => restarted.has(task)) ? "starts again" : "goes on";
}

/** One line from box to box, however many channels there are. */
function linesOf(
  { channels }: PlanRegions,
  boxOf: ReadonlyMap<number, RegionBox>,
): Pick<RegionsLayout, "lines" | "stores"> {
  const stores = new Map<string, RegionStore>();
  const lines = new Map<string, RegionLine>();
  for (const { sender, receiver, handOver } of channels) {
    const [from, to] = [boxOf.get(sender), boxOf.get(receiver)];
    if (from === undefined || to === undefined) continue;
    const id = `${from.id}→${to.id}`;
    const y1 = from.y + from.height / 2;
    const edge = round(from.x + from.width);
    if (handOver === "kept") stores.set(from.id, { id: from.id, x: edge + 2, y: y1 });
    lines.set(id, {
      id,
      handOver,
      x1: handOver === "kept" ? edge + 2 + STORE / 2 : edge,
      y1,
      x2: to.x,
      y2: to.y + to.height / 2,
    });
  }
  return { lines: [...lines.values()], stores: [...stores.values()] };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
