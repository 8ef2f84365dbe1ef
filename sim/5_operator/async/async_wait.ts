// Asks outside for each record and goes on while the answers are under way (Flink's AsyncWaitOperator).
//
//   record ──▶ invoke ──▶ queue (at most `capacity`) ──▶ results, in order or as they come
//                 │  answer after a latency   ▲
//                 └───────────────────────────┘   none in time: timeout; an error: retry, or failure
//
// A full operator takes nothing (AS-1); the end of input waits for it (AS-5). One completed element leaves
// per mail (AS-6).

import type { Key } from "../../element/key.ts";
import type { Millis } from "../../clock/time.ts";
import { refuse, showValue } from "../../clock/named_error.ts";
import { NO_KEY } from "../../element/element.ts";
import { Fact } from "../../trace/fact.ts";
import type { OperatorListState, RestoredLists } from "../../6_state/operator_list_state.ts";
import { lifecycleOf } from "../function_life.ts";
import { LivingOperator, type LivingOperatorSpec } from "../living_operator.ts";
import type { OperatorContext, OperatorOptions } from "../operator.ts";
import { type AsyncFunction, type AsyncRetry, retries, retryDelay } from "./async_function.ts";
import { AsyncEntry, AsyncQueue, AsyncStatus } from "./async_queue.ts";
import { checkReply, checkResults, checkRetry } from "./async_reply.ts";

/** What an asynchronous operator is told once. */
export interface AsyncWaitSpec extends LivingOperatorSpec {
  readonly async: AsyncFunction<never, unknown>;
  readonly isOrdered: boolean;
  readonly timeout: Millis;
  readonly capacity: number;
  readonly retry: AsyncRetry | null;
}

/** What whoever builds a job says about asking outside. */
export interface AsyncWaitOptions {
  /** How long an answer may take in all, retries included; 0 is for ever (AS-4). */
  readonly timeout: Millis;
  /** Records and watermarks under way at once. Default 100 (DF-32). */
  readonly capacity?: number;
  /** Left out: an error fails the job. */
  readonly retry?: AsyncRetry | null;
}

/**
 * Describes an operator that asks outside. Errors: `E-ASYNC-CAPACITY`, `E-ASYNC-TIMEOUT`,
 * `E-ASYNC-RETRY`; when it runs, `E-ASYNC-LATENCY`, `E-ASYNC-FAILED`.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { asyncWaitOperator } from "@headwater/sim";
 * import { OperatorHarness } from "@headwater/sim/testing";
 * const spec = asyncWaitOperator<number, string>({
 *   name: "ask",
 *   uid: "ask",
 *   cost: 0,
 *   async: { invoke: (n) => ({ latency: 1000 * n, results: [`answer ${n}`] }) },
 *   isOrdered: false,
 *   timeout: 100,
 * });
 * const harness = new OperatorHarness<number>(spec);
 * harness.processElement(3, 1).processElement(2, 2);
 * harness.complete(harness.requests[1].id);
 * deepStrictEqual(harness.takeValues(), ["answer 2"]);
 * ```
 */
export function asyncWaitOperator<IN, OUT>(
  { timeout, capacity = 100, retry = null, ...options }: OperatorOptions & AsyncWaitOptions & {
    readonly async: AsyncFunction<IN, OUT>;
    readonly isOrdered: boolean;
  },
): AsyncWaitSpec {
  if (!Number.isSafeInteger(capacity) || capacity < 1) {
    refuseOption(
      "E-ASYNC-CAPACITY",
      options.name,
      "capacity",
      capacity,
      "a whole number, 1 or more",
    );
  }
  if (!Number.isSafeInteger(timeout) || timeout < 0) {
    refuseOption(
      "E-ASYNC-TIMEOUT",
      options.name,
      "timeout",
      timeout,
      "whole milliseconds, 0 for ever",
    );
  }
  if (retry !== null) checkRetry(retry, options.name);
  const life = lifecycleOf(options.async);
  const spec = { ...options, ...life, timeout, capacity, retry, Operator: AsyncWaitOperator };
  return Object.freeze(spec) as unknown as AsyncWaitSpec;
}

/** A record that is asked for, as a checkpoint holds it. */
interface SavedInput {
  readonly value: unknown;
  readonly timestamp: Millis;
  /** Null on a stream without keys. */
  readonly key: Key | null;
  readonly origin: number;
}

/** Ids of mails: three for each entry. */
const ANSWER = 0, RETRY = 1, EMIT = 2;

