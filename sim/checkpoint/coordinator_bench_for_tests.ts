// A job of three tasks in a row around a checkpoint coordinator, for its tests: what the coordinator does
// to others is told as short lines, and time passes when the test says so. Between two calls the
// coordinator is copied, as a keyframe would.

import type { Micros, Millis } from "../clock/time.ts";
import type { CheckpointFailureReason } from "../element/checkpoint_failure_reason.ts";
import { copy } from "../clock/copy.ts";
import { millis } from "../clock/time.ts";
import { ExecutionState } from "../element/execution_state.ts";
import type { SavepointMode } from "../element/savepoint_mode.ts";
import { FACT_NAMES } from "../trace/fact.ts";
import { CheckpointCoordinator } from "./checkpoint_coordinator.ts";
import type { CheckpointCoordinatorSpec } from "./checkpoint_coordinator_spec.ts";
import type { CoordinatorPort, UnionInSnapshot } from "./coordinator_port.ts";

const SPEC: CheckpointCoordinatorSpec = {
  subtaskCount: 3,
  predecessors: [[], [0], [1]],
  interval: 1000,
  timeout: 10_000,
  minPause: 0,
  maxConcurrent: 1,
  tolerableFailures: 0,
  retained: 1,
  afterTasksFinish: true,
  isExactlyOnce: true,
};

/** The coordinator and its surroundings. */
export class CoordinatorBench implements CoordinatorPort {
  now: Micros = 0;
  wakesAt: Micros = Infinity;
  coordinator: CheckpointCoordinator = new CheckpointCoordinator();
  /** What every draw gives, cut to its bound. */
  drawn = 0;
  /** Whether snapshots have united lists, and those of subtasks that have come to their end. */
  hasUnion = false;
  ended: number[] = [];
  private lines: string[] = [];

  constructor(spec: Partial<CheckpointCoordinatorSpec> = {}) {
    this.coordinator.build({ ...SPEC, ...spec });
  }

  /** Another job: all its tasks run and the schedule has begun. */
  static running(spec: Partial<CheckpointCoordinatorSpec> = {}): CoordinatorBench {
    const bench = new CoordinatorBench(spec);
    const { subtaskCount } = bench.coordinator.spec;
    for (let subtask = 0; subtask < subtaskCount; subtask++) bench.enter(subtask, "RUNNING");
    bench.call((coordinator) => coordinator.start(bench));
    return bench;
  }

  /** Lets the coordinator do something. */
  call(work: (coordinator: CheckpointCoordinator) => void): void {
    this.coordinator = copy(this.coordinator);
    work(this.coordinator);
  }

  /** Time passes; the timer rings on the way. */
  advanceTo(time: Millis): void {
    const until = millis(time);
    while (this.wakesAt <= until) {
      this.now = this.wakesAt;
      this.wakesAt = Infinity;
      this.call((coordinator) => coordinator.onTimer(this));
    }
    this.now = until;
  }

  enter(subtask: number, state: keyof typeof ExecutionState): void {
    this.call((coordinator) => coordinator.onTaskState(subtask, ExecutionState[state], this));
  }

  endData(subtask: number): void {
    this.call((coordinator) => coordinator.onEndOfData(subtask, this));
  }

  /** A subtask acknowledges; its snapshot is number 10 · checkpoint + subtask. */
  acknowledge(
    id: number,
    subtask: number,
    snapshotId: number = 10 * id + subtask,
    isFinished = false,
  ): void {
    this.call((coordinator) =>
      coordinator.onAcknowledge(subtask, id, snapshotId, isFinished, this)
    );
  }

  decline(id: number, subtask: number, reason: CheckpointFailureReason): void {
    this.call((coordinator) => coordinator.onDecline(subtask, id, reason, this));
  }

  store(id: number, isStored = true): void {
    this.call((coordinator) => coordinator.onMetadataStored(id, isStored, this));
  }

  triggerNow(): void {
    this.call((coordinator) => coordinator.triggerNow(this));
  }

  requestSavepoint(mode: SavepointMode): void {
    this.call((coordinator) => coordinator.requestSavepoint(mode, this));
  }

  stop(reason: CheckpointFailureReason): void {
    this.call((coordinator) => coordinator.stop(reason, this));
  }

  /** Every task acknowledges and the metadata is stored. */
  complete(id: number): void {
    const { subtaskCount } = this.coordinator.spec;
    for (let subtask = 0; subtask < subtaskCount; subtask++) this.acknowledge(id, subtask);
    this.store(id);
  }

  /** What has been told since it was asked last; only lines that contain a text, if there is one. */
  take(text = ""): string[] {
    const lines = this.lines.filter((line) => line.includes(text));
    this.lines = [];
    return lines;
  }

  triggerTask(
    subtask: number,
    checkpointId: number,
    triggeredAt: Micros,
    savepoint: SavepointMode | null,
  ): void {
    const mode = savepoint === null ? "" : `, ${savepoint}`;
    this.tell(`trigger #${checkpointId} at ${subtask}, ${triggeredAt / 1000} ms${mode}`);
  }

  notifyComplete(subtask: number, checkpointId: number): void {
    this.tell(`tell ${subtask} that #${checkpointId} is complete`);
  }

  notifyAborted(subtask: number, checkpointId: number): void {
    this.tell(`tell ${subtask} that #${checkpointId} is aborted`);
  }

  storeMetadata(checkpointId: number): void {
    this.tell(`store #${checkpointId}`);
  }

  /** A snapshot is as large as its number. */
  entriesOf(snapshotId: number): number {
    return snapshotId;
  }

  unionIn(snapshotId: number): UnionInSnapshot {
    return { hasUnionList: this.hasUnion, hasEnded: this.ended.includes(snapshotId) };
  }

  discard(snapshotIds: readonly number[]): void {
    this.tell(`discard ${snapshotIds.join(" ")}`);
  }

  failJob(reason: string): void {
    this.tell(`fail the job: ${reason}`);
  }

  wakeAt(at: Micros): void {
    this.wakesAt = at;
  }

  draw(_n: number, bound: number): number {
    return Math.min(this.drawn, bound - 1);
  }

  report(
    kind: number,
    subject: number,
    _key: number,
    _origin: number,
    stamp: number,
    _detail: number,
    value?: unknown,
  ): void {
    const words = [FACT_NAMES.get(kind)!.name];
    if (stamp > 0) words.push(`#${stamp}`);
    if (subject >= 0) words.push(`of ${subject}`);
    if (value !== undefined) words.push(String(value));
    this.tell(words.join(" "));
  }

  private tell(line: string): void {
    this.lines.push(line);
  }
}
