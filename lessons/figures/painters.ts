// What a page needs to paint models that were made elsewhere: the painter of each figure, by its name,
// and nothing that lays out or reads a trace.

import { paintBarriers } from "./barriers_marks.ts";
import { paintCheckpoints } from "./checkpoints_marks.ts";
import { paintDataflowGraph } from "./dataflow_graph_paint.ts";
import { paintEventTime } from "./event_time_marks.ts";
import type { FigureModel } from "./figure.ts";
import { paintKeyedState } from "./keyed_state_marks.ts";
import { paintLedger } from "./ledger_marks.ts";
import { paintRecovery } from "./recovery_marks.ts";
import { paintRegions } from "./regions_marks.ts";
import { paintRescaling } from "./rescaling_marks.ts";
import { paintSpaceTime } from "./space_time_marks.ts";
import { paintTimers } from "./timers_marks.ts";
import { paintTransactions } from "./transactions_marks.ts";
import { paintWindows } from "./windows_marks.ts";

/** Draws a model into an `<svg>` element. */
export type Painter = (model: FigureModel, svg: Element) => void;

/** The painters of all figures. */
export const PAINTERS: ReadonlyMap<string, Painter> = new Map([
  // a model goes to the painter that its own `figure` names
  ["dataflow-graph", paintDataflowGraph as Painter],
  ["space-time", paintSpaceTime as Painter],
  ["event-time", paintEventTime as Painter],
  ["windows", paintWindows as Painter],
  ["timers", paintTimers as Painter],
  ["keyed-state", paintKeyedState as Painter],
  ["barriers", paintBarriers as Painter],
  ["checkpoints", paintCheckpoints as Painter],
  ["regions", paintRegions as Painter],
  ["recovery", paintRecovery as Painter],
  ["transactions", paintTransactions as Painter],
  ["ledger", paintLedger as Painter],
  ["rescaling", paintRescaling as Painter],
]);
