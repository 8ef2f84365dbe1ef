// Flink's MathUtils as far as its tests look at it. Only the murmur step is the engine's; the others
// stand here because nothing but a case needs them.

import { murmurHash } from "../../../sim/clock/hash.ts";

/** One of them: longs in, a long or a claim out. */
type MathFunction = (...args: bigint[]) => bigint | boolean;

/** The functions by their Java name; arguments and results are longs, ints among them. */
export const MATH_FUNCTIONS: Readonly<Record<string, MathFunction>> = {
  murmurHash: (code) => BigInt(murmurHash(Number(code))),
  log2floor: (value) => {
    if (value === 0n) throw new RangeError("The logarithm of 0 is undefined");
    return BigInt(31 - Math.clz32(Number(value)));
  },
  roundDownToPowerOf2: (value) => value === 0n ? 0n : int(1n << highestBit(value)),
  roundUpToPowerOfTwo: (value) => value === 0n ? 0n : int(1n << (highestBit(value - 1n) + 1n)),
  isPowerOf2: (value) => (value & (value - 1n)) === 0n,
  flipSignBit: (value) => BigInt.asIntN(64, value ^ (1n << 63n)),
  divideRoundUp: (dividend, divisor) => {
    if (dividend < 0n || divisor <= 0n) throw new RangeError("Wanted: dividend ≥ 0, divisor > 0");
    return (dividend + divisor - 1n) / divisor;
  },
};

/** The place of the highest bit of a Java int; −1 for 0. */
function highestBit(value: bigint): bigint {
  return BigInt(31 - Math.clz32(Number(value)));
}

function int(value: bigint): bigint {
  return BigInt.asIntN(32, value);
}
