// Opens a scenario, or a trace file, and shows what happened around a position.

import type { Arguments } from "./arguments.ts";
import type { Command } from "./command.ts";
import type { Host } from "./host.ts";
import { parsePosition, type Position } from "../position.ts";
import { decodeTrace, isEncodedTrace } from "../trace/trace_codec.ts";
import { TRACE_FILE_FORMAT } from "../trace/trace_file.ts";
import { readTraceFile } from "../trace/trace_file_reader.ts";
import type { Scenario } from "../scenario.ts";
import { parseScenario } from "../scenario_text.ts";
import { verifiedText } from "./closing.ts";
import { readBytes, textOf } from "./input_file.ts";
import { STEPS_MAX } from "./progress.ts";
import { replayScenario } from "./replay_scenario.ts";
import { endText, showPlace, viewText } from "./replay_text.ts";
import { replayTrace } from "./replay_trace.ts";
import { styleOf } from "./style.ts";

const AROUND = 20;

/** Largest trace file that is read, in bytes. */
const TRACE_SIZE_MAX = 256 << 20;

/** `deno task replay`. */
export const replayCommand: Command = {
  name: "replay",
  usage: "replay SCENARIO [--at TIME] [--around N]",
  about: "Runs a scenario again and shows what happened around a position.\n\n" +
    "SCENARIO is a file that a run or a failing law wrote, the text of one in quotes, or - for what\n" +
    "is piped in. At the end the trace hash is compared with the one that the scenario expects. Code\n" +
    "inside a scenario runs in a worker without any permission. A trace file is shown in the same\n" +
    "way; with --verify its run is done again and compared fact by fact.",
  flags: ["at", "around", "job", "input", "from", "verify", "partial", "deadline", "max-steps"],
  words: [1, 1],
  run,
};

async function run(given: Arguments, host: Host): Promise<number> {
  const { flags, words: [word] } = given;
  if (/^\s*\{/.test(word)) return await replay(parseScenario(word), given, host);
  const bytes = await readBytes(host, word, TRACE_SIZE_MAX);
  const options = { isPartial: flags.partial };
  if (isEncodedTrace(bytes)) return replayTrace(decodeTrace(bytes, options), given, host);
  const text = textOf(bytes, word);
  if (text.slice(0, 200).includes(`"${TRACE_FILE_FORMAT}"`)) {
    return replayTrace(readTraceFile(text, options), given, host);
  }
  return await replay(parseScenario(text), given, host);
}

async function replay(
  scenario: Scenario,
  { flags }: Arguments,
  host: Host,
): Promise<number> {
  const style = styleOf(host, "stdout");
  const wanted = flags.at ?? scenario.at;
  const { at, notes } = readPlace(wanted);
  const request = {
    at,
    around: flags.around ?? AROUND,
    stepMax: flags["max-steps"] ?? STEPS_MAX,
    isVerified: flags.verify ?? false,
  };
  const view = await replayScenario(scenario, flags, request, host);
  if (view.isPastEnd) notes.push(`The run ends before ${wanted}; this is its end`);
  if (wanted === "") {
    notes.push(`This is the end of the run; --at 1.5s or the like shows another place`);
  }
  for (const note of [...view.warnings, ...notes]) host.stderr(`${note}\n`);
  host.stdout(viewText(view, style));
  host.stdout(`\n${endText(view, scenario.traceHash, style)}`);
  if (flags.verify) host.stdout(`Verified: ${verifiedText(view.end.steps)}.\n`);
  return 0;
}

/** Reads a position; one before the start becomes the start. Errors: `E-POSITION`. */
export function readPlace(text: string): { at?: Position; notes: string[] } {
  if (text === "") return { notes: [] };
  if (!/^\s*[-−]/.test(text)) return { at: parsePosition(text), notes: [] };
  parsePosition(text.replace(/^\s*[-−]/, "")); // must be a position but for its sign
  const at = { time: 0, done: 0 };
  return { at, notes: [`Nothing comes before the start; this is ${showPlace(at)}`] };
}
