// The words of the lessons, each explained once. Tooltips, links, the narrator's translations and search
// take them from here.

import type { Language } from "@headwater/sim/trace";

/** One word. */
export interface GlossaryEntry {
  /** What lessons say in `<Term id="…">`. */
  readonly id: string;
  /** Its name, by language. */
  readonly term: Readonly<Record<Language, string>>;
  /** Other names that people search for. */
  readonly also: readonly string[];
  /** One or two sentences; where a language is missing, English is shown. */
  readonly meaning: { readonly en: string; readonly zh?: string };
  /** Where Flink's documentation speaks of it. */
  readonly flink: string;
}

const CONCEPTS = "https://nightlies.apache.org/flink/flink-docs-release-1.9/concepts/";
const PROGRAMS = `${CONCEPTS}programming-model.html#programs-and-dataflows`;
const PARALLEL = `${CONCEPTS}programming-model.html#parallel-dataflows`;
const TIME = `${CONCEPTS}programming-model.html#time`;
const OPERATORS =
  "https://nightlies.apache.org/flink/flink-docs-release-1.9/dev/stream/operators/index.html";

/** All words, in the order of their English names. */
export const GLOSSARY: readonly GlossaryEntry[] = [
  {
    id: "channel",
    term: { en: "channel", zh: "通道" },
    also: ["queue", "connection"],
    meaning: {
      en:
        "The way from one sending subtask to one receiving subtask. It is a queue: what goes in " +
        "first comes out first.",
    },
    flink: PARALLEL,
  },
  {
    id: "event-time",
    term: { en: "event time", zh: "事件时间" },
    also: ["timestamp"],
    meaning: { en: "When something happened, as the record itself says: its timestamp." },
    flink: TIME,
  },
  {
    id: "key-by",
    term: { en: "keyBy", zh: "keyBy（按键分区）" },
    also: ["key", "hash partitioning", "group by"],
    meaning: {
      en:
        "Picks the receiver of a record by a hash of its key, so that all records of a key come to " +
        "the same subtask.",
    },
    flink: `${OPERATORS}#datastream-transformations`,
  },
  {
    id: "one-to-one",
    term: { en: "one-to-one stream", zh: "一对一流" },
    also: ["forwarding", "forward"],
    meaning: {
      en:
        "A stream whose receivers see just what the sender of the same number sent, in the same order.",
    },
    flink: PARALLEL,
  },
  {
    id: "operator",
    term: { en: "operator", zh: "算子" },
    also: ["transformation"],
    meaning: { en: "One step of a program: takes one or more streams and gives one or more." },
    flink: PROGRAMS,
  },
  {
    id: "parallelism",
    term: { en: "parallelism", zh: "并行度" },
    also: ["degree of parallelism"],
    meaning: { en: "Into how many subtasks an operator is split." },
    flink: PARALLEL,
  },
  {
    id: "rebalance",
    term: { en: "rebalance", zh: "rebalance（轮询再平衡）" },
    also: ["round-robin"],
    meaning: {
      en:
        "Deals records to all receivers in turn, so that each has the same number of them. The first " +
        "receiver is chosen at random, the others follow.",
    },
    flink: `${OPERATORS}#physical-partitioning`,
  },
  {
    id: "redistributing",
    term: { en: "redistributing stream", zh: "重分布流" },
    also: ["shuffle", "exchange", "repartitioning"],
    meaning: {
      en:
        "A stream whose senders each send to several receivers: by key, in turn, or to all of them.",
    },
    flink: PARALLEL,
  },
  {
    id: "stream",
    term: { en: "stream", zh: "流" },
    also: ["data stream"],
    meaning: { en: "A flow of records that need not ever end." },
    flink: PROGRAMS,
  },
  {
    id: "stream-partition",
    term: { en: "stream partition", zh: "流分区" },
    also: ["result partition"],
    meaning: { en: "The part of a stream that one subtask produces." },
    flink: PARALLEL,
  },
  {
    id: "subtask",
    term: { en: "subtask", zh: "子任务" },
    also: ["parallel instance"],
    meaning: {
      en:
        "One of the parallel copies of an operator. Subtasks share nothing and may run on different " +
        "machines.",
    },
    flink: PARALLEL,
  },
];

/**
 * The entry of a word.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { glossaryEntry } from "./glossary.ts";
 * strictEqual(glossaryEntry("subtask")?.term.zh, "子任务");
 * strictEqual(glossaryEntry("worker"), undefined);
 * ```
 */
export function glossaryEntry(id: string): GlossaryEntry | undefined {
  return GLOSSARY.find((entry) => entry.id === id);
}
