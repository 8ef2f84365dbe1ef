// The space-time diagram: the running example, order, and the limits.

import { seconds } from "@headwater/sim";
import { config } from "../../quakes/job.ts";
import { spaceTime, type SpaceTimeOptions } from "../space_time.ts";
import { exhibit, type GalleryGroup } from "./exhibit.ts";
import { type RunName, runSlice } from "./runs.ts";

/** Space-time diagrams. */
export const spaceTimes: GalleryGroup = {
  name: "Space-time diagram",
  about:
    "Subtasks as lanes, processing time from left to right, records as they pass from one to " +
    "the next. What is slow is long, and what overtakes crosses.",
  exhibits: [
    show("readings", "The running example", "readings", {
      phone: { from: seconds(7), until: seconds(20), lanes: ["source", "window", "sink"] },
    }),
    show("slow", "The same on a slow network", "slow", {
      lanes: ["source", "window"],
      phone: { until: seconds(14) },
    }),
    show("pair", "One sender and one receiver", "slow", {
      lanes: ["source", "window"],
      pair: ["source[0]", "window[1]"],
      phone: { until: seconds(14) },
    }),
    show("watermarks", "All watermarks", "readings", {
      watermarks: "all",
      from: seconds(3),
      until: seconds(10),
      phone: { until: seconds(6) },
    }),
    show("dropped", "Late readings are dropped", "strict", {
      lanes: ["source[1]", "window"],
      phone: { from: seconds(8) },
    }),
    show("long", "Seven operators in a row", "unbuffered", {}),
    show("burst", "Thirty records at once", "burst", {}),
    show("one", "One subtask", "smallest", {}),
    show("folded", "More than sixteen subtasks fold", "wide", {}),
    show("quakes", "A week of earthquakes", "quakes", { startMillis: config.startTime }),
    show("nothing", "Before anything has happened", "nothing", {}),
  ],
};

function show(id: string, title: string, run: RunName, options: Omit<SpaceTimeOptions, "width">) {
  return exhibit({
    id: `space-time-${id}`,
    title,
    figure: spaceTime,
    slice: () => runSlice(run),
    options,
  });
}
