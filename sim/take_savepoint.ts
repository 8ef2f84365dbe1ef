// From a complete savepoint of a run to plain data: what lies in the run's storage, by operator, with keys
// and windows in the place of their numbers.

import type { Ground } from "./ground.ts";
import type { Timeline } from "./timeline.ts";
import type { World } from "./world.ts";
import type { CompletedCheckpoint } from "./checkpoint/completed_checkpoint.ts";
import type { VertexSpec } from "./task/subtask_spec.ts";
import type { OperatorSnapshot } from "./task/subtask_snapshot.ts";
import { endPositions } from "./1_source/split_positions.ts";
import type { SourceOperatorSpec } from "./1_source/source_operator.ts";
import { deepFreeze } from "./clock/freeze.ts";
import { Numbering } from "./checkpoint/numbering.ts";
import { savePart } from "./checkpoint/saved_part.ts";
import {
  type SavedOperator,
  type SavedSubtask,
  type Savepoint,
  SAVEPOINT_FORMAT,
} from "./checkpoint/savepoint.ts";
import { StateTable } from "./6_state/state_table.ts";
import { windowsOf } from "./operator_windows.ts";
import { ENGINE_VERSION } from "./scenario.ts";
import { inputKeyType } from "./task/input_key_type.ts";

/**
 * The savepoints that a run has completed so far, as plain data, in the order in which they were complete.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collection, collectSink, open, savepointsOf, WatermarkStrategy } from "@headwater/sim";
 * const timeline = open((env) => {
 *   env.fromSource(collection(["a", "b", "a"], { interval: 1_000_000 }), WatermarkStrategy.noWatermarks(), "in")
 *     .keyBy((word) => word)
 *     .reduce((_, word) => word).uid("last")
 *     .sinkTo(collectSink("out"));
 * }, { interventions: [{ verb: "savepoint", at: { time: 1_500_000, done: 0 } }] }).run();
 * const [savepoint] = savepointsOf(timeline);
 * deepStrictEqual(savepoint.operators.map(({ uid }) => uid), ["in", "last", "out"]);
 * ```
 */
export function savepointsOf({ ground, world }: Timeline): Savepoint[] {
  return world.coordinator.completed.savepoints.map((one) => toSavepoint(one, ground, world));
}

function toSavepoint({ spec }: CompletedCheckpoint, ground: Ground, world: World): Savepoint {
  const { id, savepoint, triggeredAt, completedAt, snapshotIds, finished } = spec;
  const { vertices, subtasks } = ground.plan;
  const snapshotsOf = (vertex: number) =>
    subtasks.filter((subtask) => subtask.vertex === vertex).map((subtask) => ({
      operators: world.checkpoints.get(snapshotIds[subtask.id])?.spec.operators ?? [],
      isFinished: finished[subtask.id],
    }));
  return deepFreeze({
    format: SAVEPOINT_FORMAT,
    engine: ENGINE_VERSION,
    checkpointId: id,
    mode: savepoint!,
    triggeredAt,
    completedAt,
    operators: vertices.flatMap((vertex) => {
      const snapshots = snapshotsOf(vertex.id);
      return vertex.chain.map((_, index) => saveOperator(index, vertex, snapshots, ground));
    }),
  }, "taking a savepoint");
}

/** What the subtasks of one vertex have stored. */
type VertexSnapshots = readonly {
  readonly operators: readonly OperatorSnapshot[];
  readonly isFinished: boolean;
}[];

function saveOperator(
  index: number,
  vertex: VertexSpec,
  snapshots: VertexSnapshots,
  { plan, keys }: Ground,
): SavedOperator {
  const { operator } = vertex.chain[index];
  const { uid, name } = operator;
  const { maxParallelism, parallelism } = vertex;
  const keyType = index === 0 ? inputKeyType(plan, vertex) : null;
  const windows = windowsOf(operator);
  const numbering = new Numbering({
    keys,
    keyType: keyType ?? "auto",
    maxParallelism,
    windows,
    operator: uid,
  });
  const subtasks = snapshots.map(({ operators, isFinished }, subtask): SavedSubtask => {
    const own = operators.find((one) => one.uid === uid);
    const { source } = operator as Partial<SourceOperatorSpec>;
    // a reader that has finished has stored nothing: it has read all that it had
    const lists = isFinished && source !== undefined
      ? [endPositions(source, subtask, parallelism)]
      : own?.lists ?? [];
    return { isFinished, parts: own === undefined ? [] : saveParts(own, numbering), lists };
  });
  return { uid, name, maxParallelism, keyType, subtasks };
}

/** A table that nobody has declared is of an operator that was restored when it had finished. */
function saveParts({ keyed }: OperatorSnapshot, numbering: Numbering) {
  return Object.entries(keyed)
    .filter(([, part]) => !(part instanceof StateTable) || part.spec !== undefined)
    .map(([name, part]) => savePart(name, part, numbering));
}
