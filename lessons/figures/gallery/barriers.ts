// The picture of barriers: alignment, the same without blocking, and the limits.

import { seconds } from "@headwater/sim";
import { barriers, type BarriersOptions } from "../barriers.ts";
import type { TraceSlice } from "../figure.ts";
import { exhibit, type GalleryGroup } from "./exhibit.ts";
import { type FailureRunName, failureSlice } from "./failure_runs.ts";
import { runSlice } from "./runs.ts";

/** The same stretch of three runs, so that they can be compared. */
const QUEUES = { from: seconds(0.8), until: seconds(2.8), checkpoint: 1 };

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
    of("queues", "Aligned: the barrier waits in the queue", "congested", QUEUES),
    of("overtaking", "Unaligned: the same run, and it overtakes", "congested unaligned", QUEUES),
    of("outputs", "What waited to be sent is saved by the sender", "congested unaligned", {
      from: seconds(1.6),
      until: seconds(3),
      checkpoint: 2,
    }),
    of("timeout", "Aligned until a timeout, then unaligned", "congested timeout", QUEUES),
    of("broadcast", "A broadcast edge stays aligned", "broadcast unaligned", {
      ...QUEUES,
      phone: { lanes: ["source", "alarm", "warmest"] },
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
