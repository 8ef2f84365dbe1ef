// A mutant: one thing that the engine does wrongly, as a patch of its text, and the laws that must notice.
// A law that stays green when its rule is broken says nothing.

/** Text that is looked for in a file, exactly once, and what is put in its place. */
export interface Edit {
  readonly file: string;
  readonly find: string;
  readonly put: string;
}

/** One of them, by its number in the list of mutants (reliability §2.6). */
export interface Mutant {
  readonly number: number;
  /** What it does, in a few words. */
  readonly does: string;
  /** Laws that must turn red, each of them. */
  readonly laws: readonly string[];
  readonly edits: readonly Edit[];
}

/**
 * The text of a file with a mutant's edits. Errors when a patch does not apply any more: the engine has
 * changed there, and the mutant must be written anew.
 *
 * ```ts
 * import { strictEqual, throws } from "node:assert";
 * import { mutate } from "./mutant.ts";
 * strictEqual(mutate("a < b", { file: "x.ts", find: "<", put: "<=" }), "a <= b");
 * throws(() => mutate("a < b", { file: "x.ts", find: ">", put: ">=" }), /x.ts: found 0 times/);
 * ```
 */
export function mutate(text: string, { file, find, put }: Edit): string {
  const count = text.split(find).length - 1;
  if (count === 1) return text.replace(find, () => put);
  throw new Error(
    `The patch does not apply to ${file}: found ${count} times, wanted once: ${find}`,
  );
}
