// deno task soak: runs made-up jobs under made-up plans of faults until time is up, each held against the
// oracle, and says how many rows were lost, doubled or in the wrong order, and how many runs got stuck.
//
//   schedules 100000 lost 0 duplicated 0 reordered 0 stuck 0
//
// Exit code: 0 nothing was wrong, 1 something was, 2 the command was not understood.

import fc from "fast-check";
import { type Scenario, scenarioText } from "@headwater/sim";
import { faultDraws } from "./gen/faults.ts";
import type { Input } from "./gen/input.ts";
import { overtakingOptions } from "./gen/overtaking.ts";
import { type Peaceful, peaceful, type TroubleWanted, USUAL } from "./gen/troubled.ts";
import { finish, start } from "./run.ts";
import { judgeScenario, type ScheduleOutcome, Schedules } from "./schedules.ts";
import { smallest } from "./shrink.ts";
import { innocent, isGuilty, type Verdict } from "./verdict.ts";

/** What a soak is told. */
export interface SoakOptions {
  /** Stops when time is up, or so many schedules are done. */
  readonly minutes: number;
  readonly schedules: number;
  readonly seed: number;
  readonly wanted?: TroubleWanted;
  /** Barriers overtake in every job, not only in every other one. */
  readonly unaligned?: boolean;
  /** Wrong policies by name, to see that they are found out. */
  readonly sabotage?: readonly string[];
  /** Told after each job, for somebody who waits. */
  readonly onProgress?: (total: SoakTotal) => void;
  /** The wall clock in milliseconds; only how long it goes on depends on it. */
  readonly clock?: () => number;
}

/** What a soak has found. */
export interface SoakTotal extends Omit<Verdict, "findings"> {
  schedules: number;
  /** The first schedule in which something was wrong. */
  guilty: ScheduleOutcome | null;
}

/** Plans that one job is run under. */
const PLANS_PER_JOB = 40;

/** Every so many jobs one is as big as those of the laws; the others take a fraction of the time. */
const BIG_DISTANCE = 5;

function small(input: Input): Input {
  return { ...input, splits: input.splits.slice(0, 2).map((steps) => steps.slice(0, 6)) };
}

/** In every other job barriers overtake, and have something to overtake. */
const UNALIGNED_DISTANCE = 2;

/** Every so many schedules one is run once more by itself: it must come to the same. */
const CHECK_DISTANCE = 200;

/** Runs schedules until time is up. */
export function soak(options: SoakOptions): SoakTotal {
  const { minutes, schedules, seed, wanted = {}, sabotage = [] } = options;
  const { clock = () => performance.now() } = options;
  const total: SoakTotal = { schedules: 0, ...countsOf(innocent()), guilty: null };
  const until = clock() + 60_000 * minutes;
  const isOver = () => clock() >= until || total.schedules >= schedules;
  for (let job = 0; !isOver(); job++) {
    const jobSeed = (Math.imul(seed, 0x9e3779b1) + Math.imul(job, 0x85ebca6b)) | 0;
    const drawn = drawJob(job, jobSeed, wanted);
    const isAligned = job % UNALIGNED_DISTANCE === 0 && !options.unaligned;
    const { scenario, horizon } = isAligned ? drawn : congested(drawn, jobSeed, wanted);
    const plans = fc.sample(faultDraws(wanted.faults ?? USUAL), {
      seed: jobSeed,
      numRuns: PLANS_PER_JOB,
    });
    const runner = new Schedules({ scenario: { ...scenario, sabotage }, horizon });
    for (const [index, draws] of plans.entries()) {
      if (isOver()) break;
      add(runner.run(draws, index % 3 === 0 ? scenario.seed : 1 + index), total);
    }
    options.onProgress?.(total);
  }
  return total;
}

/** The job of a number. */
function drawJob(job: number, seed: number, wanted: TroubleWanted): Peaceful {
  const size = job % BIG_DISTANCE === 0 ? wanted : { ...wanted, input: small };
  return fc.sample(peaceful(size), { seed, numRuns: 1 })[0];
}

/** The same job with barriers that overtake. */
function congested(
  { scenario, horizon }: Peaceful,
  seed: number,
  wanted: TroubleWanted,
): Peaceful {
  const [options] = fc.sample(overtakingOptions, { seed, numRuns: 1 });
  const config = { ...scenario.config, ...options, ...wanted.config };
  return { scenario: { ...scenario, config }, horizon };
}

