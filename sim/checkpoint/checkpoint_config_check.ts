// Refuses options of checkpoints that could not work (rows 29 and 30 of the bad inputs), as Flink's
// CheckpointConfig does; only that it says which, and what is wanted.

import type { ControlConfig } from "../control_config.ts";
import { refuse, showValue } from "../clock/named_error.ts";

/** The options of a job that are about checkpoints. */
export type CheckpointConfig = Pick<
  ControlConfig,
  | "checkpointInterval"
  | "checkpointMode"
  | "unalignedCheckpoints"
  | "alignedCheckpointTimeout"
  | "forceUnalignedCheckpoints"
  | "checkpointTimeout"
  | "minPauseBetweenCheckpoints"
  | "maxConcurrentCheckpoints"
  | "tolerableFailedCheckpoints"
  | "retainedCheckpoints"
  | "checkpointsAfterTasksFinish"
>;

/** The shortest interval and timeout, in milliseconds (DF-12). */
const MILLIS_MIN = 10;
/** Milliseconds that are still exact in microseconds. */
const MILLIS_MAX = 9e12;
/** Flink's largest int: as many failures as there may be. */
const FAILURES_MAX = 2_147_483_647;
/** Checkpoints that are pending or kept, each with a place for every subtask. */
const CHECKPOINTS_MAX = 100;

/** Per option: the smallest and the largest value, and what it is. */
const RANGES: ReadonlyMap<string, readonly [min: number, max: number, meaning: string]> = new Map([
  ["checkpointInterval", [MILLIS_MIN, MILLIS_MAX, "milliseconds; or 0 for no checkpoints"]],
  ["checkpointTimeout", [MILLIS_MIN, MILLIS_MAX, "milliseconds until a checkpoint is given up"]],
  ["alignedCheckpointTimeout", [0, MILLIS_MAX, "milliseconds until barriers overtake data"]],
  ["minPauseBetweenCheckpoints", [0, MILLIS_MAX, "milliseconds after a checkpoint is complete"]],
  ["maxConcurrentCheckpoints", [1, CHECKPOINTS_MAX, "checkpoints pending at once"]],
  ["tolerableFailedCheckpoints", [0, FAILURES_MAX, "checkpoints that may fail in a row"]],
  ["retainedCheckpoints", [1, CHECKPOINTS_MAX, "completed checkpoints that are kept"]],
]);

const FLAGS: readonly string[] = [
  "checkpointsAfterTasksFinish",
  "unalignedCheckpoints",
  "forceUnalignedCheckpoints",
];

/** True for the name of an option that is checked here. */
export function isCheckpointOption(name: string): name is keyof CheckpointConfig {
  return RANGES.has(name) || FLAGS.includes(name) || name === "checkpointMode";
}

/**
 * Checks the options of checkpoints among others; one that is left out is not missed. Errors:
 * `E-CHECKPOINT-CONF`.
 */
export function checkCheckpointConfig(given: Partial<CheckpointConfig>): void {
  for (const [name, value] of Object.entries(given)) {
    const range = RANGES.get(name);
    if (range !== undefined) checkNumber(name, value, range);
    else if (name === "checkpointMode") checkMode(value);
    else if (FLAGS.includes(name)) checkFlag(name, value);
  }
}

/**
 * Barriers may overtake only where one checkpoint is under way at a time and counts exactly once (UC-6,
 * AL-1). Errors: `E-CHECKPOINT-UNALIGNED`.
 */
export function checkUnaligned(
  { unalignedCheckpoints, checkpointMode, maxConcurrentCheckpoints }: CheckpointConfig,
): void {
  if (!unalignedCheckpoints) return;
  if (checkpointMode !== "exactly-once") {
    refuseUnaligned(`checkpointMode is ${checkpointMode}`, "exactly-once");
  }
  if (maxConcurrentCheckpoints === 1) return;
  refuseUnaligned(`maxConcurrentCheckpoints is ${maxConcurrentCheckpoints}`, "1");
}

function refuseUnaligned(given: string, wanted: string): never {
  refuse(
    "E-CHECKPOINT-UNALIGNED",
    `With unalignedCheckpoints the option ${given}; wanted: ${wanted}. Usual cause: options that were ` +
      `chosen for aligned checkpoints`,
  );
}

function checkNumber(
  name: string,
  value: unknown,
  [min, max, meaning]: readonly [number, number, string],
): void {
  if (name === "checkpointInterval" && value === 0) return;
  const isInRange = (number: number) => number >= min && number <= max;
  if (Number.isSafeInteger(value) && isInRange(value as number)) return;
  refuseOption(name, value, `a whole number from ${min} to ${max} (${meaning})`, causeOf(value));
}

function causeOf(value: unknown): string {
  if (value === -1) return "−1 for “as many as there may be”; say a large number";
  return "a text from a form, or seconds where milliseconds are meant";
}

function checkMode(value: unknown): void {
  if (value === "exactly-once" || value === "at-least-once") return;
  refuseOption("checkpointMode", value, "exactly-once or at-least-once", "Flink's EXACTLY_ONCE");
}

function checkFlag(name: string, value: unknown): void {
  if (typeof value === "boolean") return;
  refuseOption(name, value, "true or false", "a text from a form");
}

function refuseOption(name: string, value: unknown, wanted: string, cause: string): never {
  return refuse(
    "E-CHECKPOINT-CONF",
    `The option ${name} is ${showValue(value)}; wanted: ${wanted}. Usual cause: ${cause}`,
  );
}
