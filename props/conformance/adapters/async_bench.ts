// One or several operators in a row with time around them: what the service outside answers is decided by
// the case, when it does by this bench.

import {
  type AsyncReply,
  type AsyncRetry,
  type AsyncWaitOperator,
  asyncWaitOperator,
  type Element,
  MIN,
} from "@headwater/sim";
import { OperatorHarness } from "@headwater/sim/testing";
import type { CaseReader } from "../case_reader.ts";
import { harnessOperator } from "./harness_operator.ts";

/** The operators of a case. */
export class AsyncBench {
  /** What the job died of, or an empty text. */
  failure = "";
  readonly invocations: Map<string, number> = new Map();
  private stages: OperatorHarness<unknown>[];
  private output: Element[] = [];
  private now = 0;

  constructor(operator: CaseReader) {
    const list = operator.get("kind").text() === "chain"
      ? operator.get("operators").items()
      : [operator];
    this.stages = list.map((one) => this.stageOf(one));
  }

  /** An element comes; while an operator is full, time passes. */
  process(value: unknown, timestamp: number | null): void {
    this.attempt(() => this.feed(0, { type: "record", value, timestamp: timestamp ?? MIN }));
  }

  processWatermark(timestamp: number): void {
    this.attempt(() => this.feed(0, { type: "watermark", timestamp }));
  }

  setTime(now: number): void {
    this.attempt(() => this.passTo(now));
  }

  /** Every request that only the case answers is answered now, in order or backwards. */
  release(isReverse: boolean): void {
    this.attempt(() => {
      for (const stage of this.stages) {
        const pending = (stage.operator as AsyncWaitOperator).queue.entries.filter(({ status }) =>
          status === 0
        );
        for (const { id } of isReverse ? pending.toReversed() : pending) stage.complete(3 * id);
      }
      this.settle();
    });
  }

  /** Time passes until so many results came out. */
  waitFor(count: number): void {
    this.attempt(() => {
      while (this.output.filter(({ type }) => type === "record").length < count) this.passToNext();
    });
  }

  /** The input ends: each operator in turn is waited for, then finished (AS-5). */
  end(): void {
    this.stages.forEach((stage, index) => {
      this.attempt(() => {
        stage.operator.endInput(0, stage["context"]);
        this.settle();
        while (stage.operator.isPending && this.passToNext());
        stage.operator.finish(stage["context"]);
        this.move(index);
      });
    });
  }

  /** A new operator asks for everything again that the old one had, before anything else (AS-5). */
  restore(operator: CaseReader | null): void {
    const [old] = this.stages;
    const inputs = (old.operator as AsyncWaitOperator).inputs();
    this.output = [];
    this.stages = [operator === null ? new OperatorHarness(old.spec) : this.stageOf(operator)];
    for (const { isWatermark, value, timestamp } of inputs) {
      if (isWatermark) this.processWatermark(timestamp);
      else this.process(value, timestamp);
    }
  }

  takeOutput(): Element[] {
    return this.output.splice(0);
  }

  get timerCount(): number {
    return this.stages.filter((stage) => stage["context"].timerAt < Infinity).length;
  }

  private stageOf(operator: CaseReader): OperatorHarness<unknown> {
    if (operator.get("kind").text() !== "asyncWait") {
      return new OperatorHarness(harnessOperator(operator).spec);
    }
    operator.only("kind", "mode", "timeout", "capacity", "function", "retry");
    return new OperatorHarness(asyncWaitOperator({
      name: "ask",
      uid: "ask",
      cost: 0,
      async: this.functionOf(operator.get("function")),
      isOrdered: operator.get("mode").choice("ordered", "unordered") === "ordered",
      timeout: operator.get("timeout").integer(),
      capacity: operator.get("capacity").integer(),
      retry: operator.get("retry").isNull ? null : retryOf(operator.get("retry")),
    }));
  }

  private functionOf(body: CaseReader) {
    body.only("result", "completes", "onTimeout", "repeatEmptyCompletions");
    const invoke = (value: unknown): AsyncReply<unknown> => {
      const name = String(value);
      this.invocations.set(name, (this.invocations.get(name) ?? 0) + 1);
      const latency = latencyOf(body.get("completes").text(), value as number);
      const results = resultsOf(body.get("result").text(), value as number);
      return results === null ? { latency, error: "asked for" } : { latency, results };
    };
    const onTimeout = body.has("onTimeout") ? body.get("onTimeout").text() : "fail";
    if (onTimeout === "fail") return { invoke };
    const [, constant] = /^completeWith (-?\d+)$/.exec(onTimeout) ?? [];
    const timeout = (value: unknown) =>
      constant === undefined ? [3 * (value as number)] : [Number(constant)];
    return { invoke, timeout };
  }

  private feed(index: number, element: Element): void {
    const stage = this.stages[index];
    if (stage === undefined) return void this.output.push(element);
    while (stage.operator.isFull && this.passToNext());
    if (element.type === "record") stage.processElement(element.value, element.timestamp);
    if (element.type === "watermark") stage.processWatermark(element.timestamp);
    this.settle();
  }

  /** Everything that is done by now is told; what comes out goes on. */
  private settle(): void {
    for (let index = 0; index < this.stages.length; index++) {
      const stage = this.stages[index];
      const isDue = ({ at }: { at: number }) => at <= 1000 * this.now;
      for (let due = stage.requests.find(isDue); due; due = stage.requests.find(isDue)) {
        stage.complete(due.id);
      }
      this.move(index);
    }
  }

  private move(index: number): void {
    for (const element of this.stages[index].takeOutput()) this.feed(index + 1, element);
  }

  /** Time goes on to the next request that is done; false when there is none. */
  private passToNext(): boolean {
    const times = this.stages.flatMap((stage) => [
      ...stage.requests.map(({ at }) => Math.ceil(at / 1000)),
      stage["context"].timerAt,
    ]);
    const next = Math.min(...times);
    if (next === Infinity) return false;
    this.passTo(Math.max(next, this.now));
    return true;
  }

  private passTo(now: number): void {
    this.now = now;
    for (const stage of this.stages) {
      const { requests } = stage;
      // an answer of the same millisecond comes before the timeout (TI-5)
      for (const { id, at } of requests) if (at <= 1000 * now) stage.complete(id);
      stage.setProcessingTime(now);
    }
    this.settle();
  }

  private attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.failure ||= String(error);
    }
  }
}

function latencyOf(completes: string, value: number): number {
  const [, millis] = /^after (\d+) ms$/.exec(completes) ?? [];
  if (millis !== undefined) return 1000 * Number(millis);
  if (completes === "immediately") return 0;
  // any order will do: later records are not always later answered
  return completes === "eventually" ? 1000 * (1 + (7 * value) % 5) : Infinity;
}

function resultsOf(result: string, value: number): unknown[] | null {
  switch (result) {
    case "value":
      return [value];
    case "valueTimes2":
      return [2 * value];
    case "empty":
      return [];
    case "emptyIfOddElseValueTimes2":
      return value % 2 === 1 ? [] : [2 * value];
    case "exception":
      return null;
  }
  throw new Error(`unknown result ${result}`);
}

function retryOf(retry: CaseReader): AsyncRetry {
  retry.only("type", "maxAttempts", "delay", "retryIf");
  retry.get("type").choice("fixedDelay");
  const isException = retry.get("retryIf").choice("exception", "emptyResult") === "exception";
  return {
    maxAttempts: retry.get("maxAttempts").integer(),
    delay: retry.get("delay").integer(),
    retryIf: ({ results, error }) => isException ? error !== null : results?.length === 0,
  };
}
