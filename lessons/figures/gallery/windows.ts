// The picture of windows: every kind of window on the running example, and the limits.

import { seconds } from "@headwater/sim";
import { config } from "../../quakes/job.ts";
import type { TraceSlice } from "../figure.ts";
import { windows, type WindowsOptions } from "../windows.ts";
import { exhibit, type GalleryGroup } from "./exhibit.ts";
import { runSlice } from "./runs.ts";
import { crashSlice, windowSlice } from "./window_runs.ts";

/** Pictures of windows. */
export const windowLanes: GalleryGroup = {
  name: "Windows",
  about: "What becomes of each window of each key: opened by its first record, filled, fired, " +
    "emptied, merged, cleared. It shares its axis with the space-time diagram.",
  exhibits: [
    show("readings", "The running example", () => runSlice("readings"), {}),
    show("stretch", "A stretch of one key", () => runSlice("readings"), {
      keys: ["a"],
      from: seconds(7),
      until: seconds(17),
    }),
    show("dropped", "No lateness: late readings are dropped", () => runSlice("strict"), {}),
    show("sliding", "Sliding windows", () => windowSlice("sliding"), {}),
    show("sessions", "Sessions that merge", () => windowSlice("sessions"), {}),
    show("early", "Fired early, on time and late", () => windowSlice("early"), {}),
    show("purging", "Fired and emptied", () => windowSlice("purging"), {}),
    show("counts", "Two readings at a time", () => windowSlice("counts"), {}),
    show("sliding-counts", "The last three readings", () => windowSlice("sliding counts"), {}),
    show("clock", "Windows by the clock", () => windowSlice("by the clock"), {}),
    show("crash", "A failure, and what the checkpoint brings back", crashSlice, {}),
    show("quakes", "A week of earthquakes", () => runSlice("quakes"), {
      startMillis: config.startTime,
    }),
    show("windowless", "No windows", () => runSlice("unbuffered"), {}),
    show("nothing", "Before anything has happened", () => runSlice("nothing"), {}),
  ],
};

function show(
  id: string,
  title: string,
  slice: () => TraceSlice,
  options: Omit<WindowsOptions, "width">,
) {
  return exhibit({ id: `windows-${id}`, title, figure: windows, slice, options });
}
