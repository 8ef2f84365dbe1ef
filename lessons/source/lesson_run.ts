// What the generated test of a lesson calls: cells begin, claims are compared, and at the end each claim
// is a test of its own. The notebook's builder reads the same outcomes to embed what cells gave.

import { deepStrictEqual } from "node:assert";

/** A claim and what became of it. */
export interface ClaimOutcome {
  readonly cellId: string;
  /** In the lesson. */
  readonly line: number;
  readonly expression: string;
  readonly got: string;
  readonly want: string;
  readonly holds: boolean;
}

/** The run of a lesson's cells, from the first to the last. */
export class LessonRun {
  readonly outcomes: ClaimOutcome[] = [];
  private cellId = "";

  constructor(readonly path: string, private readonly moduleUrl: string) {}

  /** The next cell begins. */
  cell(id: string): void {
    this.cellId = id;
  }

  /** Compares at once, for a cell may change a value later. */
  claim(line: number, expression: string, got: unknown, want: unknown): void {
    const shown = { got: show(got), want: show(want), holds: isSame(got, want) };
    this.outcomes.push({ cellId: this.cellId, line, expression, ...shown });
  }

  /** One test per claim; its failure names the line of the lesson. */
  register(test: (name: string, body: () => void) => void): void {
    for (const outcome of this.outcomes) {
      const { line, expression } = outcome;
      test(`${this.path}:${line} ${expression}`, () => this.require(outcome));
    }
  }

  private require({ line, got, want, holds }: ClaimOutcome): void {
    if (holds) return;
    const error = new Error(`The lesson claims something else\n    got  ${got}\n    want ${want}`);
    // the stack would show this file, which is not where anybody can help
    const root = this.moduleUrl.slice(0, this.moduleUrl.lastIndexOf("/gen/") + 1);
    error.stack = `Error\n    at ${root}${this.path}:${line}:1`;
    throw error;
  }
}

/** A value as a notebook shows it. */
export function show(value: unknown): string {
  return Deno.inspect(value, { colors: false });
}

function isSame(got: unknown, want: unknown): boolean {
  try {
    deepStrictEqual(got, want);
    return true;
  } catch {
    return false;
  }
}
