// One parallel instance of a chain, single-threaded (Flink's StreamTask with its mailbox, RT-1):
//
//     take one element ──(its cost passes)──▶ its effects happen ──▶ mail ──▶ take the next
//
// An element's effects happen at the end of its cost, in one action; mail that came meanwhile waits
// for that (ORD-9). No input, or no output to be had (NET-6), and the task waits to be woken.

import type { Micros, Millis } from "../clock/time.ts";
import type { SubtaskContext } from "./subtask_context.ts";
import type { SubtaskSpec, VertexSpec } from "./subtask_spec.ts";
import { SourceOperator } from "../1_source/source_operator.ts";
import type { ResultPartition } from "../3_channel/result_partition.ts";
import { rollHash } from "../clock/hash.ts";
import { NEVER } from "../clock/agenda.ts";
import { ElementKind, NO_KEY, NO_ORIGIN } from "../element/element.ts";
import { Row } from "../element/row.ts";
import type { InputGate } from "../4_input_gate/input_gate.ts";
import type { WatermarkValve } from "../4_input_gate/watermark_valve.ts";
import { CombinedWatermark } from "../4_input_gate/combined_watermark.ts";
import { Fact } from "../trace/fact.ts";
import { BarrierHandler } from "../4_input_gate/barrier_handler.ts";
import { MessageQueue } from "../clock/message_queue.ts";
import { EXECUTION_STATE_NAMES, ExecutionState } from "../element/execution_state.ts";
import { Completions } from "./completions.ts";
import { unblock, waitForOutput } from "./back_pressure.ts";
import { beginToFinish } from "./end_of_input.ts";
import { OperatorChain } from "./operator_chain.ts";
import { hasOvertaking } from "./overtaking_mail.ts";
import { processControl } from "./process_control.ts";
import type { RestorePlan } from "./restore_plan.ts";
import { SubtaskCheckpoint } from "./subtask_checkpoint.ts";
import { runMail } from "./run_mail.ts";
import { TaskStop } from "./task_stop.ts";
import { JobManagerMessage } from "./task_message.ts";

// a name of another file is looked up at every use, one of this file is a constant (8 → 0 instructions)
const { RECORD } = ElementKind;
const { RUNNING, FAILED, INITIALIZING, CANCELING } = ExecutionState;
const UNKEYED = NO_KEY;
const { elementPolled, elementProcessed, recordCreated } = Fact;

/** What a task is told once. */
export interface StreamTaskSpec {
  readonly subtask: SubtaskSpec;
  readonly vertex: VertexSpec;
  readonly isSource: boolean;
  /** Per channel, in the order of the plan: its logical input, and its place in that gate. */
  readonly inputs: readonly number[];
  readonly places: readonly number[];
  /** Some operator may be full, or may have to be waited for at the end (AS-1, AS-5). */
  readonly canWait: boolean;
  /** Period of the ticks that its operators may ask for, 0 for none. */
  readonly tickPeriod: Millis;
}

/** One subtask. */
export class StreamTask {
  spec!: StreamTaskSpec;
  state: number = ExecutionState.CREATED;
  /** When each state was entered, by its number; −1 before that. */
  stateTimestamps: Float64Array = new Float64Array(EXECUTION_STATE_NAMES.length).fill(-1);
  /** How often the subtask was started before. */
  attempt = 0;
  /** Simulated time that one record costs in the whole chain. */
  cost: Micros = 0;
  /** One gate and one valve for each logical input. */
  gates: InputGate[] = [];
  valves: WatermarkValve[] = [];
  combined: CombinedWatermark = new CombinedWatermark();
  barriers: BarrierHandler = new BarrierHandler();
  chain: OperatorChain = new OperatorChain();
  partitions: ResultPartition[] = [];

