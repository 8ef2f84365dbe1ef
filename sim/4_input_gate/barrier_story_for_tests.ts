// A task's input as a story: what comes through each channel, and what the task does then.
//
//     A 1      → 1                 record 1 arrives on channel A and is worked on
//     A |7|    → block A           the barrier of checkpoint 7
//     A 2      →                   waits: its sender has stopped behind the barrier (AL-7)
//     B |7|    → block B, snapshot 7, resume A, resume B, 2
//
// Also: `A ✗7` a cancellation marker, `A end` the end of the channel, `+20` twenty microseconds pass.

import { ok, strictEqual } from "node:assert/strict";
import { FACT_NAMES } from "../trace/fact.ts";
import { BarrierHandler, type BarrierHandlerSpec } from "./barrier_handler.ts";
import type { BarrierPort } from "./barrier_port.ts";

/** A handler with channels that keep what may not be read yet, and a task that remembers. */
export class BarrierStory implements BarrierPort {
  now = 0;
  readonly handler = new BarrierHandler();
  /** What the task has worked on. */
  readonly worked: string[] = [];
  /** Per checkpoint: what it had worked on when it took its snapshot. */
  readonly snapshots = new Map<number, string[]>();
  /** Per checkpoint: the alignment duration that it was told. */
  readonly durations = new Map<number, number>();
  readonly facts: string[] = [];
  private readonly arrived: string[][];
  /** Channels whose sender has stopped behind a barrier. */
  private readonly stopped = new Set<number>();
  private said: string[] = [];

  constructor(spec: Partial<BarrierHandlerSpec> = {}) {
    const { channelCount = 2, mode = "aligned", afterTasksFinish = true } = spec;
    this.handler.spec = { channelCount, mode, afterTasksFinish };
    this.handler.build();
    this.arrived = Array.from({ length: channelCount }, () => []);
  }

  /** One line of the story; the answer is what the task does. */
  tell(line: string): string {
    const [where, what] = line.trim().split(" ");
    if (where.startsWith("+")) this.now += Number(where.slice(1));
    else this.arrived[where.charCodeAt(0) - 65].push(what);
    for (let channel = this.ready(); channel >= 0; channel = this.ready()) {
      this.take(channel, this.arrived[channel].shift()!);
    }
    return this.said.splice(0).join(", ");
  }

  /** Several lines, each with the answer that it must have behind an arrow. */
  play(lines: string): this {
    for (const line of lines.trim().split("\n")) {
      const [told, answer] = line.split("→").map((part) => part.trim());
      strictEqual(this.tell(told), answer, `after "${told}"`);
    }
    return this;
  }

  /** The state that the handler is in, and the checkpoints under way. */
  get state(): string {
    const { state, pendingIds, isPending } = this.handler;
    strictEqual(isPending, pendingIds.length > 0);
    return [state.constructor.name, ...pendingIds].join(" ");
  }

  block(channel: number): void {
    ok(this.stopped.has(channel), "only a barrier blocks");
    this.said.push(`block ${letter(channel)}`);
  }

  resume(channel: number): void {
    ok(this.stopped.delete(channel), "only who has stopped goes on");
    this.said.push(`resume ${letter(channel)}`);
  }

  trigger(checkpointId: number, _: number, alignmentDuration: number): void {
    this.snapshots.set(checkpointId, [...this.worked]);
    this.durations.set(checkpointId, alignmentDuration);
    this.said.push(`snapshot ${checkpointId}`);
  }

  abort(checkpointId: number, reason: string): void {
    this.said.push(`abort ${checkpointId} ${reason.replace("CHECKPOINT_DECLINED_", "")}`);
  }

  report(kind: number, subject: number, stamp: number, value?: unknown): void {
    const words = [FACT_NAMES.get(kind)!.name, subject < 0 ? "" : letter(subject), stamp, value];
    this.facts.push(words.filter((word) => word !== "" && word !== undefined).join(" "));
  }

  /** The first channel of which something may be read. */
  private ready(): number {
    return this.arrived.findIndex((list, i) => list.length > 0 && !this.stopped.has(i));
  }

  private take(channel: number, what: string): void {
    ok(!this.handler.isBlocked(channel), "of a blocked channel nothing is read");
    const checkpointId = Number(what.replaceAll(/[|✗]/g, ""));
    if (what === "end") this.handler.receiveEndOfPartition(channel, this);
    else if (what.startsWith("✗")) {
      this.handler.receiveCancelMarker(channel, checkpointId, this);
    } else if (what.startsWith("|")) this.takeBarrier(channel, checkpointId);
    else {
      this.worked.push(what);
      this.said.push(what);
    }
  }

  private takeBarrier(channel: number, checkpointId: number): void {
    if (this.handler.spec.mode === "aligned") this.stopped.add(channel);
    this.handler.receiveBarrier(channel, checkpointId, checkpointId * 10, this);
  }
}

function letter(channel: number): string {
  return String.fromCharCode(65 + channel);
}
