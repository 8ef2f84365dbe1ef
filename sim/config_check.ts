// Completes the options of a run and refuses those that could not work.

import { type Config, DEFAULT_CONFIG } from "./config.ts";
import { refuse, showValue } from "./clock/named_error.ts";
import {
  checkCheckpointConfig,
  type CheckpointConfig,
  checkUnaligned,
  isCheckpointOption,
} from "./checkpoint/checkpoint_config_check.ts";
import { completeRestartStrategy } from "./cluster/restart_strategy_spec.ts";

/** Options that are not whole numbers, or are checked elsewhere. */
type SpecialOption =
  | "chaining"
  | "failoverStrategy"
  | "highAvailability"
  | "restartStrategy"
  | "clockSkews"
  | keyof CheckpointConfig;

/** Per option: the error's code, the smallest value, and what it is. */
const RANGES: Record<
  Exclude<keyof Config, SpecialOption>,
  readonly [string, number, string]
> = {
  parallelism: ["E-PARALLELISM", 1, "subtasks of each operator"],
  maxParallelism: ["E-MAXPAR", 0, "key groups, or 0 to derive them"],
  bufferTimeout: ["E-BUFFER-TIMEOUT", -1, "milliseconds, 0 for every record, or -1 for full only"],
  bufferCapacity: ["E-CREDITS", 1, "records in one buffer"],
  buffersPerChannel: ["E-CREDITS", 1, "exclusive buffers; with none, nothing could ever be sent"],
  floatingBuffersPerGate: ["E-CREDITS", 0, "floating buffers"],
  maxBuffersPerChannel: ["E-CREDITS", 1, "buffers that may wait in one subpartition"],
  networkBuffersPerTaskManager: [
    "E-CREDITS",
    0,
    "buffers of one task manager, or 0 for as many as it takes",
  ],
  autoWatermarkInterval: [
    "E-WATERMARK-INTERVAL",
    0,
    "milliseconds, or 0 for no periodic watermarks",
  ],
  slotsPerTaskManager: ["E-SLOTS", 1, "slots of one task manager"],
  latency: ["E-LATENCY", 1, "microseconds; every effect on another machine takes at least one"],
  jitter: ["E-LATENCY", 0, "microseconds"],
  transferTime: ["E-LATENCY", 0, "microseconds that one row takes on a channel"],
  latencyInterval: ["E-LATENCY", 0, "milliseconds, or 0 for no latency markers"],
  cost: ["E-COST", 0, "microseconds that one record costs"],
  startTime: ["E-TS-RANGE", -8.64e15, "the wall clock at the start, in milliseconds"],
  tieSeed: ["E-SEED", 0, "a seed, or 0 for the canonical order"],
  snapshotTime: ["E-CHECKPOINT-CONF", 0, "microseconds that a task stands still"],
  snapshotTimePerEntry: ["E-CHECKPOINT-CONF", 0, "microseconds for each entry of state"],
  storageTime: ["E-CHECKPOINT-CONF", 1, "microseconds that storage takes"],
  storageTimePerEntry: ["E-CHECKPOINT-CONF", 0, "microseconds for each entry of state"],
  rpcLatency: ["E-LATENCY", 1, "microseconds that a message takes"],
  outsideLatency: ["E-LATENCY", 1, "microseconds to a system outside"],
  deploymentTime: ["E-LATENCY", 1, "microseconds until a task is deployed"],
  taskManagerStartTime: ["E-LATENCY", 1, "microseconds until a new process is there"],
  heartbeatInterval: ["E-HEARTBEAT", 1, "milliseconds between two heartbeats"],
  heartbeatTimeout: ["E-HEARTBEAT", 1, "milliseconds of silence until somebody is given up"],
};

/** The largest value of any option: microseconds of 285 years. */
const OPTION_MAX = Number.MAX_SAFE_INTEGER;

/**
 * All options of a run. Errors: the code of the first option that is out of range; `E-CONFIG` for one
 * that does not exist.
 *
 * ```ts
 * import { strictEqual, throws } from "node:assert";
 * import { completeConfig } from "@headwater/sim";
 * strictEqual(completeConfig({ latency: 5 }).bufferTimeout, 100);
 * throws(() => completeConfig({ buffersPerChannel: 0 }), /E-CREDITS/);
 * ```
 */
export function completeConfig(given: Partial<Config>): Config {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(DEFAULT_CONFIG, name)) {
      refuse(
        "E-CONFIG",
        `There is no option ${showValue(name)}; known: ${Object.keys(DEFAULT_CONFIG).join(", ")}`,
      );
    }
    checkAny(name as keyof Config, given);
  }
  const clockSkews = Object.freeze([...(given.clockSkews ?? [])]);
  const config = Object.freeze({ ...DEFAULT_CONFIG, ...given, clockSkews });
  checkUnaligned(config);
  return config;
}

function checkAny(name: keyof Config, given: Partial<Config>): void {
  if (isCheckpointOption(name)) return checkCheckpointConfig({ [name]: given[name] });
  switch (name) {
    case "clockSkews":
      return checkSkews(given.clockSkews);
    case "chaining":
    case "highAvailability":
      if (typeof given[name] === "boolean") return;
      return refuse(
        "E-CONFIG",
        `The option ${name} is ${showValue(given[name])}; wanted: true or false`,
      );
    case "failoverStrategy":
      if (given.failoverStrategy === "region" || given.failoverStrategy === "full") return;
      return refuse(
        "E-CONFIG",
        `The option failoverStrategy is ${
          showValue(given.failoverStrategy)
        }; wanted: region or full`,
      );
    case "restartStrategy":
      // what it is completed to depends on the job; that it can be does not
      completeRestartStrategy(given.restartStrategy!, true);
      return;
    default:
      return checkOption(name, given[name]);
  }
}

/** Clocks of real machines differ by less than a day, or somebody notices. */
const SKEW_MAX = 86_400_000;

function checkSkews(value: unknown): void {
  const isSkew = (skew: unknown) =>
    Number.isSafeInteger(skew) && Math.abs(skew as number) <= SKEW_MAX;
  if (Array.isArray(value) && value.every(isSkew)) return;
  refuse(
    "E-CLOCK-SKEW",
    `The option clockSkews is ${showValue(value)}; wanted: a list with one whole number of ` +
      `milliseconds for each task manager, at most a day. Usual cause: a single number`,
  );
}

function checkOption(name: keyof typeof RANGES, value: unknown): void {
  const [code, smallest, meaning] = RANGES[name];
  if (
    Number.isSafeInteger(value) && (value as number) >= smallest && (value as number) <= OPTION_MAX
  ) return;
  refuse(
    code,
    `The option ${name} is ${showValue(value)}; wanted: a whole number, ${smallest} or more ` +
      `(${meaning}). Usual cause: a text from a form, or another unit`,
  );
}
