// What is said across the wall of the sandbox, and what is believed of the answer.

import { NamedError, refuse } from "../clock/named_error.ts";
import type { Position } from "../position.ts";
import type { ReplayRequest, ReplayView } from "./replay_view.ts";

/** To the sandbox. */
export interface SandboxRequest {
  /** The job's source text. */
  readonly code: string;
  /** The scenario, as text. */
  readonly scenario: string;
  /** Options that come from --input. */
  readonly inputOptions: Readonly<Record<string, unknown>>;
  readonly request: ReplayRequest;
}

/** From the sandbox. */
export type SandboxReply =
  | { readonly view: ReplayView }
  | { readonly error: { readonly code: string; readonly sentence: string } };

/** A specifier after `from`, after a bare `import`, or in a call of `import`. */
const SPECIFIER = /\bfrom\s*(["'])(.*?)\1|\bimport\s*\(?\s*(["'`])(.*?)\3/g;

/**
 * Says early and clearly what the sandbox would refuse anyway: code that a scenario carries has the
 * engine and nothing else. Errors: `E-SCENARIO-JOB`.
 */
export function checkCode(code: string): void {
  for (const match of code.matchAll(SPECIFIER)) {
    const specifier = match[2] ?? match[4];
    if (specifier === "@headwater/sim") continue;
    refuse(
      "E-SCENARIO-JOB",
      `The scenario's code imports ${
        JSON.stringify(specifier)
      }; code that a scenario carries may ` +
        `import "@headwater/sim" only. Usual cause: a job of several files; replay it with --job`,
    );
  }
}

/**
 * Reads an answer. Whoever wrote the code may have written the answer, so its shape is checked and its
 * texts are made harmless.
 */
export function readReply(reply: unknown): ReplayView {
  const { view, error } = (reply ?? {}) as { view?: unknown; error?: unknown };
  if (error !== undefined) {
    const { code, sentence } = error as { code?: unknown; sentence?: unknown };
    throw new NamedError(harmless(code), harmless(sentence));
  }
  const { warnings, heading, before, after, here, step, job, isPastEnd, end, failure } =
    (view ?? {}) as ReplayView;
  const { position, steps, traceHash, job: ended } = (end ?? {}) as ReplayView["end"];
  return {
    warnings: texts(warnings),
    heading: harmless(heading),
    before: texts(before),
    after: texts(after),
    here: place(here),
    step: count(step),
    job: harmless(job ?? ""),
    isPastEnd: isPastEnd === true,
    end: {
      position: place(position),
      steps: count(steps),
      traceHash: harmless(traceHash),
      job: harmless(ended ?? ""),
    },
    ...(failure === undefined
      ? {}
      : { failure: { code: harmless(failure.code), sentence: harmless(failure.sentence) } }),
  };
}

const LINES_MAX = 100_000;
const LINE_LENGTH_MAX = 2000;

function texts(value: unknown): string[] {
  if (Array.isArray(value)) return value.slice(0, LINES_MAX).map(harmless);
  return refuseReply("has no list of lines where one belongs");
}

function harmless(value: unknown): string {
  // deno-lint-ignore no-control-regex
  return String(value).slice(0, LINE_LENGTH_MAX).replace(/[\u0000-\u001f\u007f-\u009f]/g, "?");
}

function count(value: unknown): number {
  if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number;
  return refuseReply("has no number where one belongs");
}

function place(value: unknown): Position {
  const { time, done } = (value ?? {}) as { time?: unknown; done?: unknown };
  return { time: count(time), done: count(done) };
}

function refuseReply(sentence: string): never {
  return refuse(
    "E-SCENARIO-JOB",
    `The answer from the sandbox ${sentence}; the code wrote it itself`,
  );
}
