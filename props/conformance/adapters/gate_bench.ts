// A task's input alone, where barriers may overtake: a barrier handler behind a gate of ours, with its
// channels, their recordings and the alignment timer.

import { ElementKind } from "@headwater/sim";
import type { Context } from "../../../sim/context.ts";
import type { InFlightRow } from "../../../sim/3_channel/channel_state.ts";
import type { OvertakingPort } from "../../../sim/4_input_gate/barrier_port.ts";
import type { BarrierHandlerSpec } from "../../../sim/4_input_gate/barrier_handler.ts";
import { CheckpointableInputs } from "../../../sim/4_input_gate/checkpointable_inputs.ts";
import { InputChannel } from "../../../sim/3_channel/input_channel.ts";
import { InputGate } from "../../../sim/4_input_gate/input_gate.ts";
import { InputOvertaking } from "../../../sim/3_channel/input_overtaking.ts";
import { barrierIn } from "../../../sim/element/checkpoint_barrier.ts";
import { Row } from "../../../sim/element/row.ts";
import { RowRing } from "../../../sim/element/row_ring.ts";
import type { CaseReader } from "../case_reader.ts";
import { BarrierNotes } from "./barrier_notes.ts";
import { type FedBuffer, type GateElement, readElement } from "./gate_element.ts";

const { RECORD, CHECKPOINT_BARRIER, CANCEL_CHECKPOINT_MARKER, END_OF_PARTITION } = ElementKind;

/** Where a recorded buffer came from. */
interface Recorded {
  readonly channel: number;
  readonly buffer: FedBuffer;
}

/** A gate with its handler. */
export class GateBench extends BarrierNotes implements OvertakingPort {
  /** Channels that the case has blocked in the place of the network, and nobody has resumed since. */
  readonly blocked: boolean[];
  private readonly gate = new InputGate();
  private readonly inputs: CheckpointableInputs;
  /** What recordings held that are over, and which buffers were asked about before. */
  private readonly recorded: Recorded[] = [];
  private readonly told = new Set<FedBuffer>();
  private timerAt = Infinity;
  private feedCount = 0;

  constructor(spec: BarrierHandlerSpec, announces: (channel: number) => boolean = () => true) {
    super(spec);
    const ids = Array.from({ length: spec.channelCount }, (_, id) => id);
    this.blocked = ids.map(() => false);
    this.gate.spec = { tieStream: -1, exclusiveCount: 0 };
    this.gate.channels = ids.map((id) => channelOf(id, announces(id)));
    this.inputs = new CheckpointableInputs([this.gate], { inputs: ids.map(() => 0), places: ids });
  }

  override feed(elements: readonly CaseReader[]): void {
    this.output = [];
    this.feedCount++;
    elements.forEach((element, place) => {
      this.arrive(readElement(element, this.feedCount, place));
      this.drain(({ kind, value }) => {
        if (kind !== RECORD && kind !== END_OF_PARTITION) return;
        this.output.push(this.placeOf(value as FedBuffer));
      });
    });
  }

  override handOut(element: CaseReader): void {
    const { channel, row } = readElement(element);
    this.process(channel, row);
  }

  /** Into its channel; then the gate has it, and nobody has read it. */
  arrive({ channel, row, backlog }: GateElement): void {
    const wire = new RowRing();
    wire.push(row);
    this.gate.channels[channel].load(wire, 1, backlog, this.now);
    this.gate.receive(channel, QUIET);
  }

  /** Takes the next element out of the gate and handles it; null when there is none. */
  poll(): Row | null {
    const { gate } = this, row = new Row();
    if (gate.hasOvertaking()) {
      this.process(gate.pollOvertaking(row), row);
      return row;
    }
    if (!gate.hasInput()) return null;
    const channel = gate.poll(row);
    gate.recycle(QUIET);
    this.process(channel, row);
    return row;
  }

  /** Polls until the gate is empty. */
  drain(look: (row: Row) => void = () => {}): void {
    for (let row = this.poll(); row !== null; row = this.poll()) look(row);
  }

  /** The timer rings, if it is late enough. */
  runTimers(): void {
    if (this.timerAt > this.now) return;
    this.timerAt = Infinity;
    this.handler.receiveTimeout(this);
  }

  /** Nothing more is read. */
  close(): void {
    this.handler.close(this);
  }

  override takeInflight(): number[] {
    const fresh = this.persisted().filter(({ buffer }) => !this.told.has(buffer));
    for (const { buffer } of fresh) this.told.add(buffer);
    return fresh.map(({ buffer }) => this.placeOf(buffer)).toSorted((a, b) => a - b);
  }

  /** Everything that became channel state so far, whatever came of its checkpoint. */
  persisted(): Recorded[] {
    return [...this.recorded, ...this.recordedNow()];
  }

  override resume(channel: number): void {
    this.blocked[channel] = false;
  }

  startRecording(checkpointId: number): boolean {
    return this.inputs.startRecording(checkpointId);
  }

  completeRecording(checkpointId: number, alignmentDuration: number): void {
    this.complete.add(checkpointId);
    this.settle(alignmentDuration);
    this.abandonRecording(checkpointId);
  }

  abandonRecording(checkpointId: number): void {
    this.recorded.push(...this.recordedNow());
    this.inputs.stopRecording(checkpointId);
  }

  prioritize(channel: number, checkpointId: number): boolean {
    return this.inputs.prioritize(channel, checkpointId);
  }

  setAlignmentTimer(at: number): void {
    this.timerAt = at;
  }

  private process(channel: number, row: Row): void {
    const { handler } = this;
    switch (row.kind) {
      case RECORD:
        return this.work((row.value as FedBuffer).bytes);
      case CHECKPOINT_BARRIER:
        return handler.receive({ channel, ...barrierIn(row) }, this);
      case CANCEL_CHECKPOINT_MARKER:
        return handler.receiveCancelMarker(channel, row.timestamp, this);
      case END_OF_PARTITION:
        return handler.receiveEndOfPartition(channel, this);
      default:
        return handler.receiveAnnouncement({ channel, ...barrierIn(row) }, this);
    }
  }

  /** Its place in the last feed, −1 for a buffer of an earlier one. */
  private placeOf({ feed, place }: FedBuffer): number {
    return feed === this.feedCount ? place : -1;
  }

  private recordedNow(): Recorded[] {
    const bufferOf = ({ value }: InFlightRow) => value as FedBuffer;
    return this.inputs.recorded(this.handler.checkpointId).flatMap(({ channel, rows }) =>
      rows.map((row) => ({ channel, buffer: bufferOf(row) }))
    );
  }
}

function channelOf(id: number, announces: boolean): InputChannel {
  const channel = new InputChannel();
  channel.spec = {
    id,
    edge: 0,
    sender: id,
    receiver: 0,
    outputIndex: 0,
    gateIndex: id,
    isLocal: true, // no credit: the case plays the network
    name: `channel ${id}`,
  };
  channel.overtaking = new InputOvertaking();
  channel.overtaking.announces = announces;
  return channel;
}

/** Nobody hears of credits and facts. */
const QUIET: Context = {
  now: 0,
  recordsAll: false,
  schedule() {},
  deliver() {},
  returnCredit() {},
  latency: () => 1,
  below: () => 0,
  report() {},
  reportRow() {},
};
