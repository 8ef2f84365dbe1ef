// The painters of charts: they bring Observable Plot along, so a page that only moves through runs does
// without them. Charts stand still; pages get them as drawings.

import type { Painter } from "./painters.ts";
import { paintQuakesDelay } from "./quakes_delay_marks.ts";

/** The painters of all charts, by the name of their figure. */
export const CHART_PAINTERS: ReadonlyMap<string, Painter> = new Map([
  ["quakes-delay", paintQuakesDelay as Painter],
]);
