// A run as the command line holds it: the job with what the flags say, its timeline, and the scenario
// that would bring it back.

import type { RecordLevel } from "../trace/trace_writer.ts";
import type { JobOptions } from "../graph/plan_job.ts";
import type { Sabotage } from "../sabotage.ts";
import type { Timeline } from "../timeline.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import { recoveryTerms } from "../cluster/recovery_terms.ts";
import { graphHash } from "../graph/describe_plan.ts";
import { open } from "../open.ts";
import { findSabotage } from "../sabotage.ts";
import { SABOTAGES } from "../sabotage/sabotages.ts";
import { type Scenario, scenario } from "../scenario.ts";
import type { FlagValues } from "./flags.ts";
import type { Host } from "./host.ts";
import { type ReadInput, readInput, rejectedBySources } from "./job_input.ts";
import { type RunDefaults, type RunSettings, runSettings } from "./run_settings.ts";
import type { Subject } from "./subject.ts";

/** A run that was opened. */
export interface Session {
  readonly subject: Subject;
  readonly flags: FlagValues;
  readonly timeline: Timeline;
  /** Everything that decides the run; its trace hash and position are filled in later. */
  readonly scenario: Scenario;
  readonly replayFlags: readonly string[];
  /** Lines of the input that could not be read, each named. */
  readonly rejected: readonly string[];
}

/** A run that can be opened several times: with other faults, or told something else. */
export interface PreparedRun {
  readonly subject: Subject;
  readonly flags: FlagValues;
  /** Errors: `E-FAULT-…`, and everything that a wrong job deserves. */
  readonly open: (faults: readonly string[], more?: JobOptions) => Session;
  /** With an engine that works, under the same faults. */
  readonly openWhole: (faults: readonly string[]) => Session;
  /** With an engine that works, and nothing that goes wrong. */
  readonly openCalmly: (more?: JobOptions) => Session;
}

/** What makes a run another one than it would be: faults, and policies that break the engine. */
interface Trouble {
  readonly faults: readonly string[];
  readonly sabotage: readonly Sabotage[];
}

/** Chunks of 64 Ki facts that are traced at most, the last ones: some 2 million facts. */
const CHUNK_COUNT_MAX = 32;

/** Reads the input and decides on all settings. Errors: `E-FILE-…`, `E-FLAG-VALUE`, `E-SABOTAGE`. */
export async function prepareRun(
  subject: Subject,
  flags: FlagValues,
  host: Host,
  defaults: RunDefaults = {},
): Promise<PreparedRun> {
  const input = await readInput(flags.input, subject, host);
  const settings = runSettings(flags, subject.config, input, defaults);
  const sabotage = findSabotage(flags.sabotage ?? [], SABOTAGES);
  const openWith = (trouble: Trouble, more: JobOptions = {}) => {
    const options = { ...settings.options, ...more };
    const session = openSession(subject, flags, input, { ...settings, options }, trouble);
    checkSink(session.timeline, more.sink ?? flags.sink);
    return session;
  };
  return {
    subject,
    flags,
    open: (faults, more) => openWith({ faults, sabotage }, more),
    openWhole: (faults) => openWith({ faults, sabotage: [] }),
    openCalmly: (more) => openWith({ faults: [], sabotage: [] }, more),
  };
}

function openSession(
  subject: Subject,
  flags: FlagValues,
  input: ReadInput,
  settings: RunSettings,
  { faults, sabotage }: Trouble,
): Session {
  const timeline = open(subject.job, {
    ...settings,
    options: { ...settings.options, ...input.options },
    faults,
    sabotage,
    record: { level: levelOf(flags), chunkCountMax: CHUNK_COUNT_MAX },
  });
  const { plan } = timeline.ground;
  return {
    subject,
    flags,
    timeline,
    scenario: scenario({
      ...settings,
      faults,
      sabotage: sabotage.map(({ name }) => name),
      job: subject.scenarioJob(graphHash(plan)),
    }),
    replayFlags: [...subject.replayFlags, ...input.replayFlags],
    rejected: [...input.rejected, ...rejectedBySources(plan)],
  };
}

/** A job may take no heed of what it is told, but not in silence. */
function checkSink({ ground: { plan, config } }: Timeline, wanted: unknown): void {
  if (wanted === undefined) return;
  const { sinks } = recoveryTerms(plan, config, config.highAvailability);
  if (sinks.some(({ kind }) => kind === wanted)) return;
  refuse(
    "E-FLAG-VALUE",
    `--sink is ${showValue(wanted)}, but the job has no such sink (it has ${
      sinks.map(({ name, kind }) => `${name}: ${kind}`).join(", ")
    }); wanted: a job that makes its sink as options.sink says`,
  );
}

function levelOf({ trace, level = "all" }: FlagValues): RecordLevel {
  if (level !== "all" && level !== "flight") {
    refuse("E-FLAG-VALUE", `--level is ${showValue(level)}; wanted: all or flight`);
  }
  return trace === undefined ? "off" : level;
}
