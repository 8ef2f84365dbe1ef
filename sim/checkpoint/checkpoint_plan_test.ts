import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { ExecutionState } from "../element/execution_state.ts";
import { planCheckpoint } from "./checkpoint_plan.ts";

/** Two sources, both of which feed two subtasks of a join; each of them feeds a sink of its own. */
const PREDECESSORS = [[], [], [0, 1], [0, 1], [2], [3]];
const { RUNNING, FINISHED, DEPLOYING, FAILED } = ExecutionState;

/** The plan when these subtasks have finished and the others run. */
function planAfter(finished: readonly number[], afterTasksFinish = true) {
  const states = PREDECESSORS.map((_, i) => finished.includes(i) ? FINISHED : RUNNING);
  return planCheckpoint({ states, predecessors: PREDECESSORS, afterTasksFinish });
}

Deno.test("CP-5 sources alone are told of a checkpoint, and all must acknowledge", () => {
  deepStrictEqual(planAfter([]), {
    toTrigger: [0, 1],
    toWaitFor: [0, 1, 2, 3, 4, 5],
    finished: [],
  });
});

Deno.test("CP-5 a task is told of a checkpoint once nobody in front of it runs any more", () => {
  deepStrictEqual(planAfter([0])?.toTrigger, [1]);
  deepStrictEqual(planAfter([0, 1])?.toTrigger, [2, 3]);
  deepStrictEqual(planAfter([0, 1, 3]), {
    toTrigger: [2, 5],
    toWaitFor: [2, 4, 5],
    finished: [0, 1, 3],
  });
  deepStrictEqual(planAfter([0, 1, 2, 3, 4])?.toTrigger, [5]);
});

Deno.test("CP-4 there is no checkpoint unless everybody who must take part runs", () => {
  strictEqual(planAfter([0, 1, 2, 3, 4, 5]), null, "nobody is left");
  for (const state of [DEPLOYING, FAILED]) {
    const states = [FINISHED, RUNNING, RUNNING, state, RUNNING, RUNNING];
    const input = { states, predecessors: PREDECESSORS, afterTasksFinish: true };
    strictEqual(planCheckpoint(input), null);
  }
});

Deno.test("EOI-4 there is none after a task has finished, if that is not wanted", () => {
  strictEqual(planAfter([0], false), null);
  deepStrictEqual(planAfter([], false)?.toTrigger, [0, 1]);
});
