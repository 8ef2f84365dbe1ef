// One operator, alone (Flink's OneInputStreamOperatorTestHarness and its keyed form): put elements in,
// say what time it is, and read what comes out.
//
//   processElement, processWatermark, …  ─▶  operator  ─▶  output, side outputs, facts
//                                               ▲  │
//                          setProcessingTime ───┘  └─▶ snapshot ─▶ restore: the next attempt

import type { Millis } from "../clock/time.ts";
import type { Element, Record } from "../element/element.ts";
import type { Key, KeyType } from "../element/key.ts";
import type { Operator, OperatorSpec } from "../5_operator/operator.ts";
import type { Outside, OutsidePort } from "../7_sink/outside.ts";
import type { WrittenResult } from "../7_sink/written_result.ts";
import { copy } from "../clock/copy.ts";
import { deepFreeze } from "../clock/freeze.ts";
import { MIN } from "../clock/time.ts";
import { NO_KEY, NO_ORIGIN } from "../element/element.ts";
import { CombinedWatermark } from "../4_input_gate/combined_watermark.ts";
import { HarnessContext, type HarnessFact, type HarnessRequest } from "./harness_context.ts";
import { outsidePort, performRequest, wakeOutside } from "./harness_outside.ts";
import { type HarnessSnapshot, restoredLists, toSnapshot } from "./harness_snapshot.ts";

/** How an operator is driven. */
export interface HarnessOptions<IN> {
  /** Extracts the key; leave it out for an operator on a stream without keys. */
  readonly keyBy?: (value: IN) => Key;
  /** The same for records of a second input. */
  readonly keyBy2?: (value: never) => Key;
  /** Which of how many parallel instances it is. Default: the only one. */
  readonly subtaskIndex?: number;
  readonly parallelism?: number;
  readonly maxParallelism?: number;
  /** How numbers among keys hash. */
  readonly keyType?: KeyType;
}

/**
 * Drives one operator and collects what it emits and reports. Calls that put something in can be
 * chained; calls that take something out empty what they take.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { filterOperator } from "@headwater/sim";
 * import { OperatorHarness } from "@headwater/sim/testing";
 * const positive = filterOperator<number>({
 *   name: "positive",
 *   uid: "positive",
 *   cost: 0,
 *   filter: (n) => n > 0,
 * });
 * const harness = new OperatorHarness<number>(positive);
 * harness.processElement(-1, 10).processElement(4, 20).processWatermark(20);
 * deepStrictEqual(harness.takeOutput(), [
 *   { type: "record", value: 4, timestamp: 20 },
 *   { type: "watermark", timestamp: 20 },
 * ]);
 * deepStrictEqual(harness.takeFacts(), [{ name: "recordFiltered", origin: 0, stamp: 10 }]);
 * ```
 *
 * A crash is a second harness, restored from what the first one saved:
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { reduceOperator } from "@headwater/sim";
 * import { OperatorHarness } from "@headwater/sim/testing";
 * const sum = reduceOperator<number>({
 *   name: "sum",
 *   uid: "sum",
 *   cost: 0,
 *   reduce: (a, b) => a + b,
 * });
 * const first = new OperatorHarness<number>(sum, { keyBy: (n) => n % 2 });
 * const saved = first.processElement(1).processElement(2).snapshot(1);
 * first.processElement(3); // after the checkpoint: forgotten
 * const second = first.restore(saved).processElement(5);
 * deepStrictEqual(second.takeValues(), [6]);
 * ```
 */
export class OperatorHarness<IN = unknown> {
  /** The operator under test: its fields may be read. */
  readonly operator: Operator;
  private readonly context: HarnessContext;
  private readonly combined: CombinedWatermark;
  private elementCount = 0;

  constructor(
    readonly spec: OperatorSpec,
    private readonly options: HarnessOptions<IN> = {},
    twin?: OperatorHarness<IN>,
    restart?: { readonly before: HarnessContext; readonly snapshot: HarnessSnapshot | null },
  ) {
    this.context = twin?.context.fork() ?? restart?.before.restart() ?? new HarnessContext();
    this.elementCount = twin?.elementCount ?? 0;
    this.operator = twin ? copy(twin.operator) : new spec.Operator();
    this.combined = twin ? copy(twin.combined) : new CombinedWatermark();
    if (twin) return;
    this.operator.spec = spec;
    const { subtaskIndex = 0, parallelism = 1, maxParallelism = 128 } = options;
    this.operator.setup(subtaskIndex, parallelism, maxParallelism);
    this.combined.build(2);
    if (restart) this.restoreFrom(restart.snapshot);
    else this.context.world.build(spec, subtaskIndex);
    this.operator.open(this.context);
  }

