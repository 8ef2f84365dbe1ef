// A run of neighbouring key groups: what one subtask owns of the key space (Flink's KeyGroupRange).

import { assert } from "../clock/assert.ts";

/**
 * The key groups `start` … `end`, both included (KG-3); `new KeyGroupRange()` is the empty range.
 * Immutable, so subtasks and snapshots may share it.
 *
 * ```ts
 * import { deepStrictEqual, ok, strictEqual } from "node:assert";
 * import { KeyGroupRange } from "@headwater/sim";
 * const range = KeyGroupRange.of(3, 12).intersection(KeyGroupRange.of(0, 4));
 * deepStrictEqual([...range], [3, 4]);
 * ok(range.contains(4) && !range.contains(5));
 * strictEqual(range.size, 2);
 * ```
 */
export class KeyGroupRange {
  start = 0;
  end = -1;

  /** The range from start to end, or the empty range when start comes after end. */
  static of(start: number, end: number): KeyGroupRange {
    const range = new KeyGroupRange();
    if (start > end) return range;
    assert(Number.isInteger(start) && Number.isInteger(end), "a key group is an integer");
    assert(start >= 0, `a range of key groups starts at ${start}, and key groups start at 0`);
    range.start = start;
    range.end = end;
    return range;
  }

  /** How many key groups there are in the range. */
  get size(): number {
    return this.end - this.start + 1;
  }

  /** True when the key group belongs to the range. */
  contains(keyGroup: number): boolean {
    return keyGroup >= this.start && keyGroup <= this.end;
  }

  /** The key groups that belong to both ranges: what a rescaled subtask takes over (KG-8). */
  intersection(other: KeyGroupRange): KeyGroupRange {
    return KeyGroupRange.of(Math.max(this.start, other.start), Math.min(this.end, other.end));
  }

  /** The key groups in ascending order. */
  *[Symbol.iterator](): Generator<number> {
    for (let keyGroup = this.start; keyGroup <= this.end; keyGroup++) yield keyGroup;
  }
}
