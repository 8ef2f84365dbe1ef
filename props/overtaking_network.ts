// Tasks that send to tasks over channels of ours, with checkpoints whose barriers may overtake, for the
// laws of channel state: nothing but both ends of the channels, and made-up moments at which they act.

import type { Context } from "../sim/context.ts";
import { ElementKind, NO_KEY, NO_ORIGIN } from "@headwater/sim";
import { type CheckpointOptions, isTimeoutable } from "../sim/element/checkpoint_options.ts";
import { channelRows, type InFlightRow } from "../sim/3_channel/channel_state.ts";
import type { RowRing } from "../sim/element/row_ring.ts";
import type { InputChannel } from "../sim/3_channel/input_channel.ts";
import { claim } from "./claim.ts";
import { OvertakingReceiver } from "./overtaking_receiver.ts";
import { createSender, inputChannel, type OvertakingSender, rowOf } from "./overtaking_sender.ts";

/** What there is. */
export interface NetworkShape {
  readonly senderCount: number;
  readonly receiverCount: number;
  /** Channels of a receiver are dealt to so many gates. */
  readonly gateCount: number;
  readonly bufferCapacity: number;
  readonly credits: number;
  /** What is settled about every checkpoint. */
  readonly options: CheckpointOptions;
}

/** What both ends of a channel say of one checkpoint; null as long as they have not said it. */
export interface ChannelCut {
  /** Records that were sent before the sender's snapshot, and worked on before the receiver's. */
  sent: number | null;
  worked: number | null;
  outputs: readonly number[] | null;
  inputs: readonly number[] | null;
  isGivenUp: boolean;
}

/** Senders, receivers, and a wire between each two. */
export class OvertakingNetwork implements Context {
  now = 0;
  readonly recordsAll = false;
  readonly senders: OvertakingSender[];
  readonly receivers: OvertakingReceiver[];
  /** By channel: sender × receivers + receiver. */
  readonly inputs: InputChannel[];
  readonly sent: number[][];
  /** By checkpoint, then by channel. */
  readonly cuts = new Map<number, ChannelCut[]>();
  /** What happened, for `sometimes`. */
  readonly cases = new Set<string>();
  /** The checkpoint that was triggered last, and when. */
  private checkpointId = 0;
  private triggeredAt = 0;
  private readonly credits: number[];
  /** Channels whose receiver has said that the sender may go on. */
  private readonly resumes: number[] = [];

  constructor(readonly shape: NetworkShape) {
    const { senderCount, receiverCount } = shape;
    const channelCount = senderCount * receiverCount;
    this.inputs = Array.from({ length: channelCount }, (_, id) => inputChannel(id, shape.credits));
    this.sent = this.inputs.map(() => []);
    this.credits = this.inputs.map(() => 0);
    this.senders = Array.from({ length: senderCount }, (_, index) => createSender(index, shape));
    this.receivers = Array.from(
      { length: receiverCount },
      (_, index) =>
        new OvertakingReceiver(
          this.senders.map((_, sender) => this.inputs[sender * receiverCount + index]),
          this,
        ),
    );
  }

  /** A sender writes a record to one of its channels, if it may (NET-6). */
  emit(sender: number, receiver: number): void {
    const { partition, hasEnded } = this.senders[sender];
    if (hasEnded || !partition.isAvailable()) return;
    const records = this.sent[this.channelOf(sender, receiver)];
    const value = records.length * this.shape.receiverCount + receiver;
    records.push(value);
    partition.emit(rowOf(ElementKind.RECORD, 0, value), 0, this);
  }

  /** A channel goes on from a checkpoint: what it held there comes first, at both ends (UC-8). */
  recover(
    channel: number,
    { sent, inputs, outputs }: ChannelCut,
    records: readonly number[],
  ): void {
    const { receiverCount } = this.shape;
    const sender = Math.floor(channel / receiverCount);
    this.sent[channel] = records.slice(0, sent!);
    this.receivers[channel % receiverCount].recover(sender, inFlight(inputs!));
    const saved = channelRows(channel, inFlight(outputs!));
    this.senders[sender].partition.recover(saved, this);
  }

  /** A sender hands over what it has. */
  flush(sender: number): void {
    this.senders[sender].partition.flush(this);
  }

  /** The coordinator triggers the next checkpoint, and gives up the one before, if that goes on. */
  trigger(): void {
    this.checkpointId++;
    this.triggeredAt = this.now;
    this.cuts.set(
      this.checkpointId,
      this.inputs.map(() => ({
        sent: null,
        worked: null,
        outputs: null,
        inputs: null,
        isGivenUp: false,
      })),
    );
  }

  /** A sender takes its snapshot: its barrier goes out. */
  begin(sender: number): void {
    const { writer, partition, hasEnded } = this.senders[sender];
    const { checkpointId, triggeredAt, shape: { options } } = this;
    if (hasEnded || checkpointId <= this.senders[sender].lastId) return;
    this.senders[sender].lastId = checkpointId;
    writer.start(checkpointId);
    for (const receiver of this.receivers.keys()) {
      const channel = this.channelOf(sender, receiver);
      this.cuts.get(checkpointId)![channel].sent = this.sent[channel].length;
    }
    const barrier = { checkpointId, triggeredAt, options };
    const overtaken = partition.sendBarrier(barrier, this);
    if (overtaken.some(({ rows }) => rows.length > 0)) this.cases.add("overtook at a sender");
    writer.addOutputs(checkpointId, overtaken);
    this.settleOutputs();
  }

