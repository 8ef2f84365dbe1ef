import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { collection, collectSink, namesOf, open, WatermarkStrategy } from "@headwater/sim";
import { ExecutionState } from "../element/execution_state.ts";
import { Fact, FACT_KINDS, type FactRow } from "./fact.ts";
import { narrate, Narrator } from "./narrator.ts";
import { SENTENCES } from "./narrator_sentences.ts";

const timeline = open((env) => {
  env.fromSource(collection([7]), WatermarkStrategy.noWatermarks(), "one")
    .keyBy((one) => one).sum().sinkTo(collectSink("out"));
}, { record: { level: "all" } }).run();
const names = namesOf(timeline);

Deno.test("every kind of fact has a sentence, and the table has no other", () => {
  const kinds = FACT_KINDS.map(({ name }) => name).toSorted();
  deepStrictEqual(Object.keys(SENTENCES).toSorted(), kinds);
});

Deno.test("a sentence is said of any fact, wherever it points", () => {
  for (const { number } of FACT_KINDS) {
    for (const [subject, owner] of [[0, 0], [999, 999], [-1, -1]]) {
      for (const detail of [0, 1, 2, 3, 4, 250]) {
        const sentence = narrate({ ...NOWHERE, kind: number, subject, owner, detail }, names, "en");
        match(sentence, /^\S.*\S\.$/);
        ok(!/undefined|NaN|\[object/.test(sentence), sentence);
      }
    }
  }
});

Deno.test("what is missing in a language is said in English", () => {
  const fact = timeline.trace.at(0);
  strictEqual(narrate(fact, names, "zh"), narrate(fact, names, "en"));
});

Deno.test("a fact of a later version is told as one that is not known", () => {
  const sentence = narrate({ ...NOWHERE, kind: 255, owner: 0 }, names);
  strictEqual(sentence, "one[0] does something that this version does not know, fact 255.");
});

Deno.test("names that could disturb a page or a terminal are said escaped", () => {
  const evil = { ...names, subtasks: ["\u202egnp.exe\u001b[2J"] };
  strictEqual(narrate({ ...NOWHERE, kind: 33, owner: 0 }, evil).includes("\u001b"), false);
});

Deno.test("told in order, records have an age; told alone, they have none", () => {
  const fact: FactRow = { ...NOWHERE, kind: 1, subject: 0, origin: 0, stamp: 7000 };
  const advanced: FactRow = { ...NOWHERE, kind: 17, stamp: 9999 };
  const narrator = new Narrator({ ...names, splits: [] });
  narrator.skip(advanced);
  match(narrator.tell(fact), /, 3 s behind the watermark\.$/);
  ok(!narrate(fact, { ...names, splits: [] }).includes("watermark"));
});

Deno.test("UC-10 SN-4 after a restart a subtask has no watermark, and is told so", () => {
  const fact: FactRow = { ...NOWHERE, kind: 1, subject: 0, origin: 0, stamp: 7000 };
  const narrator = new Narrator({ ...names, splits: [] });
  narrator.skip({ ...NOWHERE, kind: 17, stamp: 9999 });
  narrator.skip({ ...NOWHERE, kind: Fact.executionStateChanged, detail: ExecutionState.DEPLOYING });
  ok(!narrator.tell(fact).includes("watermark"));
  const restored = narrator.tell({ ...NOWHERE, kind: Fact.stateRestored, key: 2, stamp: 3 });
  match(
    restored,
    /has its state of checkpoint 3 again, 2 entries; its watermark begins at −∞ again/,
  );
});

Deno.test("UC-8 UC-10 what was overtaken comes first, and how much it is", () => {
  const fact: FactRow = { ...NOWHERE, kind: Fact.channelStateRestored, subject: 0, stamp: 3 };
  const { receiver, sender } = { sender: 0, receiver: 1 };
  strictEqual(
    narrate({ ...fact, owner: receiver, key: 2 }, names),
    "2 elements from one[0] to Keyed Aggregation[0] that the barriers of checkpoint 3 had overtaken are read before " +
      "anything new.",
  );
  match(
    narrate({ ...fact, owner: sender, key: 1 }, names),
    /^1 element from .* had overtaken is sent before/,
  );
});

const NOWHERE: FactRow = {
  index: 0,
  time: 0,
  kind: 0,
  name: "",
  owner: 0,
  subject: 0,
  key: 0,
  origin: 0,
  stamp: 0,
  detail: 0,
  value: 7,
};
