// What asks somebody outside, and does not wait (Flink's AsyncFunction). The outside is simulated: a
// function says at once what will be answered, and how long that takes; time does the rest.

import type { Micros, Millis } from "../../clock/time.ts";
import type { Lifecycle } from "../function_life.ts";

/** What an asynchronous function learns. */
export interface AsyncContext {
  /** 1 at the first try. */
  readonly attempt: number;
  /** Processing time. */
  readonly now: Millis;
  /** A whole number in [0, bound) of this operator's own stream: for latencies. */
  draw(bound: number): number;
}

/** The answer that will come: results or an error, after a latency; `Infinity` for never. */
export type AsyncReply<OUT> =
  | { readonly latency: Micros; readonly results: readonly OUT[] }
  | { readonly latency: Micros; readonly error: string };

/** Asks for each record. */
export interface AsyncFunction<IN, OUT> extends Lifecycle {
  readonly invoke: (value: IN, context: AsyncContext) => AsyncReply<OUT>;
  /** Results in place of an answer that did not come in time; without it the job fails (AS-4). */
  readonly timeout?: (value: IN) => readonly OUT[];
}

/** What came back, for a retry to judge. */
export interface AsyncOutcome {
  /** Null when there was an error. */
  readonly results: readonly unknown[] | null;
  readonly error: string | null;
}

/** When to ask again (Flink's AsyncRetryStrategies). */
export interface AsyncRetry {
  /** So many times at most after the first try. */
  readonly maxAttempts: number;
  /** Before the first retry. */
  readonly delay: Millis;
  /** Each further delay is so many times the one before, up to a limit. Default 1: always the same. */
  readonly multiplier?: number;
  readonly delayMax?: Millis;
  /** Which outcomes are asked for again. Default: errors. */
  readonly retryIf?: (outcome: AsyncOutcome) => boolean;
}

/** How long to wait before the next try, after so many. */
export function retryDelay(
  { delay, multiplier = 1, delayMax = Infinity }: AsyncRetry,
  attempt: number,
): Millis {
  let wait = delay;
  for (let i = 1; i < attempt; i++) wait = Math.min(Math.floor(wait * multiplier), delayMax);
  return wait;
}

/** Whether an outcome is asked for again. */
export function retries(retry: AsyncRetry | null, outcome: AsyncOutcome, attempt: number): boolean {
  if (retry === null || attempt > retry.maxAttempts) return false;
  return retry.retryIf === undefined ? outcome.error !== null : retry.retryIf(outcome);
}