  // the element that is being worked on
  isBusy = false;
  row: Row = new Row();
  /** Channel id, or split number at a source; and its place in the gate, or in the reader. */
  channel = -1;
  gateIndex = -1;
  /** The logical input it came from; the next one is asked first after it (ORD-4). */
  input = 0;
  /** Until when it stands still for a snapshot, when it is busy with one. */
  busyUntil: Micros = 0;
  checkpoint: SubtaskCheckpoint = new SubtaskCheckpoint();

  // waiting
  isBlocked = false;
  blockedSince: Micros = 0;
  isTickDue = false;
  isMailDue = false;
  isMarkerDue = false;
  messages: MessageQueue = new MessageQueue();
  completions: Completions = new Completions();
  /** Per logical input: how many of its channels have ended. */
  endedCounts: Int32Array = new Int32Array(2);
  /** The operator that is finished next, when all input has ended; −1 before. */
  finishing = -1;
  /** All operators are finished; it waits for one more checkpoint (EOI-3). */
  hasEnded = false;
  /** It had finished when the checkpoint of its attempt was taken, and says so in every later one. */
  isFinishedOnRestore = false;
  /** The savepoint with which it stops, if it does (CP-16). */
  stop: TaskStop = new TaskStop();
  /** Channels that have ended for good (AL-9). */
  closedCount = 0;
  /** Until when nothing at all happens here: its process is paused, or it is gone. */
  heldUntil: Micros = 0;
  /** What it gets back when it is deployed again, until it has it. */
  restore: RestorePlan | null = null;
  /** It has its state, and reads what the checkpoint holds of its inputs before it runs (UC-8). */
  isRecovering = false;
  /** Of a source that is to begin again: how far the attempt before had come, split by split. */
  positionsBefore: Int32Array = new Int32Array(0);
  /** Records that this attempt and those before it have read again. */
  replayedCount = 0;

  // what became of the time, and the rolling hash of everything consumed
  busyTime: Micros = 0;
  blockedTime: Micros = 0;
  history = 0;

  /** Takes the place of the attempt before: its history goes on, and what is read again is known. */
  succeed(before: StreamTask): void {
    this.history = rollHash(before.history, this.attempt);
    this.positionsBefore = positionsOf(before);
    this.replayedCount = before.replayedCount;
  }

  /** Starts to work: operators open, tail first (G-16). */
  start(context: SubtaskContext): void {
    const { operators } = this.chain;
    for (let i = operators.length - 1; i >= 0; i--) operators[i].open(context.chain[i].enter());
    this.isRecovering = this.gates.some(({ recoveringCount }) => recoveringCount > 0);
    if (this.isRecovering) this.wake(context);
    else this.beginToRun(context);
  }

  /** What was on its way is read: it runs. */
  private beginToRun(context: SubtaskContext): void {
    this.isRecovering = false;
    this.isMailDue = hasOvertaking(this);
    this.enter(RUNNING, context);
    if (context.engine.isEager) this.requestPeriods(context);
    context.requestMarker();
    context.requestReport();
    this.wake(context);
  }

  /** The action RUN: finish the current element, run mail, take the next. Returns when it ends. */
  run(context: SubtaskContext): Micros {
    if (this.isBusy) this.finishWork(context);
    if (this.isMailDue && !this.isBusy) runMail(this, context);
    if (this.isTickDue && !this.isBusy) this.tick(context);
    return this.isBusy ? this.busyUntil : this.takeNext(context);
  }

  /** True when elements are processed. */
  get isWorking(): boolean {
    return this.state === RUNNING || this.isRecovering;
  }

  /** For a snapshot: no input, no mail; only a fault may fall inside. */
  standStill(duration: Micros, context: SubtaskContext): void {
    this.isBusy = true;
    this.busyUntil = context.now + duration;
    this.busyTime += duration;
    context.schedule(context.lanes.run[context.id], this.busyUntil);
  }

  /** What the task was busy with is done: an element, or the synchronous part of a snapshot. */
  private finishWork(context: SubtaskContext): void {
    if (this.checkpoint.syncId === 0) return this.finishElement(context);
    this.isBusy = false;
    this.checkpoint.finishSync(this, context);
  }

