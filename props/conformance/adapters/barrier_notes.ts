// Notes of what a barrier handler wants its task to do, and what a case then asks about it. How elements
// come to the handler is up to whoever extends this.

import type { Micros } from "@headwater/sim";
import type { BarrierPort } from "../../../sim/4_input_gate/barrier_port.ts";
import {
  BarrierHandler,
  type BarrierHandlerSpec,
} from "../../../sim/4_input_gate/barrier_handler.ts";
import type { CheckpointOptions } from "../../../sim/element/checkpoint_options.ts";
import { Fact } from "../../../sim/trace/fact.ts";
import type { CaseReader } from "../case_reader.ts";

/** What is not known before the last barrier is in. */
const UNKNOWN = -1;

/** A handler, and what it did. */
export abstract class BarrierNotes implements BarrierPort {
  now: Micros = 0;
  readonly handler = new BarrierHandler();
  /** Ids triggered, and ids aborted with a minus, in order. */
  readonly calls: number[] = [];
  readonly triggered: number[] = [];
  readonly triggeredOptions: CheckpointOptions[] = [];
  readonly aborted: number[] = [];
  reason: string | null = null;
  /** The last id triggered or aborted, plus 1, unless the case has said what it expects. */
  nextId = -1;
  startedSince = -1;
  /** How long the alignment took of the checkpoint that was triggered last. */
  lastDuration: Micros = 0;
  /** Bytes worked on during it. */
  lastBytes = 0;
  /** Places of the buffers and ends that came out since the last feed. */
  output: number[] = [];
  /** At an abort, its checkpoint may not be one of which all barriers are in. */
  checksOnAbort = false;
  /** Checkpoints of which all barriers are in. */
  protected readonly complete = new Set<number>();
  private wantedId = -1;
  /** The alignment that began last, while it lasts, and the bytes worked on since. */
  private aligning = -1;
  private bytes = 0;
  private alignedBytes = 0;

  constructor(spec: BarrierHandlerSpec) {
    this.handler.spec = spec;
    this.handler.build();
  }

  /** One element after the other arrives, and each time everything is read that may be. */
  abstract feed(elements: readonly CaseReader[]): void;
  /** An element comes out of the gate. */
  abstract handOut(element: CaseReader): void;

  /** Places of the buffers that became channel state since this was asked last. */
  takeInflight(): number[] {
    return [];
  }

  /** From the case: the checkpoint that must be triggered next. */
  expectNext(checkpointId: number): void {
    this.nextId = this.wantedId = checkpointId;
  }

  /** A buffer was worked on. */
  work(bytes: number): void {
    if (this.aligning >= 0) this.bytes += bytes;
  }

  /** True when a checkpoint is over here: its barriers are in, or it was given up. */
  isDone(checkpointId: number): boolean {
    const { handler } = this;
    if (checkpointId > handler.checkpointId) throw new Error(`${checkpointId} has not begun`);
    return checkpointId < handler.checkpointId || handler.openCount === 0 || !handler.isPending;
  }

  /** What the handler takes for the newest checkpoint; while counting, of those under way (Flink). */
  get latestId(): number {
    const { spec, checkpointId, pendingIds } = this.handler;
    return spec.mode === "tracking" ? pendingIds.at(-1) ?? -1 : checkpointId;
  }

  block(): void {}

  resume(_channel: number): void {}

  trigger(checkpointId: number, _: Micros, duration: Micros, options: CheckpointOptions): void {
    if (this.wantedId >= 0 && this.wantedId !== checkpointId) {
      throw new Error(`expected checkpoint ${this.wantedId} next, got ${checkpointId}`);
    }
    const isUnaligned = options.alignment === "unaligned";
    if (!isUnaligned) this.complete.add(checkpointId);
    this.triggered.push(checkpointId);
    this.triggeredOptions.push(options);
    this.startedSince = checkpointId;
    this.lastDuration = isUnaligned ? UNKNOWN : duration;
    this.lastBytes = isUnaligned ? UNKNOWN : this.alignedBytes;
    this.note(checkpointId, checkpointId);
  }

  abort(checkpointId: number, reason: string): void {
    if (this.checksOnAbort && this.complete.has(checkpointId)) {
      throw new Error(`checkpoint ${checkpointId} is aborted, and all its barriers are in`);
    }
    this.aborted.push(checkpointId);
    this.reason = reason;
    if (this.lastBytes === UNKNOWN) this.settle(0);
    this.note(checkpointId, -checkpointId);
  }

  report(kind: number, _: number, checkpointId: number): void {
    const { alignmentStarted, alignmentCompleted, alignmentAborted, recordingStarted } = Fact;
    if (kind === alignmentStarted || (kind === recordingStarted && this.aligning < 0)) {
      this.aligning = checkpointId;
      this.bytes = 0;
    }
    if (kind !== alignmentCompleted && kind !== alignmentAborted) return;
    const isNewest = checkpointId === this.aligning;
    this.alignedBytes = isNewest && kind === alignmentCompleted ? this.bytes : 0;
    if (isNewest) this.aligning = -1;
  }

  /** The checkpoint that was triggered last has been waiting for barriers, and waits no more. */
  protected settle(duration: Micros): void {
    this.lastDuration = duration;
    this.lastBytes = this.bytes;
    this.aligning = -1;
  }

  private note(checkpointId: number, call: number): void {
    this.calls.push(call);
    this.nextId = checkpointId + 1;
    this.wantedId = -1;
    this.alignedBytes = 0;
  }
}
