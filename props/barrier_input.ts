// A task's input alone, for the laws of barriers: made-up channels, the order in which they are read,
// and everything that the handler did on the way.

import fc from "fast-check";
import { FACT_NAMES } from "@headwater/sim/trace";
import { BarrierHandler } from "../sim/4_input_gate/barrier_handler.ts";
import type { BarrierPort } from "../sim/4_input_gate/barrier_port.ts";
import { claim } from "./claim.ts";
import type { BarrierAnswer, BarrierEvent } from "./model_barriers.ts";

/** What the channels carry, as words: `r` a record, `|2|` a barrier, `✗2` a cancellation, `end`. */
export interface BarrierInput {
  readonly mode: "aligned" | "tracking";
  readonly afterTasksFinish: boolean;
  readonly channels: readonly (readonly string[])[];
  /** Which of the channels that may be read is, at each step. */
  readonly picks: readonly number[];
}

/** One element that was taken, and what the handler did then. */
export interface BarrierStep {
  readonly channel: number;
  readonly word: string;
  /** Null for a record. */
  readonly event: BarrierEvent | null;
  readonly now: number;
  readonly answers: readonly BarrierAnswer[];
  /** How many elements of each channel have been taken, this one too. */
  readonly taken: readonly number[];
}

/** Checkpoints per channel; fewer than at-least-once tracks at a time. */
const CHECKPOINTS_MAX = 6;

const signs = fc.oneof(
  { weight: 10, arbitrary: fc.constant("|") },
  { weight: 1, arbitrary: fc.constant("✗") },
  { weight: 2, arbitrary: fc.constant("") },
);

/** A channel: barriers or cancellations with growing ids, some lost, records between; then its end. */
const channels = fc.array(fc.record({ records: fc.nat(2), sign: signs }), {
  minLength: 2,
  maxLength: CHECKPOINTS_MAX,
  size: "max",
}).map((parts) => [
  ...parts.flatMap(({ records, sign }, i) => [
    ...Array.from({ length: records }, () => "r"),
    ...sign === "|" ? [`|${i + 1}|`] : sign === "✗" ? [`✗${i + 1}`] : [],
  ]),
  "r",
  "end",
]);

/** Inputs of one to four channels. */
export function barrierInputs(
  modes: readonly BarrierInput["mode"][] = ["aligned", "tracking"],
): fc.Arbitrary<BarrierInput> {
  return fc.record({
    mode: fc.constantFrom(...modes),
    afterTasksFinish: fc.boolean(),
    channels: fc.oneof(...[2, 3, 4, 1].map(severally)),
    picks: fc.array(fc.nat(11), { minLength: 20, maxLength: 60, size: "max" }),
  });
}

/** So many channels. */
function severally(count: number): fc.Arbitrary<string[][]> {
  return fc.array(channels, { minLength: count, maxLength: count });
}

/** Reads an input to its end: whoever is not kept back by the handler may be next. */
export function readBarrierInput(input: BarrierInput): BarrierStep[] {
  const reader = new BarrierReader(input);
  const steps: BarrierStep[] = [];
  for (let i = 0; reader.readable().length > 0; i++) {
    const readable = reader.readable();
    steps.push(reader.take(readable[(input.picks[i] ?? 0) % readable.length]));
  }
  return steps;
}

class BarrierReader implements BarrierPort {
  now = 0;
  private readonly handler = new BarrierHandler();
  private readonly taken: number[];
  /** Channels whose sender has stopped behind a barrier (AL-7). */
  private readonly stopped = new Set<number>();
  private answers: BarrierAnswer[] = [];

  constructor(private readonly input: BarrierInput) {
    const { mode, afterTasksFinish, channels } = input;
    this.handler.spec = { channelCount: channels.length, mode, afterTasksFinish };
    this.handler.build();
    this.taken = channels.map(() => 0);
  }

  readable(): number[] {
    const { channels } = this.input;
    const left = channels.map((_, channel) => channel).filter((channel) =>
      this.taken[channel] < channels[channel].length
    );
    const readable = left.filter((channel) => !this.stopped.has(channel));
    claim(left.length === 0 || readable.length > 0, () => `All of ${left} wait for each other`);
    return readable;
  }

  take(channel: number): BarrierStep {
    claim(!this.handler.isBlocked(channel), () => `Channel ${channel} is blocked and goes on`);
    const word = this.input.channels[channel][this.taken[channel]++];
    const event = eventOf(word);
    this.now += 3;
    if (event !== null) this.hand(channel, event);
    const step = { channel, word, event, now: this.now, taken: [...this.taken] };
    return { ...step, answers: this.answers.splice(0) };
  }

  block(channel: number): void {
    this.answers.push(`block ${channel}`);
  }

  resume(channel: number): void {
    claim(this.stopped.delete(channel), () => `Channel ${channel} goes on and had not stopped`);
    this.answers.push(`resume ${channel}`);
  }

  trigger(checkpointId: number, _: number, alignmentDuration: number): void {
    this.answers.push(`snapshot ${checkpointId} after ${alignmentDuration}`);
  }

  abort(checkpointId: number, reason: string): void {
    this.answers.push(`abort ${checkpointId} ${reason}`);
  }

  report(kind: number): void {
    claim(FACT_NAMES.has(kind), () => `There is no fact ${kind}`);
  }

  private hand(channel: number, event: BarrierEvent): void {
    const { handler } = this;
    if ("end" in event) return handler.receiveEndOfPartition(channel, this);
    if ("cancel" in event) return handler.receiveCancelMarker(channel, event.cancel, this);
    if (this.input.mode === "aligned") this.stopped.add(channel);
    handler.receiveBarrier(channel, event.barrier, 0, this);
  }
}

function eventOf(word: string): BarrierEvent | null {
  if (word === "r") return null;
  if (word === "end") return { end: true };
  const id = Number(word.replaceAll(/[|✗]/g, ""));
  return word.startsWith("|") ? { barrier: id } : { cancel: id };
}
