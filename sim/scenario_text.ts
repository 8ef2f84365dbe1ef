// Scenarios as text and back. Reading is total: any text gives a scenario or a named error, and never
// anything else; writing is canonical, so equal scenarios give equal text.

import { type Intervention, INTERVENTION_VERBS } from "./intervention.ts";
import { SAVEPOINT_MODES, type SavepointMode } from "./element/savepoint_mode.ts";
import { NamedError, refuse, showValue } from "./clock/named_error.ts";
import { rollText, showHash } from "./clock/hash.ts";
import { parseFault, parseFaultNow } from "./cluster/fault_text.ts";
import { parseJob } from "./scenario_job.ts";
import { encodeStart, readStart } from "./scenario_start.ts";
import { type Scenario, scenario, SCENARIO_FORMAT } from "./scenario.ts";
import {
  isObject,
  type Reader,
  readList,
  readNumber,
  readObject,
  readText,
} from "./scenario_reader.ts";
import { DEFAULT_CONFIG } from "./config.ts";

/** Longest text of a scenario that is read, in characters. */
export const SCENARIO_TEXT_MAX = 1 << 20;

/**
 * The scenario as canonical JSON with a checksum.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { parseScenario, scenario, scenarioText } from "@headwater/sim";
 * const mine = scenario({ job: { ref: "lesson:readings", graphHash: "" }, seed: 7 });
 * deepStrictEqual(parseScenario(scenarioText(mine)), mine);
 * ```
 */
export function scenarioText(given: Scenario): string {
  return JSON.stringify({ ...canonical(given), checksum: checksumOf(given) });
}

/**
 * Reads a scenario.
 *
 * Errors: `E-SCENARIO-EMPTY`, `E-SCENARIO-LIMIT`, `E-SCENARIO-PARSE`, `E-SCENARIO-VERSION`,
 * `E-SCENARIO-CHECKSUM`, `E-FAULT-…` for a fault that cannot be read, `E-SAVEPOINT-…` for the savepoint that it
 * begins from, and `E-SCENARIO`; the last three with the JSON path of what is wrong.
 *
 * ```ts
 * import { throws } from "node:assert";
 * import { parseScenario } from "@headwater/sim";
 * throws(() => parseScenario("  "), /E-SCENARIO-EMPTY/);
 * ```
 */
export function parseScenario(text: string): Scenario {
  if (text.trim() === "") {
    refuse("E-SCENARIO-EMPTY", `The scenario is empty; start from the one that a run prints`);
  }
  if (text.length > SCENARIO_TEXT_MAX) {
    refuse(
      "E-SCENARIO-LIMIT",
      `The scenario has ${text.length} characters; at most ${SCENARIO_TEXT_MAX} are read`,
    );
  }
  const found = parseJson(text);
  checkDepth(found, 0);
  return readScenario(found);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    return refuse(
      "E-SCENARIO-PARSE",
      `The scenario is not JSON (${(error as Error).message}). Usual cause: it was cut when copied`,
    );
  }
}

function readScenario(found: unknown): Scenario {
  const $: Reader = { value: found, path: "$" };
  if (!isObject(found)) refuse("E-SCENARIO", `$ is ${showValue(found)}; wanted: an object`);
  const format = readNumber($, "format", NaN);
  if (format !== SCENARIO_FORMAT) {
    refuse(
      "E-SCENARIO-VERSION",
      `The scenario has format ${showValue(found.format)}; this engine reads format ` +
        `${SCENARIO_FORMAT}. Usual cause: it comes from a newer version, or is another file`,
    );
  }
  const read = scenario({
    engine: readText($, "engine", ""),
    job: parseJob(readObject($, "job")),
    options: readObject($, "options").value as Record<string, unknown>,
    config: readConfig(readObject($, "config")),
    seed: readNumber($, "seed", 0),
    choices: readList($, "choices", (choice) => ({
      stream: readText(choice, "stream"),
      attempt: readNumber(choice, "attempt"),
      n: readNumber(choice, "n"),
      value: readNumber(choice, "value"),
    })),
    faults: readList($, "faults", readFault),
    sabotage: readList($, "sabotage", readSabotage),
    forks: readList(
      $,
      "forks",
      (fork) =>
        readList({ value: { fork: fork.value }, path: fork.path }, "fork", readIntervention),
    ),
    fork: readNumber($, "fork", -1),
    at: readText($, "at", ""),
    ...readStart($),
    traceHash: readText($, "traceHash", ""),
  });
  const wanted = readText($, "checksum", "");
  if (wanted !== "" && wanted !== checksumOf(read)) {
    refuse(
      "E-SCENARIO-CHECKSUM",
      `The scenario was changed after it was written (checksum ${showValue(wanted)}, content ` +
        `${checksumOf(read)}). Edited on purpose? Then remove the field "checksum"`,
    );
  }
  return read;
}

