// A restart strategy as it is typed: its name, and behind colons its first options, in Flink's order.
//
//   none   fixed-delay:3:1s   failure-rate:3:1min:1s   exponential-delay:1s:1min

import type { RestartStrategyOptions } from "../control_config.ts";
import { parseDuration } from "../clock/duration.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import { nearest } from "../clock/nearest.ts";

type Part = readonly [name: string, kind: "count" | "duration"];

/** By type, what may follow it. */
const PARTS: ReadonlyMap<string, readonly Part[]> = new Map([
  ["none", []],
  ["fixed-delay", [["attempts", "count"], ["delay", "duration"]]],
  ["failure-rate", [["maxFailures", "count"], ["interval", "duration"], ["delay", "duration"]]],
  ["exponential-delay", [["initialBackoff", "duration"], ["maxBackoff", "duration"]]],
]);

/** Reads a restart strategy; what is left out is Flink's default. Errors: `E-FLAG-VALUE`. */
export function parseRestart(text: string): RestartStrategyOptions {
  const [type, ...values] = text.split(":");
  const parts = PARTS.get(type) ?? refuseType(text, type);
  if (values.length > parts.length) {
    refusePart(text, `${type} has nothing to do with ${showValue(values[parts.length])}`, type);
  }
  const options = values.map((value, i) => [parts[i][0], readPart(value, parts[i], text, type)]);
  return { type, ...Object.fromEntries(options) };
}

function readPart(value: string, [name, kind]: Part, text: string, type: string): number {
  const read = kind === "duration"
    ? parseDuration(value)
    : /^\d{1,15}$/.test(value)
    ? Number(value)
    : undefined;
  if (read !== undefined) return read;
  const wanted = kind === "count" ? "a whole number" : "a duration with its unit, such as 1s";
  return refusePart(text, `${name} is ${showValue(value)}, but must be ${wanted}`, type);
}

function refusePart(text: string, complaint: string, type: string): never {
  const form = [type, ...PARTS.get(type)!.map(([name]) => name.toUpperCase())].join(":");
  return refuse("E-FLAG-VALUE", `--restart is ${showValue(text)}: ${complaint}; wanted: ${form}`);
}

function refuseType(text: string, type: string): never {
  const near = nearest(type, [...PARTS.keys()]);
  const hint = near === undefined ? "" : `; did you mean ${near}?`;
  return refuse(
    "E-FLAG-VALUE",
    `--restart is ${showValue(text)}; wanted: ${[...PARTS.keys()].join(" or ")}${hint}`,
  );
}
