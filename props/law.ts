// A law: a claim about all runs, checked on many made-up ones. A claim that never met the interesting
// case is empty, so every law says how often its cases must occur, and fails when they do not.

import fc from "fast-check";
import type { Scenario } from "@headwater/sim";
import { lawReport } from "./law_report.ts";

/** What is true of a law whoever checks it; a page of laws shows this. */
export interface LawSpec {
  /** `group/name`, for filters and links. */
  readonly id: string;
  /** The claim in one line. */
  readonly title: string;
  /** Ids of the rules of Flink that it rests on; empty for laws about the simulator itself. */
  readonly rules: readonly string[];
  /** The claim in plain words, with its conditions. */
  readonly statement: string;
  /** In every run; in some run; or in every run that is allowed to end. */
  readonly kind: "always" | "sometimes" | "eventually";
  /** Cases that must occur, and in which share of the runs at least: the law's `sometimes`. */
  readonly sometimes: Readonly<Record<string, number>>;
  /** Made-up runs per check; {@linkcode RUN_COUNT} if left out. */
  readonly runCount?: number;
}

/** Notes that a case occurred in this run. */
export type Cover = (label: string, occurred?: boolean) => void;

/** A law that can be checked. */
export interface Law extends LawSpec {
  /**
   * Says in how many runs each case occurred, or throws a report that says how to replay the smallest
   * run that breaks the law.
   */
  check(options?: LawOptions): ReadonlyMap<string, number>;
}

/** How hard to look. */
export interface LawOptions {
  readonly runCount?: number;
  readonly seed?: number;
  /** Replays one run of fast-check; then nothing is said about how often cases occur. */
  readonly path?: string;
  /** Names of wrong policies under which all scenarios run: does the law turn red? */
  readonly sabotage?: readonly string[];
  /** Report the first run that breaks the law as it is, and look for no smaller one. */
  readonly endsOnFailure?: boolean;
}

/** Made-up runs per law, unless it says otherwise. */
export const RUN_COUNT = 300;

/**
 * Makes a law of a claim: what it is about, where runs come from, and what must hold of each.
 *
 * ```ts
 * import { throws } from "node:assert";
 * import fc from "fast-check";
 * import { law } from "./law.ts";
 * const spec = { title: "", rules: [], statement: "", kind: "always" as const };
 * const odd = law({ ...spec, id: "odd", sometimes: { odd: 0.3 } }, fc.nat(), (n, cover) => {
 *   cover("odd", n % 2 === 1);
 * });
 * odd.check();
 * const rare = law({ ...spec, id: "rare", sometimes: { "n is 7": 0.9 } }, fc.nat(), (n, cover) => {
 *   cover("n is 7", n === 7);
 * });
 * throws(() => rare.check(), /"n is 7" occurred in \d+ of 300 runs/);
 * ```
 */
export function law<T>(
  spec: LawSpec,
  subjects: fc.Arbitrary<T>,
  holds: (subject: T, cover: Cover) => void,
): Law {
  const check = (options: LawOptions = {}) => {
    const { runCount = spec.runCount ?? RUN_COUNT, seed = 1, path } = options;
    const { sabotage = [], endsOnFailure = false } = options;
    const counts = new Map(Object.keys(spec.sometimes).map((label) => [label, 0]));
    const property = fc.property(sabotaged(subjects, sabotage), (subject) => {
      const labels = new Set<string>();
      holds(subject, (label, occurred = true) => void (occurred && labels.add(label)));
      for (const label of labels) counts.set(label, requireLabel(counts.get(label), label) + 1);
    });
    const details = fc.check(property, {
      seed,
      numRuns: runCount,
      path,
      endOnFailure: endsOnFailure,
      includeErrorInReport: false,
    });
    if (details.failed) throw new Error(lawReport(spec, details));
    if (path === undefined) checkShares(spec, counts, details.numRuns);
    return counts;
  };
  return Object.freeze({ ...spec, check });
}

/** The same subjects with an engine that is broken on purpose, where they are scenarios. */
function sabotaged<T>(subjects: fc.Arbitrary<T>, sabotage: readonly string[]): fc.Arbitrary<T> {
  if (sabotage.length === 0) return subjects;
  return subjects.map((subject) => {
    const { scenario } = subject as { readonly scenario?: Scenario };
    return scenario === undefined ? subject : { ...subject, scenario: { ...scenario, sabotage } };
  });
}

/** Registers laws as tests; `-- --runs=1000 --seed=7 --path=0:1` after the command looks harder. */
export function testLaws(laws: readonly Law[]): void {
  const options = readOptions(Deno.args);
  for (const one of laws) {
    Deno.test(`${one.kind} ${one.id}: ${one.title}`, () => void one.check(options));
  }
}

function readOptions(args: readonly string[]): LawOptions {
  const value = (name: string) =>
    args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
  const number = (name: string) => value(name) === undefined ? undefined : Number(value(name));
  return { runCount: number("runs"), seed: number("seed"), path: value("path") };
}

function checkShares(spec: LawSpec, counts: ReadonlyMap<string, number>, runCount: number): void {
  const rare = Object.entries(spec.sometimes).flatMap(([label, share]) => {
    const count = counts.get(label)!;
    if (count >= share * runCount) return [];
    return `"${label}" occurred in ${count} of ${runCount} runs; wanted: at least ${100 * share} %`;
  });
  if (rare.length > 0) {
    throw new Error(`Law ${spec.id} held, but says less than it seems to: ${rare.join("; ")}`);
  }
}

function requireLabel(count: number | undefined, label: string): number {
  if (count === undefined) throw new Error(`The law does not declare the case "${label}"`);
  return count;
}
