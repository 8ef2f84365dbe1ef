// A job is counted before it is built, so that a typing error cannot take the machine's memory. The
// arithmetic is in the answer.

import type { EdgeSpec, VertexSpec } from "../task/subtask_spec.ts";
import { refuse } from "../clock/named_error.ts";

const SUBTASK_COUNT_MAX = 256;
const CHANNEL_COUNT_MAX = 4096;
const LINES_MAX = 6;

/** Errors: `E-LIMIT-SUBTASKS`, `E-LIMIT-CHANNELS`. */
export function checkLimits(vertices: readonly VertexSpec[], edges: readonly EdgeSpec[]): void {
  const subtasks = vertices.map(({ uid, parallelism }) => ({
    count: parallelism,
    text: `${uid}: ${parallelism}`,
  }));
  checkSum("E-LIMIT-SUBTASKS", "subtasks", subtasks, SUBTASK_COUNT_MAX);
  checkSum("E-LIMIT-CHANNELS", "channels", edges.map((e) => term(e, vertices)), CHANNEL_COUNT_MAX);
}

/** The number of channels of an edge: p·q, or when pointwise one per subtask of the wider side. */
function term({ source, target, partitioner }: EdgeSpec, vertices: readonly VertexSpec[]): Term {
  const from = vertices[source], to = vertices[target];
  const p = from.parallelism, q = to.parallelism;
  const count = partitioner.isPointwise ? Math.max(p, q) : p * q;
  const arithmetic = partitioner.isPointwise ? `max(${p}, ${q})` : `${p} × ${q}`;
  return { count, text: `${from.uid} → ${to.uid}: ${arithmetic} = ${count}` };
}

interface Term {
  readonly count: number;
  readonly text: string;
}

function checkSum(code: string, what: string, terms: readonly Term[], max: number): void {
  const sum = terms.reduce((total, { count }) => total + count, 0);
  if (sum <= max) return;
  const largest = terms.toSorted((a, b) => b.count - a.count).slice(0, LINES_MAX);
  const rest = terms.length - largest.length;
  refuse(
    code,
    `The job needs ${sum} ${what} (${largest.map(({ text }) => text).join("; ")}` +
      `${rest > 0 ? `; and ${rest} more` : ""}); wanted: at most ${max}. Usual cause: a high ` +
      `parallelism on both sides of several edges`,
  );
}
