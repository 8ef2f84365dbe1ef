// The operators that were fused into one task (Flink's OperatorChain), as a part: what they remember
// of event time stands here, beside the operators themselves.

import type { Operator } from "../5_operator/operator.ts";
import type { VertexSpec } from "./subtask_spec.ts";
import { MIN } from "../clock/time.ts";

/** The operators of one subtask, head first. */
export class OperatorChain {
  operators: Operator[] = [];
  /** They have been closed, or disposed of. */
  isClosed = false;
  /** Last watermark each operator was told (TI-6: set before its timers fire). */
  watermarks: Float64Array = new Float64Array(0);
  /** Last watermark each operator emitted (MT-9). */
  outputWatermarks: Float64Array = new Float64Array(0);
  /** 1 where an operator's outputs announced that they are idle (WG-14). */
  idle: Uint8Array = new Uint8Array(0);
  /** 1 where an operator asked for a periodic tick. */
  ticks: Uint8Array = new Uint8Array(0);
  /** The processing time that each operator asked to be woken after, or Infinity. */
  timers: Float64Array = new Float64Array(0);
  /** Per operator: what the last latency marker took from its source to here; −1 before. */
  latencies: Float64Array = new Float64Array(0);
  /** Per operator: records in and out, as Flink counts them (MT-8). */
  recordsIn: Float64Array = new Float64Array(0);
  recordsOut: Float64Array = new Float64Array(0);
  /** Set by `sideOutput` and read by metrics: records that went to a side output. */
  sideOut: Float64Array = new Float64Array(0);

  /** Makes the operators of a vertex for one subtask. */
  build(vertex: VertexSpec, subtaskIndex: number): void {
    const count = vertex.chain.length;
    this.watermarks = new Float64Array(count).fill(MIN);
    this.outputWatermarks = new Float64Array(count).fill(MIN);
    this.idle = new Uint8Array(count);
    this.ticks = new Uint8Array(count);
    this.timers = new Float64Array(count).fill(Infinity);
    this.latencies = new Float64Array(count).fill(-1);
    this.recordsIn = new Float64Array(count);
    this.recordsOut = new Float64Array(count);
    this.sideOut = new Float64Array(count);
    this.operators = vertex.chain.map(({ operator }) => {
      const instance = new operator.Operator();
      instance.spec = operator;
      instance.setup(subtaskIndex, vertex.parallelism, vertex.maxParallelism);
      return instance;
    });
  }
}
