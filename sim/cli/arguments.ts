// Reads arguments against the table of flags. Whatever is not as wanted is named, with what comes
// nearest.

import { parseDuration } from "../clock/duration.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import { nearest } from "../clock/nearest.ts";
import {
  COMMON_FLAGS,
  type Flag,
  type FlagName,
  FLAGS,
  type FlagValues,
  HIDDEN_FLAGS,
} from "./flags.ts";

/** What was typed, read. */
export interface Arguments {
  readonly flags: FlagValues;
  /** What is not a flag, in order. */
  readonly words: readonly string[];
}

/**
 * Reads arguments. Errors: `E-FLAG` for one that the command does not know, `E-FLAG-VALUE` for a value
 * that it cannot read or that is missing.
 */
export function parseArguments(args: readonly string[], known: readonly FlagName[]): Arguments {
  const names = [...known, ...COMMON_FLAGS, ...HIDDEN_FLAGS];
  const flags: Record<string, unknown> = {};
  const words: string[] = [];
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === "--") return { flags, words: [...words, ...rest] };
    if (arg === "-h") arg = "--help";
    if (!arg.startsWith("-") || arg === "-") {
      words.push(arg);
      continue;
    }
    const [, typed, value] = /^-+([^=]*)(?:=([\s\S]*))?$/.exec(arg)!;
    const name = findFlag(arg, typed, names);
    const flag: Flag = FLAGS[name];
    if (flag.kind === "texts") {
      const earlier = flags[name] as string[] | undefined ?? [];
      flags[name] = [...earlier, parseValue(name, flag, value ?? rest.shift())];
    } else if (flag.kind !== "switch") flags[name] = parseValue(name, flag, value ?? rest.shift());
    else if (value === undefined) flags[name] = true;
    else refuse("E-FLAG-VALUE", `--${name} takes no value, but ${showValue(value)} was given`);
  }
  return { flags, words };
}

function findFlag(arg: string, typed: string, names: readonly FlagName[]): FlagName {
  if (arg.startsWith("--") && names.includes(typed as FlagName)) return typed as FlagName;
  const shown = names.filter((name) => !HIDDEN_FLAGS.includes(name));
  const near = nearest(typed, shown);
  const hint = near === undefined
    ? `known: ${shown.map((name) => `--${name}`).join(" ")}`
    : `did you mean --${near}?`;
  return refuse("E-FLAG", `There is no flag ${showArgument(arg.split("=")[0])}; ${hint}`);
}

function parseValue(name: FlagName, flag: Flag, text: string | undefined): unknown {
  const { choices = [] } = flag;
  const wanted = flag.kind === "choice"
    ? choices.join(" or ")
    : name === "fault"
    ? FAULT_WANTED
    : WANTED[flag.kind as keyof typeof WANTED];
  if (text === undefined) {
    return refuse("E-FLAG-VALUE", `--${name} needs a value: ${wanted}`);
  }
  const value = flag.kind === "choice"
    ? choices.find((choice) => choice === text)
    : PARSERS[flag.kind as keyof typeof PARSERS](text);
  if (value !== undefined) return value;
  const near = nearest(text, choices);
  const hint = near === undefined ? "" : `; did you mean ${near}?`;
  return refuse("E-FLAG-VALUE", `--${name} is ${showValue(text)}; wanted: ${wanted}${hint}`);
}

/** What --fault takes. */
export const FAULT_WANTED = 'a fault, such as "crash task-manager-1 after precommit 2", or none';

const WANTED = {
  text: "a text",
  texts: "a text",
  count: "a whole number, 0 or more",
  duration: "a duration with its unit, such as 250ms, 90s, 15m, 6h or 1.5d",
  json: `a JSON object in quotes, such as '{"size":10}'`,
};

const someText = (text: string) => text === "" ? undefined : text;

const PARSERS = {
  text: someText,
  texts: someText,
  count: (text: string) => {
    const count = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
    return Number.isSafeInteger(count) ? count : undefined;
  },
  duration: parseDuration,
  json: parseObject,
};

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** An argument as it was typed, if that is harmless. */
function showArgument(arg: string): string {
  return /^[-\w.]{1,40}$/.test(arg) ? arg : showValue(arg);
}
