// The one door of chance. Every draw names its stream, its attempt and its number; a choice list lays
// chosen values over single draws. Seed 0 is the plain run: every draw is 0, so that what fails there
// fails without any luck at all.

import { drawBelow, streamNumber } from "./prng.ts";

/** One chosen draw: it replaces whatever the seed would have given. */
export interface Choice {
  /** The stream's name, such as `jitter/map[0]→sink[0]`. */
  readonly stream: string;
  readonly attempt: number;
  readonly n: number;
  readonly value: number;
}

/** All random streams of a run. Immutable: a draw depends on nothing but its address. */
export class Streams {
  private readonly chosen = new Map<number, Map<string, number>>();

  constructor(readonly seed: number, choices: readonly Choice[] = []) {
    for (const { stream, attempt, n, value } of choices) {
      const number = streamNumber(stream);
      const rows = this.chosen.get(number) ?? new Map<string, number>();
      rows.set(`${attempt}/${n}`, value);
      this.chosen.set(number, rows);
    }
  }

  /** The n-th draw of a stream, in [0, bound). */
  below(stream: number, attempt: number, n: number, bound: number): number {
    if (this.chosen.size > 0) {
      const value = this.chosen.get(stream)?.get(`${attempt}/${n}`);
      if (value !== undefined) return value % bound;
    }
    return this.seed === 0 ? 0 : drawBelow(this.seed, stream, attempt, n, bound);
  }
}