  /** A record arrives; without a timestamp it has none (TS-1). */
  processElement(value: IN, timestamp: Millis = MIN): this {
    const { context } = this;
    const { keyBy, keyType } = this.options;
    const frozen = deepFreeze(value, "putting a record into the harness");
    context.key = keyBy ? context.keys.intern(keyBy(frozen), keyType) : NO_KEY;
    context.origin = this.elementCount++;
    this.operator.processElement(frozen, timestamp, context);
    return this;
  }

  /** A watermark arrives: the operator's event time comes to it. */
  processWatermark(timestamp: Millis): this {
    this.context.currentWatermark = timestamp;
    this.withoutRecord().processWatermark(timestamp, this.context);
    return this;
  }

  /** A record arrives at the second input. */
  processElement2(value: unknown, timestamp: Millis = MIN): this {
    const { context } = this;
    const { keyBy2, keyType } = this.options;
    const frozen = deepFreeze(value, "putting a record into the harness");
    context.key = keyBy2 ? context.keys.intern(keyBy2(frozen as never), keyType) : NO_KEY;
    context.origin = this.elementCount++;
    this.operator.processElement2(frozen, timestamp, context);
    return this;
  }

  /** A watermark of one of two inputs, 0 or 1: event time is the smaller of theirs (V-8). */
  processInputWatermark(input: number, timestamp: Millis): this {
    this.combined.receiveWatermark(input, timestamp, {
      emitWatermark: (combined) => this.processWatermark(combined),
      emitStatus: (isIdle) => this.processStatus(isIdle ? "idle" : "active"),
    });
    return this;
  }

  /** One of two inputs becomes idle or active. */
  processInputStatus(input: number, status: "idle" | "active"): this {
    this.combined.receiveStatus(input, status === "idle", {
      emitWatermark: (combined) => this.processWatermark(combined),
      emitStatus: (isIdle) => this.processStatus(isIdle ? "idle" : "active"),
    });
    return this;
  }

  /** Requests under way that are done by now are told, one after the other (AS-6). */
  complete(id: number): this {
    const { context } = this;
    context.completions = context.completions.filter((request) => request.id !== id);
    this.withoutRecord().onCompletion(id, context);
    return this;
  }

  /** Requests under way, in the order in which they were made. */
  get requests(): readonly { readonly id: number; readonly at: number }[] {
    return this.context.completions;
  }

  /** The input as a whole becomes idle or active. */
  processStatus(status: "idle" | "active"): this {
    this.withoutRecord().processStatus(status === "idle", this.context);
    return this;
  }

  /** Processing time goes on to an instant; ticks and timers that fall due on the way happen. */
  setProcessingTime(now: Millis): this {
    const { context } = this;
    while (context.tickAt <= now) {
      context.now = context.tickAt;
      context.tickAt = Infinity;
      this.withoutRecord().onProcessingTick(context);
    }
    context.now = now;
    while (context.timerAt <= now) {
      const at = context.timerAt;
      context.timerAt = Infinity;
      this.withoutRecord().onProcessingTimer(at, context);
    }
    wakeOutside(context);
    return this;
  }

  /** The input ends (EOI-2); the final watermark is an element of its own (EOI-1). */
  endInput(): this {
    return this.finish().close();
  }

  /** The first half of it: the task stays, as it does until its last checkpoint is complete (EOI-3). */
  finish(): this {
    const { context } = this;
    this.withoutRecord().endInput(0, context);
    this.operator.finish(context);
    return this;
  }

  /** The second half of it: nothing can be emitted any more. */
  close(): this {
    this.withoutRecord().close(this.context);
    return this;
  }

  /** A checkpoint passes: what belongs before its barrier is emitted, then the state is saved (SN-1). */
  snapshot(checkpointId: number): HarnessSnapshot {
    this.withoutRecord().prepareSnapshotPreBarrier(checkpointId, this.context);
    const lists = this.operator.snapshotState(checkpointId, this.context);
    return toSnapshot(checkpointId, this.operator, lists);
  }

