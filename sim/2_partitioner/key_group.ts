// Which key group a key falls into, and which subtask owns a key group (Flink's
// KeyGroupRangeAssignment). A key group is a bucket of keys and the unit that moves when a job is
// rescaled: keys never change their key group, key groups change their subtask.
//
//   key ── hash ── murmur ── mod 128 ──▶ key group 0 … 127 ── × parallelism / 128 ──▶ subtask

import { murmurHash } from "../clock/hash.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import { KeyGroupRange } from "./key_group_range.ts";

/**
 * The largest parallelism and the largest number of key groups in Flink (KG-4); the graph sets a
 * smaller limit of its own.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { PARALLELISM_LIMIT } from "@headwater/sim";
 * strictEqual(PARALLELISM_LIMIT, 32768);
 * ```
 */
export const PARALLELISM_LIMIT = 32768;

const MAX_PARALLELISM_DEFAULT = 128;

/**
 * The key group of a key, from the key's Java hash code (KG-1, `assignToKeyGroup`).
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { javaHash, keyGroup } from "@headwater/sim";
 * strictEqual(keyGroup(javaHash("flink"), 128), 98);
 * ```
 */
export function keyGroup(keyHash: number, maxParallelism: number): number {
  return murmurHash(keyHash) % maxParallelism;
}

/**
 * The index of the subtask that owns a key group (KG-2, `computeOperatorIndexForKeyGroup`).
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { operatorIndex } from "@headwater/sim";
 * strictEqual(operatorIndex(98, 128, 4), 3);
 * ```
 */
export function operatorIndex(
  keyGroup: number,
  maxParallelism: number,
  parallelism: number,
): number {
  return divide(keyGroup * parallelism, maxParallelism);
}

/**
 * The key groups that a subtask owns (KG-3, `computeKeyGroupRangeForOperatorIndex`).
 *
 * Errors: `E-PARALLELISM` and `E-MAXPAR`, as {@linkcode requireMaxParallelism} has them.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { keyGroupRange } from "@headwater/sim";
 * deepStrictEqual([...keyGroupRange(1, 10, 3)], [4, 5, 6]);
 * ```
 */
export function keyGroupRange(
  subtaskIndex: number,
  maxParallelism: number,
  parallelism: number,
): KeyGroupRange {
  requireMaxParallelism(maxParallelism, parallelism);
  const start = divide(subtaskIndex * maxParallelism + parallelism - 1, parallelism);
  const end = divide((subtaskIndex + 1) * maxParallelism - 1, parallelism);
  return KeyGroupRange.of(start, end);
}

/**
 * How many key groups an operator has when nobody said it: room to grow by half, rounded up to a
 * power of two, at least 128 (KG-4, `computeDefaultMaxParallelism`).
 *
 * Errors: `E-PARALLELISM`.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { defaultMaxParallelism } from "@headwater/sim";
 * strictEqual(defaultMaxParallelism(4), 128);
 * strictEqual(defaultMaxParallelism(200), 512);
 * ```
 */
export function defaultMaxParallelism(parallelism: number): number {
  requireParallelism(parallelism);
  const room = parallelism + divide(parallelism, 2);
  let maxParallelism = MAX_PARALLELISM_DEFAULT;
  while (maxParallelism < room && maxParallelism < PARALLELISM_LIMIT) maxParallelism *= 2;
  return maxParallelism;
}

/**
 * Gives back a parallelism that Flink would accept: a whole number, 1 … {@linkcode
 * PARALLELISM_LIMIT}.
 *
 * Errors: `E-PARALLELISM`.
 *
 * ```ts
 * import { strictEqual, throws } from "node:assert";
 * import { requireParallelism } from "@headwater/sim";
 * strictEqual(requireParallelism(4), 4);
 * throws(() => requireParallelism("4"), /E-PARALLELISM/);
 * ```
 */
export function requireParallelism(parallelism: unknown): number {
  if (isWithinLimit(parallelism)) return parallelism;
  refuse(
    "E-PARALLELISM",
    `A parallelism is ${showValue(parallelism)}, but it counts subtasks: a whole number from ` +
      `1 to ${PARALLELISM_LIMIT}; leave it out to take the job's default`,
  );
}

/**
 * Gives back a maximum parallelism that fits a parallelism: every subtask owns at least one key
 * group, so it is at least the parallelism and at most {@linkcode PARALLELISM_LIMIT}.
 *
 * Errors: `E-PARALLELISM`, `E-MAXPAR`.
 *
 * ```ts
 * import { strictEqual, throws } from "node:assert";
 * import { requireMaxParallelism } from "@headwater/sim";
 * strictEqual(requireMaxParallelism(128, 4), 128);
 * throws(() => requireMaxParallelism(3, 4), /E-MAXPAR/);
 * ```
 */
export function requireMaxParallelism(maxParallelism: unknown, parallelism: unknown): number {
  const wanted = requireParallelism(parallelism);
  if (isWithinLimit(maxParallelism) && maxParallelism >= wanted) return maxParallelism;
  refuse(
    "E-MAXPAR",
    `A maximum parallelism is ${showValue(maxParallelism)} for parallelism ${wanted}, but it ` +
      `counts key groups and every subtask needs one: a whole number from ${wanted} to ` +
      `${PARALLELISM_LIMIT}; leave it out to have it derived`,
  );
}

function isWithinLimit(count: unknown): count is number {
  return Number.isInteger(count) && (count as number) >= 1 &&
    (count as number) <= PARALLELISM_LIMIT;
}

/** Integer division, exact because every operand here is at most 2³⁰ (MC-3). */
function divide(dividend: number, divisor: number): number {
  return (dividend / divisor) | 0;
}
