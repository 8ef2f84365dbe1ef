// What one subtask's parts may do (see `context.ts`), and the wiring of its chain. Made anew for every
// copy of the world.

import type { Context } from "../context.ts";
import type { Micros, Millis } from "../clock/time.ts";
import type { RowRing } from "../element/row_ring.ts";
import type { ResultPartition } from "../3_channel/result_partition.ts";
import type { Engine } from "./engine.ts";
import type { StreamTask } from "./stream_task.ts";
import type { Agenda } from "../clock/agenda.ts";
import type { KeyTable } from "../element/key_table.ts";
import type { TraceWriter } from "../trace/trace_writer.ts";
import { type AlignmentPlace, findAlignment } from "./source_alignment.ts";
import type { MessageContent } from "../clock/message_queue.ts";
import type { Outside } from "../7_sink/outside.ts";
import type { OutsideShare } from "../7_sink/outside_share.ts";
import type { SubtaskLanes } from "./lanes.ts";
import type { Wiring } from "./wiring.ts";
import { keyGroup, operatorIndex } from "../2_partitioner/key_group.ts";
import { assert } from "../clock/assert.ts";
import type { FeedbackHead } from "../1_source/feedback_head.ts";
import { LOCAL_LATENCY } from "../3_channel/link.ts";
import { NEVER } from "../clock/agenda.ts";
import { streamNumber } from "../clock/prng.ts";
import { ElementKind, NO_KEY } from "../element/element.ts";
import { isSameKey } from "../element/key.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import { Row } from "../element/row.ts";
import { ChainedContext } from "./chained_context.ts";

/** Simulated time beyond this is never reached: a timer at +∞ does not fire. */
const TIME_LIMIT: Micros = 2 ** 52;

/** One subtask, wired. */
export class SubtaskContext implements Context {
  readonly id: number;
  readonly recordsFlight: boolean;
  readonly recordsAll: boolean;
  /** The operators' own views, head first. */
  readonly chain: ChainedContext[];
  /** Index of the operator that works right now: an error names it. */
  active = 0;
  /** The record on its way out: its kind never changes. */
  private readonly outgoing = new Row();

  // what every record needs stands here, not behind the engine
  readonly keys: KeyTable;
  /** Where everything that this subtask schedules waits. */
  readonly lanes: SubtaskLanes;
  private readonly agenda: Agenda;
  private readonly writer: TraceWriter;
  private readonly flushLane: number;
  private readonly tickLane: number;
  private readonly flushPeriod: Millis;
  private readonly timerLane: number;
  private readonly completionLane: number;
  /** What this task manager's clock shows at simulated time 0. */
  private readonly startTime: Millis;
  private readonly taskManager: number;
  /** The group of sources that this one waits for, if it does. */
  readonly alignment: AlignmentPlace | null;
  /** By operator: the number of its stream, made when it is first drawn from. */
  private readonly drawStreams: number[] = [];

  /** By operator: its share of the world outside, or null. */
  private readonly shares: readonly (OutsideShare | null)[];

  constructor(readonly engine: Engine, readonly wiring: Wiring, readonly task: StreamTask) {
    const { agenda, writer, config } = engine;
    const { lanes } = wiring;
    this.lanes = lanes;
    this.id = task.spec.subtask.id;
    this.keys = engine.keys;
    this.agenda = agenda;
    this.writer = writer;
    this.recordsFlight = writer.recordsFlight;
    this.recordsAll = writer.recordsAll;
    this.flushLane = lanes.flush[this.id];
    this.tickLane = lanes.tick[this.id];
    this.flushPeriod = config.bufferTimeout;
    this.timerLane = lanes.timer[this.id];
    this.completionLane = lanes.completion[this.id];
    this.alignment = findAlignment(engine.alignments, this.id);
    this.taskManager = task.spec.subtask.taskManager;
    this.shares = task.chain.operators.map((_, operator) =>
      engine.outsides.find((share) => share.subtask === this.id && share.operator === operator) ??
        null
    );
    this.startTime = config.startTime + (config.clockSkews[this.taskManager] ?? 0);
    this.chain = task.chain.operators.map((operator, index) =>
      new ChainedContext(this, task.chain, index, operator)
    );
    task.spec.vertex.chain.forEach(({ outputs }, index) => {
      for (const { tag, chainedTo, edge } of outputs) this.connect(index, tag, chainedTo, edge);
    });
  }

