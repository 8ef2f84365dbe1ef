// What one operator of a chain sees of the world (Flink's Output and StreamingRuntimeContext). It is
// wiring, not state: it is made anew for every copy of the world and holds no memory of its own
// beyond the call that runs. Between chained operators an element is a plain call (ORD-5).

import type { Key } from "../element/key.ts";
import type { Micros, Millis } from "../clock/time.ts";
import type { Operator, OperatorContext } from "../5_operator/operator.ts";
import type { OperatorChain } from "./operator_chain.ts";
import type { ResultPartition } from "../3_channel/result_partition.ts";
import type { SubtaskContext } from "./subtask_context.ts";
import type { TraceWriter } from "../trace/trace_writer.ts";
import type { Row } from "../element/row.ts";
import { ElementKind, NO_KEY, NO_ORIGIN } from "../element/element.ts";
import { Fact } from "../trace/fact.ts";
import { inputKeyType } from "./input_key_type.ts";

// a name of another file is looked up at every use, one of this file is a constant
const { recordEmitted } = Fact;
/** Kinds from here on are of the control plane, and an operator reports those of level `flight` only. */
const FLIGHT_FIRST = Fact.checkpointRefused;

/** One operator with its outputs, wired. */
export class ChainedContext implements OperatorContext {
  key = NO_KEY;
  origin = NO_ORIGIN;
  /** A fault: the operator throws on what stems from this record (F68); −2 is none. */
  poisonedOrigin = -2;
  /** Main output: chained successors and edges, in the order in which they were declared. */
  readonly chained: ChainedContext[] = [];
  readonly partitions: ResultPartition[] = [];
  /** Side outputs by tag, each a list of successors and edges. */
  readonly sideChained: Map<string, ChainedContext[]> = new Map();
  readonly sidePartitions: Map<string, ResultPartition[]> = new Map();
  /** Everything behind this operator, whatever the tag: watermarks and status go to all (ORD-15). */
  readonly allChained: ChainedContext[] = [];
  readonly allPartitions: ResultPartition[] = [];

  private readonly recordsAll: boolean;
  private readonly writer: TraceWriter;

  constructor(
    readonly subtask: SubtaskContext,
    readonly chain: OperatorChain,
    readonly index: number,
    readonly operator: Operator,
  ) {
    this.recordsAll = subtask.recordsAll;
    this.writer = subtask.engine.writer;
  }

  get now(): Millis {
    return this.subtask.processingTime;
  }

  get currentWatermark(): Millis {
    return this.chain.watermarks[this.index];
  }

  keyOf(key: number): Key {
    return this.subtask.engine.keys.keys[key];
  }

  numberOf(key: Key): number {
    const { engine: { keys, plan }, task } = this.subtask;
    return keys.intern(key, inputKeyType(plan, task.spec.vertex) ?? "auto");
  }

  setKey(key: number): void {
    this.key = key;
  }

  /** A record arrives at the head of the chain. */
  receive(row: Row): void {
    this.key = row.key;
    this.origin = row.origin;
    this.process(row.value, row.timestamp);
  }

  /** A record arrives at the second input of the head. */
  receive2(row: Row): void {
    this.key = row.key;
    this.origin = row.origin;
    this.chain.recordsIn[this.index]++;
    this.subtask.active = this.index;
    this.operator.processElement2(row.value, row.timestamp, this);
  }

  /** A record comes from the operator before; what it is keyed by ended there. */
  private receiveChained(value: unknown, timestamp: Millis, origin: number): void {
    this.key = NO_KEY;
    this.origin = origin;
    this.process(value, timestamp);
  }

  private process(value: unknown, timestamp: Millis): void {
    this.chain.recordsIn[this.index]++;
    this.subtask.active = this.index;
    if (this.origin === this.poisonedOrigin) throw new Error("the record is poisoned");
    this.operator.processElement(value, timestamp, this);
  }

  /** A watermark arrives: it is this operator's event time before any work is done (TI-6). */
  receiveWatermark(timestamp: Millis): void {
    this.chain.watermarks[this.index] = timestamp;
    this.key = NO_KEY;
    this.origin = NO_ORIGIN;
    this.subtask.active = this.index;
    this.operator.processWatermark(timestamp, this);
  }

  /** A status arrives. */
  receiveStatus(isIdle: boolean): void {
    this.key = NO_KEY;
    this.origin = NO_ORIGIN;
    this.subtask.active = this.index;
    this.operator.processStatus(isIdle, this);
  }

