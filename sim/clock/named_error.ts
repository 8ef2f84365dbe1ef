// The one kind of error a user meets: a code to look up, then a sentence that says what was being
// done, with which value, what is wanted, and the usual cause.

/**
 * An error with a permanent code, shown as `E-CODE: sentence`.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { NamedError } from "@headwater/sim";
 * strictEqual(new NamedError("E-KEY", "The key is null").message, "E-KEY: The key is null");
 * ```
 */
export class NamedError extends Error {
  override readonly name = "NamedError";
  constructor(readonly code: string, readonly sentence: string, options?: ErrorOptions) {
    super(`${code}: ${sentence}`, options);
  }
}

/**
 * Throws a {@linkcode NamedError}; its return type lets it stand wherever a value is wanted.
 *
 * ```ts
 * import { throws } from "node:assert";
 * import { refuse } from "@headwater/sim";
 * throws(() => refuse("E-PARALLELISM", "Parallelism is 0"), /^NamedError: E-PARALLELISM/);
 * ```
 */
export function refuse(code: string, sentence: string, cause?: unknown): never {
  throw new NamedError(code, sentence, cause === undefined ? undefined : { cause });
}

/**
 * A user's value as one short line for an error: JSON where possible, cut to 80 characters, control
 * and direction characters escaped.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { showValue } from "@headwater/sim";
 * strictEqual(showValue({ a: 1 }), '{"a":1}');
 * strictEqual(showValue(NaN), "NaN");
 * ```
 */
export function showValue(value: unknown): string {
  let text: string;
  try {
    text = typeof value === "object" || typeof value === "string"
      ? JSON.stringify(value) ?? String(value)
      : String(value);
  } catch {
    text = Object.prototype.toString.call(value);
  }
  const safe = text.replace(
    MISLEADING,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return safe.length > 80 ? `${safe.slice(0, 79)}…` : safe;
}

/** Control characters, line separators, and marks that change the direction of text. */
const MISLEADING =
  // deno-lint-ignore no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
