// The contract of everything that works on records (Flink's StreamOperator). An operator is a part:
// plain fields, a constructor without arguments, user functions and options in `spec`. It learns of
// the world through the context it is handed with each call, and keeps no reference to it.

import type { Key } from "../element/key.ts";
import type { Micros, Millis } from "../clock/time.ts";
import type { KeyedParts } from "../6_state/keyed_part.ts";
import type { OperatorListState, RestoredLists } from "../6_state/operator_list_state.ts";
import { refuse } from "../clock/named_error.ts";

/** What every operator is told once: who it is, what it costs, and its class. */
export interface OperatorSpec {
  /** The class that does the work; made by `new spec.Operator()`. */
  readonly Operator: new () => Operator;
  /** Stable identity: names random streams and, later, state in savepoints (G-11). */
  readonly uid: string;
  /** Shown to people. */
  readonly name: string;
  /** Simulated time that one record costs here. */
  readonly cost: Micros;
}

/** What whoever builds a job says about any operator; its class adds the rest. */
export type OperatorOptions = Omit<OperatorSpec, "Operator">;

/** What an operator may ask and do while it works. Valid during the call only. */
export interface OperatorContext {
  /** Processing time of this task manager. */
  readonly now: Millis;
  /** The operator's event time: its last watermark, MIN before the first (TI-6). */
  readonly currentWatermark: Millis;
  /** Number of the current key in the key table, or NO_KEY. */
  readonly key: number;
  /** The source record that the current work stems from, or NO_ORIGIN. */
  origin: number;
  /** The key behind a number. */
  keyOf(key: number): Key;
  /** The number of a key of this operator's input. */
  numberOf(key: Key): number;
  /** Emits a record on the main output. The value must be frozen already. */
  collect(value: unknown, timestamp: Millis): void;
  /** Emits a record on the side output with this tag id. The value must be frozen already. */
  sideOutput(tag: string, value: unknown, timestamp: Millis): void;
  /** Emits a watermark on every output. */
  emitWatermark(timestamp: Millis): void;
  /** Emits a change of status on every output. */
  emitStatus(isIdle: boolean): void;
  /** Sets the current key, for timers. */
  setKey(key: number): void;
  /** Reports a fact of level `all` about the current key; see `trace/fact.ts`. */
  report(kind: number, detail: number, stamp: number, value?: unknown): void;
  /** Asks for `onProcessingTick` at the next multiple of the period after now; one at a time. */
  requestTick(period: Millis): void;
  /**
   * Asks for `onProcessingTimer(at)` as soon as processing time is past `at` (TI-5). One per operator:
   * a new request replaces the last; Infinity takes it back.
   */
  requestTimer(at: Millis): void;
  /** Asks for `onCompletion(id)` after a delay: somebody outside works on something meanwhile (AS-1). */
  requestCompletion(id: number, delay: Micros): void;
  /** Hands a record back to the head of an iteration, one tick later (`iterate`). */
  feedBack(iteration: number, value: unknown, timestamp: Millis): void;
  /** The n-th draw of this operator instance's own stream, in [0, bound). */
  draw(n: number, bound: number): number;
  /** How often this subtask was started before: 0 in the first attempt. */
  readonly attempt: number;
  /** This subtask's share of the world outside, for a sink; it outlives every attempt. */
  readonly outside: unknown;
  /** Asks the world outside for something, later; the answer comes as `onOutsideAnswer`. */
  askOutside(request: number, argument: number): void;
}

/**
 * The base class: a one-input operator that forwards watermarks and status.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { Operator, type OperatorContext } from "@headwater/sim";
 * import { OperatorHarness } from "@headwater/sim/testing";
 * class Numbered extends Operator {
 *   count = 0; // a plain field: it is part of the world, so it can be rewound
 *   processElement(value: unknown, timestamp: number, context: OperatorContext) {
 *     context.collect(`${++this.count}: ${value}`, timestamp);
 *   }
 * }
 * const harness = new OperatorHarness({ name: "n", uid: "n", cost: 0, Operator: Numbered });
 * harness.processElement("a", 0).processElement("b", 0);
 * deepStrictEqual(harness.takeValues(), ["1: a", "2: b"]);
 * ```
 */
