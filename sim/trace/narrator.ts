// Tells a trace in plain sentences: one per fact, the same for captions, for the feed of events, for
// notebooks and for people who listen instead of looking.
//
//   15.120001  window[1]  elementProcessed  r9 …    r9 arrives at window[1], 3 s behind the watermark
//   15.120001  window[1]  windowAssigned    r9 …    r9 joins window [0 s, 10 s) of key a, 3 s behind
//                                                   the watermark: late, but allowed

import type { Millis } from "../clock/time.ts";
import type { TraceNames } from "./trace_names.ts";
import { ELEMENT_NAMES } from "../element/element.ts";
import { ExecutionState } from "../element/execution_state.ts";
import { Fact, FACT_NAMES, type FactRow } from "./fact.ts";
import { showName } from "./fact_words.ts";
import { type Language, type SentenceRow, SENTENCES } from "./narrator_sentences.ts";
import { type Known, tellable } from "./narrator_words.ts";

/**
 * One fact as a sentence, knowing nothing of the facts before it.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { collectSink, collection, namesOf, open, WatermarkStrategy } from "@headwater/sim";
 * import { narrate } from "@headwater/sim/trace";
 * const timeline = open((env) => {
 *   env.fromSource(collection([7]), WatermarkStrategy.noWatermarks(), "one").sinkTo(collectSink("out"));
 * }).run();
 * strictEqual(narrate(timeline.trace.at(0), namesOf(timeline), "en"), "one[0] begins to run.");
 * ```
 */
export function narrate(fact: FactRow, names: TraceNames, language: Language = "en"): string {
  return say(fact, names, language, {});
}

/**
 * Tells facts in their order and remembers what makes a sentence better: how far event time has come
 * in each subtask, and how old the record is that it works on.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collectSink, collection, namesOf, open, WatermarkStrategy } from "@headwater/sim";
 * import { Narrator } from "@headwater/sim/trace";
 * const timeline = open((env) => {
 *   env.fromSource(collection([7]), WatermarkStrategy.noWatermarks(), "one").sinkTo(collectSink("out"));
 * }).run();
 * const narrator = new Narrator(namesOf(timeline));
 * const story = [...timeline.trace.facts()].map((fact) => narrator.tell(fact));
 * deepStrictEqual(story.slice(0, 2), ["one[0] begins to run.", "one[0] reads record 0 from collection-0."]);
 * ```
 */
export class Narrator {
  private readonly watermarks = new Map<number, Millis>();
  private readonly timestamps = new Map<number, Millis>();

  constructor(readonly names: TraceNames, readonly language: Language = "en") {}

  /** The next fact as a sentence. */
  tell(fact: FactRow): string {
    this.learn(fact);
    const { owner } = fact;
    const known = { watermark: this.watermarks.get(owner), timestamp: this.timestamps.get(owner) };
    return say(fact, this.names, this.language, known);
  }

  /** Takes notice of a fact that is not to be told. */
  skip(fact: FactRow): void {
    this.learn(fact);
  }

  private learn({ kind, owner, stamp, detail }: FactRow): void {
    if (kind === Fact.watermarkAdvanced) this.watermarks.set(owner, stamp);
    const isNew = kind === Fact.executionStateChanged && detail === ExecutionState.DEPLOYING;
    if (isNew) this.forget(owner);
    if (kind !== Fact.elementProcessed) return;
    // what follows until the next element is done for this one
    if (ELEMENT_NAMES[detail] === "record") this.timestamps.set(owner, stamp);
    else this.timestamps.delete(owner);
  }

  /** No watermark outlives its attempt (SN-4). */
  private forget(owner: number): void {
    this.watermarks.delete(owner);
    this.timestamps.delete(owner);
  }
}

function say(fact: FactRow, names: TraceNames, language: Language, known: Known): string {
  const spec = FACT_NAMES.get(fact.kind);
  if (spec === undefined) {
    const where = showName(names.subtasks[fact.owner] ?? `subtask ${fact.owner}`);
    return `${where} does something that this version does not know, fact ${fact.kind}.`;
  }
  const row: SentenceRow = SENTENCES[spec.name as keyof typeof SENTENCES];
  const sentence = row[language] ?? row.en;
  return `${sentence(tellable(fact, names, known))}.`;
}
