// Every picture there is, with its empty and its extreme states. Goldens, tests and the site's page of
// figures share this list; a figure that is not in it is not tested.

import { barrierCuts } from "./gallery/barriers.ts";
import { checkpointTimelines } from "./gallery/checkpoints.ts";
import { dataflowGraphs } from "./gallery/dataflow_graph.ts";
import { eventTimes } from "./gallery/event_time.ts";
import { ledgers } from "./gallery/ledger.ts";
import { keyedStates } from "./gallery/keyed_state.ts";
import { quakesDelays } from "./gallery/quakes_delay.ts";
import { recoveries } from "./gallery/recovery.ts";
import { failoverRegions } from "./gallery/regions.ts";
import { rescalings } from "./gallery/rescaling.ts";
import { spaceTimes } from "./gallery/space_time.ts";
import { timerLanes } from "./gallery/timers.ts";
import { transactionLives } from "./gallery/transactions.ts";
import { windowLanes } from "./gallery/windows.ts";
import type { GalleryGroup } from "./gallery/exhibit.ts";

export type { Exhibit, GalleryGroup } from "./gallery/exhibit.ts";

/** All groups, in the order of a lesson. */
export const gallery: readonly GalleryGroup[] = [
  dataflowGraphs,
  spaceTimes,
  eventTimes,
  windowLanes,
  timerLanes,
  keyedStates,
  barrierCuts,
  checkpointTimelines,
  failoverRegions,
  recoveries,
  transactionLives,
  ledgers,
  rescalings,
  quakesDelays,
];
