// From a completed checkpoint to what each subtask gets back: who reads which snapshot (RS-8).

import type { Ground } from "./ground.ts";
import type { World } from "./world.ts";
import { planOf } from "./first_world.ts";
import { assignState } from "./checkpoint/state_assignment.ts";
import { RestorePlan } from "./task/restore_plan.ts";

/**
 * By subtask, what it restores; null for all when the job starts anew (RS-9). A text says why it cannot be
 * read: there is no silent way back to an older one (F30).
 */
export function readCheckpoint(
  checkpointId: number,
  { plan: { subtasks, vertices }, from }: Ground,
  world: World,
): (RestorePlan | null)[] | string {
  const { checkpoints, coordinator } = world;
  if (coordinator.stoppedById > 0) return stopped(coordinator.stoppedById);
  if (checkpointId === 0) return subtasks.map(() => null);
  if (checkpointId === from?.savepoint.checkpointId) return from.shares.map(planOf);
  const damage = checkpoints.damages.get(checkpointId);
  if (damage !== undefined) return complaint(checkpointId, damage);
  const { snapshotIds, finished } = coordinator.latest()!.spec;
  const plans: (RestorePlan | null)[] = [];
  for (const { id, chain, parallelism } of vertices) {
    const own = subtasks.filter(({ vertex }) => vertex === id);
    const saved = own.map((subtask) => ({
      state: checkpoints.get(snapshotIds[subtask.id])?.spec ?? null,
      isFinished: finished[subtask.id],
    }));
    const uids = chain.map(({ operator }) => operator.uid);
    const shares = assignState(checkpointId, saved, uids, parallelism);
    own.forEach((subtask, index) => {
      plans[subtask.id] = Object.assign(new RestorePlan(), { spec: shares[index] });
    });
  }
  return plans;
}

/** Flink's StopWithSavepointStoppingException: sinks may have committed what an older checkpoint lacks. */
function stopped(savepointId: number): string {
  return `E-SAVEPOINT-STOPPED: Savepoint ${savepointId} is complete, but the job failed, or its job manager died, before it had ` +
    `stopped. The job stops here rather than work again on what its sinks may have committed already; ` +
    `start it from savepoint ${savepointId}`;
}

function complaint(checkpointId: number, damage: "lost" | "corrupt"): string {
  const what = damage === "lost" ? "is not in storage any more" : "cannot be read: it is damaged";
  return `E-CHECKPOINT-${
    damage === "lost" ? "LOST" : "CORRUPT"
  }: Checkpoint ${checkpointId} ${what}. ` +
    `The job stops here rather than begin from an older one, which would be a guess; wanted: a ` +
    `savepoint that was taken before, open(job, { from: savepoint }) with one of savepointsOf(timeline), ` +
    `or storage that keeps checkpoints in more than one place`;
}
