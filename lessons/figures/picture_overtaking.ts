// Barriers that overtake (Flink's priority events): a sender puts them in front of what waits to be sent, and a
// receiver processes them without taking them out of its queue first. What facts say of it, for those who fold them.
//
//   waiting   r r r ▌n▐        the next buffer is ▌n▐        arrived   r r ▌n▐       processed is ▌n▐
//                    └ sent first                                           └ the queue goes on with r

import type { FactRow } from "@headwater/sim/trace";
import { BARRIER } from "./control_numbers.ts";
import { END_OF_DATA } from "./picture_numbers.ts";

/** What waits at a sender. */
interface Waiting {
  readonly kind: number;
  readonly stamp: number;
}

/** The place of the first row of the buffer that is sent, among what waits at the sender. */
export function sentPlace(waiting: readonly Waiting[], { detail: isEvent }: FactRow): number {
  const [first] = waiting;
  if (isEvent === 0 || first === undefined || first.kind === END_OF_DATA) return 0;
  if (first.kind >= BARRIER) return 0;
  // of a checkpoint that was given up another one may still wait among the data
  return Math.max(0, waiting.findLastIndex(({ kind }) => kind === BARRIER));
}

/** The place of a barrier that is processed although nobody took it out of the queue; −1 for anything else. */
export function overtakingPlace(
  arrived: readonly Waiting[],
  { detail: kind, stamp }: FactRow,
): number {
  return kind !== BARRIER
    ? -1
    : arrived.findIndex((one) => one.kind === BARRIER && one.stamp === stamp);
}
