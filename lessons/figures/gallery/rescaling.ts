// The picture of rescaling: more subtasks and fewer, windows with timers, lists of all modes, and the limits.

import { rescaling } from "../rescaling.ts";
import { exhibit, type GalleryGroup } from "./exhibit.ts";
import { rescaled, type RescaledName } from "./rescaling_runs.ts";
import { runSlice } from "./runs.ts";

/** Pictures of rescaling. */
export const rescalings: GalleryGroup = {
  name: "Rescaling",
  about:
    "What moves when a job goes on with more subtasks or with fewer: key groups with their keys and timers, and lists " +
    "that belong to no key.",
  exhibits: [
    show("windows", "From two to three: windows and their timers", "windows", 3),
    show("fewer", "From four to two, two hundred keys", "many keys", 2),
    show("same", "As many as before", "memory", 2),
    show("lists", "Split, union and broadcast", "lists", 3),
    show("one", "Everything comes together in one subtask", "memory", 1),
    show("many", "From 32 subtasks to 48", "many subtasks", 48),
    show("nothing", "An operator without state", "sink", 2),
  ],
};

function show(id: string, title: string, name: RescaledName, parallelism: number) {
  return exhibit({
    id: `rescaling-${id}`,
    title,
    figure: rescaling,
    slice: () => runSlice("nothing"),
    options: {
      parallelism,
      get operator() {
        return rescaled(name);
      },
    },
  });
}
