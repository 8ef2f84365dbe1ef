// A task's input alone: a barrier handler, the channels in front of it, and notes of what it wants the
// task to do.

import type { BarrierPort } from "../../../sim/4_input_gate/barrier_port.ts";
import {
  BarrierHandler,
  type BarrierHandlerSpec,
} from "../../../sim/4_input_gate/barrier_handler.ts";
import { Fact } from "../../../sim/trace/fact.ts";
import type { CaseReader } from "../case_reader.ts";

/** An element in a channel: what it is, and its place in the last feed, −1 for an earlier one. */
interface Fed {
  readonly element: CaseReader;
  place: number;
}

/** What drives a handler, and what it did. */
export class BarrierBench implements BarrierPort {
  now = 0;
  readonly handler = new BarrierHandler();
  /** Ids triggered, and ids aborted with a minus, in order. */
  readonly calls: number[] = [];
  readonly triggered: number[] = [];
  readonly aborted: number[] = [];
  reason: string | null = null;
  /** The last id triggered or aborted, plus 1, unless the case has said what it expects. */
  nextId = -1;
  startedSince = -1;
  lastDuration = 0;
  /** Bytes worked on during the alignment of the checkpoint that was triggered last. */
  lastBytes = 0;
  /** Places of the buffers and ends that came out since the last feed. */
  output: number[] = [];
  private readonly channels: Fed[][];
  private wantedId = -1;
  /** The alignment that began last, while it lasts, and the bytes worked on since. */
  private aligning = -1;
  private bytes = 0;
  private alignedBytes = 0;

  constructor(spec: BarrierHandlerSpec) {
    this.handler.spec = spec;
    this.handler.build();
    this.channels = Array.from({ length: spec.channelCount }, () => []);
  }

  /** From the case: the checkpoint that must be triggered next. */
  expectNext(checkpointId: number): void {
    this.nextId = this.wantedId = checkpointId;
  }

  /** One element after the other arrives, and each time everything is read that may be. */
  feed(elements: readonly CaseReader[]): void {
    this.output = [];
    for (const earlier of this.channels.flat()) earlier.place = -1;
    elements.forEach((element, place) => {
      this.channels[element.get("channel").integer()].push({ element, place });
      for (let ready = this.ready(); ready !== undefined; ready = this.ready()) {
        const { element, place } = ready.shift()!;
        if (element.has("buffer") || element.has("endOfPartition")) this.output.push(place);
        this.handOut(element);
      }
    });
  }

  /** An element comes out of the gate. */
  handOut(element: CaseReader): void {
    const kind = element.verb("buffer", "barrier", "cancelBarrier", "endOfPartition");
    element.only(kind, "channel", "size");
    const channel = element.get("channel").integer();
    switch (kind) {
      case "buffer":
        if (this.aligning >= 0) {
          this.bytes += element.has("size") ? element.get("size").integer() : 1;
        }
        return;
      case "barrier":
        return this.handler.receiveBarrier(channel, element.get(kind).integer(), 0, this);
      case "cancelBarrier":
        return this.handler.receiveCancelMarker(channel, element.get(kind).integer(), this);
      case "endOfPartition":
        return this.handler.receiveEndOfPartition(channel, this);
    }
  }
  /** What the handler takes for the newest checkpoint; while counting, of those under way (Flink). */
  get latestId(): number {
    const { spec, checkpointId, pendingIds } = this.handler;
    return spec.mode === "aligned" ? checkpointId : pendingIds.at(-1) ?? -1;
  }

  block(): void {}

  resume(): void {}

  trigger(checkpointId: number, _: number, alignmentDuration: number): void {
    if (this.wantedId >= 0 && this.wantedId !== checkpointId) {
      throw new Error(`expected checkpoint ${this.wantedId} next, got ${checkpointId}`);
    }
    this.triggered.push(checkpointId);
    this.startedSince = checkpointId;
    this.lastDuration = alignmentDuration;
    this.lastBytes = this.alignedBytes;
    this.note(checkpointId, checkpointId);
  }

  abort(checkpointId: number, reason: string): void {
    this.aborted.push(checkpointId);
    this.reason = reason;
    this.note(checkpointId, -checkpointId);
  }

  report(kind: number, _: number, checkpointId: number): void {
    if (kind === Fact.alignmentStarted) {
      this.aligning = checkpointId;
      this.bytes = 0;
    }
    if (kind !== Fact.alignmentCompleted && kind !== Fact.alignmentAborted) return;
    const isNewest = checkpointId === this.aligning;
    this.alignedBytes = isNewest && kind === Fact.alignmentCompleted ? this.bytes : 0;
    if (isNewest) this.aligning = -1;
  }

  private note(checkpointId: number, call: number): void {
    this.calls.push(call);
    this.nextId = checkpointId + 1;
    this.wantedId = -1;
    this.alignedBytes = 0;
  }

  /** The first channel of which something may be read. */
  private ready(): Fed[] | undefined {
    return this.channels.find((waiting, i) => waiting.length > 0 && !this.handler.isBlocked(i));
  }
}
