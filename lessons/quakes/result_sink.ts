// Where results go: one job, three kinds of sink, and with each another answer to what a reader sees when
// the job fails and repeats itself.
//
//   append      a new row for each result: repeated ones stand there twice
//   upsert      a row for each key: a repeated one replaces itself
//   two-phase   rows become visible with the checkpoint that covers them, and only then

import {
  collectSink,
  type Key,
  keyedStore,
  type Millis,
  refuse,
  showValue,
  type Sink,
  type SinkKind,
  transactionalLog,
} from "@headwater/sim";

/** What is asked of results, in Flink's words (DeliveryGuarantee). */
export type DeliveryGuarantee = "none" | "at-least-once" | "exactly-once";

/** What decides on a sink. */
export interface ResultSinkOptions {
  /** Default: what the guarantee needs. */
  readonly sink?: SinkKind;
  /** Exactly once takes transactions, anything less appends. Default: anything less. */
  readonly guarantee?: DeliveryGuarantee;
}

/** How long the log outside keeps a transaction open: longer than the days between two checkpoints. */
const TRANSACTION_TIMEOUT: Millis = 7 * 86_400_000;

/**
 * A sink of an id; the key is for one that replaces rows. Errors: `E-SINK-KIND`, `E-SINK-GUARANTEE`.
 *
 * ```ts
 * import { strictEqual, throws } from "node:assert";
 * import { isTwoPhase } from "@headwater/sim";
 * import { resultSink } from "./result_sink.ts";
 * const byValue = (value: unknown) => String(value);
 * strictEqual(isTwoPhase(resultSink("out", byValue, {})), false);
 * strictEqual(isTwoPhase(resultSink("out", byValue, { guarantee: "exactly-once" })), true);
 * throws(() => resultSink("out", byValue, { sink: "file" as "append" }), /E-SINK-KIND/);
 * ```
 */
export function resultSink<T>(
  id: string,
  keyOf: (value: T) => Key,
  { guarantee = "none", sink = sinkFor(guarantee) }: ResultSinkOptions,
): Sink<T> {
  switch (sink) {
    case "append":
      return collectSink(id);
    case "upsert":
      return keyedStore(id, keyOf);
    case "two-phase":
      return transactionalLog(id, { transactionTimeout: TRANSACTION_TIMEOUT });
    default:
      return refuse(
        "E-SINK-KIND",
        `The option sink is ${showValue(sink)}; wanted: append, upsert or two-phase`,
      );
  }
}

function sinkFor(guarantee: DeliveryGuarantee): SinkKind {
  switch (guarantee) {
    case "none":
    case "at-least-once":
      return "append";
    case "exactly-once":
      return "two-phase";
    default:
      return refuse(
        "E-SINK-GUARANTEE",
        `The option guarantee is ${
          showValue(guarantee)
        }; wanted: none, at-least-once or exactly-once`,
      );
  }
}
