// What a run goes through, seen after each action: its completed checkpoints with everything in them, its
// failures, and what was under way when they came. Laws read it, and it says which cases have occurred.

import type { PlainNode, Scenario, World } from "@headwater/sim";
import { TransactionalPartition } from "@headwater/sim";
import { JobStatus } from "../sim/element/job_status.ts";
import {
  type CheckpointFailureReason,
  isCountedFailure,
} from "../sim/element/checkpoint_failure_reason.ts";
import type { OperatorSnapshot, SubtaskState } from "../sim/task/subtask_snapshot.ts";
import { nodesOf } from "./gen/scenario.ts";
import type { Cover } from "./law.ts";
import { finish, type Run, start } from "./run.ts";

/** A checkpoint at the moment at which it was complete. */
export interface TakenCheckpoint {
  readonly id: number;
  readonly completedAt: number;
  /** By subtask: its snapshot, null for one that had finished before. */
  readonly snapshots: readonly (SubtaskState | null)[];
  readonly finished: readonly boolean[];
}

/** Sees a run. */
export class TroubleWatch {
  readonly checkpoints: TakenCheckpoint[] = [];
  /** By restart: the checkpoint that the attempt began from, 0 for none. */
  readonly restores: number[] = [];
  failures = 0;
  /** Failures with a transaction that was pre-committed and not committed. */
  failuresWithPending = 0;
  /** Failures after a restart, before any checkpoint of that attempt. */
  failuresInARow = 0;
  private status = 0;
  private attempt = 0;
  private completedBefore = 0;

  /** To be called after each action. */
  look(world: World): void {
    const { jobManager, coordinator } = world;
    const latest = coordinator.latest();
    if (latest !== null && latest.spec.id > (this.checkpoints.at(-1)?.id ?? 0)) this.take(world);
    if (jobManager.status !== this.status) this.onStatus(world);
    if (jobManager.attempt !== this.attempt && !jobManager.isRestoring) {
      this.attempt = jobManager.attempt;
      this.restores.push(latest?.spec.id ?? 0);
      this.completedBefore = this.checkpoints.length;
    }
  }

  /** Says which of the usual cases have occurred. */
  cover(scenario: Scenario, world: World, cover: Cover): void {
    cover("a fault struck", struckCount(scenario, world) > 0);
    cover("restored from a checkpoint", this.restores.some((id) => id > 0));
    cover("pre-committed at a failure", this.failuresWithPending > 0);
    cover("failed again before the next checkpoint", this.failuresInARow > 0);
    const isGivenUp = failedCheckpoints(world).some(isCountedFailure);
    cover("given up and completed", isGivenUp && this.checkpoints.length > 0);
  }

  private take({ coordinator, checkpoints }: World): void {
    const { id, completedAt, snapshotIds, finished } = coordinator.latest()!.spec;
    const snapshots = snapshotIds.map((number) => checkpoints.get(number)?.spec ?? null);
    this.checkpoints.push({ id, completedAt, snapshots, finished });
  }

  private onStatus({ jobManager: { status }, outsides }: World): void {
    this.status = status;
    if (status !== JobStatus.RESTARTING && status !== JobStatus.FAILING) return;
    this.failures++;
    if (this.attempt > 0 && this.completedBefore === this.checkpoints.length) this.failuresInARow++;
    const isPending = outsides.some(({ outside }) =>
      outside instanceof TransactionalPartition &&
      outside.transactions.some(({ status }) => status === "pre-committed")
    );
    if (isPending) this.failuresWithPending++;
  }
}

/** Why the last hundred checkpoints that were given up were. */
export function failedCheckpoints({ coordinator }: World): CheckpointFailureReason[] {
  return coordinator.stats.history.flatMap(({ spec: { failure } }) => failure ?? []);
}

/** How many of a scenario's faults have struck. */
export function struckCount({ faults }: Scenario, world: World): number {
  return faults.length === 0 ? 0 : faults.length - world.faults.triggers.neverFired().length;
}

/** The cases that {@linkcode TroubleWatch.cover} may tell of, with the shares that laws ask for (§2.5). */
export const TROUBLE_CASES = {
  "a fault struck": 0.6,
  "restored from a checkpoint": 0.3,
  "pre-committed at a failure": 0.2,
  "failed again before the next checkpoint": 0.05,
  "given up and completed": 0.1,
} as const;

/** Runs a scenario to its end under watch; `look` is called after each action too. */
export function watched(
  scenario: Scenario,
  look?: (world: World, watch: TroubleWatch) => void,
): { readonly timeline: Run["timeline"]; readonly watch: TroubleWatch } {
  const watch = new TroubleWatch();
  const timeline = finish(start(scenario), (world) => {
    watch.look(world);
    look?.(world, watch);
  });
  return { timeline, watch };
}

/** How many records of each split lie before a checkpoint; all, where its reader had finished. */
export function readCounts(
  { snapshots }: TakenCheckpoint,
  world: World,
): (source: string, split: string) => number {
  const counts = new Map<string, number>();
  world.tasks.forEach(({ spec: { vertex, isSource } }, subtask) => {
    const state = snapshots[subtask];
    if (!isSource || state === null || state.isFinished) return;
    for (const { split, position } of splitsOf(state.operators[0])) {
      counts.set(`${vertex.uid}/${split}`, position);
    }
  });
  return (source, split) => counts.get(`${source}/${split}`) ?? Infinity;
}

function splitsOf({ lists }: OperatorSnapshot): readonly { split: string; position: number }[] {
  return lists.flatMap(({ items }) => items as { split: string; position: number }[]);
}

/** The snapshots of one operator in a checkpoint, by its uid; those of finished subtasks are left out. */
export function operatorSnapshots(
  { snapshots }: TakenCheckpoint,
  uid: string,
): readonly OperatorSnapshot[] {
  return snapshots.flatMap((state) => state?.operators ?? []).filter((one) => one.uid === uid);
}

/** The sinks of a scenario's job. */
export function sinksOf(scenario: Scenario): Extract<PlainNode, { type: "sink" }>[] {
  return nodesOf(scenario).filter((node) => node.type === "sink");
}
