// The event-time plot: the running example, late records, and the limits.

import { seconds } from "@headwater/sim";
import { config } from "../../quakes/job.ts";
import { eventTime, type EventTimeOptions } from "../event_time.ts";
import { exhibit, type GalleryGroup } from "./exhibit.ts";
import { type RunName, runSlice } from "./runs.ts";

/** Event-time plots. */
export const eventTimes: GalleryGroup = {
  name: "Event time",
  about:
    "Event time upwards against processing time to the right: how late each record is, how the " +
    "watermark follows, and what that does to windows. It shares its axis with the space-time diagram.",
  exhibits: [
    show("readings", "The running example", "readings", {}),
    show("key", "The windows of one key", "readings", { keys: ["a"] }),
    show("stretch", "A stretch of the run", "readings", { from: seconds(7), until: seconds(17) }),
    show("slow", "Two subtasks, two watermarks", "slow", {}),
    show("dropped", "No lateness: late readings are dropped", "strict", {}),
    show("windowless", "No windows", "unbuffered", {}),
    show("quakes", "A week of earthquakes", "quakes", { startMillis: config.startTime }),
    show("nothing", "Before anything has happened", "nothing", {}),
  ],
};

function show(id: string, title: string, run: RunName, options: Omit<EventTimeOptions, "width">) {
  return exhibit({
    id: `event-time-${id}`,
    title,
    figure: eventTime,
    slice: () => runSlice(run),
    options,
  });
}
