// A sink that keeps what it was given, to be read when the run stands still (Flink's
// DataStream.collectAsync, and the collect sinks of its tests). What is written is seen at once and stays:
// after a restart the same results are written once more.
//
//   a b c ✗ b c d   ──▶   a b c b c d          a crash behind c, and a checkpoint behind a

import type { Millis } from "../clock/time.ts";
import type { OperatorContext } from "../5_operator/operator.ts";
import { AppendList } from "../6_state/append_list.ts";
import { Outside } from "./outside.ts";
import type { Sink } from "./sink.ts";
import { SinkWriter } from "./sink_writer.ts";
import type { WrittenResult } from "./written_result.ts";

/**
 * Names a sink that collects its results: none is lost, some are there twice after a failure (F49).
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { collectSink } from "@headwater/sim";
 * strictEqual(collectSink("daily counts").id, "daily counts");
 * ```
 */
export function collectSink<T>(id: string): Sink<T> {
  return Object.freeze({ type: "sink", id, Writer: CollectWriter, Outside: CollectOutside });
}

/**
 * Writes every record at once.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { collectSink, CollectWriter } from "@headwater/sim";
 * strictEqual(collectSink("out").Writer, CollectWriter);
 * ```
 */
export class CollectWriter extends SinkWriter {
  override write(value: unknown, timestamp: Millis, context: OperatorContext): void {
    const { now, attempt, origin } = context;
    (context.outside as CollectOutside).rows.push({
      value,
      timestamp,
      writtenAt: now,
      attempt,
      origin,
    });
  }
}

/**
 * The results that one subtask wrote in all its attempts, in order.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { CollectOutside } from "@headwater/sim";
 * const outside = new CollectOutside();
 * outside.rows.push({ value: "a", timestamp: 3, writtenAt: 8, attempt: 0, origin: 0 });
 * deepStrictEqual(outside.read().map(({ value }) => value), ["a"]);
 * ```
 */
export class CollectOutside extends Outside {
  rows: AppendList<WrittenResult> = new AppendList();

  override inherit(earlier: CollectOutside): void {
    for (const row of earlier.rows.toArray()) this.rows.push(row);
  }

  /** What was written so far; copies, so that nobody can change the past. */
  override read(): WrittenResult[] {
    return this.rows.toArray().map((row) => ({ ...row }));
  }
}
