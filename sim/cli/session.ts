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
import {
  asksForSavepoint,
  savepointScenario,
  type SavepointSettings,
  savepointSettings,
} from "./savepoint_flags.ts";
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

/** What a run is made of, but for what goes wrong. */
interface RunParts {
  readonly input: ReadInput;
  readonly settings: RunSettings;
  readonly savepoints: SavepointSettings;
}

/** What makes a run another one than it would be: faults, and policies that break the engine. */
interface Trouble {
  readonly faults: readonly string[];
  readonly sabotage: readonly Sabotage[];
}

/** Chunks of 64 Ki facts that are traced at most, the last ones: some 2 million facts. */
const CHUNK_COUNT_MAX = 32;

/**
 * Reads the input, and the savepoint to begin from, and decides on all settings. Errors: `E-FILE-…`,
 * `E-FLAG-VALUE`, `E-SABOTAGE`, `E-SAVEPOINT-…`.
 */
export async function prepareRun(
  subject: Subject,
  flags: FlagValues,
  host: Host,
  defaults: RunDefaults = {},
): Promise<PreparedRun> {
  const input = await readInput(flags.input, subject, host);
  const settings = runSettings(flags, subject.config, input, defaults);
  const sabotage = findSabotage(flags.sabotage ?? [], SABOTAGES);
  const savepoints = await savepointSettings(flags, host);
  const openWith = (trouble: Trouble, more: JobOptions = {}) => {
    const options = { ...settings.options, ...more };
    const parts = { input, settings: { ...settings, options }, savepoints };
    const session = openSession(subject, flags, parts, trouble);
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
  { input, settings, savepoints }: RunParts,
  { faults, sabotage }: Trouble,
): Session {
  const { interventions, from, allowNonRestoredState } = savepoints;
  const timeline = open(subject.job, {
    ...settings,
    options: { ...settings.options, ...input.options },
    faults,
    sabotage,
    interventions,
    from: from ?? undefined,
    allowNonRestoredState,
    record: { level: levelOf(flags), chunkCountMax: CHUNK_COUNT_MAX },
  });
  const { plan } = timeline.ground;
  return {
    subject,
    flags,
    timeline,
    scenario: scenario({
      ...settings,
      ...savepointScenario(savepoints),
      faults,
      sabotage: sabotage.map(({ name }) => name),
      job: subject.scenarioJob(graphHash(plan)),
    }),
    replayFlags: [...subject.replayFlags, ...input.replayFlags, ...savepoints.replayFlags],
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

/** Facts say what became of savepoints. */
function levelOf(flags: FlagValues): RecordLevel {
  const { trace, level = "all", from } = flags;
  if (level !== "all" && level !== "flight") {
    refuse("E-FLAG-VALUE", `--level is ${showValue(level)}; wanted: all or flight`);
  }
  if (trace !== undefined) return level;
  return from !== undefined || asksForSavepoint(flags) ? "flight" : "off";
}
