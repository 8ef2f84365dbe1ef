// What a barrier carries (Flink's CheckpointBarrier), and how that stands in a row: the id is the row's
// timestamp, the rest its value. Most barriers are aligned, and then the value is the bare trigger time.

import type { Micros } from "../clock/time.ts";
import { ALIGNED, type CheckpointOptions } from "./checkpoint_options.ts";
import { ElementKind } from "./element.ts";
import { Row } from "./row.ts";

/** One barrier. */
export interface CheckpointBarrier {
  readonly checkpointId: number;
  /** When the coordinator triggered the checkpoint; the same in all its barriers. */
  readonly triggeredAt: Micros;
  readonly options: CheckpointOptions;
}

/** The value of a barrier's row. */
type BarrierValue = Micros | Pick<CheckpointBarrier, "triggeredAt" | "options">;

/** A row that holds the barrier; `kind` is another one for its announcement. */
export function barrierRow(
  { checkpointId, triggeredAt, options }: CheckpointBarrier,
  kind: number = ElementKind.CHECKPOINT_BARRIER,
): Row {
  const row = new Row();
  row.kind = kind;
  row.timestamp = checkpointId;
  row.value = options === ALIGNED ? triggeredAt : Object.freeze({ triggeredAt, options });
  return row;
}

/** The barrier that a row holds, or announces. */
export function barrierIn({ timestamp, value }: Row): CheckpointBarrier {
  const content = value as BarrierValue;
  if (typeof content === "number") {
    return { checkpointId: timestamp, triggeredAt: content, options: ALIGNED };
  }
  return { checkpointId: timestamp, ...content };
}
