// Words that every object of the language has are ordinary names: of operators, fields, keys and
// state.

import { deepStrictEqual } from "node:assert/strict";
import { collectSink } from "./7_sink/collect_sink.ts";
import { collection } from "./connector/collection.ts";
import {
  type DataStream,
  mapState,
  open,
  operatorListState,
  results,
  type StreamExecutionEnvironment,
  valueState,
  WatermarkStrategy,
} from "./mod.ts";

/** The field that is a word of the language is not known to the type. */
interface Row {
  readonly key: string;
  readonly some: number;
}

const WORDS = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"];

/** A row with that own field; written as JSON, since a literal's `__proto__` is no field. */
const row = (word: string, n: number): Row => JSON.parse(`{"${word}":${n},"key":"${word}"}`);
const rows = (env: StreamExecutionEnvironment, word: string) =>
  env.fromSource(
    collection([row(word, 1), row(word, 2)]),
    WatermarkStrategy.noWatermarks<Row>(),
    word,
  );

/** What the job leaves, once it was seen that going back to any moment gives the same. */
function resultsOf(build: (env: StreamExecutionEnvironment) => DataStream<unknown>) {
  const timeline = open((env) => void build(env).sinkTo(collectSink("out"))).run();
  timeline.verify();
  return results(timeline.world, "out");
}

for (const word of WORDS) {
  Deno.test(`${word} is a field that can be summed`, () => {
    const sums = resultsOf((env) => rows(env, word).keyBy(({ key }) => key).sum(word as "some"));
    const texts = sums.map((sum) => JSON.stringify(sum));
    deepStrictEqual(texts, [1, 3].map((n) => `{"${word}":${n},"key":"${word}"}`));
  });

  Deno.test(`${word} is a name of operators, keys, state and what is in it`, () => {
    const counts = mapState<string, number>(`map ${word}`);
    const count = valueState<number>(word);
    const seen = operatorListState<string>(word);
    const told = resultsOf((env) =>
      rows(env, word).keyBy(({ key }) => key).process<unknown>({
        processElement(_row, context, out) {
          const map = context.state(counts);
          map.put(word, (map.get(word) ?? 0) + 1);
          context.state(count).update((context.state(count).value() ?? 0) + 1);
          context.operatorState(seen).add(word);
          const list = context.operatorState(seen).get();
          out.collect([context.currentKey, map.get(word), context.state(count).value(), list]);
        },
      }).name(word).uid(word)
    );
    deepStrictEqual(told, [[word, 1, 1, [word]], [word, 2, 2, [word, word]]]);
  });
}
