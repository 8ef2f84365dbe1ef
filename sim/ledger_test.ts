import { deepStrictEqual, strictEqual } from "node:assert/strict";
import type { Sink } from "./7_sink/sink.ts";
import type { LedgerRow } from "./ledger_comparison.ts";
import { collectSink } from "./7_sink/collect_sink.ts";
import { sinkOperator } from "./7_sink/sink_operator.ts";
import { keyedStore } from "./connector/keyed_store.ts";
import { transactionalLog } from "./connector/transactional_log.ts";
import { ledger } from "./ledger.ts";
import { OperatorHarness } from "./testing/mod.ts";

type Pair = readonly [key: string, count: number];
type Harness = OperatorHarness<Pair>;

const INPUT: readonly Pair[] = [["a", 1], ["b", 1], ["a", 2], ["c", 1], ["b", 2]];

const start = (sink: Sink<Pair>): Harness =>
  new OperatorHarness(sinkOperator({ name: "out", uid: "out", cost: 0, sink }));

function write(harness: Harness, pairs: readonly Pair[]): Harness {
  for (const pair of pairs) harness.processElement(pair);
  return harness;
}

const worldOf = ({ outside }: Harness) => ({ outsides: [{ subtask: 0, outside }] });

/** To the end, without a failure. */
function calm(sink: Sink<Pair>): Harness {
  const harness = write(start(sink), INPUT).finish();
  harness.snapshot(9);
  return harness.notifyCheckpointComplete(9).settleOutside();
}

/** A checkpoint behind two of five, a crash behind four, and from the checkpoint to the end. */
function crashed(sink: Sink<Pair>): Harness {
  const first = write(start(sink), INPUT.slice(0, 2));
  const saved = first.snapshot(1);
  write(first, INPUT.slice(2, 4));
  const second = write(first.restore(saved), INPUT.slice(2)).finish();
  second.snapshot(2);
  return second.notifyCheckpointComplete(2).settleOutside();
}

const text = (list: readonly LedgerRow[]) =>
  list.map(({ value }) => (value as Pair).join("")).join();
const byKey = (value: unknown) => (value as Pair)[0];

const SINKS: readonly Sink<Pair>[] = [
  collectSink("append"),
  keyedStore("upsert", ([key]: Pair) => key),
  transactionalLog("log", { transactionTimeout: Infinity }),
];

Deno.test("SK-11 laws 62 64 73 one crash and three sinks: repeated, overwritten, and as if nothing had happened", () => {
  const pages = SINKS.map((sink) => {
    const [page] = ledger(worldOf(crashed(sink)), worldOf(calm(sink)), { seriesOf: byKey });
    const { kind, guarantee, expected, visible, lost, duplicated, wrong, outOfOrder, rewritten } =
      page;
    const rows = [lost, duplicated, wrong].map(text).join("/");
    return [kind, guarantee, `${visible} of ${expected}`, rows, outOfOrder, rewritten];
  });
  deepStrictEqual(pages, [
    ["append", "at-least-once", "7 of 5", "/a2,c1/", 0, 0],
    ["upsert", "exactly-once", "3 of 3", "//", null, 2],
    ["two-phase", "exactly-once", "5 of 5", "//", 0, 0],
  ]);
});

Deno.test("the ledger of a run beside itself has nothing to tell", () => {
  for (const sink of SINKS) {
    const world = worldOf(calm(sink));
    const [{ lost, duplicated, wrong, rewritten, waiting }] = ledger(world, world);
    deepStrictEqual([lost, duplicated, wrong, rewritten, waiting], [[], [], [], 0, 0]);
  }
});

Deno.test("the ledger counts transactions by what became of them, and the rows that may still come", () => {
  const sink = transactionalLog<Pair>("log", { transactionTimeout: Infinity });
  const [ended] = ledger(worldOf(crashed(sink)), worldOf(calm(sink)));
  deepStrictEqual(ended.transactions, {
    "open": 0,
    "pre-committed": 0,
    "committed": 2,
    "aborted": 1,
    "expired": 0,
    "lost": 0,
  });
  const harness = write(start(sink), INPUT.slice(0, 3));
  harness.snapshot(1);
  write(harness, INPUT.slice(3));
  const [{ waiting, lost, transactions }] = ledger(worldOf(harness), worldOf(calm(sink)));
  deepStrictEqual([waiting, lost.length], [5, 5]);
  deepStrictEqual([transactions["pre-committed"], transactions.open], [1, 1]);
});

Deno.test("law 72 F44 what an expired transaction held is lost and reported; what a sink forgets is not", () => {
  const sink = transactionalLog<Pair>("log", { transactionTimeout: 100 });
  const harness = write(start(sink), INPUT.slice(0, 2)).settleOutside();
  harness.snapshot(1);
  write(harness.setProcessingTime(100), INPUT.slice(2, 4));
  harness.finish().notifyCheckpointComplete(1).settleOutside();
  harness.snapshot(2);
  harness.notifyCheckpointComplete(2).settleOutside();
  const [page] = ledger(worldOf(harness), worldOf(calm(sink)));
  deepStrictEqual([page.lost, page.reported, page.unreported].map(text), [
    "a1,b1,b2",
    "a1,b1",
    "b2",
  ]);
});

Deno.test("an upsert sink's rows are lost without their key and wrong with another value", () => {
  const sink = keyedStore<Pair>("upsert", ([key]) => key);
  const harness = write(start(sink), [["a", 2], ["b", 7], ["x", 1]]);
  const [{ lost, wrong, duplicated }] = ledger(worldOf(harness), worldOf(calm(sink)));
  deepStrictEqual([lost, wrong, duplicated].map(text), ["c1", "b7,x1", ""]);
});

Deno.test("the ledger has a page for each sink, over all its subtasks, and none for a sink without an outside", () => {
  const [one, two] = [calm(SINKS[0]), calm(SINKS[0])], log = calm(SINKS[2]);
  const world = {
    outsides: [
      { subtask: 3, outside: one.outside },
      { subtask: 4, outside: two.outside },
      { subtask: 4, outside: log.outside },
      { subtask: 5, outside: null },
    ],
  };
  const pages = ledger(world, worldOf(calm(SINKS[0])));
  deepStrictEqual(pages.map(({ sink, visible }) => [sink, visible]), [["append", 10], ["log", 5]]);
  strictEqual(pages[0].duplicated[0].subtask, 4);
});
