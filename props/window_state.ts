// The windows that a checkpoint holds and that had not fired when it was taken, named as their results
// will be: with what was committed up to the checkpoint they are all windows of the records before it.
// One that has fired may still stand there, for records that come late; its timer is gone.

import type { PlainJob, Timeline } from "@headwater/sim";
import type { StateTable, TimerService } from "@headwater/sim";
import { windowTableOf } from "../sim/5_operator/window/window_table.ts";
import { entriesOf } from "./keyed_contents.ts";
import { rowNames, writerOf } from "./row_names.ts";
import { operatorSnapshots, type TakenCheckpoint } from "./trouble_watch.ts";

/** Their names; none for a sink that no window writes to. */
export function unfiredWindowNames(
  job: PlainJob,
  sink: string,
  checkpoint: TakenCheckpoint,
  { ground: { plan, keys } }: Timeline,
): string[] {
  const { id, type } = writerOf(job, sink);
  if (type !== "window") return [];
  const operators = plan.vertices.flatMap(({ chain }) => chain.map(({ operator }) => operator));
  const windows = windowTableOf(operators.find(({ uid }) => uid === id)!);
  const rows = operatorSnapshots(checkpoint, id).flatMap(({ keyed }) => {
    const { eventTimers } = keyed.timers as TimerService;
    return entriesOf(keyed.contents as StateTable).flatMap(({ namespace, key, value }) => {
      const { start, end } = windows.at(namespace);
      const isUnfired = eventTimers.timers.find(namespace, key, end - 1) >= 0;
      return isUnfired ? [[keys.keys[key], start, end, value]] : [];
    });
  });
  return rowNames(job, sink, rows);
}
