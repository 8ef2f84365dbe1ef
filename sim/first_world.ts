// The world in which nothing has happened yet: at position 0; or, of a job that begins from a savepoint, when
// that was complete, with its state at hand. The world outside may have a past of its own.

import type { Ground } from "./ground.ts";
import type { Position } from "./position.ts";
import type { StartingPoint } from "./start_from_savepoint.ts";
import { CompletedCheckpoint } from "./checkpoint/completed_checkpoint.ts";
import { NO_SNAPSHOT } from "./checkpoint/pending_checkpoint.ts";
import { deploy } from "./deploy.ts";
import { inheritOutsides } from "./inherit_outsides.ts";
import { RestorePlan } from "./task/restore_plan.ts";
import { numberLanes } from "./task/lanes.ts";
import type { World } from "./world.ts";

/** Where a run begins. */
export function startOf({ from }: Ground): Position {
  return { time: from?.time ?? 0, done: 0 };
}

/** A world of its own, at the start. Errors: `E-OUTSIDE-INHERIT`. */
export function firstWorld(ground: Ground): World {
  const { from = null, outsides = null, plan } = ground;
  const world = deploy(ground);
  if (from !== null) beginFrom(from, world);
  if (outsides === null) return world;
  inheritOutsides(world.outsides, outsides, from?.shares ?? null);
  const lanes = numberLanes(plan).outside;
  world.outsides.forEach((share, index) => {
    share.wakeAt = share.outside!.nextTimer;
    world.agenda.set(lanes[index], Math.max(world.now, share.nextTime));
  });
  return world;
}

/** Tasks get their shares when they start; a job manager would find the savepoint among its checkpoints. */
function beginFrom({ time, shares, savepoint }: StartingPoint, world: World): void {
  const { checkpointId: id, mode, triggeredAt, completedAt } = savepoint;
  world.now = time;
  world.tasks.forEach((task, subtask) => task.restore = planOf(shares[subtask]));
  const spec = Object.freeze({
    id,
    savepoint: mode,
    triggeredAt,
    completedAt,
    isExactlyOnce: true,
    snapshotIds: Object.freeze(shares.map(() => NO_SNAPSHOT)),
    finished: Object.freeze(shares.map(({ isFinished }) => isFinished)),
  });
  const checkpoint = Object.assign(new CompletedCheckpoint(), { spec });
  world.coordinator.beginFrom(checkpoint, { now: time });
}

/** What a subtask gets back, on its way to it. */
export function planOf(share: StartingPoint["shares"][number]): RestorePlan {
  return Object.assign(new RestorePlan(), { spec: share });
}
