// The files that a run leaves, whole or not at all: its trace and its scenario; and the command that
// opens the scenario again.

import { rollText, showHash } from "../clock/hash.ts";
import { NamedError } from "../clock/named_error.ts";
import { namesOf } from "../open.ts";
import { ENGINE_VERSION, type Scenario } from "../scenario.ts";
import { scenarioText } from "../scenario_text.ts";
import { encodeTrace } from "../trace/trace_codec.ts";
import { traceFileLines } from "../trace/trace_file.ts";
import { traceHeading, traceLayout, traceLines } from "../trace/trace_text.ts";
import type { Host } from "./host.ts";
import { attempt } from "./input_file.ts";
import type { Session } from "./session.ts";

/**
 * Writes the trace where --trace says: as text if the name ends in .txt, in few bytes if it ends in
 * .bin, else as a file of JSON lines. Errors: `E-FILE-…`.
 */
export function writeTrace({ flags, timeline, scenario }: Session, host: Host): void {
  const { trace: path } = flags;
  if (path === undefined) return;
  const { trace, traceHash } = timeline;
  const names = namesOf(timeline);
  const about = {
    engine: ENGINE_VERSION,
    level: flags.level ?? "all",
    traceHash,
    scenario: scenarioText({ ...scenario, traceHash }),
  };
  const pieces = /\.txt$/i.test(path)
    ? withHeading(traceHeading(traceLayout(trace, names)), traceLines(trace, names))
    : /\.bin$/i.test(path)
    ? [encodeTrace(trace, names, about)]
    : traceFileLines(trace, names, about);
  attempt(path, "written", () => host.write(path, pieces));
}

function* withHeading(heading: string, lines: Iterable<string>): Generator<string> {
  yield `${heading}\n`;
  yield* lines;
}

/**
 * Writes the scenario and gives the command that replays it. Where nothing may be written the scenario
 * stands in the command itself. Errors: `E-FILE-…` for a file that the user named.
 */
export function writeScenario(session: Session, host: Host, known: Partial<Scenario>): string {
  const text = scenarioText({ ...session.scenario, ...known });
  const { scenario: wanted } = session.flags;
  if (wanted !== undefined) {
    attempt(wanted, "written", () => host.write(wanted, [readable(text)]));
    return replayCommand(wanted, session.replayFlags);
  }
  const path = `out/${slugOf(session.subject.name)}-${showHash(rollText(0, text))}.json`;
  try {
    attempt(path, "written", () => host.write(path, [readable(text)]));
    return replayCommand(path, session.replayFlags);
  } catch (error) {
    if (!(error instanceof NamedError)) throw error;
    return replayCommand(text, session.replayFlags);
  }
}

/** Texts up to this length are spread over lines in a file; longer ones are for programs. */
const READABLE_MAX = 65536;

function readable(text: string): string {
  return `${text.length > READABLE_MAX ? text : JSON.stringify(JSON.parse(text), null, 2)}\n`;
}

function replayCommand(scenario: string, flags: readonly string[]): string {
  return ["deno task replay", ...[scenario, ...flags].map(quote)].join(" ");
}

/** A word as a shell takes it. */
export function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

function slugOf(name: string): string {
  const last = name.split(/[\\/]/).at(-1)!.replace(/\.[a-z]+$/i, "");
  return last.replace(/[^\w]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 40) || "job";
}