function countsOf({ findings: _, ...counts }: Verdict): Omit<Verdict, "findings"> {
  return counts;
}

function add(outcome: ScheduleOutcome, total: SoakTotal): void {
  const { verdict, traceHash, scenario } = outcome;
  total.schedules++;
  for (const name of ["lost", "duplicated", "reordered", "stuck"] as const) {
    total[name] += verdict[name];
  }
  if (isGuilty(verdict)) total.guilty ??= outcome;
  else if (total.schedules % CHECK_DISTANCE === 0) checkAgain(scenario, traceHash);
}

/** The quick way of running must be the ordinary one. */
function checkAgain(scenario: Scenario, traceHash: string): void {
  const again = finish(start(scenario)).traceHash;
  if (again === traceHash) return;
  throw new Error(`Run by itself, a schedule has another hash:\n${scenarioText(scenario)}`);
}

/** The line that a soak ends with. */
export function soakLine({ schedules, lost, duplicated, reordered, stuck }: SoakTotal): string {
  return `schedules ${schedules} lost ${lost} duplicated ${duplicated} reordered ${reordered} stuck ${stuck}`;
}

/** The smallest scenario in which the same kind of thing is wrong. */
export function smallestGuilty({ scenario, verdict }: ScheduleOutcome): Scenario {
  const isAlike = (found: Verdict) =>
    (verdict.stuck > 0 && found.stuck > 0) ||
    (verdict.stuck === 0 && found.stuck === 0 && isGuilty(found));
  return smallest(scenario, (candidate) => isAlike(judgeSafely(candidate)));
}

/** A candidate that cannot even be opened shows nothing. */
function judgeSafely(scenario: Scenario): Verdict {
  try {
    start(scenario);
  } catch {
    return innocent();
  }
  return judgeScenario(scenario);
}

/** What is printed of a scenario in which something is wrong. */
export function guiltyReport(scenario: Scenario): string {
  const { findings } = judgeScenario(scenario);
  return [
    "The smallest scenario that shows what is wrong, to be saved as scenario.json:",
    scenarioText(scenario),
    "deno task replay scenario.json",
    ...findings,
  ].join("\n");
}

interface Flags {
  readonly minutes: number;
  readonly schedules: number;
  readonly seed: number;
  /** A name under `props/regressions` for the smallest scenario. */
  readonly save: string;
  readonly unaligned: boolean;
}

const USAGE = "deno task soak [--minutes M] [--schedules N] [--seed S] [--unaligned] [--save NAME]";

function readFlags(args: readonly string[]): Flags {
  const flags = { minutes: Infinity, schedules: Infinity, seed: 1, save: "", unaligned: false };
  for (let i = 0; i < args.length; i++) {
    const name = args[i].replace(/^--/, "");
    if (name === "unaligned") flags.unaligned = true;
    else if (name === "save") flags.save = args[++i] ?? "";
    else if (name === "minutes" || name === "schedules" || name === "seed") {
      flags[name] = Number(args[++i]);
    } else throw new Error(`There is no flag ${args[i]}; ${USAGE}`);
  }
  const { minutes, schedules, seed } = flags;
  if (!(minutes > 0 && schedules > 0 && Number.isSafeInteger(seed))) {
    throw new Error(
      `Minutes and schedules are numbers above 0, a seed is a whole number; ${USAGE}`,
    );
  }
  // without any bound, a minute
  return minutes === Infinity && schedules === Infinity ? { ...flags, minutes: 1 } : flags;
}

function main(): number {
  let flags: Flags;
  try {
    flags = readFlags(Deno.args);
  } catch (error) {
    console.error((error as Error).message);
    return 2;
  }
  const total = soak(flags);
  console.log(soakLine(total));
  if (total.guilty === null) return 0;
  const scenario = smallestGuilty(total.guilty);
  console.log(guiltyReport(scenario));
  if (flags.save !== "") {
    const path = `props/regressions/${flags.save}.json`;
    Deno.writeTextFileSync(path, `${scenarioText(scenario)}\n`);
    console.log(`Saved as ${path}`);
  }
  return 1;
}

if (import.meta.main) Deno.exit(main());
