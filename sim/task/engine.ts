// What all subtasks share while they act: the agenda, the ends of every channel, the tables and the
// recorder. Wiring, not state: whatever has to be remembered hangs in the world's tree.

import type { Micros } from "../clock/time.ts";
import type { Agenda } from "../clock/agenda.ts";
import type { Streams } from "../clock/streams.ts";
import type { Config } from "../config.ts";
import type { KeyTable } from "../element/key_table.ts";
import type { Links } from "../3_channel/link.ts";
import type { OutsideShare } from "../7_sink/outside_share.ts";
import type { TraceWriter } from "../trace/trace_writer.ts";
import type { AlignmentCoordinator } from "./alignment_coordinator.ts";
import type { StorageStatus } from "./storage_status.ts";
import type { Strikes } from "./strikes.ts";
import type { StreamTask } from "./stream_task.ts";
import type { ControlLine } from "./task_message.ts";
import type { Lanes } from "./lanes.ts";
import type { Wiring } from "./wiring.ts";
import type { ExecutionPlan } from "./subtask_spec.ts";

/** References into one world, and to what stands outside every world. */
export interface Engine {
  now: Micros;
  /** Periodic actions happen even where they change nothing: a law compares both ways. */
  readonly isEager: boolean;
  /** Barriers may come: the job takes checkpoints, or somebody asks for a savepoint. */
  readonly takesCheckpoints: boolean;
  readonly plan: ExecutionPlan;
  readonly config: Config;
  readonly agenda: Agenda;
  readonly lanes: Lanes;
  /** Both ends of every channel: of the newest attempt, and of those that were given up. */
  readonly living: Wiring;
  readonly zombies: Wiring;
  readonly links: Links;
  readonly streams: Streams;
  readonly keys: KeyTable;
  readonly writer: TraceWriter;
  /** By subtask id: the tasks of the newest attempt. */
  readonly tasks: readonly StreamTask[];
  readonly storage: StorageStatus;
  /** By task manager, in milliseconds. */
  readonly clockOffsets: Float64Array;
  readonly outsides: readonly OutsideShare[];
  /** To coordinator and job manager; null when nobody controls the job. */
  control: ControlLine | null;
  /** What is planned to go wrong; null when nothing is. */
  strikes: Strikes | null;
  readonly alignments: readonly AlignmentCoordinator[];
  /** By iteration, then index: the subtasks that take records back into the job. */
  readonly feedbackHeads: ReadonlyMap<number, ReadonlyMap<number, number>>;
}
