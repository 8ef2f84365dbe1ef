// The receiving ends of a made-up network (overtaking_network.ts): gates, a barrier handler, and a task
// that notes what it has worked on when it takes a snapshot.

import { ElementKind } from "@headwater/sim";
import { BarrierHandler } from "../sim/4_input_gate/barrier_handler.ts";
import type { OvertakingPort } from "../sim/4_input_gate/barrier_port.ts";
import type { InFlightRow } from "../sim/3_channel/channel_state.ts";
import type { InputChannel } from "../sim/3_channel/input_channel.ts";
import { CheckpointableInputs } from "../sim/4_input_gate/checkpointable_inputs.ts";
import { InputGate } from "../sim/4_input_gate/input_gate.ts";
import { barrierIn } from "../sim/element/checkpoint_barrier.ts";
import type { CheckpointOptions } from "../sim/element/checkpoint_options.ts";
import { Row } from "../sim/element/row.ts";
import { Fact } from "../sim/trace/fact.ts";
import { claim } from "./claim.ts";
import { type OvertakingNetwork, valuesOf } from "./overtaking_network.ts";

const { RECORD, CHECKPOINT_BARRIER, CANCEL_CHECKPOINT_MARKER, EVENT_ANNOUNCEMENT } = ElementKind;

/** One task that reads. Its channels are counted by sender. */
export class OvertakingReceiver implements OvertakingPort {
  now = 0;
  readonly handler = new BarrierHandler();
  readonly gates: InputGate[];
  /** By sender: the records that it has worked on. */
  readonly worked: number[][];
  private readonly inputs: CheckpointableInputs;
  private readonly places: readonly { readonly gate: number; readonly place: number }[];
  /** The gate that was read last: the next one is asked first. */
  private turn = 0;
  private timerAt = Infinity;
  /** Rows that were recorded when the recording began. */
  private beganWith = 0;

  constructor(channels: readonly InputChannel[], private readonly network: OvertakingNetwork) {
    const { gateCount } = network.shape;
    this.gates = Array.from({ length: Math.min(gateCount, channels.length) }, () => {
      const gate = new InputGate();
      gate.spec = { tieStream: -1, exclusiveCount: network.shape.credits };
      return gate;
    });
    this.places = channels.map((channel, index) => {
      const gate = index % this.gates.length;
      return { gate, place: this.gates[gate].channels.push(channel) - 1 };
    });
    this.inputs = new CheckpointableInputs(this.gates, {
      inputs: this.places.map(({ gate }) => gate),
      places: this.places.map(({ place }) => place),
    });
    this.worked = channels.map(() => []);
    this.handler.spec = {
      channelCount: channels.length,
      mode: "alternating",
      afterTasksFinish: true,
    };
    this.handler.build();
  }

  /** A buffer arrives. */
  arrive(sender: number, network: OvertakingNetwork): void {
    const { gate, place } = this.places[sender];
    this.gates[gate].receive(place, network);
  }

  /** What a checkpoint held of a channel is read first (UC-8). */
  recover(sender: number, rows: readonly InFlightRow[]): void {
    const { gate, place } = this.places[sender];
    this.gates[gate].recover(place, rows);
  }

  /** First what overtakes, then the timer, then an element of the next gate (UC-4). */
  take(network: OvertakingNetwork): void {
    this.now = network.now;
    const row = new Row();
    for (const [index, gate] of this.gates.entries()) {
      if (gate.hasOvertaking()) return this.process(index, gate.pollOvertaking(row), row);
    }
    if (this.timerAt <= this.now) {
      this.timerAt = Infinity;
      return this.handler.receiveTimeout(this);
    }
    for (let i = 1; i <= this.gates.length; i++) {
      const index = (this.turn + i) % this.gates.length, gate = this.gates[index];
      if (!gate.hasInput()) continue;
      this.turn = index;
      const place = gate.poll(row);
      gate.recycle(network);
      return this.process(index, place, row);
    }
  }

  block(): void {}

  resume(channel: number): void {
    this.network.askToResume(this, channel);
  }

  trigger(checkpointId: number, _: number, __: number, options: CheckpointOptions): void {
    const isAligned = options.alignment !== "unaligned";
    this.worked.forEach(({ length }, sender) => {
      const cut = this.network.cutOf(this, sender, checkpointId);
      claim(cut.worked === null, () => `Snapshot ${checkpointId} is taken twice`, this.now);
      cut.worked = length;
      if (isAligned) cut.inputs = [];
    });
    this.network.cases.add(isAligned ? "aligned in time" : "unaligned");
  }

  abort(checkpointId: number): void {
    this.network.cases.add("given up");
    this.worked.forEach((_, sender) => {
      this.network.cutOf(this, sender, checkpointId).isGivenUp = true;
    });
  }

  startRecording(checkpointId: number): boolean {
    const canBegin = this.inputs.startRecording(checkpointId);
    if (canBegin && this.recordedCount(checkpointId) > 0) {
      this.network.cases.add("overtook at a receiver");
    }
    this.beganWith = this.recordedCount(checkpointId);
    return canBegin;
  }

  completeRecording(checkpointId: number): void {
    if (this.recordedCount(checkpointId) > this.beganWith) this.network.cases.add("recorded later");
    this.inputs.recorded(checkpointId).forEach(({ rows }, sender) => {
      this.network.cutOf(this, sender, checkpointId).inputs = valuesOf(rows);
    });
    this.inputs.stopRecording(checkpointId);
  }

  abandonRecording(checkpointId: number): void {
    this.inputs.stopRecording(checkpointId);
  }

  prioritize(channel: number, checkpointId: number): boolean {
    this.network.cases.add("fetched");
    return this.inputs.prioritize(channel, checkpointId);
  }

  setAlignmentTimer(at: number): void {
    this.timerAt = at;
  }

  report(kind: number): void {
    if (kind === Fact.checkpointTurnedUnaligned) this.network.cases.add("turned at a receiver");
  }

  private recordedCount(checkpointId: number): number {
    return this.inputs.recorded(checkpointId).reduce((sum, { rows }) => sum + rows.length, 0);
  }

  /** Of a blocked channel only what its barrier has overtaken may still be read. */
  private work(sender: number, record: number): void {
    const { handler, network, worked } = this;
    if (handler.isBlocked(sender)) {
      const { sent } = network.cutOf(this, sender, handler.checkpointId);
      claim(
        worked[sender].length < sent!,
        () => `Of channel ${sender} a record from behind its barrier is read`,
        this.now,
      );
    }
    worked[sender].push(record);
  }

  private process(gate: number, place: number, row: Row): void {
    const { handler } = this;
    const sender = this.places.findIndex((one) => one.gate === gate && one.place === place);
    switch (row.kind) {
      case RECORD:
        return this.work(sender, row.value as number);
      case CHECKPOINT_BARRIER:
        return handler.receive({ channel: sender, ...barrierIn(row) }, this);
      case EVENT_ANNOUNCEMENT:
        return handler.receiveAnnouncement({ channel: sender, ...barrierIn(row) }, this);
      case CANCEL_CHECKPOINT_MARKER:
        return handler.receiveCancelMarker(sender, row.timestamp, this);
      default:
        return handler.receiveEndOfPartition(sender, this);
    }
  }
}
