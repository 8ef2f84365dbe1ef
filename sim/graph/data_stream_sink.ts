// The end of a stream, to be named and set up (Flink's DataStreamSink).

import type { Micros } from "../clock/time.ts";
import type { StreamExecutionEnvironment } from "./stream_execution_environment.ts";

/**
 * A sink that was added; nothing can be read from it. Made by `stream.sinkTo`.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { collection, collectSink, planJob, WatermarkStrategy } from "@headwater/sim";
 * const plan = planJob((env) => {
 *   env.fromSource(collection([1]), WatermarkStrategy.noWatermarks(), "ones")
 *     .sinkTo(collectSink("out")).name("results").setParallelism(2);
 * });
 * strictEqual(plan.vertices[1].name, "Sink: results");
 * ```
 */
export class DataStreamSink<T> {
  /** Never set: the type of the records that the sink takes. */
  declare readonly valueType: T;

  constructor(
    readonly environment: StreamExecutionEnvironment,
    readonly transformationId: number,
  ) {}

  /** What people read in figures and traces. Errors: `E-NAME`. */
  name(name: string): this {
    this.environment.change(this.transformationId, { name });
    return this;
  }

  /** The stable identity (G-11). Errors: `E-NAME`; `E-UID-DUP` when the job is built. */
  uid(uid: string): this {
    this.environment.change(this.transformationId, { uid });
    return this;
  }

  /** The number of subtasks. Errors: `E-PARALLELISM`. */
  setParallelism(parallelism: number): this {
    this.environment.change(this.transformationId, { parallelism });
    return this;
  }

  /** The number of key groups. Errors: `E-MAXPAR`. */
  setMaxParallelism(maxParallelism: number): this {
    this.environment.change(this.transformationId, { maxParallelism });
    return this;
  }

  /** Not chained with its predecessor (G-6). */
  disableChaining(): this {
    this.environment.change(this.transformationId, { chainingStrategy: "never" });
    return this;
  }

  /** Only operators of one group share slots and chains (G-14). Errors: `E-NAME`. */
  slotSharingGroup(slotSharingGroup: string): this {
    this.environment.change(this.transformationId, { slotSharingGroup });
    return this;
  }

  /** Ours, not Flink's: the simulated time that one record takes here. Errors: `E-COST`. */
  costs(cost: Micros): this {
    this.environment.change(this.transformationId, { cost });
    return this;
  }
}
