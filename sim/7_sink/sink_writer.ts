// One subtask's end of a sink (Flink's SinkWriter). A part: plain fields, a constructor without
// arguments, the sink itself in `spec`. It is made anew in every attempt; what it writes to is found in
// the context and outlives it.

import type { Millis } from "../clock/time.ts";
import type { OperatorContext } from "../5_operator/operator.ts";
import type { OperatorListState, RestoredLists } from "../6_state/operator_list_state.ts";
import type { Sink } from "./sink.ts";

/**
 * Writes records to the outside world.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { sinkOperator, SinkWriter } from "@headwater/sim";
 * import { OperatorHarness } from "@headwater/sim/testing";
 * class Counter extends SinkWriter {
 *   count = 0;
 *   write() {
 *     this.count++;
 *   }
 * }
 * const sink = { type: "sink", id: "count", Writer: Counter } as const;
 * const harness = new OperatorHarness(sinkOperator({ name: "out", uid: "out", cost: 0, sink }));
 * harness.processElement("a").processElement("b");
 * strictEqual((harness.operator as unknown as { writer: Counter }).writer.count, 2);
 * ```
 */
export abstract class SinkWriter<S extends Sink = Sink> {
  spec!: S;

  /** Called once before the first record, after a restored state. */
  open(_context: OperatorContext): void {}

  /** One record. */
  abstract write(value: unknown, timestamp: Millis, context: OperatorContext): void;

  /** Whatever is held back must go out now: before every barrier and at the end (SK-8, EOI-2). */
  flush(_context: OperatorContext): void {}

  /** End of input: the last flush. */
  finish(context: OperatorContext): void {
    this.flush(context);
  }

  /** What a checkpoint holds of it. */
  snapshotState(_checkpointId: number, _context: OperatorContext): readonly OperatorListState[] {
    return [];
  }

  /** Gets its state of a checkpoint back, before `open`. */
  restoreState(_lists: RestoredLists, _context: OperatorContext): void {}

  /** A checkpoint is complete. May come late, twice or never (ORD-13). */
  notifyCheckpointComplete(_checkpointId: number, _context: OperatorContext): void {}

  /** A checkpoint was given up: as if it had never been triggered (SK-4). */
  notifyCheckpointAborted(_checkpointId: number, _context: OperatorContext): void {}

  /** The system outside answers what `askOutside` asked for. */
  onOutsideAnswer(
    _request: number,
    _argument: number,
    _isDone: boolean,
    _context: OperatorContext,
  ): void {}

  /** What was asked for by `requestCompletion` is over. */
  onCompletion(_id: number, _context: OperatorContext): void {}

  /** True when it may ever be pending. */
  get canWait(): boolean {
    return false;
  }

  /** True while an answer from outside has to be waited for before the task may end. */
  get isPending(): boolean {
    return false;
  }

  /** The last call, after the end or without one (SK-6). */
  close(_context: OperatorContext): void {}
}
