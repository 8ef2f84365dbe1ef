// Reads a transactional log as a consumer would: only what is committed, or everything (Kafka's
// isolation.level).

import type { Outside } from "../7_sink/outside.ts";
import type { OutsideTransaction } from "../7_sink/written_result.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import { type LoggedRow, TransactionalPartition } from "./transactional_partition.ts";

/** What of a world is looked at. */
interface Holder {
  readonly outsides: readonly { readonly outside: Outside | null }[];
}

/**
 * The rows whose transaction is committed, partition after partition, each in order of writing (SK-7).
 *
 * Errors: `E-GRAPH-REF` when no transactional log has the id.
 *
 * ```ts
 * import { deepStrictEqual, throws } from "node:assert";
 * import { readCommitted, transactionalLog, TransactionalPartition } from "@headwater/sim";
 * const outside = new TransactionalPartition();
 * outside.spec = transactionalLog("out");
 * deepStrictEqual(readCommitted({ outsides: [{ outside }] }, "out"), []);
 * throws(() => readCommitted({ outsides: [] }, "out"), /E-GRAPH-REF/);
 * ```
 */
export function readCommitted<T = unknown>(world: Holder, sinkId: string): LoggedRow<T>[] {
  return partitionsOf(world, sinkId).flatMap((one) => one.read(false)) as LoggedRow<T>[];
}

/**
 * All rows, whatever becomes of their transaction: some are repeated, some will never have been (F50).
 *
 * Errors: `E-GRAPH-REF` when no transactional log has the id.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { readUncommitted, transactionalLog, TransactionalPartition } from "@headwater/sim";
 * const outside = new TransactionalPartition();
 * outside.spec = transactionalLog("out");
 * const { number } = outside.begin(0, 0);
 * outside.append(number, { value: 7, timestamp: 0, writtenAt: 0, attempt: 0, origin: 0 });
 * const [{ value, transaction, status }] = readUncommitted({ outsides: [{ outside }] }, "out");
 * deepStrictEqual([value, transaction, status], [7, "out[0]-0", "open"]);
 * ```
 */
export function readUncommitted<T = unknown>(world: Holder, sinkId: string): LoggedRow<T>[] {
  return partitionsOf(world, sinkId).flatMap((one) => one.read(true)) as LoggedRow<T>[];
}

/**
 * The transactions of a log, partition after partition, each in the order of beginning.
 *
 * Errors: `E-GRAPH-REF` when no transactional log has the id.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { transactionalLog, TransactionalPartition, transactionsOf } from "@headwater/sim";
 * const outside = new TransactionalPartition();
 * outside.spec = transactionalLog("out");
 * outside.begin(0, 0);
 * strictEqual(transactionsOf({ outsides: [{ outside }] }, "out")[0].status, "open");
 * ```
 */
export function transactionsOf(world: Holder, sinkId: string): OutsideTransaction[] {
  return partitionsOf(world, sinkId).flatMap(({ transactions }) => transactions);
}

function partitionsOf({ outsides }: Holder, sinkId: string): TransactionalPartition[] {
  const found = outsides
    .map(({ outside }) => outside)
    .filter((one) => one instanceof TransactionalPartition)
    .filter(({ spec }) => spec.id === sinkId);
  if (found.length > 0) return found;
  return refuse(
    "E-GRAPH-REF",
    `No transactional log has the id ${showValue(sinkId)}; it is what transactionalLog was given`,
  );
}
