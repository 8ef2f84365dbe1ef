import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { open, readMetrics, results, type Timeline, written } from "@headwater/sim";
import { countByDay } from "./group_by.ts";
import quakes, { config, type DailyCount, type QuakesOptions } from "./job.ts";
import { lastFirings } from "./last_firings.ts";
import type { Quake } from "./quake.ts";
import { DAY, HOUR, quakeFeed } from "./source.ts";

const week = Deno.readTextFileSync(new URL("quakes.ndjson", import.meta.url));

function run(options: QuakesOptions = {}): Timeline {
  return open(quakes, { config, options }).run();
}

const days = (timeline: Timeline) => lastFirings(results<DailyCount>(timeline.world, "results"));
const late = (timeline: Timeline) => results<Quake>(timeline.world, "late");

/** Records in − records out of the operator that cleans. */
function filtered({ world }: Timeline): number {
  const clean = readMetrics(world).find(({ operator }) => operator === "clean")!;
  return clean.numRecordsIn - clean.numRecordsOut;
}

Deno.test("with thirty days of lateness the job says what the plain group-by says", () => {
  const plain = countByDay(quakeFeed(week).quakes);
  for (const parallelism of [1, 4, 7]) {
    for (const bound of [0, 6 * HOUR]) {
      const timeline = run({ parallelism, bound, lateness: 30 * DAY });
      deepStrictEqual(days(timeline), plain);
      deepStrictEqual(late(timeline), []);
    }
  }
});

Deno.test("whatever the options, counted + late + filtered is 1,707", () => {
  for (const parallelism of [1, 3, 4, 12, 16]) {
    for (const bound of [0, 6 * HOUR, 2 * DAY]) {
      for (const lateness of [0, DAY, 3 * DAY]) {
        const timeline = run({ parallelism, bound, lateness });
        const counted = days(timeline).reduce((sum, day) => sum + day.count, 0);
        strictEqual(filtered(timeline), 28);
        strictEqual(counted + late(timeline).length + 28, 1707);
      }
    }
  }
});

Deno.test("by default some records are too late, and what is counted is the rest", () => {
  const timeline = run();
  const missed = new Set(late(timeline).map((quake) => quake.id));
  ok(missed.size > 0 && missed.size === late(timeline).length);
  const counted = quakeFeed(week).quakes.filter((quake) => !missed.has(quake.id));
  deepStrictEqual(days(timeline), countByDay(counted));
});

Deno.test("a record is late only if its day was over and told before it came", () => {
  const timeline = run();
  const told = new Map<string, number>();
  for (const { value, writtenAt } of written(timeline.world, "results")) {
    const { key, windowStart } = value as DailyCount;
    told.set(JSON.stringify([key, windowStart]), writtenAt);
  }
  for (const quake of late(timeline)) {
    const day = JSON.stringify([quake.net, Math.floor(quake.time / DAY) * DAY]);
    ok(quake.updated <= written(timeline.world, "late").find((w) => w.value === quake)!.writtenAt);
    ok(!told.has(day) || told.get(day)! < quake.updated, quake.id);
  }
});

Deno.test("waiting longer loses fewer records, and lateness tells a day again instead", () => {
  const [hasty, patient, lenient] = [{ bound: 0 }, { bound: DAY }, { bound: 0, lateness: DAY }].map(
    run,
  );
  ok(late(hasty).length > late(patient).length);
  ok(late(hasty).length > late(lenient).length);
  const firings = (timeline: Timeline) => results(timeline.world, "results").length;
  strictEqual(firings(hasty), days(hasty).length);
  ok(firings(lenient) > days(lenient).length);
});

Deno.test("the job is the same run each time, and its functions remember nothing", () => {
  const timeline = run();
  timeline.verify();
  strictEqual(run().traceHash, timeline.traceHash);
});

Deno.test("another feed can be given, and its bad lines do not end the run", () => {
  const input = `${week.split("\n").slice(0, 200).join("\r\n")}\r\n{"id":`;
  const timeline = open(quakes, {
    config: { startTime: quakeFeed(input).startTime },
    options: { input, lateness: 30 * DAY },
  }).run();
  deepStrictEqual(days(timeline), countByDay(quakeFeed(input).quakes));
  deepStrictEqual(results(open(quakes, { options: { input: "" } }).run().world, "results"), []);
});

Deno.test("impossible options are refused by name", () => {
  const cases: [RegExp, QuakesOptions][] = [
    [/E-PARALLELISM/, { parallelism: 0 }],
    [/E-WATERMARK-BOUND/, { bound: -1 }],
    [/E-LATENESS/, { lateness: -1 }],
  ];
  for (const [message, options] of cases) throws(() => run(options), message);
});
