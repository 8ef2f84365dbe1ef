// What asynchronous functions are told and give back, checked: an answer that cannot be is found when it
// is given, not when its time has come.

import type { Micros } from "../../clock/time.ts";
import { refuse, showValue } from "../../clock/named_error.ts";
import { freezeResult, refusePromise } from "../../6_state/user_result.ts";
import type { AsyncRetry } from "./async_function.ts";

/** An answer, checked. */
export interface CheckedReply {
  readonly latency: Micros;
  /** Null when there was an error. */
  readonly results: readonly unknown[] | null;
  readonly error: string | null;
}

/** What a function gave back. Errors: `E-UDF`, `E-VALUE`, `E-ASYNC-LATENCY`. */
export function checkReply(reply: unknown, operatorName: string): CheckedReply {
  const doing = "asking";
  refusePromise(reply, doing, operatorName);
  if (typeof reply !== "object" || reply === null) refuseReply(reply, operatorName);
  const { latency, results, error } = reply as Record<string, unknown>;
  return {
    latency: checkLatency(latency, operatorName),
    results: error === undefined ? checkResults(results, doing, operatorName) : null,
    error: error === undefined ? null : String(error),
  };
}

/** A list of results, frozen. Errors: `E-UDF`, `E-VALUE`. */
export function checkResults(
  results: unknown,
  doing: string,
  operatorName: string,
): readonly unknown[] {
  refusePromise(results, doing, operatorName);
  if (!Array.isArray(results)) {
    refuse(
      "E-VALUE",
      `While ${doing} in "${operatorName}": the results are ${
        showValue(results)
      }; wanted: an array, ` +
        `empty for none. Usual cause: one result without brackets`,
    );
  }
  for (const result of results) freezeResult(result, doing, operatorName);
  return Object.freeze(results);
}

/** When to ask again. Errors: `E-ASYNC-RETRY`. */
export function checkRetry(retry: AsyncRetry, operatorName: string): AsyncRetry {
  const { maxAttempts, delay, multiplier = 1, delayMax = Infinity } = retry;
  const isWhole = [maxAttempts, delay].every((n) => Number.isSafeInteger(n) && n >= 0);
  if (isWhole && multiplier >= 1 && multiplier < Infinity && delayMax >= 0) return retry;
  refuse(
    "E-ASYNC-RETRY",
    `The retry of "${operatorName}" is ${
      showValue(retry)
    }; wanted: maxAttempts and delay as whole ` +
      `numbers from 0 on, a multiplier from 1 on, a delayMax of milliseconds. Usual cause: a text from ` +
      `a form`,
  );
}

function checkLatency(latency: unknown, operatorName: string): Micros {
  const isTime = Number.isSafeInteger(latency) && (latency as Micros) >= 0;
  if (isTime || latency === Infinity) return latency as Micros;
  refuse(
    "E-ASYNC-LATENCY",
    `The latency of an answer in "${operatorName}" is ${showValue(latency)}; wanted: whole ` +
      `microseconds, 0 or more, or Infinity for never. Usual cause: another unit`,
  );
}

function refuseReply(reply: unknown, operatorName: string): never {
  refuse(
    "E-VALUE",
    `While asking in "${operatorName}": the function returned ${
      showValue(reply)
    }; wanted: an answer ` +
      `such as { latency: 1000, results: [1] }. Usual cause: a body in braces without return`,
  );
}