  /** Something changed that the task may have waited for. */
  wake(context: SubtaskContext): void {
    if (this.isBusy || !this.isWorking) return;
    const lane = context.lanes.run[context.id];
    if (context.engine.agenda.isEmpty(lane)) context.schedule(lane, context.now);
  }

  /** The action TICK: mail, so it waits until the current element is done. */
  onTick(context: SubtaskContext): void {
    if (context.engine.isEager) this.requestPeriods(context);
    if (this.isBusy) this.isTickDue = true;
    else this.tick(context);
  }

  /** Its source may read on. */
  wakeSource(context: SubtaskContext): void {
    if (!this.isBusy && this.state === RUNNING) {
      context.schedule(context.lanes.run[context.id], context.now);
    }
  }

  /** The actions MESSAGE, COMPLETION and TIMER: mail, which waits until the current element is done. */
  onMail(context: SubtaskContext): void {
    if (this.isBusy) this.isMailDue = true;
    else runMail(this, context);
  }

  /** The action MARKER: a source marks the time; it waits until the current record is out. */
  onMarker(context: SubtaskContext): void {
    if (this.state !== RUNNING || this.finishing >= 0) return;
    this.isMarkerDue = true;
    this.onMail(context);
    context.requestMarker();
  }

  /** The action BUFFER_ARRIVES: the channel counts over all inputs. */
  receive(channel: number, context: SubtaskContext): void {
    const { inputs, places } = this.spec;
    const gate = this.gates[inputs[channel]];
    gate.receive(places[channel], context);
    if (gate.hasOvertaking()) this.isMailDue = true;
    this.wake(context);
  }

  /** The action FLUSH. */
  flush(context: SubtaskContext): void {
    if (context.engine.isEager) this.requestPeriods(context);
    for (const partition of this.partitions) partition.flush(context);
    if (this.isBlocked) this.wake(context);
  }

  /** What is idle asks for its next periodic action all the same. */
  private requestPeriods(context: SubtaskContext): void {
    if (this.state !== RUNNING) return;
    context.requestFlush();
    context.requestTick(context.engine.config.autoWatermarkInterval);
  }

  private tick(context: SubtaskContext): void {
    this.isTickDue = false;
    const { ticks, operators } = this.chain;
    for (let i = 0; i < operators.length; i++) {
      if (ticks[i] === 0 && !context.engine.isEager) continue;
      ticks[i] = 0;
      operators[i].onProcessingTick(context.chain[i].enter());
    }
  }

  /** Takes the next element and returns when its cost has passed, or NEVER when it must wait. */
  private takeNext(context: SubtaskContext): Micros {
    if (!this.isWorking || (this.finishing >= 0 && !this.hasEnded)) return NEVER;
    if (this.spec.canWait && this.isFull()) return NEVER;
    if (!this.isOutputAvailable()) return waitForOutput(this, context);
    if (this.isBlocked) unblock(this, context);
    if (this.isRecovering && this.gates.every(({ recoveringCount }) => recoveringCount === 0)) {
      this.beginToRun(context);
      return context.now;
    }
    if (this.spec.isSource) {
      if (this.hasEnded) return NEVER;
      const ready = this.takeFromSource(context);
      if (ready > context.now) return ready;
    } else if (this.selectInput()) {
      this.takeFromGate(context);
    } else {
      return NEVER;
    }
    this.isBusy = true;
    if (this.row.kind !== RECORD) return context.now;
    const { cost, spec: { tickPeriod } } = this;
    if (tickPeriod > 0) context.requestTick(tickPeriod);
    this.busyTime += cost;
    return context.now + cost;
  }

