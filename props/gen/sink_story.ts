// What may happen to one subtask of a transactional sink, and to the checkpoints around it: any steps in
// any order, from the words of the protocol. A step that cannot be done does nothing.

import fc from "fast-check";

/** One thing that happens. */
export type SinkStep =
  /** The next record of the source is written. */
  | "write"
  /** A barrier passes: a snapshot is taken. */
  | "barrier"
  /** The newest snapshot is the checkpoint of all subtasks, complete; or is given up. */
  | "complete"
  | "give up"
  /** The oldest notice arrives, or is lost. */
  | "notice"
  | "lose notice"
  /** The oldest request reaches the log; the oldest answer comes back. */
  | "request"
  | "answer"
  /** A second passes. */
  | "second"
  /** The log turns commits down for a while. */
  | "refuse"
  /** The task is gone, and begins anew from the last complete checkpoint. */
  | "crash"
  /** A task that was taken for dead goes on: its request arrives; it writes. */
  | "late request"
  | "late write";

const WEIGHTS: Readonly<Record<SinkStep, number>> = {
  "write": 6,
  "barrier": 5,
  "complete": 5,
  "give up": 1,
  "notice": 5,
  "lose notice": 2,
  "request": 5,
  "answer": 5,
  "second": 3,
  "refuse": 3,
  "crash": 2,
  "late request": 1,
  "late write": 1,
};

/** Any of them, long enough for several checkpoints and crashes. */
export function sinkStories(): fc.Arbitrary<SinkStep[]> {
  const steps = Object.entries(WEIGHTS)
    .map(([step, weight]) => ({ weight, arbitrary: fc.constant(step as SinkStep) }));
  return fc.array(fc.oneof(...steps), { minLength: 20, maxLength: 80, size: "max" });
}
