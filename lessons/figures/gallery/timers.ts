// The picture of timers: those of windows and those of functions, and the limits.

import { seconds } from "@headwater/sim";
import { config } from "../../quakes/job.ts";
import type { TraceSlice } from "../figure.ts";
import { timers, type TimersOptions } from "../timers.ts";
import { exhibit, type GalleryGroup } from "./exhibit.ts";
import { functionSlice } from "./function_runs.ts";
import { runSlice } from "./runs.ts";
import { crashSlice } from "./window_runs.ts";

/** Pictures of timers. */
export const timerLanes: GalleryGroup = {
  name: "Timers",
  about:
    "Who asked to be woken, for which time, and what came of it. Timers of event time wait for the " +
    "watermark, others for the clock. It shares its axis with the space-time diagram.",
  exhibits: [
    show("readings", "The running example", () => runSlice("readings"), {}),
    show("stretch", "A stretch of one key", () => runSlice("readings"), {
      keys: ["a"],
      from: seconds(7),
      until: seconds(17),
    }),
    show("silence", "An alarm that each reading puts off", () => functionSlice("silence"), {}),
    show("checks", "Both kinds of time", () => functionSlice("checks"), {}),
    show("crash", "A failure, and what the checkpoint brings back", crashSlice, {}),
    show("quakes", "A week of earthquakes", () => runSlice("quakes"), {
      startMillis: config.startTime,
    }),
    show("timerless", "No keys, no timers", () => runSlice("burst"), {}),
    show("nothing", "Before anything has happened", () => runSlice("nothing"), {}),
  ],
};

function show(
  id: string,
  title: string,
  slice: () => TraceSlice,
  options: Omit<TimersOptions, "width">,
) {
  return exhibit({ id: `timers-${id}`, title, figure: timers, slice, options });
}
