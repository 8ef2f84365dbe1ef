// How many subtasks an operator may have, and how many key groups (Flink's parallelism and max
// parallelism, KG-3, KG-4). Ours are small: a figure of 33 subtasks is no longer a picture.

import { defaultMaxParallelism, PARALLELISM_LIMIT } from "../2_partitioner/key_group.ts";
import { refuse, showValue } from "../clock/named_error.ts";

const PARALLELISM_MAX = 32;

/**
 * Gives a parallelism back when it is a whole number from 1 to 32.
 *
 * Errors: `E-PARALLELISM`.
 *
 * ```ts
 * import { strictEqual, throws } from "node:assert";
 * import { checkParallelism } from "./parallelism.ts";
 * strictEqual(checkParallelism(4, 'operator "Map"'), 4);
 * throws(() => checkParallelism(0, 'operator "Map"'), /E-PARALLELISM.*"Map".* 0/);
 * ```
 */
export function checkParallelism(parallelism: unknown, where: string): number {
  if (isWholeBetween(parallelism, 1, PARALLELISM_MAX)) return parallelism;
  return refuse(
    "E-PARALLELISM",
    `The parallelism of ${where} is ${showValue(parallelism)}; wanted: a whole number from 1 to ` +
      `${PARALLELISM_MAX} (Flink allows ${PARALLELISM_LIMIT}). Usual cause: a text from a form, ` +
      `or a calculation that left the whole numbers`,
  );
}

/**
 * Gives a max parallelism back when it is a whole number from the parallelism to 32768.
 *
 * Errors: `E-MAXPAR`.
 *
 * ```ts
 * import { strictEqual, throws } from "node:assert";
 * import { checkMaxParallelism } from "./parallelism.ts";
 * strictEqual(checkMaxParallelism(128, 4, 'operator "Map"'), 128);
 * throws(() => checkMaxParallelism(2, 4, 'operator "Map"'), /E-MAXPAR.*"Map".* 2.*from 4/);
 * ```
 */
export function checkMaxParallelism(
  maxParallelism: unknown,
  parallelism: number,
  where: string,
): number {
  if (isWholeBetween(maxParallelism, parallelism, PARALLELISM_LIMIT)) return maxParallelism;
  return refuse(
    "E-MAXPAR",
    `The max parallelism of ${where} is ${
      showValue(maxParallelism)
    }; wanted: a whole number from ` +
      `${parallelism}, its parallelism, to ${PARALLELISM_LIMIT}, because each subtask owns at ` +
      `least one key group. Usual cause: the parallelism was raised and the max parallelism not`,
  );
}

/** The number of key groups of an operator: its max parallelism, or derived when it has none (KG-4). */
export function keyGroupCount(
  operator: { readonly parallelism: number; readonly maxParallelism: number | null },
): number {
  return operator.maxParallelism ?? defaultMaxParallelism(operator.parallelism);
}

function isWholeBetween(value: unknown, min: number, max: number): value is number {
  return Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
}
