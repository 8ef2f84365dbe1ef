// The jobs that come with Headwater. The engine does not know its lessons, so their list is a file
// that the tasks in deno.json name.

import type { Config } from "../config.ts";
import type { Key } from "../element/key.ts";
import type { Job } from "../graph/plan_job.ts";
import type { Timeline } from "../timeline.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import type { FlagValues } from "./flags.ts";
import type { Host } from "./host.ts";
import { nearest } from "../clock/nearest.ts";
import type { Table } from "./table.ts";

/** A shipped job, as `lessons/lesson.ts` describes it. */
export interface ShippedJob {
  readonly ref: string;
  readonly title: string;
  readonly job: Job;
  readonly config: Partial<Config>;
  readonly readInput?: (text: string, name: string) => JobInput;
  readonly report?: (timeline: Timeline) => JobReport;
  readonly seriesOf?: (value: unknown, sink: string) => Key;
}

/** An input of one's own, as the job takes it. */
export interface JobInput {
  readonly options: Readonly<Record<string, unknown>>;
  readonly config: Partial<Config>;
}

/** The outcome of a run, for people and for programs. */
export interface JobReport {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly tables: readonly Table[];
}

/** All of them, in their order. Errors: `E-LESSONS`. */
export async function loadShippedJobs(
  flags: FlagValues,
  host: Host,
): Promise<readonly ShippedJob[]> {
  const path = flags.lessons;
  if (path === undefined) return [];
  const { LESSONS } = await host.load(path);
  if (Array.isArray(LESSONS)) return LESSONS;
  return refuse(
    "E-LESSONS",
    `${showValue(path)} has no list LESSONS; the task in deno.json names it`,
  );
}

/** One of them. Errors: `E-JOB-MISSING` with the nearest name. */
export function shippedJob(ref: string, jobs: readonly ShippedJob[]): ShippedJob {
  const found = jobs.find((job) => job.ref === ref);
  if (found !== undefined) return found;
  const refs = jobs.map((job) => job.ref);
  const near = nearest(ref, refs);
  return refuse(
    "E-JOB-MISSING",
    `There is no shipped job ${showValue(ref)}; ` +
      (near === undefined ? `shipped are: ${refs.join(", ")}` : `did you mean ${near}?`),
  );
}
