// Everything that changes while a job runs, as one tree of plain parts. A keyframe is a copy of it.

import type { Micros } from "./clock/time.ts";
import { Agenda } from "./clock/agenda.ts";
import { MessageQueue } from "./clock/message_queue.ts";
import { Links } from "./3_channel/link.ts";
import { OutsideShare } from "./7_sink/outside_share.ts";
import { CheckpointCoordinator } from "./checkpoint/checkpoint_coordinator.ts";
import { CheckpointStorage } from "./checkpoint/checkpoint_storage.ts";
import { JobManager } from "./cluster/job_manager.ts";
import { TaskManager } from "./cluster/task_manager.ts";
import { FaultInjector } from "./fault_injector.ts";
import { AlignmentCoordinator } from "./task/alignment_coordinator.ts";
import { StorageStatus } from "./task/storage_status.ts";
import { StreamTask } from "./task/stream_task.ts";

/**
 * The state of a whole run at one position.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { collectSink, collection, open, WatermarkStrategy } from "@headwater/sim";
 * const timeline = open((env) => {
 *   env.fromSource(collection([1, 2]), WatermarkStrategy.noWatermarks(), "numbers")
 *     .sinkTo(collectSink("out"));
 * }).run();
 * strictEqual(timeline.world.tasks[0].chain.recordsIn[0], 2);
 * ```
 */
export class World {
  now: Micros = 0;
  /** Actions done at `now`: with it, the position. */
  done = 0;
  stepCount = 0;
  /** Interventions of the fork that were applied already. */
  interventionCount = 0;
  agenda: Agenda = new Agenda();
  links: Links = new Links();
  /** By subtask: the task of the newest attempt. */
  tasks: StreamTask[] = [];
  /** By subtask: a task that the job manager has given up and that does not know it yet (F09). */
  zombies: (StreamTask | null)[] = [];
  /** One for each group of sources that wait for each other (WA-1). */
  alignments: AlignmentCoordinator[] = [];
  taskManagers: TaskManager[] = [];
  /** By task manager: how far its clock has jumped, in milliseconds (F61). */
  clockOffsets: Float64Array = new Float64Array(0);

  // the control plane, and what is on its way to it
  jobManager: JobManager = new JobManager();
  jobManagerMail: MessageQueue = new MessageQueue();
  coordinator: CheckpointCoordinator = new CheckpointCoordinator();
  coordinatorMail: MessageQueue = new MessageQueue();
  checkpoints: CheckpointStorage = new CheckpointStorage();
  storage: StorageStatus = new StorageStatus();
  /** The rolling hash of what the control plane did; 0 while it did nothing. */
  controlHistory = 0;

  /** What was planned to go wrong, and what has become of it. */
  faults: FaultInjector = new FaultInjector();
  /** What outlives every attempt: one share for each sink subtask. */
  outsides: OutsideShare[] = [];
}
