// A run as the command line holds it: the job with what the flags say, its timeline, and the scenario
// that would bring it back.

import type { RecordLevel } from "../trace/trace_writer.ts";
import type { Timeline } from "../timeline.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import { graphHash } from "../graph/describe_plan.ts";
import { planWarnings } from "../graph/plan_warnings.ts";
import { open } from "../open.ts";
import { type Scenario, scenario } from "../scenario.ts";
import type { FlagValues } from "./flags.ts";
import type { Host } from "./host.ts";
import { type ReadInput, readInput, rejectedBySources } from "./job_input.ts";
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

/** Chunks of 64 Ki facts that are traced at most, the last ones: some 2 million facts. */
const CHUNK_COUNT_MAX = 32;

/** Opens a run. Errors: `E-FILE-…`, `E-FLAG-VALUE`, and everything that a wrong job deserves. */
export async function openSession(
  subject: Subject,
  flags: FlagValues,
  host: Host,
): Promise<Session> {
  const input = await readInput(flags.input, subject, host);
  const settings = settingsOf(subject, flags, input);
  const timeline = open(subject.job, {
    ...settings,
    options: { ...settings.options, ...input.options },
    record: { level: levelOf(flags), chunkCountMax: CHUNK_COUNT_MAX },
  });
  const { plan } = timeline.ground;
  for (const warning of planWarnings(plan)) host.stderr(`${warning}\n`);
  return {
    subject,
    flags,
    timeline,
    scenario: scenario({ ...settings, job: subject.scenarioJob(graphHash(plan)) }),
    replayFlags: [...subject.replayFlags, ...input.replayFlags],
    rejected: [...input.rejected, ...rejectedBySources(plan)],
  };
}

function settingsOf(subject: Subject, flags: FlagValues, input: ReadInput) {
  const { parallelism, bound, lateness } = flags;
  const told = Object.entries({ parallelism, bound, lateness })
    .filter(([, value]) => value !== undefined);
  return {
    seed: flags.seed ?? 0,
    options: { ...Object.fromEntries(told), ...flags.options },
    config: {
      ...subject.config,
      ...input.config,
      ...(parallelism === undefined ? {} : { parallelism }),
      ...flags.config,
    },
  };
}

function levelOf({ trace, level = "all" }: FlagValues): RecordLevel {
  if (level !== "all" && level !== "flight") {
    refuse("E-FLAG-VALUE", `--level is ${showValue(level)}; wanted: all or flight`);
  }
  return trace === undefined ? "off" : level;
}
