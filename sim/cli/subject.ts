// What a command runs: a shipped job, a module of the learner's, or a graph as plain data. Whichever it
// is, the rest of the command line sees the same.

import type { Config } from "../config.ts";
import type { Key } from "../element/key.ts";
import type { Job } from "../graph/plan_job.ts";
import type { ScenarioJob } from "../scenario.ts";
import type { Timeline } from "../timeline.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import { plainJob } from "../graph/plain_job.ts";
import { parsePlainJob } from "../graph/plain_job_check.ts";
import type { Host } from "./host.ts";
import { attempt, readTextFile } from "./input_file.ts";
import type { JobInput, JobReport, ShippedJob } from "./shipped_jobs.ts";
import { shippedJob } from "./shipped_jobs.ts";

/** A job and what belongs to it. */
export interface Subject {
  /** `lesson:quakes`, or the path of a file. */
  readonly name: string;
  readonly title: string;
  readonly job: Job;
  readonly config: Partial<Config>;
  readonly readInput?: (text: string, name: string) => JobInput;
  readonly report?: (timeline: Timeline) => JobReport;
  /** Names the series of a result, by sink, where order is kept within one. */
  readonly seriesOf?: (value: unknown, sink: string) => Key;
  /** How a scenario names it. */
  readonly scenarioJob: (graphHash: string) => ScenarioJob;
  /** What `replay` has to be told beside the scenario. */
  readonly replayFlags: readonly string[];
}

/** Finds what a word on the command line means. Errors: `E-JOB-…`, `E-FILE-…`, `E-GRAPH-…`. */
export async function findSubject(
  word: string,
  shipped: readonly ShippedJob[],
  host: Host,
): Promise<Subject> {
  if (word.startsWith("lesson:")) return subjectOf(shippedJob(word, shipped));
  if (/\.json$/i.test(word)) return await readGraph(word, host);
  return await loadModule(word, host);
}

/** A shipped job as a subject. */
export function subjectOf(shipped: ShippedJob): Subject {
  return {
    ...shipped,
    name: shipped.ref,
    scenarioJob: (graphHash) => ({ ref: shipped.ref, graphHash }),
    replayFlags: [],
  };
}

async function readGraph(path: string, host: Host): Promise<Subject> {
  const graph = parsePlainJob(parseJson(await readTextFile(host, path), path), "graph");
  return {
    name: path,
    title: `The graph of ${path}`,
    job: plainJob(graph),
    config: {},
    scenarioJob: () => ({ graph }),
    replayFlags: [],
  };
}

function parseJson(text: string, path: string): unknown {
  try {
    const json = JSON.parse(text.replace(/^\uFEFF/, ""));
    if (typeof json !== "object" || json === null || !("job" in json)) return json;
  } catch (error) {
    refuse("E-JOB-LOAD", `${showValue(path)} is not JSON (${(error as Error).message})`);
  }
  return refuse("E-JOB-LOAD", `${showValue(path)} is a scenario; say: deno task replay ${path}`);
}

/** A module of the learner's. Errors: `E-FILE-…`, `E-JOB-LOAD`, `E-JOB-EXPORT`. */
export async function loadModule(path: string, host: Host): Promise<Subject> {
  const found = attempt(path, "read", () => host.stat(path));
  if (found === null || found.isDirectory) await readTextFile(host, path); // says what is wrong
  const { default: job, config = {} } = await importModule(path, host);
  if (typeof job !== "function") {
    refuse(
      "E-JOB-EXPORT",
      `${showValue(path)} has ${
        job === undefined ? "no default export" : showValue(job)
      } where the ` +
        `job should be; wanted: export default function job(env, options) { … }`,
    );
  }
  if (typeof config !== "object" || config === null) {
    refuse(
      "E-JOB-EXPORT",
      `${showValue(path)} exports config ${showValue(config)}; wanted: an object`,
    );
  }
  return {
    name: path,
    title: path,
    job: job as Job,
    config: config as Partial<Config>,
    scenarioJob: (graphHash) => ({ ref: `file:${path}`, graphHash }),
    replayFlags: ["--job", path],
  };
}

async function importModule(path: string, host: Host): Promise<Record<string, unknown>> {
  try {
    return await host.load(path);
  } catch (error) {
    const { name = "Error", message = String(error) } = error as Error;
    return refuse(
      "E-JOB-LOAD",
      `${showValue(path)} could not be loaded: ${name}: ${
        firstLine(message)
      }. A job imports what it ` +
        `needs from "@headwater/sim"`,
      error,
    );
  }
}

function firstLine(message: string): string {
  // deno-lint-ignore no-control-regex
  const plain = message.replace(/\x1b\[[0-9;]*m/g, "");
  return plain.split("\n").slice(0, 2).map((line) => line.trim()).join(" ").replace(/\.$/, "");
}
