// What a law says about one run, and how it breaks: a sentence, and the instant at which to look.

import type { Micros } from "@headwater/sim";

/** A law does not hold: what was found, and when, if there is a moment to look at. */
export class Broken extends Error {
  constructor(sentence: string, readonly at?: Micros) {
    super(sentence);
    this.name = "Broken";
  }
}

/**
 * Says that something holds; the sentence says what was found instead.
 *
 * ```ts
 * import { throws } from "node:assert";
 * import { claim } from "./claim.ts";
 * throws(() => claim(2 > 3, () => "2 is not larger than 3", 17), { at: 17 });
 * ```
 */
export function claim(holds: boolean, sentence: () => string, at?: Micros): asserts holds {
  if (!holds) throw new Broken(sentence(), at);
}

/** Says that two plain values are the same, field by field. */
export function claimSame(found: unknown, wanted: unknown, what: string, at?: Micros): void {
  const a = show(found), b = show(wanted);
  claim(a === b, () => `${what}: found ${cut(a)}, wanted ${cut(b)}`, at);
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}

function cut(text: string): string {
  return text.length <= LENGTH_MAX ? text : `${text.slice(0, LENGTH_MAX)}…`;
}

const LENGTH_MAX = 600;
