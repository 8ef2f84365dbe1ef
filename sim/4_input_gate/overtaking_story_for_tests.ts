// A barrier handler whose barriers may overtake, as a story: what the task hears, and what it does then.
// Every checkpoint was triggered at 0 and has a timeout of 100; time begins at 60.
//
//     A |2|   an aligned barrier with a timeout        A ?2    the announcement of one
//     A [2]   an aligned barrier without               A ✗2    a cancellation marker
//     A /2/   a barrier that overtakes                 A end   the end of the channel
//     +40     so much time passes, and the timer rings if it is late enough

import { ok, strictEqual } from "node:assert/strict";
import type { OvertakingPort } from "./barrier_port.ts";
import { NEVER } from "../clock/agenda.ts";
import {
  ALIGNED,
  alignedWithTimeout,
  type CheckpointOptions,
  UNALIGNED,
} from "../element/checkpoint_options.ts";
import { FACT_NAMES } from "../trace/fact.ts";
import { BarrierHandler, type BarrierHandlerSpec } from "./barrier_handler.ts";

/** The word of each kind of barrier begins with its sign. */
const OPTIONS: Readonly<Record<string, CheckpointOptions>> = {
  "|": alignedWithTimeout(100),
  "[": ALIGNED,
  "/": UNALIGNED,
};

/** A handler, and a task that says what it is asked to do. */
export class OvertakingStory implements OvertakingPort {
  now = 60;
  readonly handler = new BarrierHandler();
  /** Per checkpoint: the alignment duration that the task was told last. */
  readonly durations = new Map<number, number>();
  readonly facts: string[] = [];
  /** A newer barrier has arrived, so nothing can be recorded. */
  isTooLate = false;
  private timerAt = NEVER;
  private said: string[] = [];

  constructor(spec: Partial<BarrierHandlerSpec> = {}) {
    const { channelCount = 3, mode = "alternating", afterTasksFinish = true } = spec;
    this.handler.spec = { channelCount, mode, afterTasksFinish };
    this.handler.build();
  }

  /** One line of the story; the answer is what the task does. */
  tell(line: string): string {
    const [where, what] = line.trim().split(" ");
    if (where.startsWith("+")) this.pass(Number(where.slice(1)));
    else this.hear(where.charCodeAt(0) - 65, what);
    strictEqual(this.handler.timerAt, this.timerAt);
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

  /** The state that the handler is in, and the checkpoint under way. */
  get state(): string {
    const { state, pendingIds } = this.handler;
    return [state.constructor.name, ...pendingIds].join(" ");
  }

  block(channel: number): void {
    this.said.push(`block ${letter(channel)}`);
  }

  resume(channel: number): void {
    this.said.push(`resume ${letter(channel)}`);
  }

  trigger(id: number, _: number, duration: number, options: CheckpointOptions): void {
    this.durations.set(id, duration);
    this.said.push(options.alignment === "unaligned" ? `snapshot /${id}/` : `snapshot ${id}`);
  }

  abort(checkpointId: number, reason: string): void {
    this.said.push(`abort ${checkpointId} ${reason.replace(/^CHECKPOINT_(DECLINED_)?/, "")}`);
  }

  startRecording(checkpointId: number): boolean {
    this.said.push(this.isTooLate ? `too late for ${checkpointId}` : `record ${checkpointId}`);
    return !this.isTooLate;
  }

  completeRecording(checkpointId: number, alignmentDuration: number): void {
    this.durations.set(checkpointId, alignmentDuration);
    this.said.push(`complete ${checkpointId}`);
  }

  abandonRecording(checkpointId: number): void {
    this.said.push(`abandon ${checkpointId}`);
  }

  prioritize(channel: number): boolean {
    this.said.push(`fetch ${letter(channel)}`);
    return true;
  }

  setAlignmentTimer(at: number): void {
    this.timerAt = at;
    this.said.push(at === NEVER ? "no timer" : `timer ${at}`);
  }

  report(kind: number, subject: number, stamp: number, value?: unknown): void {
    const words = [FACT_NAMES.get(kind)!.name, subject < 0 ? "" : letter(subject), stamp, value];
    this.facts.push(words.filter((word) => word !== "" && word !== undefined).join(" "));
  }

  private pass(duration: number): void {
    this.now += duration;
    if (this.timerAt > this.now) return;
    this.timerAt = NEVER;
    this.handler.receiveTimeout(this);
  }

  private hear(channel: number, what: string): void {
    const { handler } = this, checkpointId = Number(what.replaceAll(/[^\d]/g, ""));
    const barrier = { channel, checkpointId, triggeredAt: 0 };
    if (what === "end") return handler.receiveEndOfPartition(channel, this);
    if (what.startsWith("✗")) return handler.receiveCancelMarker(channel, checkpointId, this);
    if (what.startsWith("?")) {
      return handler.receiveAnnouncement({ ...barrier, options: OPTIONS["|"] }, this);
    }
    ok(what[0] in OPTIONS, `"${what}" is a barrier`);
    handler.receive({ ...barrier, options: OPTIONS[what[0]] }, this);
  }
}

function letter(channel: number): string {
  return String.fromCharCode(65 + channel);
}
