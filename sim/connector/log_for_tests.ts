// A transactional log under test, with one subtask of its sink, and short words for what is done with it.

import type { Outside } from "../7_sink/outside.ts";
import { sinkOperator } from "../7_sink/sink_operator.ts";
import { type HarnessSnapshot, OperatorHarness } from "../testing/mod.ts";
import { readCommitted, readUncommitted, transactionsOf } from "./log_reader.ts";
import { transactionalLog, type TransactionalLogOptions } from "./transactional_log.ts";
import type { TransactionalPartition } from "./transactional_partition.ts";

/** One subtask that writes letters. */
export type Harness = OperatorHarness<string>;

/** A log that waits for ever, so nothing but commits is asked of it. */
export const FOR_EVER = { transactionTimeout: Infinity } as const;

/** The first attempt, over an empty log. */
export function start(options: TransactionalLogOptions = FOR_EVER): Harness {
  const sink = transactionalLog<string>("out", options);
  return new OperatorHarness(sinkOperator({ name: "out", uid: "out", cost: 0, sink }));
}

/** A world with that log. */
export const worldOf = ({ outside }: Harness): { outsides: { outside: Outside }[] } => ({
  outsides: [{ outside }],
});

/** The log's only partition. */
export const partitionOf = ({ outside }: Harness): TransactionalPartition =>
  outside as TransactionalPartition;

/** The letters that a reader of committed rows sees. */
export const committed = (harness: Harness): string =>
  readCommitted(worldOf(harness), "out").map(({ value }) => value).join("");

/** The letters that a reader of all rows sees. */
export const uncommitted = (harness: Harness): string =>
  readUncommitted(worldOf(harness), "out").map(({ value }) => value).join("");

/** What has become of each transaction. */
export const statuses = (harness: Harness): string[] =>
  transactionsOf(worldOf(harness), "out").map(({ status }) => status);

/** Records, one a letter. */
export function write(harness: Harness, letters: string): Harness {
  for (const letter of letters) harness.processElement(letter);
  return harness;
}

/** The transactions among the facts, as short text. */
export const told = (harness: Harness): string[] =>
  harness.takeFacts()
    .filter(({ name }) => name !== "resultWritten")
    .map(({ name, stamp, value }) => `${name} ${value} ${stamp}`);

/** A checkpoint from its barrier to the last commit. */
export function checkpoint(harness: Harness, checkpointId: number): HarnessSnapshot {
  const saved = harness.snapshot(checkpointId);
  harness.notifyCheckpointComplete(checkpointId).settleOutside();
  return saved;
}
