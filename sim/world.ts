// Everything that changes while a job runs, as one tree of plain parts. A keyframe is a copy of it.

import type { Micros } from "./clock/time.ts";
import { Agenda } from "./clock/agenda.ts";
import { Links } from "./3_channel/link.ts";
import { AlignmentCoordinator } from "./task/alignment_coordinator.ts";
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
  attempt = 0;
  agenda: Agenda = new Agenda();
  links: Links = new Links();
  tasks: StreamTask[] = [];
  /** One for each group of sources that wait for each other (WA-1). */
  alignments: AlignmentCoordinator[] = [];
}
