// Which sink subtasks there are in a plan, and the share of the world outside that each of them fills.

import type { ExecutionPlan } from "./subtask_spec.ts";
import { OutsideShare } from "../7_sink/outside_share.ts";
import type { SinkOperatorSpec } from "../7_sink/sink_operator.ts";

/** One sink operator of one subtask. */
export interface SinkPlace {
  readonly subtask: number;
  readonly operator: number;
}

/** All of a plan that write to something, by subtask, then by their place in the chain. */
export function sinksOf({ subtasks, vertices }: ExecutionPlan): SinkPlace[] {
  return subtasks.flatMap(({ id, vertex }) =>
    vertices[vertex].chain.flatMap(({ operator }, index) =>
      (operator as Partial<SinkOperatorSpec>).sink?.Outside === undefined
        ? []
        : [{ subtask: id, operator: index }]
    )
  );
}

/** The empty shares of a plan, in the order of its sinks. */
export function createOutsideShares(plan: ExecutionPlan): OutsideShare[] {
  return sinksOf(plan).map(({ subtask, operator }) => {
    const { vertex, index } = plan.subtasks[subtask];
    const { sink } = plan.vertices[vertex].chain[operator].operator as SinkOperatorSpec;
    const share = new OutsideShare();
    share.subtask = subtask;
    share.operator = operator;
    share.outside = new sink.Outside!();
    share.outside.spec = sink;
    share.outside.setup(index);
    return share;
  });
}