  /**
   * The next attempt of the same subtask, from a snapshot, or from nothing at all. The attempt before is
   * told nothing: it has crashed, or goes on without knowing. Both share the world outside.
   */
  restore(snapshot: HarnessSnapshot | null): OperatorHarness<IN> {
    return new OperatorHarness(this.spec, this.options, undefined, {
      before: this.context,
      snapshot,
    });
  }

  /** A checkpoint is complete. */
  notifyCheckpointComplete(checkpointId: number): this {
    this.withoutRecord().notifyCheckpointComplete(checkpointId, this.context);
    return this;
  }

  /** A checkpoint was given up. */
  notifyCheckpointAborted(checkpointId: number): this {
    this.withoutRecord().notifyCheckpointAborted(checkpointId, this.context);
    return this;
  }

  /** The task is cancelled, without an end of its input (SK-6). */
  dispose(): this {
    this.withoutRecord().dispose(this.context);
    return this;
  }

  /** What a sink writes to. */
  get outside(): Outside {
    return this.context.world.outside!;
  }

  /** What the world outside is handed when it acts, for faults. */
  get outsidePort(): OutsidePort {
    return outsidePort(this.context);
  }

  /** What readers see of what a sink wrote; also what is not committed, if they want it. */
  readOutside(isUncommitted = false): readonly WrittenResult[] {
    return this.outside.read(isUncommitted);
  }

  /** What was asked of the world outside and has not reached it, the oldest first. */
  get asked(): readonly HarnessRequest[] {
    return this.context.asked;
  }

  /** The oldest request reaches the world outside, which acts; its answer is on its way. */
  performOutside(): this {
    this.withoutRecord();
    performRequest(this.context);
    return this;
  }

  /** True while an answer of the world outside is on its way. */
  get hasAnswer(): boolean {
    return this.context.answers.length > 0;
  }

  /** The oldest answer of the world outside arrives. */
  answerOutside(): this {
    const { request, argument, isDone } = this.context.answers.shift()!;
    this.withoutRecord().onOutsideAnswer(request, argument, isDone, this.context);
    return this;
  }

  /** Requests reach the world outside and answers arrive until nothing is under way. */
  settleOutside(): this {
    const { context } = this;
    while (context.asked.length + context.answers.length > 0) {
      if (context.asked.length > 0) this.performOutside();
      else this.answerOutside();
    }
    return this;
  }

  /** Everything emitted on the main output since the last call. */
  takeOutput(): Element[] {
    return this.context.output.splice(0);
  }

  /** The values of the records among {@linkcode OperatorHarness.takeOutput}. */
  takeValues(): unknown[] {
    return this.takeOutput().flatMap((element) => element.type === "record" ? [element.value] : []);
  }

  /** Everything emitted on a side output since the last call for that tag. */
  takeSideOutput(tag: string): Record[] {
    const { context } = this;
    const taken = context.sideOutputs.filter((entry) => entry.tag === tag);
    context.sideOutputs = context.sideOutputs.filter((entry) => entry.tag !== tag);
    return taken.map(({ record }) => record);
  }

  /** Everything emitted on any side output since the last call, in the order in which it was. */
  takeSideOutputs(): { readonly tag: string; readonly record: Record }[] {
    return this.context.sideOutputs.splice(0);
  }

  /** Everything reported since the last call, or only the facts of some kinds. */
  takeFacts(...names: string[]): HarnessFact[] {
    const facts = this.context.facts.splice(0);
    return names.length === 0 ? facts : facts.filter(({ name }) => names.includes(name));
  }

  /** A second harness that stands where this one stands and goes its own way from here. */
  fork(): OperatorHarness<IN> {
    return new OperatorHarness(this.spec, this.options, this);
  }

  private restoreFrom(snapshot: HarnessSnapshot | null): void {
    const parts = this.operator.keyedParts();
    for (const [name, saved] of Object.entries(snapshot?.keyedParts ?? {})) {
      parts[name].absorb(saved, () => true);
    }
    this.operator.restoreState(restoredLists(snapshot), this.context);
  }

  private withoutRecord(): Operator {
    this.context.key = NO_KEY;
    this.context.origin = NO_ORIGIN;
    return this.operator;
  }
}
