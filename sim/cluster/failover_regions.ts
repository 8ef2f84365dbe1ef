// Pipelined regions (Flink's SchedulingPipelinedRegion): tasks that hand records on while they make them
// run together, fail together and are started again together (RS-6, RS-7).
//
//   keyBy       a ═╦═ c        one region: every task talks with every other one
//               b ═╩═ d
//   forward     a ─── c        two regions
//               b ─── d
//   blocking    a ═══ b ▤▤▤ c ═══ d       two regions: a result that is kept is a border
//
// Regions that wait for each other's results in a circle could never begin one after the other, so they
// are one region.

import { bindsTogether, type FailoverTopology } from "./failover_topology.ts";

/** The regions of a job, numbered by their first tasks. */
export interface FailoverRegions {
  /** By task: its region. */
  readonly regionOf: readonly number[];
  /** By region: its tasks, ascending. */
  readonly tasks: readonly (readonly number[])[];
}

/** The regions of a topology. */
export function failoverRegions(topology: FailoverTopology): FailoverRegions {
  return numberRegions(mergeCircles(connectedTasks(topology), topology));
}

/** By task, the first task that it is bound to over any number of results. */
function connectedTasks({ taskCount, results }: FailoverTopology): number[] {
  const heads = Array.from({ length: taskCount }, (_, task) => task);
  const headOf = (task: number): number => {
    while (heads[task] !== task) task = heads[task] = heads[heads[task]];
    return task;
  };
  for (const { producer, consumers, type } of results) {
    if (!bindsTogether(type)) continue;
    for (const consumer of consumers) {
      const a = headOf(producer), b = headOf(consumer);
      heads[Math.max(a, b)] = Math.min(a, b);
    }
  }
  return heads.map((_, task) => headOf(task));
}

/** By task, the first task of its region once regions in a circle are one. */
function mergeCircles(heads: readonly number[], { results }: FailoverTopology): number[] {
  const successors = heads.map(() => new Set<number>());
  for (const { producer, consumers } of results) {
    for (const consumer of consumers) {
      if (heads[consumer] !== heads[producer]) successors[heads[producer]].add(heads[consumer]);
    }
  }
  const reaches = heads.map((head, task) => head === task ? reachable(task, successors) : null);
  return heads.map((head) =>
    reaches.findIndex((reached, other) =>
      other === head || (reached !== null && reached.has(head) && reaches[head]!.has(other))
    )
  );
}

function reachable(from: number, successors: readonly ReadonlySet<number>[]): ReadonlySet<number> {
  const reached = new Set<number>();
  const waiting = [...successors[from]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    waiting.push(...successors[next]);
  }
  return reached;
}

function numberRegions(heads: readonly number[]): FailoverRegions {
  const numbers = new Map<number, number>();
  for (const head of heads) if (!numbers.has(head)) numbers.set(head, numbers.size);
  const regionOf = heads.map((head) => numbers.get(head)!);
  const tasks: number[][] = Array.from(numbers, () => []);
  regionOf.forEach((region, task) => tasks[region].push(task));
  return { regionOf, tasks };
}
