// Who is connected with whom on a FORWARD or RESCALE edge (P-9; Flink's
// VertexInputInfoComputationUtils.computeVertexInputInfoForPointwise). Lay S senders and T receivers
// along one line: receiver i begins at sender ⌊i·S/T⌋ and reads up to where the next one begins, but
// always at least that one.
//
//   2 senders    |   0    |   1    |         3 senders    |  0  |  1  |  2  |
//   3 receivers  |  0  |  1  |  2  |         2 receivers  |   0    |   1    |
//                  0←0   1←0   2←1                          0←0      1←1,2
//
// All in integers; Flink 1.9 used floats and gets 14 pairs up to 40 wrong.

/**
 * The senders that a receiver reads, in the order of its gate's channels.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { pointwiseSenders } from "@headwater/sim";
 * deepStrictEqual(pointwiseSenders(1, 3, 2), [1, 2]);
 * ```
 */
export function pointwiseSenders(
  receiverIndex: number,
  senderCount: number,
  receiverCount: number,
): number[] {
  const first = quotient(receiverIndex * senderCount, receiverCount);
  const last = quotient((receiverIndex + 1) * senderCount, receiverCount) - 1;
  return count(first, Math.max(first, last));
}

/**
 * The receivers that a sender feeds, in the order of its channels: the same wiring, seen from the
 * other end.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { pointwiseReceivers } from "@headwater/sim";
 * deepStrictEqual(pointwiseReceivers(0, 2, 3), [0, 1]);
 * ```
 */
export function pointwiseReceivers(
  senderIndex: number,
  senderCount: number,
  receiverCount: number,
): number[] {
  const roundUp = senderCount - 1;
  const first = quotient(senderIndex * receiverCount + roundUp, senderCount);
  const last = quotient((senderIndex + 1) * receiverCount + roundUp, senderCount) - 1;
  return count(Math.min(first, last), last);
}

function count(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** Integer division, exact because every operand here is below 2³¹. */
function quotient(dividend: number, divisor: number): number {
  return (dividend / divisor) | 0;
}
