// The chart of delays.

import { quakesDelay } from "../quakes_delay.ts";
import { exhibit, type GalleryGroup } from "./exhibit.ts";
import { type RunName, runSlice } from "./runs.ts";

/** Charts of delays. */
export const quakesDelays: GalleryGroup = {
  name: "Delay of the earthquake feed",
  about:
    "How long after each earthquake the feed last told of it, by network: why a watermark has " +
    "to wait, and why no bound suits everybody.",
  exhibits: [
    show("week", "One week of the world", "quakes"),
    show("nothing", "Before anything has happened", "nothing"),
  ],
};

function show(id: string, title: string, run: RunName) {
  return exhibit({
    id: `quakes-delay-${id}`,
    title,
    figure: quakesDelay,
    slice: () => runSlice(run),
    options: {},
  });
}
