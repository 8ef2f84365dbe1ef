// The picture of keyed state: windows, functions, and the limits.

import { seconds } from "@headwater/sim";
import { config } from "../../quakes/job.ts";
import type { TraceSlice } from "../figure.ts";
import { keyedState, type KeyedStateOptions } from "../keyed_state.ts";
import { exhibit, type GalleryGroup } from "./exhibit.ts";
import { runSlice } from "./runs.ts";
import { stateSlice } from "./state_runs.ts";
import { crashSlice } from "./window_runs.ts";

/** Pictures of keyed state. */
export const keyedStates: GalleryGroup = {
  name: "Keyed state",
  about:
    "What is kept for each key at one moment, and why it is kept where it is: every key falls into a " +
    "key group, and every subtask owns a run of key groups.",
  exhibits: [
    show("readings", "The running example, between two firings", () => runSlice("readings"), {
      at: seconds(14),
      since: seconds(9),
    }),
    show("memory", "A function with four states", () => stateSlice("memory"), {
      at: seconds(13),
      since: seconds(9),
    }),
    show("crash", "After a failure, since the last checkpoint", crashSlice, { at: seconds(16) }),
    show("one", "One subtask", () => stateSlice("one subtask"), {}),
    show("quakes", "A week of earthquakes", () => runSlice("quakes"), {
      at: seconds(5 * 86_400),
      startMillis: config.startTime,
    }),
    show("many-keys", "More keys than there is room for", () => stateSlice("many keys"), {}),
    show("folded", "Thirty-two subtasks", () => stateSlice("many subtasks"), {}),
    show("keyless", "No keys, no state of keys", () => runSlice("burst"), {}),
    show("nothing", "Before anything has happened", () => runSlice("nothing"), {}),
  ],
};

function show(
  id: string,
  title: string,
  slice: () => TraceSlice,
  options: Omit<KeyedStateOptions, "width">,
) {
  return exhibit({ id: `keyed-state-${id}`, title, figure: keyedState, slice, options });
}
