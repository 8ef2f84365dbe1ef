// What to say to a tempting wrong answer: one sentence for each, found by the shape of the program.

import { describePlan, type Job, open } from "@headwater/sim";
import { network } from "./job.ts";

/** Why a display may still be unsteady. */
export function adviceFor(job: Job, sensor: string): string {
  const { edges, vertices } = describePlan(open(job, { config: network }).ground.plan);
  const keyed = edges.find(({ isKeyed }) => isKeyed);
  const isSpread = keyed !== undefined &&
    edges.some(({ partitioner, target }) => partitioner === "REBALANCE" && target <= keyed.source);
  if (isSpread) {
    return "A rebalance before keyBy makes it worse: now even readings of one gateway take several " +
      "ways to the same place";
  }
  if (keyed !== undefined && vertices[keyed.target].parallelism === 1) {
    return "One receiver is not enough: what counts is how many send to it, and there is no order " +
      "between two senders";
  }
  return `Readings of sensor ${sensor} come from two senders, and between two senders there is no order`;
}