  /** The next input with something to read, beginning after the last one; false when there is none. */
  private selectInput(): boolean {
    const { gates } = this;
    if (gates.length === 1) return gates[0].hasInput();
    for (let i = 1; i <= gates.length; i++) {
      const input = (this.input + i) % gates.length;
      if (!gates[input].hasInput()) continue;
      if (this.isRecovering && gates[input].recoveringCount === 0) continue;
      this.input = input;
      return true;
    }
    return false;
  }

  private isFull(): boolean {
    return this.chain.operators.some((operator) => operator.isFull);
  }

  private takeFromGate(context: SubtaskContext): void {
    const { row } = this;
    const gate = this.gates[this.input];
    this.gateIndex = gate.poll(row);
    this.channel = gate.channels[this.gateIndex].spec.id;
    if (context.recordsAll) context.reportRow(elementPolled, this.channel, row, row.kind);
    gate.recycle(context);
  }

  /** Takes the next record, or returns when it can be read: NEVER when there are no more. */
  private takeFromSource(context: SubtaskContext): Micros {
    const source = this.chain.operators[0] as SourceOperator;
    const arrival = source.nextArrival(context.now);
    if (arrival <= context.now) {
      this.gateIndex = source.poll(this.row);
      this.channel = source.splits[this.gateIndex];
    } else if (arrival === NEVER && source.isFinished) {
      beginToFinish(this, context);
    }
    return arrival;
  }

  private finishElement(context: SubtaskContext): void {
    const { row } = this;
    this.isBusy = false;
    if (this.spec.isSource) {
      this.readRecord(context);
    } else {
      this.consume(context);
      if (row.kind !== RECORD) processControl(this, context);
      else if (this.input === 0) context.chain[0].receive(row);
      else context.chain[0].receive2(row);
    }
    row.value = undefined;
  }

  private readRecord(context: SubtaskContext): void {
    const source = this.chain.operators[0] as SourceOperator;
    const { row, gateIndex, channel } = this;
    context.active = 0;
    source.assignTimestamp(gateIndex, row, context.chain[0]);
    this.consume(context);
    if (context.recordsAll) context.reportRow(recordCreated, channel, row, 0, row.value);
    const head = context.chain[0];
    head.origin = row.origin;
    this.chain.recordsIn[0]++;
    source.emit(gateIndex, row, head);
  }

  /** The execution comes to another state (MT-3). */
  enter(state: number, context: SubtaskContext): void {
    this.state = state;
    this.stateTimestamps[state] = context.now;
    this.history = rollHash(rollHash(this.history, context.now), state);
    context.announce(Fact.executionStateChanged, -1, NO_KEY, NO_ORIGIN, 0, state);
    if (state === FAILED || state === INITIALIZING || state === CANCELING) return;
    context.tellJobManager(JobManagerMessage.TASK_STATE, { number: state });
  }

  /** Every consumed element goes into the history hash and, at both levels, into the trace. */
  consume(context: SubtaskContext): void {
    const { row, channel } = this;
    const { key, kind } = row;
    const keyHash = key === UNKEYED ? 0 : context.keys.hashes[key];
    const place = Math.imul(channel * 8 + kind, 0x9e3779b1);
    this.history = rollHash(rollHash(this.history ^ keyHash ^ place, context.now), row.timestamp);
    if (!context.recordsFlight) return;
    const value = context.recordsAll ? row.value : undefined;
    context.reportRow(elementProcessed, channel, row, kind, value);
  }

  private isOutputAvailable(): boolean {
    const { partitions } = this;
    for (let i = 0; i < partitions.length; i++) if (!partitions[i].isAvailable()) return false;
    return true;
  }
}

/**
 * How far a source had come when it stopped: what it reads again is replayed. An attempt that failed before
 * it began has come no further than the one before it.
 */
function positionsOf({ chain, positionsBefore }: StreamTask): Int32Array {
  if (positionsBefore.length > 0) return positionsBefore;
  const [head] = chain.operators;
  return head instanceof SourceOperator ? head.positions.slice() : new Int32Array(0);
}