/**
 * One instance of an asynchronous operator.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { asyncWaitOperator } from "@headwater/sim";
 * import { OperatorHarness } from "@headwater/sim/testing";
 * const invoke = (n: number) => ({ latency: 1000, results: [n] });
 * const options = { name: "ask", uid: "ask", cost: 0, isOrdered: true, timeout: 100, capacity: 1 };
 * const harness = new OperatorHarness<number>(asyncWaitOperator({ ...options, async: { invoke } }));
 * strictEqual(harness.processElement(7).operator.isFull, true);
 * ```
 */
export class AsyncWaitOperator extends LivingOperator<AsyncWaitSpec> {
  queue: AsyncQueue = new AsyncQueue();
  /** What came while the queue was full: more than one result of an operator before it. */
  waiting: AsyncEntry[] = [];
  entryCount = 0;
  drawCount = 0;
  isEnding = false;
  isEmitting = false;
  armedAt: Millis = Infinity;

  override get canWait(): boolean {
    return true;
  }

  override get isFull(): boolean {
    return this.queue.size >= this.spec.capacity || this.waiting.length > 0;
  }

  override get isPending(): boolean {
    return this.queue.size > 0 || this.waiting.length > 0;
  }

  /** The inputs of everything under way, answered or not (AS-5). */
  override snapshotState(
    checkpointId: number,
    context: OperatorContext,
  ): readonly OperatorListState[] {
    const inputs = this.inputs().filter(({ isWatermark }) => !isWatermark);
    const items = inputs.map(({ value, timestamp, key, origin }): SavedInput => {
      const named = key === NO_KEY ? null : context.keyOf(key);
      return Object.freeze({ value, timestamp, key: named, origin });
    });
    return [
      ...super.snapshotState(checkpointId, context),
      { name: "async-wait-operator-state", mode: "split", items: Object.freeze(items) },
    ];
  }

  override restoreState(lists: RestoredLists, context: OperatorContext): void {
    super.restoreState(lists, context);
    for (const item of lists.items("async-wait-operator-state") as readonly SavedInput[]) {
      const key = item.key === null ? NO_KEY : context.numberOf(item.key);
      const id = this.entryCount++;
      this.waiting.push(Object.assign(new AsyncEntry(), item, { key, id }));
    }
  }

  /** What was under way is asked for again, before anything new (AS-5). */
  override open(context: OperatorContext): void {
    super.open(context);
    const { waiting } = this;
    this.waiting = [];
    for (const entry of waiting) this.admit(entry, context);
  }

  override processElement(value: unknown, timestamp: Millis, context: OperatorContext): void {
    const entry = new AsyncEntry();
    entry.id = this.entryCount++;
    entry.value = value;
    entry.timestamp = timestamp;
    entry.key = context.key;
    entry.origin = context.origin;
    this.admit(entry, context);
  }

  override processWatermark(timestamp: Millis, context: OperatorContext): void {
    const entry = new AsyncEntry();
    entry.id = this.entryCount++;
    entry.isWatermark = true;
    entry.timestamp = timestamp;
    this.admit(entry, context);
    this.emitNext(context);
  }

  override onCompletion(mail: number, context: OperatorContext): void {
    const kind = mail % 3;
    if (kind === EMIT) {
      this.isEmitting = false;
      return this.emitNext(context);
    }
    const entry = this.queue.find(Math.floor(mail / 3));
    if (entry === undefined || entry.status === AsyncStatus.DONE) return; // late: ignored (AS-4)
    if (kind === ANSWER && entry.status === AsyncStatus.PENDING) this.judge(entry, context);
    if (kind === RETRY && entry.status === AsyncStatus.RETRYING) this.askAgain(entry, context);
  }

  /** The time of every request that began so long ago is out (AS-4). */
  override onProcessingTimer(at: Millis, context: OperatorContext): void {
    this.armedAt = Infinity;
    const overdue = this.queue.entries.filter(({ status, deadline }) =>
      status !== AsyncStatus.DONE && deadline <= at
    );
    for (const entry of overdue) this.giveUp(entry, context);
    this.arm(context);
  }

  /** Delayed retries are made at once, and no more after them (AS-5). */
  override endInput(_input: number, context: OperatorContext): void {
    this.isEnding = true;
    for (const entry of [...this.queue.entries]) {
      if (entry.status === AsyncStatus.RETRYING) this.askAgain(entry, context);
    }
  }

  /** What has to be asked again after a restore, before new input: everything that is here (AS-5). */
  inputs(): readonly AsyncEntry[] {
    return [...this.queue.entries, ...this.waiting];
  }

  private admit(entry: AsyncEntry, context: OperatorContext): void {
    if (this.isFull) this.waiting.push(entry);
    else this.start(entry, context);
  }