  get now(): Micros {
    return this.engine.now;
  }

  /** What the clock showed at simulated time 0, as far as one can tell from what it shows now (F61). */
  private get clockStart(): Millis {
    return this.startTime + this.engine.clockOffsets[this.taskManager];
  }

  /** Processing time: what the clock of this subtask's task manager shows. */
  get processingTime(): Millis {
    return this.clockStart + Math.floor(this.engine.now / 1000);
  }

  schedule(lane: number, at: Micros): void {
    this.agenda.set(lane, at);
  }

  deliver(channel: number, rows: RowRing, count: number, backlog: number, at: Micros): void {
    const input = this.wiring.inputs[channel];
    if (input === undefined) return void (rows.head += count); // a zombie talks to nobody (F09)
    input.load(rows, count, backlog, at);
    if (input.arrivals.size === 1) this.agenda.set(this.lanes.arrivals[channel], at);
  }

  returnCredit(channel: number, at: Micros): void {
    const subpartition = this.wiring.outputs[channel];
    if (subpartition === undefined) return;
    const { returns } = subpartition;
    // a link that became faster does not let one credit overtake another
    returns.push(returns.size > 0 ? Math.max(at, returns.at(returns.size - 1)) : at);
    if (returns.size === 1) this.agenda.set(this.lanes.credits[channel], subpartition.nextReturn);
  }

  /** The sender of a channel may go on behind a barrier (AL-7); it hears so as of a credit. */
  resumeChannel(channel: number): void {
    const subpartition = this.wiring.outputs[channel];
    if (subpartition === undefined || !subpartition.spec.stopsAtBarriers) return;
    subpartition.resumeAt = this.now + this.latency(channel);
    this.agenda.set(this.lanes.credits[channel], subpartition.nextReturn);
  }

  latency(channel: number): Micros {
    const { plan, links } = this.engine;
    const { sender, receiver } = plan.channels[channel];
    return links.latency(plan.subtasks[sender].taskManager, plan.subtasks[receiver].taskManager);
  }

  below(stream: number, n: number, bound: number): number {
    return this.engine.streams.below(stream, this.task.attempt, n, bound);
  }

  report(
    kind: number,
    subject: number,
    key: number,
    origin: number,
    stamp: number,
    detail: number,
    value?: unknown,
  ): void {
    this.writer.write(kind, subject, key, origin, stamp, detail, value);
  }

  /** Reports a fact of level `flight`: recorded, and seen by faults, whenever anybody looks at all. */
  announce(
    kind: number,
    subject: number,
    key: number,
    origin: number,
    stamp: number,
    detail: number,
    value?: unknown,
  ): void {
    if (this.recordsFlight) this.writer.write(kind, subject, key, origin, stamp, detail, value);
  }

  reportRow(kind: number, subject: number, row: Row, detail: number, value?: unknown): void {
    this.writer.writeRow(kind, subject, row, detail, value);
  }

  /** Routes a record out over an edge; on a keyed edge its key is extracted first. */
  emitRecord(partition: ResultPartition, value: unknown, timestamp: Millis, origin: number): void {
    const { keySelector, keyType } = partition.spec.edge;
    const { outgoing, keys } = this;
    let keyHash = 0;
    if (keySelector === null) {
      outgoing.key = NO_KEY;
    } else {
      const key = keySelector(value as never), again = keySelector(value as never);
      if (key !== again && !isSameKey(key, again)) refuseFickleKey(key, again, value);
      outgoing.key = keys.intern(key as never, keyType);
      keyHash = keys.hashes[outgoing.key];
    }
    outgoing.value = value;
    outgoing.timestamp = timestamp;
    outgoing.origin = origin;
    if (partition.emit(outgoing, keyHash, this)) this.requestFlush();
  }

