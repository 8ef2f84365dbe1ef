// Which tasks are started again when one fails (Flink's FailoverStrategy, RS-6). `full`, Flink's
// RestartAllFailoverStrategy, starts all of them; `region`, its RestartPipelinedRegionFailoverStrategy,
// starts the failed task's region, and from there in both directions:
//
//   ┌─ region 1 ─┐        ┌─ region 2 ─┐        ┌─ region 3 ─┐
//   │   a ── b   │─▶ ▤ ──▶│   c ── d   │─▶ ▤ ──▶│   e ── f   │
//   └────────────┘        └────────────┘        └────────────┘
//    only if its result    d fails               always: what it has read will be made anew, and
//    cannot be read again                        need not be the same

import { ExecutionState } from "../element/execution_state.ts";
import type { FailoverRegions } from "./failover_regions.ts";
import { type FailoverTopology, mayBeReadAgain } from "./failover_topology.ts";

/** `jobmanager.execution.failover-strategy` (DF-21). */
export type FailoverStrategy = "full" | "region";

/** What a decision depends on. */
export interface FailoverInput {
  readonly topology: FailoverTopology;
  readonly regions: FailoverRegions;
  /** The execution state of each task. */
  readonly states: ArrayLike<number>;
  /** The task that failed. */
  readonly failed: number;
  /** Numbers of results that are gone: with the machine that kept them, or as the failed task found. */
  readonly unavailable: ReadonlySet<number>;
}

/** The tasks to start again, ascending. */
export function tasksToRestart(strategy: FailoverStrategy, input: FailoverInput): number[] {
  const { topology: { taskCount }, regions: { regionOf }, states } = input;
  const all = Array.from({ length: taskCount }, (_, task) => task);
  if (strategy === "full") return all;
  const involved = regionsToRestart(input);
  // what has not been started cannot be started again
  return all.filter((task) =>
    involved.has(regionOf[task]) && states[task] !== ExecutionState.CREATED
  );
}

function regionsToRestart(
  { topology: { results }, regions: { regionOf }, failed, unavailable }: FailoverInput,
): ReadonlySet<number> {
  const involved = new Set<number>();
  const waiting = [regionOf[failed]];
  for (let region = waiting.pop(); region !== undefined; region = waiting.pop()) {
    if (involved.has(region)) continue;
    involved.add(region);
    results.forEach(({ producer, consumers, type }, result) => {
      const isGone = unavailable.has(result) || !mayBeReadAgain(type);
      if (isGone && consumers.some((task) => regionOf[task] === region)) {
        waiting.push(regionOf[producer]);
      }
      if (regionOf[producer] === region) waiting.push(...consumers.map((task) => regionOf[task]));
    });
  }
  return involved;
}
