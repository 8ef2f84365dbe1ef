// A context that keeps what a channel's ends ask for, so that a test can play the network itself.

import type { Context } from "../context.ts";
import type { RowRing } from "../element/row_ring.ts";
import type { InputChannel } from "./input_channel.ts";

/** Delivers into the given input channels; the test decides when buffers and credits arrive. */
export class ContextForTests implements Context {
  now = 0;
  readonly recordsAll = false;
  readonly delivered: { channel: number; count: number; backlog: number; at: number }[] = [];
  readonly returned: { channel: number; at: number }[] = [];
  readonly draws: number[] = [];

  constructor(readonly inputs: readonly InputChannel[] = []) {}

  schedule(): void {}
  report(): void {}
  reportRow(): void {}

  latency(): number {
    return 1000;
  }

  below(_stream: number, n: number, bound: number): number {
    return (this.draws[n] ?? 0) % bound;
  }

  deliver(channel: number, rows: RowRing, count: number, backlog: number, at: number): void {
    this.delivered.push({ channel, count, backlog, at });
    this.inputs[channel].load(rows, count, backlog, at);
  }

  returnCredit(channel: number, at: number): void {
    this.returned.push({ channel, at });
  }
}
