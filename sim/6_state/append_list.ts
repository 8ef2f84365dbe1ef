// A list that only grows, so cheap to keep in a keyframe: an array that all copies share, and how much
// of it is mine.
//
//   shared array   a  b  c  d
//   keyframe       └─────┘            length 3: will never see d
//   live world     └────────┘         length 4: appended d in place
//   fork           └─────┘ → a b c x  length 3, but the array is longer: copies once, then appends
//
// A list is itself immutable; `append` gives another one.

import { refuse } from "../clock/named_error.ts";

/**
 * Elements that one list may have.
 *
 * ```ts
 * import { ok } from "node:assert";
 * import { LIST_LENGTH_MAX } from "@headwater/sim";
 * ok(LIST_LENGTH_MAX > 1_000_000);
 * ```
 */
export const LIST_LENGTH_MAX = 2 ** 22;

/**
 * The first `length` entries of a shared array.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { AppendList } from "@headwater/sim";
 * const before = new AppendList<string>().append("a");
 * const after = before.append("b"), fork = before.append("x");
 * deepStrictEqual([before, after, fork].map((list) => list.toArray().join("")), ["a", "ab", "ax"]);
 * ```
 */
export class AppendList<T = unknown> {
  /** The array. Copies of the world share whatever a part calls its `spec`. */
  spec: T[] = [];
  length = 0;

  /** This list with one more entry at the end. */
  append(entry: T): AppendList<T> {
    if (this.length === LIST_LENGTH_MAX) refuseMore();
    const list = new AppendList<T>();
    list.spec = this.length === this.spec.length ? this.spec : this.spec.slice(0, this.length);
    list.spec.push(entry);
    list.length = this.length + 1;
    return list;
  }

  /** Adds an entry to this list itself: for a list that is a part, and nobody's value. */
  push(entry: T): void {
    if (this.length !== this.spec.length) this.spec = this.spec.slice(0, this.length);
    this.spec.push(entry);
    this.length++;
  }

  /** The entry at an index. */
  at(index: number): T {
    return this.spec[index];
  }

  /** The entries as an array of their own. */
  toArray(): T[] {
    return this.spec.slice(0, this.length);
  }
}

function refuseMore(): never {
  refuse(
    "E-BUDGET-STATE",
    `One list has ${LIST_LENGTH_MAX} elements and wants more; wanted: a list that is cleared, or a value ` +
      `that is folded as elements come (reduce, aggregate). Usual cause: a window that never fires, or ` +
      `never purges`,
  );
}
