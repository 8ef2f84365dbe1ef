// The canonical workload beside its two plain loops.
//
//     deno task bench                          five rounds over a million records
//     deno task bench --rounds 9 --records 200000
//
// Exit code 1 when the gate is missed, 2 when the arguments are wrong.

import { makeW2, W2 } from "./w2_input.ts";
import { programsOver } from "./programs.ts";
import { isWithinGate, reportText } from "./report.ts";
import { measure } from "./round_robin.ts";

/** What a bench may be told. */
export interface BenchOptions {
  readonly rounds: number;
  readonly records: number;
}

const DEFAULTS: BenchOptions = { rounds: 5, records: W2.recordCount };

/** Reads `--name 12` and `--name=12`; undefined when something else is there. */
export function parseOptions(args: readonly string[]): BenchOptions | undefined {
  const words = args.flatMap((arg) => arg.split("="));
  const options = { ...DEFAULTS };
  for (let i = 0; i < words.length; i += 2) {
    const name = words[i].slice(2), count = Number(words[i + 1]);
    const isKnown = words[i].startsWith("--") && (name === "rounds" || name === "records");
    if (!isKnown || !Number.isSafeInteger(count) || count < 1) return undefined;
    options[name] = count;
  }
  return options;
}

/** Measures, prints, and gives the exit code. */
export function bench(args: readonly string[]): number {
  const options = parseOptions(args);
  if (options === undefined) {
    console.error("Wanted: deno task bench [--rounds N] [--records N], each a whole number from 1");
    return 2;
  }
  const programs = programsOver(makeW2({ ...W2, recordCount: options.records }));
  const clock = () => performance.now();
  const measurements = measure(programs, { ...options, clock });
  console.log(reportText(measurements));
  return isWithinGate(measurements) ? 0 : 1;
}

if (import.meta.main) Deno.exit(bench(Deno.args));
