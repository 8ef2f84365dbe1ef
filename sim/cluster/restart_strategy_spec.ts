// Which restart strategy a job gets, with all its options: what was given, checked, and Flink's defaults
// for the rest (RS-2, DF-17 … DF-20).

import type { RestartStrategyOptions } from "../control_config.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import { type Range, RESTART_STRATEGY_RANGES } from "./restart_strategy_ranges.ts";

/** The types there are, but for the one that stands for one of them. */
type Type = Exclude<RestartStrategyOptions["type"], "default">;

/** A strategy of one of these types, complete. */
export type RestartStrategySpec<T extends Type = Type> = Readonly<
  Required<Extract<RestartStrategyOptions, { readonly type: T }>>
>;

/**
 * The strategy of a job, complete: Flink's defaults where nothing is given. Errors: `E-RESTART-STRATEGY`
 * for a type or an option that does not exist, and for values that could not work.
 */
export function completeRestartStrategy(
  given: RestartStrategyOptions,
  isCheckpointing: boolean,
): RestartStrategySpec {
  checkIsObject(given);
  const { type, ...options } = given;
  const meant = type === "default" ? defaultType(isCheckpointing) : type;
  const ranges = RESTART_STRATEGY_RANGES.get(meant) ?? refuseType(meant);
  const complete: Record<string, unknown> = { type: meant };
  for (const [name, { byDefault }] of ranges) complete[name] = byDefault;
  for (const [name, value] of Object.entries(options)) {
    // whoever asks for the default has no say in its options
    checkOption(type, name, value, type === meant ? ranges.get(name) : undefined);
    complete[name] = value;
  }
  const spec = Object.freeze(complete) as unknown as RestartStrategySpec;
  checkTogether(spec);
  return spec;
}

/** RS-2: without checkpoints a restart would begin all over again. */
function defaultType(isCheckpointing: boolean): Type {
  return isCheckpointing ? "exponential-delay" : "none";
}

function checkIsObject(given: unknown): void {
  if (typeof given === "object" && given !== null && !Array.isArray(given)) return;
  refuse(
    "E-RESTART-STRATEGY",
    `The option restartStrategy is ${showValue(given)}; wanted: an object such as ` +
      `{ type: "fixed-delay", attempts: 3, delay: 1000 }. Usual cause: the type alone`,
  );
}

function refuseType(type: unknown): never {
  const known = [...RESTART_STRATEGY_RANGES.keys()].join(", ");
  return refuse(
    "E-RESTART-STRATEGY",
    `A restart strategy of type ${
      showValue(type)
    } is asked for; there are default, ${known}. Usual ` +
      `cause: a key of Flink's configuration`,
  );
}

function checkOption(type: string, name: string, value: unknown, range?: Range): void {
  if (range === undefined) {
    const known = [...RESTART_STRATEGY_RANGES.get(type)?.keys() ?? []].join(", ") || "none";
    return refuse(
      "E-RESTART-STRATEGY",
      `The restart strategy ${type} is given the option ${
        showValue(name)
      }, which it does not have; ` +
        `its options: ${known}. Usual cause: an option of another strategy`,
    );
  }
  const { min, max, isWhole, meaning } = range;
  const isNumber = isWhole ? Number.isSafeInteger(value) : Number.isFinite(value);
  if (isNumber && (value as number) >= min && (value as number) <= max) return;
  refuse(
    "E-RESTART-STRATEGY",
    `The option ${name} of the restart strategy ${type} is ${showValue(value)}; wanted: a ` +
      `${isWhole ? "whole " : ""}number from ${min} to ${max} (${meaning}). Usual cause: a text ` +
      `from a form, or another unit`,
  );
}

function checkTogether(spec: RestartStrategySpec): void {
  if (spec.type !== "exponential-delay") return;
  const { backoffMultiplier, initialBackoff, maxBackoff } = spec;
  if (backoffMultiplier === 1) {
    refuse(
      "E-RESTART-STRATEGY",
      "The option backoffMultiplier of the restart strategy exponential-delay is 1; wanted: more " +
        "than 1, or delays never grow. For equal delays use fixed-delay",
    );
  }
  if (initialBackoff > maxBackoff) {
    refuse(
      "E-RESTART-STRATEGY",
      `The restart strategy exponential-delay begins with ${initialBackoff} ms and may never exceed ` +
        `${maxBackoff} ms; wanted: initialBackoff up to maxBackoff. Usual cause: only one of the two ` +
        `was set`,
    );
  }
}
