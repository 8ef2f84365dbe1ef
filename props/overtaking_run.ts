// Made-up runs of a network whose barriers overtake: what happens when, as numbers, and how it ends.

import fc from "fast-check";
import { type CheckpointOptions, UNALIGNED } from "../sim/element/checkpoint_options.ts";
import { ALIGNED, alignedWithTimeout } from "../sim/element/checkpoint_options.ts";
import { claim } from "./claim.ts";
import { type ChannelCut, type NetworkShape, OvertakingNetwork } from "./overtaking_network.ts";

/** A network, and which of its parts acts at each step. */
export interface OvertakingRun {
  readonly shape: NetworkShape;
  readonly picks: readonly number[];
}

/** One thing that may happen, at one of several places. */
type Deed = (network: OvertakingNetwork, place: number) => void;

const emit: Deed = (network, place) => {
  const { senders, receivers } = network;
  network.emit(place % senders.length, Math.floor(place / senders.length) % receivers.length);
};
const take: Deed = (network, place) => network.take(place % network.receivers.length);
const arrive: Deed = (network, place) => network.arrive(place % network.inputs.length);
const begin: Deed = (network, place) => network.begin(place % network.senders.length);

/** How often something happens is how often it stands here. */
const DEEDS: readonly Deed[] = [
  ...Array.from({ length: 9 }, () => emit),
  ...Array.from({ length: 4 }, () => take),
  ...Array.from({ length: 4 }, () => arrive),
  ...Array.from({ length: 4 }, () => begin),
  (network, place) => network.flush(place % network.senders.length),
  (network, place) => network.giveCredit(place % network.inputs.length),
  (network, place) => network.giveCredit(place % network.inputs.length),
  (network, place) => network.resume(place),
  (network, place) => network.timeOutOutputs(place % network.senders.length),
  (network) => network.trigger(),
];

/** Rare, or a run would be over before anything has happened. */
const RARE: readonly Deed[] = [
  (network, place) => network.end(place % network.senders.length),
  (network, place) => network.cancel(place % network.senders.length),
];

const PLACES = 12, RARELY = 40;
/** More steps than any drain needs. */
const DRAIN_STEPS_MAX = 4000;

const shapes = (options: readonly CheckpointOptions[]): fc.Arbitrary<NetworkShape> =>
  fc.record({
    senderCount: fc.integer({ min: 1, max: 3 }),
    receiverCount: fc.integer({ min: 1, max: 2 }),
    gateCount: fc.integer({ min: 1, max: 2 }),
    bufferCapacity: fc.integer({ min: 1, max: 3 }),
    credits: fc.integer({ min: 1, max: 2 }),
    options: fc.constantFrom(...options),
  });

/** What a checkpoint may be, with timeouts of so many steps. */
export const ALL_OPTIONS: readonly CheckpointOptions[] = [
  UNALIGNED,
  UNALIGNED,
  ...[1, 5, 15, 40].map(alignedWithTimeout),
  ALIGNED,
];

/** Runs of networks whose checkpoints are of these kinds. */
export function overtakingRuns(
  options: readonly CheckpointOptions[] = ALL_OPTIONS,
): fc.Arbitrary<OvertakingRun> {
  const pick = fc.nat(DEEDS.length * PLACES * RARELY - 1);
  return fc.record({
    shape: shapes(options),
    picks: fc.array(pick, { minLength: 60, maxLength: 260, size: "max" }),
  });
}

/** Plays a run; then everybody ends, and everything that is on its way arrives and is read. */
export function playOvertaking({ shape, picks }: OvertakingRun): OvertakingNetwork {
  const network = new OvertakingNetwork(shape);
  for (const pick of picks) {
    network.now++;
    const place = pick % PLACES, rest = Math.floor(pick / PLACES);
    const rare = RARE[Math.floor(rest / DEEDS.length)];
    if (rare !== undefined) rare(network, place);
    else DEEDS[rest % DEEDS.length](network, place);
  }
  drain(network);
  return network;
}

/**
 * Begins anew from a checkpoint that is complete on all channels, sends the rest of the records, and ends;
 * null when there is no such checkpoint.
 */
export function recoverOvertaking(network: OvertakingNetwork): RecoveredNetwork | null {
  const complete = [...network.cuts].findLast(([, cuts]) => cuts.every(isComplete));
  if (complete === undefined) return null;
  const [, cuts] = complete, { shape, sent } = network;
  const again = new OvertakingNetwork(shape);
  cuts.forEach((cut, channel) => again.recover(channel, cut, sent[channel]));
  for (let step = 0; again.sent.some(({ length }, i) => length < sent[i].length); step++) {
    claim(step < DRAIN_STEPS_MAX, () => "A sender waits for ever", again.now);
    sent.forEach(({ length }, channel) => {
      const { receiverCount } = shape;
      if (again.sent[channel].length === length) return;
      again.emit(Math.floor(channel / receiverCount), channel % receiverCount);
    });
    pump(again);
  }
  drain(again);
  return { network: again, cuts };
}

/** A network that has gone on from a checkpoint. */
export interface RecoveredNetwork {
  readonly network: OvertakingNetwork;
  /** Where the checkpoint stood. */
  readonly cuts: readonly ChannelCut[];
}

function isComplete({ sent, worked, inputs, outputs }: ChannelCut): boolean {
  return sent !== null && worked !== null && inputs !== null && outputs !== null;
}

function drain(network: OvertakingNetwork): void {
  for (let step = 0; !isAtRest(network); step++) {
    claim(step < DRAIN_STEPS_MAX, () => "Something waits for ever", network.now);
    for (const sender of network.senders.keys()) network.end(sender);
    pump(network);
  }
}

/** Everybody acts once. */
function pump(network: OvertakingNetwork): void {
  const { senders, receivers, inputs } = network;
  network.now++;
  for (const sender of senders.keys()) {
    network.flush(sender);
    network.timeOutOutputs(sender);
  }
  for (const channel of inputs.keys()) {
    network.giveCredit(channel);
    network.arrive(channel);
  }
  network.resume(0);
  for (const receiver of receivers.keys()) network.take(receiver);
}

/** Nothing is on its way, and everybody has ended. */
function isAtRest({ senders, receivers }: OvertakingNetwork): boolean {
  return senders.every(({ hasEnded }) => hasEnded) &&
    receivers.every(({ handler }) => handler.openCount === 0);
}
