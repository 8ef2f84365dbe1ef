// What every bad input must get: our error, its code, a sentence with what matters, no noise.

import { fail, ok, strictEqual } from "node:assert/strict";
import { NamedError } from "./clock/named_error.ts";

/** Fails unless the attempt throws a NamedError with this code whose sentence has all the words. */
export function assertRefused(attempt: () => unknown, code: string, ...words: string[]): void {
  try {
    attempt();
  } catch (error) {
    if (!(error instanceof NamedError)) throw error;
    strictEqual(error.code, code, error.message);
    for (const word of words) ok(error.message.includes(word), `"${word}" in: ${error.message}`);
    return;
  }
  fail(`nothing was thrown; wanted ${code}`);
}