  /** Sends an element that concerns everybody over an edge. */
  broadcast(partition: ResultPartition, kind: number, timestamp: Millis): void {
    const row = new Row();
    row.kind = kind;
    row.timestamp = timestamp;
    if (partition.broadcast(row, this)) this.requestFlush();
  }

  /** Sends a latency marker over an edge, to one receiver. */
  emitMarker(partition: ResultPartition, markedAt: Millis, source: number): void {
    const row = new Row();
    row.kind = ElementKind.LATENCY_MARKER;
    row.timestamp = markedAt;
    row.origin = source;
    if (partition.emitMarker(row, this)) this.requestFlush();
  }

  /** Tells everybody behind this task that a checkpoint was given up (AL-8). */
  broadcastCancel(checkpointId: number): void {
    const row = new Row();
    row.kind = ElementKind.CANCEL_CHECKPOINT_MARKER;
    row.timestamp = checkpointId;
    row.value = undefined;
    for (const partition of this.task.partitions) partition.broadcast(row, this);
  }

  /** A source sends its next latency marker at the next multiple of their interval. */
  requestMarker(): void {
    const { config } = this.engine;
    const lane = this.lanes.marker[this.id];
    if (lane >= 0 && config.latencyInterval > 0) this.scheduleNext(lane, config.latencyInterval);
  }

  /** The flusher acts at the next multiple of the buffer timeout, if it is not waiting already. */
  requestFlush(): void {
    if (this.flushPeriod > 0) this.scheduleNext(this.flushLane, this.flushPeriod);
  }

  /** The periodic tick acts at the next multiple of its period. */
  requestTick(period: Millis): void {
    if (period > 0) this.scheduleNext(this.tickLane, period);
  }

  /**
   * The earliest timer of the chain fires when the clock is past it, so that everything of that
   * millisecond comes first; one that is overdue fires at once (TI-5).
   */
  requestTimer(): void {
    const { timers } = this.task.chain;
    let earliest = Infinity;
    for (let i = 0; i < timers.length; i++) if (timers[i] < earliest) earliest = timers[i];
    const at = (earliest + 1 - this.clockStart) * 1000;
    this.agenda.set(this.timerLane, at > TIME_LIMIT ? NEVER : Math.max(at, this.engine.now));
  }

  /** Barriers may begin to overtake, at the inputs of this task or at its outputs (UC-11, UC-12). */
  requestBarrierTimeout(): void {
    const { barriers, checkpoint: { channelState } } = this.task;
    const at = Math.min(barriers.timerAt, channelState.timerAt);
    this.agenda.set(this.lanes.barrierTimeout[this.id], Math.max(at, this.engine.now));
  }

  /** Something outside will be done after a delay (AS-1). */
  requestCompletion(operator: number, id: number, delay: Micros): void {
    const { completions } = this.task;
    completions.push(this.engine.now + delay, operator, id);
    this.agenda.set(this.completionLane, Math.max(completions.nextTime, this.engine.now));
  }

  /** The n-th draw of an operator's own stream. */
  drawFor(operator: number, n: number, bound: number): number {
    const { vertex, subtask } = this.task.spec;
    const stream = this.drawStreams[operator] ??= streamNumber(
      `operator/${vertex.chain[operator].operator.uid}[${subtask.index}]`,
    );
    return this.below(stream, n, bound);
  }

  /** Gives a record back to the head of an iteration that has the same index as this subtask. */
  feedBack(iteration: number, value: unknown, timestamp: Millis, origin: number): void {
    const { engine, task, outgoing } = this;
    const id = engine.feedbackHeads.get(iteration)!.get(task.spec.subtask.index)!;
    const head = engine.tasks[id];
    outgoing.key = NO_KEY;
    outgoing.value = value;
    outgoing.timestamp = timestamp;
    outgoing.origin = origin;
    const at = engine.now + LOCAL_LATENCY;
    (head.chain.operators[0] as FeedbackHead).receive(outgoing, at);
    const lane = this.lanes.run[id];
    if (!head.isBusy && engine.agenda.head(lane) > at) engine.agenda.set(lane, at);
  }