  private start(entry: AsyncEntry, context: OperatorContext): void {
    this.queue.put(entry);
    if (entry.isWatermark) return;
    const { timeout } = this.spec;
    entry.deadline = timeout === 0 ? Infinity : context.now + timeout;
    this.ask(entry, context);
    this.arm(context);
  }

  private ask(entry: AsyncEntry, context: OperatorContext): void {
    const { async, name } = this.spec;
    const { attempt } = entry;
    const draw = (bound: number) => context.draw(this.drawCount++, bound);
    const asked = async.invoke(entry.value as never, { attempt, now: context.now, draw });
    const { latency, results, error } = checkReply(asked, name);
    entry.results = results;
    entry.error = error;
    context.report(Fact.asyncRequested, 0, entry.timestamp, entry.value);
    if (latency < Infinity) context.requestCompletion(3 * entry.id + ANSWER, latency);
  }

  /** An answer is there: results, or another try, or a failure. */
  private judge(entry: AsyncEntry, context: OperatorContext): void {
    const { retry } = this.spec;
    const { results, error, attempt } = entry;
    if (!this.isEnding && retries(retry, { results, error }, attempt)) {
      entry.status = AsyncStatus.RETRYING;
      const delay = 1000 * retryDelay(retry!, attempt);
      return context.requestCompletion(3 * entry.id + RETRY, delay);
    }
    if (error !== null) return this.fail(entry, error);
    this.finishEntry(entry, results!, context);
  }

  private askAgain(entry: AsyncEntry, context: OperatorContext): void {
    entry.status = AsyncStatus.PENDING;
    entry.attempt++;
    this.ask(entry, context);
  }

  private giveUp(entry: AsyncEntry, context: OperatorContext): void {
    const { async, name, timeout } = this.spec;
    context.report(Fact.asyncTimedOut, 0, entry.timestamp, entry.value);
    if (async.timeout !== undefined) {
      const results = checkResults(async.timeout(entry.value as never), "timing out", name);
      return this.finishEntry(entry, results, context);
    }
    this.queue.complete(entry, []);
    refuse(
      "E-ASYNC-TIMEOUT",
      `In "${name}": no answer for record ${
        showValue(entry.value)
      } within ${timeout} ms; wanted: an ` +
        `answer in time, or a function timeout(value) that gives results in its place (AS-4)`,
    );
  }

  private fail(entry: AsyncEntry, error: string): never {
    this.queue.complete(entry, []);
    refuse(
      "E-ASYNC-FAILED",
      `In "${this.spec.name}": asking for record ${
        showValue(entry.value)
      } failed ${entry.attempt} ` +
        `time${entry.attempt === 1 ? "" : "s"}, at last with ${
          showValue(error)
        }; wanted: results, or ` +
        `a retry that catches it`,
    );
  }

  private finishEntry(
    entry: AsyncEntry,
    results: readonly unknown[],
    context: OperatorContext,
  ): void {
    this.queue.complete(entry, results);
    context.report(Fact.asyncCompleted, 0, entry.timestamp, entry.value);
    this.arm(context);
    this.emitNext(context);
  }

  /** One element leaves; if another one may, that is a mail of its own (AS-6). */
  private emitNext(context: OperatorContext): void {
    const { queue, spec } = this;
    if (this.isEmitting) return;
    const entry = queue.next(spec.isOrdered);
    if (entry === null) return;
    queue.remove(entry);
    if (entry.isWatermark) context.emitWatermark(entry.timestamp);
    else this.emit(entry, context);
    while (this.waiting.length > 0 && queue.size < spec.capacity) {
      this.start(this.waiting.shift()!, context);
    }
    if (queue.next(spec.isOrdered) === null) return;
    this.isEmitting = true;
    context.requestCompletion(EMIT, 0);
  }

  private emit({ results, timestamp, key, origin }: AsyncEntry, context: OperatorContext): void {
    const before = context.key;
    context.setKey(key);
    context.origin = origin;
    for (const result of results!) context.collect(result, timestamp);
    context.setKey(before);
  }

  private arm(context: OperatorContext): void {
    const { firstDeadline } = this.queue;
    if (firstDeadline === this.armedAt) return;
    this.armedAt = firstDeadline;
    context.requestTimer(firstDeadline);
  }
}

function refuseOption(
  code: string,
  name: string,
  what: string,
  value: unknown,
  wanted: string,
): never {
  refuse(
    code,
    `The ${what} of "${name}" is ${showValue(value)}; wanted: ${wanted}. Usual cause: another unit`,
  );
}
