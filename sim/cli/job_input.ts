// A file of records, given with --input: the job's own reader takes it, or else it is parsed here and
// handed to the job as options.input. Bad lines are named, and none is lost.

import type { Config } from "../config.ts";
import type { ExecutionPlan } from "../task/subtask_spec.ts";
import type { SourceOperatorSpec } from "../1_source/source_operator.ts";
import { parseCsv, parseNdjson } from "../connector/file.ts";
import type { Host } from "./host.ts";
import { readTextFile } from "./input_file.ts";
import type { Style } from "./style.ts";
import type { Subject } from "./subject.ts";

/** An input that was read. */
export interface ReadInput {
  /** For the job; not part of the scenario, which names the file instead. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly config: Partial<Config>;
  /** Lines that could not be read, each named. */
  readonly rejected: readonly string[];
  readonly replayFlags: readonly string[];
}

const NO_INPUT: ReadInput = { options: {}, config: {}, rejected: [], replayFlags: [] };

/** Reads the file that --input names. Errors: `E-FILE-…`. */
export async function readInput(
  path: string | undefined,
  subject: Subject,
  host: Host,
): Promise<ReadInput> {
  if (path === undefined) return NO_INPUT;
  const text = await readTextFile(host, path);
  const replayFlags = ["--input", path];
  if (subject.readInput !== undefined) {
    return { ...subject.readInput(text, path), rejected: [], replayFlags };
  }
  const parse = /\.csv$/i.test(path) ? parseCsv<unknown> : parseNdjson;
  const { values, rejected } = parse(text, { name: path });
  return { options: { input: values }, config: {}, rejected, replayFlags };
}

/** Lines that the sources of a job kept aside. */
export function rejectedBySources({ vertices }: ExecutionPlan): string[] {
  return vertices.flatMap(({ chain }) => {
    const { source } = chain[0].operator as Partial<SourceOperatorSpec>;
    return source?.rejected ?? [];
  });
}

const REJECTED_SHOWN_MAX = 10;

/** Says which lines were kept aside: the first ones, and how many there are. */
export function rejectedText(rejected: readonly string[], style: Style): string {
  if (rejected.length === 0) return "";
  const shown = rejected.slice(0, REJECTED_SHOWN_MAX);
  const rest = rejected.length - shown.length;
  const more = rest > 0 ? `and ${rest} more such lines\n` : "";
  const head = rejected.length === 1
    ? "1 line was kept aside; the run goes on without it"
    : `${rejected.length} lines were kept aside; the run goes on without them`;
  return `${style.warn(head)}\n${shown.map((line) => `${line}\n`).join("")}${more}`;
}
