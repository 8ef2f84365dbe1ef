import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { open, seconds } from "@headwater/sim";
import { Fact } from "@headwater/sim/trace";
import readings from "../readings/job.ts";
import { sliceOf } from "../slice.ts";
import { DEPLOYING } from "./control_numbers.ts";
import { emptyPicture, type Picture } from "./picture.ts";
import { PictureBook } from "./picture_book.ts";
import { applyFact } from "./picture_fold.ts";
import { FINISHED, FOREVER, NEVER, RECORD } from "./picture_numbers.ts";

const { plan, facts, names } = sliceOf(open(readings).run());

Deno.test("PictureBook shows at every index, in any order, what folding from the start shows", () => {
  const book = new PictureBook(plan, facts, 50);
  const stride = 89; // coprime to the number of facts, so that it visits them out of order
  ok(facts.length % stride !== 0);
  for (let i = 0; i <= facts.length; i++) {
    const index = (i * stride) % (facts.length + 1);
    deepStrictEqual(book.at(index), fromScratch(index));
  }
});

Deno.test("PictureBook gives pictures that may be changed", () => {
  const book = new PictureBook(plan, facts, 50);
  const index = facts.findIndex(({ kind }) => kind === Fact.windowFired);
  const picture = book.at(index);
  picture.channels.forEach((channel) => channel.queued.push(...channel.queued, ...channel.arrived));
  picture.panes.forEach((pane) => pane.origins.push(7));
  picture.panes.clear();
  picture.subtasks.forEach((subtask) => subtask.watermark = 7);
  picture.results.length = 0;
  deepStrictEqual(book.at(index), fromScratch(index));
});

Deno.test("PictureBook refuses an index that the trace does not have", () => {
  const book = new PictureBook(plan, facts);
  throws(() => book.at(facts.length + 1), /facts; there is no picture/);
  throws(() => book.at(-1), RangeError);
  throws(() => book.at(NaN), RangeError);
});

Deno.test("a picture loses no element: what was buffered waits, travels, is in hand or was taken", () => {
  const picture = emptyPicture(plan);
  let buffered = 0, taken = 0;
  for (const fact of facts) {
    applyFact(picture, fact);
    if (fact.kind === Fact.elementBuffered) buffered++;
    if (fact.kind === Fact.elementProcessed && !plan.subtasks[fact.owner].label.startsWith("so")) {
      taken++;
    }
    strictEqual(onTheWay(picture) + taken, buffered);
  }
  strictEqual(onTheWay(picture), 0);
});

Deno.test("an element keeps its name and key from the buffer to the window and from there to the sink", () => {
  const seen = new Map<string, number>();
  const picture = emptyPicture(plan);
  for (const fact of facts) {
    applyFact(picture, fact);
    for (const { kind, key, name } of picture.channels.flatMap(({ arrived }) => arrived)) {
      if (kind === RECORD) seen.set(name, key);
    }
  }
  strictEqual(seen.size, 12 + 6);
  strictEqual(names.keys[seen.get("r9")!], "a");
  strictEqual(names.keys[seen.get("c 0–10 s")!], "c");
});

Deno.test("the picture when the first window fires: five panes are open, one has fired", () => {
  const fired = facts.findIndex(({ kind }) => kind === Fact.windowFired);
  const picture = fromScratch(fired + 1);
  const panes = [...picture.panes.values()].map(({ key, start, count, firings }) => [
    `${names.keys[key]} ${start / 1000} s`,
    count,
    firings.join(),
  ]);
  deepStrictEqual(panes, [
    ["a 0 s", 2, ""],
    ["c 0 s", 2, "on time"],
    ["b 0 s", 2, ""],
    ["a 10 s", 1, ""],
    ["b 10 s", 1, ""],
  ]);
});

Deno.test("a pane that takes r9 fires late; at the end nothing is open and r12 is lost to the side", () => {
  const late = facts.findLastIndex(({ kind, origin, owner }) =>
    kind === Fact.windowFired && origin >= 0 && owner === 3
  );
  const { panes } = fromScratch(late + 1);
  const [a] = [...panes.values()].filter(({ start, key }) =>
    start === 0 && names.keys[key] === "a"
  );
  deepStrictEqual(a.firings, ["on time", "late"]);
  deepStrictEqual(a.origins.map((origin) => names.records?.[origin]), ["r1", "r5", "r9"]);

  const end = fromScratch(facts.length);
  strictEqual(end.panes.size, 0);
  deepStrictEqual(end.losses.map(({ element, to }) => [element.name, to]), [[
    "r12",
    "side output",
  ]]);
  strictEqual(end.results.length, 8);
  ok(end.subtasks.every(({ status, watermark }) => status === FINISHED && watermark === FOREVER));
  ok(end.channels.every(({ isEnded }) => isEnded));
});

function fromScratch(index: number): Picture {
  const picture = emptyPicture(plan);
  facts.slice(0, index).forEach((fact) => applyFact(picture, fact));
  return picture;
}

function onTheWay({ channels, subtasks }: Picture): number {
  const waiting = channels.map(({ queued, inFlight, arrived }) =>
    queued.length + arrived.length +
    inFlight.reduce((sum, buffer) => sum + buffer.elements.length, 0)
  );
  const inHand = subtasks.filter((subtask) => subtask.inHand !== null).length;
  return waiting.reduce((sum, count) => sum + count, inHand);
}

const crashed = sliceOf(
  open(readings, {
    config: { checkpointInterval: 4000 },
    faults: ["crash window[0] at 10.5s"],
  }).run(),
);

Deno.test("RS-10 a restart loses what was on its way, and the watermark begins at −∞ again", () => {
  const picture = emptyPicture(crashed.plan);
  const deployed = crashed.facts.findIndex(({ kind }) => kind === Fact.restoreStarted);
  crashed.facts.slice(0, deployed).forEach((fact) => applyFact(picture, fact));
  ok(picture.subtasks.some(({ watermark }) => watermark > NEVER));
  crashed.facts.slice(deployed, deployed + 1 + crashed.plan.subtasks.length)
    .forEach((fact) => applyFact(picture, fact));
  ok(
    picture.subtasks.every(({ status, watermark }) => status === DEPLOYING && watermark === NEVER),
  );
  strictEqual(onTheWay(picture), 0);
  strictEqual(picture.panes.size, 0);
});

Deno.test("RS-8 a restored subtask has the windows that it had when it copied its state", () => {
  const picture = emptyPicture(crashed.plan);
  const copied = new Map<number, unknown>();
  let restored = 0;
  for (const fact of crashed.facts) {
    applyFact(picture, fact);
    const own = () => [...picture.panes.values()].filter(({ subtask }) => subtask === fact.owner);
    if (fact.kind === Fact.snapshotTaken && fact.time < seconds(10)) {
      copied.set(fact.owner, structuredClone(own()));
    }
    if (fact.kind !== Fact.stateRestored) continue;
    deepStrictEqual(own(), copied.get(fact.owner));
    restored += own().length;
  }
  ok(restored > 0);
});
