// The output of an operator, which can still be named and set up (Flink's SingleOutputStreamOperator).
// Every method gives the same stream back, so calls can be written in one line.

import type { Micros } from "../clock/time.ts";
import type { OutputTag } from "./output_tag.ts";
import type { OperatorChange } from "./stream_execution_environment.ts";
import { DataStream } from "./data_stream.ts";

/**
 * A stream together with the operator that it comes from. Made by `map`, `reduce`, `fromSource` …
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { collection, collectSink, planJob, WatermarkStrategy } from "@headwater/sim";
 * const plan = planJob((env) => {
 *   env.fromSource(collection([1]), WatermarkStrategy.noWatermarks(), "ones")
 *     .map((one) => one + 1).name("add one").uid("add").startNewChain()
 *     .sinkTo(collectSink("out"));
 * });
 * strictEqual(plan.subtasks[1].label, "add[0]");
 * ```
 */
export class SingleOutputStreamOperator<T> extends DataStream<T> {
  /** What people read in figures and traces. Errors: `E-NAME`. */
  name(name: string): this {
    return this.change({ name });
  }

  /** The stable identity (G-11): set it on every operator. Errors: `E-NAME`, later `E-UID-DUP`. */
  uid(uid: string): this {
    return this.change({ uid });
  }

  /** The number of subtasks. Errors: `E-PARALLELISM`. */
  setParallelism(parallelism: number): this {
    return this.change({ parallelism });
  }

  /** The number of key groups, and with it the highest parallelism ever (KG-7). Errors: `E-MAXPAR`. */
  setMaxParallelism(maxParallelism: number): this {
    return this.change({ maxParallelism });
  }

  /** Exactly one subtask; another parallelism is refused from now on (G-13). */
  forceNonParallel(): this {
    return this.change({ parallelism: 1, isNonParallel: true });
  }

  /** Not chained with its predecessor, but with its successors (G-6). */
  startNewChain(): this {
    return this.change({ chainingStrategy: "head" });
  }

  /** Not chained with anyone (G-6). */
  disableChaining(): this {
    return this.change({ chainingStrategy: "never" });
  }

  /**
   * Only operators of one group share slots and chains; without it, that of the inputs if they agree
   * (G-14). Errors: `E-NAME`.
   */
  slotSharingGroup(slotSharingGroup: string): this {
    return this.change({ slotSharingGroup });
  }

  /** Ours, not Flink's: the simulated time that one record takes here. Errors: `E-COST`. */
  costs(cost: Micros): this {
    return this.change({ cost });
  }

  /** The records that the operator wrote to a side output, such as late ones. */
  getSideOutput<X>(tag: OutputTag<X>): DataStream<X> {
    const id = this.environment.addVirtual({
      type: "sideOutput",
      inputs: [this.transformationId],
      tag: tag.id,
    });
    return new DataStream(this.environment, id);
  }

  private change(change: OperatorChange): this {
    this.environment.change(this.transformationId, change);
    return this;
  }
}
