// The picture of checkpoints: one in slow motion, several in a row, failed ones, and the limits.

import { seconds } from "@headwater/sim";
import { checkpoints, type CheckpointsOptions } from "../checkpoints.ts";
import type { TraceSlice } from "../figure.ts";
import { exhibit, type GalleryGroup } from "./exhibit.ts";
import { type FailureRunName, failureSlice } from "./failure_runs.ts";
import { runSlice } from "./runs.ts";

/** Pictures of checkpoints. */
export const checkpointTimelines: GalleryGroup = {
  name: "Checkpoints",
  about:
    "What the coordinator waits for and what each subtask does for a checkpoint, from the trigger to the " +
    "notice that it is complete. It shares its axis with the space-time diagram.",
  exhibits: [
    of("slow", "One checkpoint in slow motion", "slow motion", {
      from: seconds(4.5),
      until: seconds(9),
    }),
    of("row", "Several in a row", "slow motion", { until: seconds(24) }),
    of("expires", "Slow storage: one expires", "expires", { until: seconds(24) }),
    of("storage", "Storage fails", "storage fails", { until: seconds(24) }),
    of("crash", "A crash between two checkpoints", "crash", {}),
    of("many", "Four a second", "many checkpoints", {}),
    of("wide", "More than sixteen subtasks", "wide", {}),
    of("unconfigured", "No checkpoint configured", "unconfigured", {}),
    show("nothing", "Before anything has happened", () => runSlice("nothing"), {}),
  ],
};

function of(
  id: string,
  title: string,
  name: FailureRunName,
  options: Omit<CheckpointsOptions, "width">,
) {
  return show(id, title, () => failureSlice(name), options);
}

function show(
  id: string,
  title: string,
  slice: () => TraceSlice,
  options: Omit<CheckpointsOptions, "width">,
) {
  return exhibit({ id: `checkpoints-${id}`, title, figure: checkpoints, slice, options });
}