  /** An aligned source asks for its next report at the next multiple of its interval (WA-1). */
  requestReport(): void {
    const { alignment } = this;
    if (alignment === null) return;
    const { spec } = alignment.coordinator;
    const { updateInterval } = spec.members[alignment.member].alignment;
    this.scheduleNext(this.lanes.report[this.id], updateInterval);
  }

  /** True where checkpoints or savepoints are taken at all. */
  get takesCheckpoints(): boolean {
    return this.engine.takesCheckpoints;
  }

  /** True when a task stays for one more checkpoint after the end of its data (EOI-3). */
  get waitsForFinalCheckpoint(): boolean {
    const { checkpointInterval, checkpointsAfterTasksFinish } = this.engine.config;
    return checkpointInterval > 0 && checkpointsAfterTasksFinish;
  }

  /** Tells the coordinator something, if there is one. */
  tellCoordinator(kind: number, content: MessageContent): void {
    const { attempt } = this.task;
    this.engine.control?.toCoordinator(kind, { ...content, from: this.id, attempt });
  }

  /** Tells the job manager something. */
  tellJobManager(kind: number, content: MessageContent): void {
    const { attempt } = this.task;
    this.engine.control?.toJobManager(kind, { ...content, from: this.id, attempt });
  }

  /** An operator's share of the world outside. */
  outsideOf(operator: number): Outside | null {
    return this.shares[operator]?.outside ?? null;
  }

  /** Sends a request to the system outside that an operator writes to. */
  askOutside(operator: number, request: number, argument: number): void {
    const share = this.shares[operator];
    assert(share !== null, "only a sink with a share of the world outside may ask it");
    const { agenda, lanes, outsides, now, config } = this.engine;
    const { attempt } = this.task;
    const content = { from: operator, attempt, number: request, second: argument };
    share.requests.push(now + config.outsideLatency, 0, content);
    agenda.set(lanes.outside[outsides.indexOf(share)], share.nextTime);
  }

  /** True for the number of a key that belongs to this subtask (KG-3). */
  ownsKey(key: number): boolean {
    const { vertex: { maxParallelism, parallelism }, subtask } = this.task.spec;
    const group = keyGroup(this.keys.hashes[key], maxParallelism);
    return operatorIndex(group, maxParallelism, parallelism) === subtask.index;
  }

  /** Says with whom this task cannot connect, or null. */
  lostPeer(): string | null {
    const { plan, links } = this.engine;
    const own = this.task.spec.subtask.taskManager;
    for (const channel of this.task.spec.subtask.inputs) {
      const sender = plan.subtasks[plan.channels[channel].sender];
      if (!links.isDisconnected(sender.taskManager, own)) continue;
      return `there is no connection to ${sender.label}`;
    }
    return null;
  }

  private scheduleNext(lane: number, period: Millis): void {
    if (!this.agenda.isEmpty(lane)) return;
    const length = period * 1000;
    this.agenda.set(lane, (Math.floor(this.engine.now / length) + 1) * length);
  }

  private connect(index: number, tag: string | null, chainedTo: number, edge: number): void {
    const from = this.chain[index];
    const next = chainedTo >= 0 ? this.chain[chainedTo] : null;
    const partition = edge >= 0 ? this.task.partitions[edge] : null;
    if (next) from.allChained.push(next);
    if (partition) from.allPartitions.push(partition);
    if (tag === null) {
      if (next) from.chained.push(next);
      if (partition) from.partitions.push(partition);
      return;
    }
    if (next) append(from.sideChained, tag, next);
    if (partition) append(from.sidePartitions, tag, partition);
  }
}

/** Whoever routes and whoever restores must come to the same key. */
function refuseFickleKey(key: unknown, again: unknown, value: unknown): never {
  refuse(
    "E-KEY",
    `The key of record ${showValue(value)} is ${showValue(key)}, and ${
      showValue(again)
    } when it is ` +
      `asked for again; wanted: the same key for the same record, always. Usual cause: a selector that ` +
      `counts or remembers`,
  );
}

function append<T>(lists: Map<string, T[]>, tag: string, entry: T): void {
  const list = lists.get(tag);
  if (list) list.push(entry);
  else lists.set(tag, [entry]);
}
