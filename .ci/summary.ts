// How many passed and how many failed, read from the JUnit files that `deno test` writes, so that the
// closing line never depends on how a terminal shows a test.

/** What a run of tests or checks comes down to. */
export interface Summary {
  readonly passed: number;
  readonly failed: number;
}

/** Nothing has run yet. */
export const NOTHING: Summary = Object.freeze({ passed: 0, failed: 0 });

/** The tests of one JUnit file; ignored ones count as neither. */
export function summaryOf(junit: string): Summary {
  let passed = 0;
  let failed = 0;
  for (const [, attributes] of junit.matchAll(/<testsuite\s([^>]*)>/g)) {
    const bad = numberIn(attributes, "failures") + numberIn(attributes, "errors");
    failed += bad;
    passed += numberIn(attributes, "tests") - numberIn(attributes, "disabled") - bad;
  }
  return { passed, failed };
}

/** Two summaries as one. */
export function add(a: Summary, b: Summary): Summary {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed };
}

/** The same, but a run that ended badly has failed at least once, whatever it wrote. */
export function withExitCode(summary: Summary, exitCode: number): Summary {
  return exitCode !== 0 && summary.failed === 0 ? { ...summary, failed: 1 } : summary;
}

/** The last line of every run. */
export function closingLine({ passed, failed }: Summary): string {
  return `${passed} passed, ${failed} failed`;
}

/** A run is good when something ran and nothing failed. */
export function isGood({ passed, failed }: Summary): boolean {
  return passed > 0 && failed === 0;
}

function numberIn(attributes: string, name: string): number {
  return Number(new RegExp(`\\b${name}="(\\d+)"`).exec(attributes)?.[1] ?? 0);
}
