// All mutants, by their numbers in reliability §2.6; the numbers that are missing wait for what they break.

import { CHECKPOINT_MUTANTS } from "./checkpoint_mutants.ts";
import type { Mutant } from "./mutant.ts";
import { STREAM_MUTANTS } from "./stream_mutants.ts";

/** In the order of their numbers. */
export const MUTANTS: readonly Mutant[] = [...STREAM_MUTANTS, ...CHECKPOINT_MUTANTS]
  .sort((a, b) => a.number - b.number);
