import { deepStrictEqual, ok } from "node:assert/strict";
import { drawBelow } from "../clock/prng.ts";
import { ExecutionState } from "../element/execution_state.ts";
import { failoverRegions } from "./failover_regions.ts";
import { tasksToRestart } from "./failover_strategy.ts";
import type { FailoverResult, FailoverTopology } from "./failover_topology.ts";

const { RUNNING, CREATED } = ExecutionState;

/** Three regions in a row: 0=1, 2=3, 4=5; results number 3 and 4 are between them. */
function row(type: FailoverResult["type"]): FailoverTopology {
  const stream = "PIPELINED_BOUNDED";
  return {
    taskCount: 6,
    results: [
      { producer: 0, consumers: [1], type: stream },
      { producer: 2, consumers: [3], type: stream },
      { producer: 4, consumers: [5], type: stream },
      { producer: 1, consumers: [2], type },
      { producer: 3, consumers: [4], type },
    ],
  };
}

/** The tasks that are started again, as text. */
function restarts(
  topology: FailoverTopology,
  failed: number,
  { unavailable = [], created = [] }: { unavailable?: number[]; created?: number[] } = {},
): string {
  const states = Array.from(
    { length: topology.taskCount },
    (_, task) => created.includes(task) ? CREATED : RUNNING,
  );
  const regions = failoverRegions(topology);
  const input = { topology, regions, states, failed, unavailable: new Set(unavailable) };
  return tasksToRestart("region", input).join("");
}

Deno.test("RS-6 the region of the failed task is started again, and all that read its results", () => {
  deepStrictEqual(restarts(row("BLOCKING"), 5), "45");
  deepStrictEqual(restarts(row("BLOCKING"), 2), "2345");
  deepStrictEqual(restarts(row("BLOCKING"), 1), "012345");
});

Deno.test("RS-6 a result that is gone takes its producers with it, and what they need, and their readers", () => {
  deepStrictEqual(restarts(row("BLOCKING"), 5, { unavailable: [4] }), "2345");
  deepStrictEqual(restarts(row("BLOCKING"), 5, { unavailable: [3, 4] }), "012345");
  deepStrictEqual(restarts(row("BLOCKING"), 5, { unavailable: [3] }), "45", "nobody needs it now");
});

Deno.test("RS-6 a result that was read while it was made cannot be read again, unless it is kept", () => {
  deepStrictEqual(restarts(row("HYBRID_SELECTIVE"), 5), "012345");
  deepStrictEqual(restarts(row("HYBRID_FULL"), 5), "45");
  deepStrictEqual(restarts(row("PIPELINED_APPROXIMATE"), 5), "45", "it goes on, with a gap");
  deepStrictEqual(restarts(row("PIPELINED_APPROXIMATE"), 3), "2345");
});

Deno.test("RS-6 a task that was not started is not started again", () => {
  deepStrictEqual(restarts(row("BLOCKING"), 2, { created: [4, 5] }), "23");
  deepStrictEqual(restarts(row("BLOCKING"), 2, { created: [0, 1, 2, 3, 4, 5] }), "");
});

Deno.test("RS-6 the strategy full starts every task again", () => {
  const topology = row("BLOCKING");
  const input = {
    topology,
    regions: failoverRegions(topology),
    states: new Uint8Array(6).fill(RUNNING),
    failed: 5,
    unavailable: new Set<number>(),
  };
  deepStrictEqual(tasksToRestart("full", input), [0, 1, 2, 3, 4, 5]);
});

/** A made-up topology: few tasks, so that circles and ways round occur. */
function madeUp(seed: number): { topology: FailoverTopology; failed: number; gone: number[] } {
  let n = 0;
  const draw = (bound: number) => drawBelow(seed, 0, 0, n++, bound);
  const taskCount = 1 + draw(7);
  const results = Array.from({ length: draw(8) }, (): FailoverResult => ({
    producer: draw(taskCount),
    consumers: Array.from({ length: 1 + draw(2) }, () => draw(taskCount)),
    type: TYPES[draw(TYPES.length)],
  }));
  const gone = results.map((_, result) => result).filter(() => draw(4) === 0);
  return { topology: { taskCount, results }, failed: draw(taskCount), gone };
}

const TYPES = ["PIPELINED_BOUNDED", "BLOCKING", "HYBRID_FULL", "HYBRID_SELECTIVE"] as const;

/** The tasks that follow from some tasks, over steps from task to task. */
function closure(first: readonly number[], steps: readonly (readonly [number, number])[]) {
  const reached = new Set(first);
  for (let size = -1; size !== reached.size;) {
    size = reached.size;
    for (const [from, to] of steps) if (reached.has(from)) reached.add(to);
  }
  return reached;
}

/** The rules as they are written, task by task: what must be started again if one is. */
function model({ topology: { taskCount, results }, failed, gone }: ReturnType<typeof madeUp>) {
  const steps = results.flatMap(({ producer, consumers, type }) =>
    consumers.flatMap((consumer): [number, number][] =>
      type === "PIPELINED_BOUNDED"
        ? [[producer, consumer], [consumer, producer]]
        : [[producer, consumer]]
    )
  );
  const tasks = Array.from({ length: taskCount }, (_, task) => task);
  const reaches = tasks.map((task) => closure([task], steps));
  const sameRegion = tasks.flatMap((a) =>
    tasks.filter((b) => reaches[a].has(b) && reaches[b].has(a)).map((b) => [a, b] as const)
  );
  const back = results.flatMap(({ producer, consumers, type }, result) =>
    gone.includes(result) || type === "HYBRID_SELECTIVE"
      ? consumers.map((consumer) => [consumer, producer] as const)
      : []
  );
  return [...closure([failed], [...steps, ...sameRegion, ...back])].sort((a, b) => a - b).join("");
}

Deno.test("RS-6 on any topology, exactly what the rules ask for is started again", () => {
  const sizes = new Set<string>();
  for (let seed = 1; seed <= 400; seed++) {
    const story = madeUp(seed);
    const found = restarts(story.topology, story.failed, { unavailable: story.gone });
    deepStrictEqual(found, model(story), `seed ${seed}`);
    sizes.add(`${found.length} of ${story.topology.taskCount}`);
  }
  ok(sizes.size > 20, "small and large answers occur");
});
