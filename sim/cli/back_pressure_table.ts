// Back pressure, subtask by subtask, with the columns of Flink's web interface.

import type { SubtaskBackPressure, VertexBackPressure } from "../back_pressure.ts";
import type { Table } from "./table.ts";

/** The page as a table; below it, for whom the others wait. */
export function backPressureTable(vertices: readonly VertexBackPressure[]): Table {
  const subtasks = vertices.flatMap((vertex) => vertex.subtasks);
  const waitedFor = subtasks.filter(({ isWaitedFor }) => isWaitedFor);
  const isCalm = subtasks.every(({ level }) => level === "OK");
  return {
    title: "Back pressure",
    columns: [
      { name: "subtask", isNumber: false },
      { name: "backpressured", isNumber: true },
      { name: "idle", isNumber: true },
      { name: "busy", isNumber: true },
      { name: "status", isNumber: false },
    ],
    rows: subtasks.map(rowOf),
    note: isCalm
      ? "nobody has to wait for long"
      : waitedFor.length > 0
      ? `the others wait for ${waitedFor.map(({ subtask }) => subtask).join(", ")}`
      : "nobody is busy enough to be waited for: a link is slow, or a machine stood still",
  };
}

function rowOf({ subtask, backPressured, idle, busy, level }: SubtaskBackPressure): string[] {
  return [subtask, percent(backPressured), percent(idle), percent(busy), level];
}

/** Whole percents, as in Flink; less than a half is not nothing. */
function percent(share: number): string {
  return share > 0 && share < 0.005 ? "< 1 %" : `${Math.round(100 * share)} %`;
}
