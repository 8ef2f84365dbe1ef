// The run without its faults, and with an engine that works: what readers would have seen had nothing gone
// wrong. The ledger sets the real run beside it.

import type { JobOptions } from "../graph/plan_job.ts";
import type { Timeline } from "../timeline.ts";
import { NamedError } from "../clock/named_error.ts";
import { JOB_STATUS_NAMES, JobStatus } from "../element/job_status.ts";
import { isControlled } from "../ground.ts";
import type { Host } from "./host.ts";
import { runToEnd } from "./progress.ts";
import type { FlagValues } from "./flags.ts";
import type { PreparedRun, Session } from "./session.ts";

/** The run without faults, or why there is none to compare with. */
export interface CalmRun {
  readonly timeline: Timeline;
  /** Empty when it came to its end. */
  readonly trouble: string;
}

/** Runs it to the end. A job that fails by itself says so; no other error is kept back. */
export function runCalmly(
  { flags, openCalmly }: PreparedRun,
  host: Host,
  more?: JobOptions,
): CalmRun {
  return runBeside(openCalmly(more), flags, host);
}

/** The run with an engine that works, under the same faults: what a broken one is set beside. */
export function runWhole(
  { flags, openWhole }: PreparedRun,
  faults: readonly string[],
  host: Host,
): CalmRun {
  return runBeside(openWhole(faults), flags, host);
}

function runBeside({ timeline }: Session, flags: FlagValues, host: Host): CalmRun {
  try {
    runToEnd(timeline, host, flags["max-steps"]);
  } catch (error) {
    if (!(error instanceof NamedError)) throw error;
    return { timeline, trouble: error.message };
  }
  if (flags["stop-with-savepoint"] !== undefined) return { timeline, trouble: STOPPED };
  const { status, cause } = timeline.world.jobManager;
  const hasFailed = isControlled(timeline.ground) && status !== JobStatus.FINISHED;
  return { timeline, trouble: hasFailed ? `it is ${JOB_STATUS_NAMES[status]}: ${cause}` : "" };
}

/** How far a job has come when it stops depends on what went wrong. */
const STOPPED = "the job stops with a savepoint, and without them it had come further by then";
