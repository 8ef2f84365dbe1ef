// What all subtasks share while they act: the agenda, the ends of every channel, the tables and the
// recorder. Wiring, not state: whatever has to be remembered hangs in the world's tree.

import type { Micros } from "../clock/time.ts";
import type { Agenda } from "../clock/agenda.ts";
import type { Streams } from "../clock/streams.ts";
import type { Config } from "../config.ts";
import type { KeyTable } from "../element/key_table.ts";
import type { InputChannel } from "../3_channel/input_channel.ts";
import type { Links } from "../3_channel/link.ts";
import type { ResultPartition } from "../3_channel/result_partition.ts";
import type { Subpartition } from "../3_channel/subpartition.ts";
import type { TraceWriter } from "../trace/trace_writer.ts";
import type { AlignmentCoordinator } from "./alignment_coordinator.ts";
import type { StreamTask } from "./stream_task.ts";
import type { Lanes } from "./lanes.ts";
import type { ExecutionPlan } from "./subtask_spec.ts";

/** References into one world, and to what stands outside every world. */
export interface Engine {
  now: Micros;
  readonly attempt: number;
  /** Periodic actions happen even where they change nothing: a law compares both ways. */
  readonly isEager: boolean;
  readonly plan: ExecutionPlan;
  readonly config: Config;
  readonly agenda: Agenda;
  readonly lanes: Lanes;
  readonly links: Links;
  readonly streams: Streams;
  readonly keys: KeyTable;
  readonly writer: TraceWriter;
  /** By channel id. */
  readonly inputs: InputChannel[];
  readonly outputs: Subpartition[];
  readonly partitions: ResultPartition[];
  readonly alignments: readonly AlignmentCoordinator[];
  /** By iteration, then index: the tasks that hand records back into the job. */
  readonly feedbackHeads: ReadonlyMap<number, ReadonlyMap<number, StreamTask>>;
}
