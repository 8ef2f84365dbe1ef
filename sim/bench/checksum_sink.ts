// A sink that keeps what W2's plain loops keep, a checksum: so all programs end with the same work.

import type { Sink, World } from "../mod.ts";
import { SinkOperator, SinkWriter } from "../mod.ts";
import { addResult, type W2Answer } from "./w2_input.ts";

/** A count of one key in one window. */
export type W2Result = readonly [key: number, windowStart: number, count: number];

class ChecksumWriter extends SinkWriter {
  results = 0;
  counted = 0;
  checksum = 0;

  override write(value: unknown): void {
    const [key, windowStart, count] = value as W2Result;
    this.results++;
    this.counted += count;
    this.checksum = addResult(this.checksum, key, windowStart, count);
  }
}

/** The sink of W2. */
export const checksumSink: Sink<W2Result> = Object.freeze({
  type: "sink",
  id: "checksum",
  Writer: ChecksumWriter,
});

/** What all its subtasks took together. */
export function answerOf(world: World): W2Answer {
  const answer = { results: 0, counted: 0, checksum: 0 };
  for (const { chain } of world.tasks) {
    for (const operator of chain.operators) {
      if (!(operator instanceof SinkOperator && operator.writer instanceof ChecksumWriter)) {
        continue;
      }
      answer.results += operator.writer.results;
      answer.counted += operator.writer.counted;
      answer.checksum = (answer.checksum + operator.writer.checksum) >>> 0;
    }
  }
  return answer;
}
