// What a command is, and what it is given.

import type { Arguments } from "./arguments.ts";
import type { FlagName } from "./flags.ts";
import type { Host } from "./host.ts";

/** One command of the command line. */
export interface Command {
  readonly name: string;
  /** How it is typed after `deno task`. */
  readonly usage: string;
  /** Sentences that help begins with. */
  readonly about: string;
  readonly flags: readonly FlagName[];
  /** Words that are no flags: at least, at most. */
  readonly words: readonly [least: number, most: number];
  /** Does it, and gives the exit code. Errors: named. */
  readonly run: (given: Arguments, host: Host) => Promise<number>;
}
