// The picture of barriers: alignment, the same without blocking, and the limits.

import { seconds } from "@headwater/sim";
import { barriers, type BarriersOptions } from "../barriers.ts";
import type { TraceSlice } from "../figure.ts";
import { exhibit, type GalleryGroup } from "./exhibit.ts";
import { type FailureRunName, failureSlice } from "./failure_runs.ts";
import { runSlice } from "./runs.ts";

/** Pictures of barriers. */
export const barrierCuts: GalleryGroup = {
  name: "Barriers",
  about:
    "How barriers pass from lane to lane and block channels until the others have come; the cut that they " +
    "make; and at one moment, channel by channel, what is in front of them and what is behind.",
  exhibits: [
    of("aligned", "Alignment", "rush", { from: seconds(0.7), until: seconds(1.9) }),
    of("tracked", "At least once: nothing blocks", "rush at least once", {
      from: seconds(0.7),
      until: seconds(1.9),
    }),
    of("slow", "One reading still to come", "slow motion", {
      from: seconds(4.6),
      until: seconds(7.2),
    }),
    of("wide", "More than sixteen subtasks", "wide", {}),
    of("unconfigured", "No checkpoint configured", "unconfigured", {}),
    show("nothing", "Before anything has happened", () => runSlice("nothing"), {}),
  ],
};

function of(
  id: string,
  title: string,
  name: FailureRunName,
  options: Omit<BarriersOptions, "width">,
) {
  return show(id, title, () => failureSlice(name), options);
}

function show(
  id: string,
  title: string,
  slice: () => TraceSlice,
  options: Omit<BarriersOptions, "width">,
) {
  return exhibit({ id: `barriers-${id}`, title, figure: barriers, slice, options });
}