/** Who it is, whoever opens the scenario must know. */
function readSabotage({ value, path }: Reader): string {
  if (typeof value === "string") return value;
  return refuse("E-SCENARIO", `${path} is ${showValue(value)}; wanted: the name of a policy`);
}

/** Whether it fits the job is found out when the scenario is opened. */
function readFault({ value, path }: Reader): string {
  if (typeof value !== "string") {
    return refuse("E-SCENARIO", `${path} is ${showValue(value)}; wanted: a fault in words`);
  }
  return checkedFault(value, path, parseFault);
}

function checkedFault(text: string, path: string, parse: (text: string) => unknown): string {
  try {
    parse(text);
    return text;
  } catch (error) {
    if (!(error instanceof NamedError)) throw error;
    return refuse(error.code, `${path}: ${error.sentence}`, error);
  }
}

function readIntervention(entry: Reader): Intervention {
  const verb = readText(entry, "verb");
  if (!INTERVENTION_VERBS.includes(verb as Intervention["verb"])) {
    const wanted = INTERVENTION_VERBS.join(", ");
    refuse("E-SCENARIO", `${entry.path}.verb is ${showValue(verb)}; wanted: ${wanted}`);
  }
  const position = readObject(entry, "at");
  const at = { time: readNumber(position, "time"), done: readNumber(position, "done") };
  if (verb === "fault") {
    const fault = readText(entry, "fault");
    return {
      verb,
      at,
      fault: checkedFault(fault, `${entry.path}.fault`, (text) => parseFaultNow(text, 0)),
    };
  }
  if (verb === "savepoint") return { verb, at, mode: readMode(entry) };
  return {
    verb: "setLatency",
    at,
    from: readNumber(entry, "from"),
    to: readNumber(entry, "to"),
    latency: readNumber(entry, "latency"),
  };
}

function readMode(entry: Reader): SavepointMode {
  const mode = readText(entry, "mode", "take");
  if (SAVEPOINT_MODES.includes(mode as SavepointMode)) return mode as SavepointMode;
  const wanted = SAVEPOINT_MODES.join(", ");
  return refuse("E-SCENARIO", `${entry.path}.mode is ${showValue(mode)}; wanted: ${wanted}`);
}

function readConfig(reader: Reader) {
  const config: Record<string, unknown> = {};
  for (const name of Object.keys(reader.value as object)) {
    if (!Object.hasOwn(DEFAULT_CONFIG, name)) {
      refuse(
        "E-SCENARIO",
        `${reader.path}.${name} is not an option; known: ${Object.keys(DEFAULT_CONFIG).join(", ")}`,
      );
    }
    const normal = DEFAULT_CONFIG[name as keyof typeof DEFAULT_CONFIG];
    const value = (reader.value as Record<string, unknown>)[name];
    if (kindOf(value) !== kindOf(normal)) {
      refuse(
        "E-SCENARIO",
        `${reader.path}.${name} is ${showValue(value)}; wanted: a ${kindOf(normal)}`,
      );
    }
    config[name] = value;
  }
  return config as Scenario["config"];
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "list";
  return value === null ? "null" : typeof value;
}

const DEPTH_MAX = 32;

function checkDepth(value: unknown, depth: number): void {
  if (typeof value !== "object" || value === null) return;
  if (depth > DEPTH_MAX) {
    throw new NamedError(
      "E-SCENARIO-LIMIT",
      `The scenario is nested deeper than ${DEPTH_MAX} levels`,
    );
  }
  for (const name of Object.keys(value)) {
    checkDepth((value as Record<string, unknown>)[name], depth + 1);
  }
}

/** Two rolling hashes over the canonical text, 64 bits in all. */
function checksumOf(given: Scenario): string {
  const text = JSON.stringify(canonical(given));
  return showHash(rollText(0, text)) + showHash(rollText(0x5bd1e995, text));
}

/** Without faults, sabotage and savepoint, the text is what it was before there were any. */
function canonical(
  { faults, sabotage, from, allowNonRestoredState, ...rest }: Scenario,
): object {
  const sorted = sortKeys({
    ...rest,
    ...(faults.length > 0 ? { faults } : {}),
    ...(sabotage.length > 0 ? { sabotage } : {}),
  }) as object;
  return { ...sorted, ...encodeStart({ from, allowNonRestoredState }) };
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isObject(value)) return value;
  const names = Object.keys(value).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(names.map((name) => [name, sortKeys(value[name])]));
}