  /** A latency marker arrives: how long did it take to here? Then it goes on (ORD-15). */
  receiveMarker(markedAt: Millis, source: number): void {
    const { latencies } = this.chain;
    const latency = this.now - markedAt;
    this.enter();
    latencies[this.index] = latency;
    if (this.recordsAll) {
      this.writer.write(Fact.latencyMeasured, this.index, NO_KEY, source, latency, 0, undefined);
    }
    this.emitMarker(markedAt, source);
  }

  /** Sends a latency marker to everything behind this operator. */
  emitMarker(markedAt: Millis, source: number): void {
    for (const next of this.allChained) next.receiveMarker(markedAt, source);
    for (const partition of this.allPartitions) {
      this.subtask.emitMarker(partition, markedAt, source);
    }
    this.subtask.active = this.index;
  }

  /** Something other than an element calls the operator: no record is behind it. */
  enter(): this {
    this.key = NO_KEY;
    this.origin = NO_ORIGIN;
    this.subtask.active = this.index;
    return this;
  }

  collect(value: unknown, timestamp: Millis): void {
    const { chained, partitions, subtask } = this;
    this.chain.recordsOut[this.index]++;
    if (this.recordsAll) {
      this.writer.write(recordEmitted, this.index, this.key, this.origin, timestamp, 0, value);
    }
    for (let i = 0; i < chained.length; i++) {
      chained[i].receiveChained(value, timestamp, this.origin);
    }
    for (let i = 0; i < partitions.length; i++) {
      subtask.emitRecord(partitions[i], value, timestamp, this.origin);
    }
    subtask.active = this.index;
  }

  sideOutput(tag: string, value: unknown, timestamp: Millis): void {
    const { subtask } = this;
    this.chain.sideOut[this.index]++;
    if (subtask.recordsAll) {
      subtask.report(recordEmitted, this.index, this.key, this.origin, timestamp, 1, value);
    }
    for (const next of this.sideChained.get(tag) ?? []) {
      next.receiveChained(value, timestamp, this.origin);
    }
    for (const partition of this.sidePartitions.get(tag) ?? []) {
      subtask.emitRecord(partition, value, timestamp, this.origin);
    }
    subtask.active = this.index;
  }

  emitWatermark(timestamp: Millis): void {
    if (this.chain.idle[this.index] === 1) return;
    this.chain.outputWatermarks[this.index] = timestamp;
    const { subtask } = this;
    if (subtask.recordsAll) {
      subtask.report(Fact.watermarkEmitted, this.index, NO_KEY, NO_ORIGIN, timestamp, 0);
    }
    for (const next of this.allChained) next.receiveWatermark(timestamp);
    for (const partition of this.allPartitions) {
      subtask.broadcast(partition, ElementKind.WATERMARK, timestamp);
    }
    subtask.active = this.index;
  }

  emitStatus(isIdle: boolean): void {
    const flag = isIdle ? 1 : 0;
    if (this.chain.idle[this.index] === flag) return;
    this.chain.idle[this.index] = flag;
    for (const next of this.allChained) next.receiveStatus(isIdle);
    const kind = isIdle ? ElementKind.IDLE : ElementKind.ACTIVE;
    for (const partition of this.allPartitions) this.subtask.broadcast(partition, kind, 0);
    this.subtask.active = this.index;
  }

  report(kind: number, detail: number, stamp: number, value?: unknown): void {
    if (this.recordsAll || (this.subtask.recordsFlight && kind >= FLIGHT_FIRST)) {
      this.writer.write(kind, this.index, this.key, this.origin, stamp, detail, value);
    }
  }

  requestTick(period: Millis): void {
    this.chain.ticks[this.index] = 1;
    this.subtask.requestTick(period);
  }

  requestTimer(at: Millis): void {
    this.chain.timers[this.index] = at;
    this.subtask.requestTimer();
  }

  requestCompletion(id: number, delay: Micros): void {
    this.subtask.requestCompletion(this.index, id, delay);
  }

  feedBack(iteration: number, value: unknown, timestamp: Millis): void {
    this.subtask.feedBack(iteration, value, timestamp, this.origin);
  }

  draw(n: number, bound: number): number {
    return this.subtask.drawFor(this.index, n, bound);
  }

  get attempt(): number {
    return this.subtask.task.attempt;
  }

  get outside(): unknown {
    return this.subtask.outsideOf(this.index);
  }

  askOutside(request: number, argument: number): void {
    this.subtask.askOutside(this.index, request, argument);
  }
}
