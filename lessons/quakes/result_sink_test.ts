import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { ledger, open, type SinkKind, type Timeline } from "@headwater/sim";
import { DAY, HOUR } from "./source.ts";
import quakes, { config, type QuakesOptions } from "./job.ts";
import { quakesReport } from "./report.ts";
import type { DeliveryGuarantee } from "./result_sink.ts";

/**
 * Days are told as the week goes by: the first is over at 1 d, its news is waited for until 3 d, and silent
 * networks until 3 d 6 h. That is checkpoint 13; the crash comes with the next one.
 */
const DAILY = { bound: 2 * DAY, idleness: 6 * HOUR };
const CRASH = "crash task-manager-0 before acknowledge 14 of daily[0]";
const CONFIG = { ...config, checkpointInterval: 6 * HOUR, autoWatermarkInterval: 60_000 };

function run(options: QuakesOptions, ...faults: string[]): Timeline {
  return open(quakes, { config: CONFIG, options, faults, record: { level: "off" } }).run();
}

function pagesOf(options: QuakesOptions) {
  const [crashed, calm] = [run(options, CRASH), run(options)];
  deepStrictEqual(quakesReport(crashed).fields, quakesReport(calm).fields);
  return ledger(crashed.world, calm.world).map((page) =>
    [page.sink, page.kind, page.expected, page.visible, page.lost.length, page.wrong.length]
      .concat(page.duplicated.length, page.rewritten)
  );
}

Deno.test("SK-11 one crash and three sinks: ten days told twice, written again, or neither", () => {
  const sinks: SinkKind[] = ["append", "upsert", "two-phase"];
  deepStrictEqual(sinks.map((sink) => pagesOf({ ...DAILY, sink })), [
    [["results", "append", 78, 88, 0, 0, 10, 0], ["late", "append", 36, 36, 0, 0, 0, 0]],
    [["results", "upsert", 78, 78, 0, 0, 0, 10], ["late", "upsert", 36, 36, 0, 0, 0, 0]],
    [["results", "two-phase", 78, 78, 0, 0, 0, 0], ["late", "two-phase", 36, 36, 0, 0, 0, 0]],
  ]);
});

Deno.test("the ten that are told twice are the first day of ten networks", () => {
  const options = { ...DAILY, sink: "append" } as const;
  const [{ duplicated }] = ledger(run(options, CRASH).world, run(options).world);
  const days = duplicated.map(({ value }) => value as { key: string; windowStart: number });
  deepStrictEqual(new Set(days.map(({ windowStart }) => windowStart)), new Set([config.startTime]));
  strictEqual(new Set(days.map(({ key }) => key)).size, 10);
});

Deno.test("a guarantee chooses the sink that it needs, unless one is chosen", () => {
  const kindsOf = (options: QuakesOptions) => pagesOf(options).map(([, kind]) => kind).join();
  const asked: [DeliveryGuarantee, string][] = [
    ["none", "append,append"],
    ["at-least-once", "append,append"],
    ["exactly-once", "two-phase,two-phase"],
  ];
  for (const [guarantee, kinds] of asked) strictEqual(kindsOf({ ...DAILY, guarantee }), kinds);
  strictEqual(kindsOf({ ...DAILY, guarantee: "exactly-once", sink: "upsert" }), "upsert,upsert");
});

Deno.test("what is no sink and no guarantee is refused by name, and so are transactions without checkpoints", () => {
  throws(() => run({ sink: "files" as SinkKind }), /E-SINK-KIND: .*"files"/);
  throws(() => run({ guarantee: "best" as DeliveryGuarantee }), /E-SINK-GUARANTEE: .*"best"/);
  throws(() => open(quakes, { config, options: { sink: "two-phase" } }), /E-SINK-2PC: .*"results"/);
});
