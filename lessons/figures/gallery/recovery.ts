// The picture of a recovery: one crash in front of three sinks, failures that end badly, and the limits.

import { seconds } from "@headwater/sim";
import type { TraceSlice } from "../figure.ts";
import { recovery, type RecoveryOptions } from "../recovery.ts";
import { exhibit, type GalleryGroup } from "./exhibit.ts";
import { type FailureRunName, failureSlice } from "./failure_runs.ts";
import { runSlice } from "./runs.ts";

/** From the checkpoint before the crash to a while after the restart. */
const AROUND = { from: seconds(11.5), until: seconds(22) };

/** Pictures of recoveries. */
export const recoveries: GalleryGroup = {
  name: "Failure and recovery",
  about:
    "Which fault struck, what is lost and done again from the last complete checkpoint, what becomes of " +
    "open transactions, and what readers see of it. It shares its axis with the space-time diagram.",
  exhibits: [
    of("crash", "A crash, and a sink with transactions", "crash", { phone: AROUND }),
    of("appended", "The same crash, and a sink that appends", "crash appended", { phone: AROUND }),
    of("machine", "A machine is lost; a planned fault never strikes", "lost machine", {
      faults: ["crash task-manager-1 at 13.4s", "lose checkpoint 9 after complete 9"],
    }),
    of("start", "No checkpoint is complete yet", "from the start", { until: seconds(12) }),
    of("fails", "One failure too many", "fails for good", {}),
    of("expired", "A transaction that the log gave up", "expired transaction", {}),
    of("wide", "More than sixteen subtasks", "wide crash", {}),
    of("calm", "Nothing fails", "slow motion", {}),
    show("nothing", "Before anything has happened", () => runSlice("nothing"), {}),
  ],
};

function of(
  id: string,
  title: string,
  name: FailureRunName,
  options: Omit<RecoveryOptions, "width">,
) {
  return show(id, title, () => failureSlice(name), options);
}

function show(
  id: string,
  title: string,
  slice: () => TraceSlice,
  options: Omit<RecoveryOptions, "width">,
) {
  return exhibit({ id: `recovery-${id}`, title, figure: recovery, slice, options });
}