  /** A sender cannot take part, and says so behind everything. */
  cancel(sender: number): void {
    const one = this.senders[sender];
    if (one.hasEnded || this.checkpointId <= one.lastId) return;
    one.lastId = this.checkpointId;
    const row = rowOf(ElementKind.CANCEL_CHECKPOINT_MARKER, this.checkpointId);
    one.partition.broadcast(row, this);
    for (const cut of this.cuts.get(this.checkpointId)!) cut.isGivenUp = true;
  }

  /** A sender has nothing more to say. */
  end(sender: number): void {
    const one = this.senders[sender];
    if (one.hasEnded) return;
    one.hasEnded = true;
    one.partition.broadcast(rowOf(ElementKind.END_OF_PARTITION, 0), this);
  }

  /** A sender's own timer: its barriers that still wait overtake (UC-12). */
  timeOutOutputs(sender: number): void {
    const { writer, partition } = this.senders[sender], { checkpointId } = writer;
    const { options } = this.shape;
    const isDue = this.now >= this.triggeredAt + options.alignedTimeout;
    if (!isTimeoutable(options) || !isDue || checkpointId !== this.checkpointId) return;
    const overtaken = partition.timeOutBarrier(checkpointId, this);
    if (overtaken.length > 0) this.cases.add("turned at a sender");
    writer.addOutputs(checkpointId, overtaken);
    this.settleOutputs();
  }

  /** What is first on the wire of a channel arrives. */
  arrive(channel: number): void {
    if (this.inputs[channel].arrivals.size === 0) return;
    const { receiverCount } = this.shape;
    this.receivers[channel % receiverCount].arrive(Math.floor(channel / receiverCount), this);
  }

  /** A credit comes back to a sender. */
  giveCredit(channel: number): void {
    if (this.credits[channel] === 0) return;
    this.credits[channel]--;
    const { partition, subpartition } = this.outputOf(channel);
    subpartition.returns.push(this.now);
    partition.takeReturn(subpartition, this);
    this.settleOutputs();
  }

  /** A sender hears that it may go on behind a barrier. */
  resume(place: number): void {
    if (this.resumes.length === 0) return;
    const [channel] = this.resumes.splice(place % this.resumes.length, 1);
    const { partition, subpartition } = this.outputOf(channel);
    claim(subpartition.isStopped, () => `Channel ${channel} goes on and had not stopped`, this.now);
    partition.resume(subpartition, this);
    this.settleOutputs();
  }

  /** A receiver takes one element, and its timer rings if it is late enough. */
  take(receiver: number): void {
    this.receivers[receiver].take(this);
  }

  // what ends tell each other, and what they note

  /** From a receiver, by its own index of the channel. */
  askToResume(receiver: OvertakingReceiver, sender: number): void {
    this.resumes.push(this.channelOf(sender, this.receivers.indexOf(receiver)));
  }

  /** The cut of a receiver's channel; null for a checkpoint that the network does not know. */
  cutOf(receiver: OvertakingReceiver, sender: number, checkpointId: number): ChannelCut {
    const channel = this.channelOf(sender, this.receivers.indexOf(receiver));
    return this.cuts.get(checkpointId)![channel];
  }

  deliver(channel: number, rows: RowRing, count: number, backlog: number, at: number): void {
    this.inputs[channel].load(rows, count, backlog, at);
  }

  returnCredit(channel: number): void {
    this.credits[channel]++;
  }

  schedule(): void {}

  latency(): number {
    return 1;
  }

  below(): number {
    return 0;
  }

  report(): void {}

  reportRow(): void {}

  /** Whoever has sent all its barriers, or turned them, has all of its output channel state. */
  private settleOutputs(): void {
    this.senders.forEach(({ writer, partition }, sender) => {
      const { checkpointId } = writer;
      if (checkpointId < 0 || writer.outputs.isComplete || partition.holdsBarrier(checkpointId)) {
        return;
      }
      writer.finishOutputs(checkpointId);
      for (const receiver of this.receivers.keys()) {
        const channel = this.channelOf(sender, receiver);
        const saved = writer.outputs.channels.find((one) => one.channel === channel);
        this.cuts.get(checkpointId)![channel].outputs = valuesOf(saved?.rows ?? []);
      }
    });
  }

  private outputOf(channel: number) {
    const { receiverCount } = this.shape;
    const { partition } = this.senders[Math.floor(channel / receiverCount)];
    return { partition, subpartition: partition.subpartitions[channel % receiverCount] };
  }

  private channelOf(sender: number, receiver: number): number {
    return sender * this.shape.receiverCount + receiver;
  }
}

function inFlight(records: readonly number[]): InFlightRow[] {
  const row = { kind: ElementKind.RECORD, key: NO_KEY, origin: NO_ORIGIN, timestamp: 0 };
  return records.map((value) => Object.freeze({ ...row, value }));
}

/** The records among rows. */
export function valuesOf(rows: readonly InFlightRow[]): number[] {
  return rows.map(({ value }) => value as number);
}
