// The other side of a sink: a system outside the job (a topic, a table), as far as one sink subtask fills
// it. It outlives every attempt of the job: what was written stays written. A part of the world, but of no
// task.
//
//   job      attempt 0 ── writes ──┐        attempt 1 ── writes ──┐
//   outside  ──────────────────────┴── still there ───────────────┴──▶

import type { Micros, Millis } from "../clock/time.ts";
import type { Sink } from "./sink.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import type { OutsideTransaction, WrittenResult } from "./written_result.ts";

/** What a system outside may do when something reaches it. Valid during the call only. */
export interface OutsidePort {
  readonly now: Micros;
  /** The clock on the wall outside: processing time without skew. */
  readonly wallClock: Millis;
  /** Asks for `onTimer` at a time; one at a time, Infinity takes it back. */
  wakeAt(at: Micros): void;
  /** Reports a fact about the sink subtask whose share this is. */
  report(kind: number, stamp: number, value?: unknown): void;
}

/** How results reach their readers: appended, replaced by key, or in transactions (SK-11). */
export type OutsideKind = "append" | "upsert" | "two-phase";

/**
 * One sink subtask's share of a system outside.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { Outside, sinkOperator, SinkWriter } from "@headwater/sim";
 * import { OperatorHarness } from "@headwater/sim/testing";
 * class Sum extends Outside {
 *   total = 0;
 * }
 * class Adder extends SinkWriter {
 *   write(value: number, _timestamp: number, context: { outside: unknown }) {
 *     (context.outside as Sum).total += value;
 *   }
 * }
 * const sink = { type: "sink", id: "sum", Writer: Adder, Outside: Sum } as const;
 * const spec = sinkOperator<number>({ name: "out", uid: "out", cost: 0, sink });
 * const first = new OperatorHarness<number>(spec).processElement(3);
 * const second = first.restore(null).processElement(4); // the next attempt
 * deepStrictEqual((second.outside as Sum).total, 7);
 * ```
 */
export abstract class Outside<S extends Sink = Sink> {
  spec!: S;

  /** What readers have to reckon with after a failure. */
  get kind(): OutsideKind {
    return "append";
  }

  /** Told once which sink subtask it belongs to. */
  setup(_subtaskIndex: number): void {}

  /**
   * A job begins where another one has written: takes over what one subtask's share of it holds. Errors:
   * `E-OUTSIDE-INHERIT` where a system outside does not say how.
   */
  inherit(_earlier: Outside): void {
    refuse(
      "E-OUTSIDE-INHERIT",
      `The system outside of sink ${
        showValue(this.spec.id)
      } cannot take over what a job before has ` +
        `written; wanted: a class with a method inherit(earlier), or a run without the option outside`,
    );
  }

  /** Something that the sink asked for arrives; false when it is turned down, and may be asked again. */
  perform(_request: number, _argument: number, _port: OutsidePort): boolean {
    return true;
  }

  /** True for a request that makes results visible. */
  isCommit(_request: number): boolean {
    return false;
  }

  /** A fault: such requests are turned down until a moment. */
  refuseCommits(_until: Micros): void {}

  /** The moment asked for by `wakeAt`. */
  onTimer(_port: OutsidePort): void {}

  /** When it would act of itself if nobody asked for anything; of what stands here already. */
  get nextTimer(): Micros {
    return Infinity;
  }

  /** True when nothing will happen here any more, whatever was asked for by `wakeAt`. */
  get isAtRest(): boolean {
    return false;
  }

  /**
   * What a reader finds here, in the order of writing; of results in transactions only what is
   * committed, unless the reader takes uncommitted ones too (F50).
   */
  read(_isUncommitted: boolean): readonly WrittenResult[] {
    return [];
  }

  /** Its transactions, in the order in which they were begun. */
  get transactions(): readonly OutsideTransaction[] {
    return [];
  }
}