export abstract class Operator<Spec extends OperatorSpec = OperatorSpec> {
  spec!: Spec;

  /** Told once which of how many parallel instances this is, before anything else. */
  setup(_subtaskIndex: number, _parallelism: number, _maxParallelism: number): void {}

  /** Called once before the first element, tail of the chain first (G-16). */
  open(_context: OperatorContext): void {}

  /** One record. */
  abstract processElement(value: unknown, timestamp: Millis, context: OperatorContext): void;

  /** One record of the second logical input, where there is one. */
  processElement2(_value: unknown, _timestamp: Millis, _context: OperatorContext): void {
    refuse(
      "E-GRAPH-ARITY",
      `Operator "${this.spec.name}" has one input, but a record came on a second`,
    );
  }

  /** A watermark: first the work that it causes, then the watermark itself (ORD-7, V-7). */
  processWatermark(timestamp: Millis, context: OperatorContext): void {
    context.emitWatermark(timestamp);
  }

  /** The input as a whole became idle or active. */
  processStatus(isIdle: boolean, context: OperatorContext): void {
    context.emitStatus(isIdle);
  }

  /**
   * Period of the ticks that this operator may ask for, 0 for none. A tick that falls into a record's
   * cost comes after the record, so the task asks for it when it takes the record.
   */
  get tickPeriod(): Millis {
    return 0;
  }

  /** The moment asked for by `requestTick`. */
  onProcessingTick(_context: OperatorContext): void {}

  /** The moment asked for by `requestTimer`; `at` is what was asked for (TI-7). */
  onProcessingTimer(_at: Millis, _context: OperatorContext): void {}

  /** What was asked for by `requestCompletion` is done; one at a time (AS-6). */
  onCompletion(_id: number, _context: OperatorContext): void {}

  /** True when it may ever be full or pending: only then is it asked. */
  get canWait(): boolean {
    return false;
  }

  /** True while it can take no further element: the task takes none then (AS-1). */
  get isFull(): boolean {
    return false;
  }

  /** One logical input has ended; the last one right before `finish` (EOI-2). */
  endInput(_input: number, _context: OperatorContext): void {}

  /** True while something has to be waited for before `finish` (AS-5). */
  get isPending(): boolean {
    return false;
  }

  /** End of input: the last chance to emit, head of the chain first (EOI-2). */
  finish(_context: OperatorContext): void {}

  /** The keyed state and timers that a checkpoint holds, by name (SN-4). */
  keyedParts(): KeyedParts {
    return {};
  }

  /** Before the barrier leaves: the last chance to emit something that belongs before it (SN-1). */
  prepareSnapshotPreBarrier(_checkpointId: number, _context: OperatorContext): void {}

  /** The state that belongs to no key, for a checkpoint; in the synchronous phase (SN-1, SN-4). */
  snapshotState(_checkpointId: number, _context: OperatorContext): readonly OperatorListState[] {
    return [];
  }

  /** Gets its state of a checkpoint back: after `setup` and its keyed parts, before `open` (OS-6). */
  restoreState(_lists: RestoredLists, _context: OperatorContext): void {}

  /** A checkpoint is complete. May come late, twice or never (ORD-13). */
  notifyCheckpointComplete(_checkpointId: number, _context: OperatorContext): void {}

  /** A checkpoint was given up: as if it had never been triggered (SK-4). */
  notifyCheckpointAborted(_checkpointId: number, _context: OperatorContext): void {}

  /** The world outside answers what `askOutside` asked for. */
  onOutsideAnswer(
    _request: number,
    _argument: number,
    _isDone: boolean,
    _context: OperatorContext,
  ): void {}

  /** The task is cancelled or has failed, without an end of its input (SK-6). */
  dispose(_context: OperatorContext): void {}

  /** After `finish`, when nothing can be emitted any more (Flink's `close`). */
  close(_context: OperatorContext): void {}
}
