// The sink of a plain job: one of the three ways in which results leave a job (SK-11). A plain job is a
// program, and names connectors as programs do.

import type { Sink } from "../7_sink/sink.ts";
import type { Key } from "../element/key.ts";
import type { PlainSink } from "./plain_job.ts";
import { collectSink } from "../7_sink/collect_sink.ts";
import { refuse } from "../clock/named_error.ts";
import { keyedStore } from "../connector/keyed_store.ts";
import { transactionalLog } from "../connector/transactional_log.ts";
import { compileExpression } from "./expression.ts";

/** Makes the sink. Errors: `E-GRAPH-DATA`, `E-GRAPH-EXPRESSION`, `E-SINK-TIMEOUT`. */
export function toSink(node: PlainSink, path: string): Sink<unknown> {
  const { id, sink = "append", key, transactionTimeout } = node;
  if ((key !== undefined) !== (sink === "upsert")) refuseKey(path);
  if (transactionTimeout !== undefined && sink !== "two-phase") refuseTimeout(path);
  switch (sink) {
    case "append":
      return collectSink(id);
    case "upsert": {
      const keyOf = compileExpression(key, `${path}.key`, ["value"]);
      return keyedStore(id, (value) => keyOf({ value }) as Key);
    }
    case "two-phase":
      return transactionalLog(id, transactionTimeout === undefined ? {} : { transactionTimeout });
  }
}

function refuseKey(path: string): never {
  return refuse(
    "E-GRAPH-DATA",
    `${path} has a key and is no upsert sink, or is one and has none; wanted: a key for "upsert", which ` +
      `replaces the row of the same key, and for no other sink`,
  );
}

function refuseTimeout(path: string): never {
  return refuse(
    "E-GRAPH-DATA",
    `${path} has a transactionTimeout and no transactions; wanted: sink "two-phase". Usual cause: the ` +
      `kind of the sink was changed afterwards`,
  );
}
