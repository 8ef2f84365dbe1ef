import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { open, results, type Timeline } from "@headwater/sim";
import { delaysByDay, delaysBySession } from "./group_by.ts";
import flights, { config, type Delays, type FlightsOptions, QUIET } from "./job.ts";
import { differencesOf, flightsReport, lastFirings } from "./report.ts";
import { DAY, flightLog, HOUR } from "./source.ts";

const log = flightLog(Deno.readTextFileSync(new URL("flights.csv", import.meta.url)));

function run(options: FlightsOptions = {}): Timeline {
  return open(flights, { config, options }).run();
}

const found = ({ world }: Timeline, sink: string) => lastFirings(results<Delays>(world, sink));

Deno.test("the quarter has 5,000 flights, all of which land after their departure", () => {
  strictEqual(log.flights.length, 5000);
  strictEqual(log.source.rejected?.length, 0);
  const lags = log.source.splits.flatMap(({ records }) =>
    records.map(({ arrival, timestamp }) => arrival / 1000 + log.startTime - timestamp!)
  );
  ok(Math.min(...lags) > 0);
  ok(Math.max(...lags) < 12 * HOUR);
});

Deno.test("WN-3 WN-4 whoever waits long enough says what the plain loops say", () => {
  for (const parallelism of [1, 3, 4]) {
    const timeline = run({ bound: 12 * HOUR, parallelism });
    deepStrictEqual(found(timeline, "delays"), delaysByDay(log.flights));
    deepStrictEqual(found(timeline, "sessions"), delaysBySession(log.flights, QUIET));
    strictEqual(results(timeline.world, "late for days").length, 0);
  }
});

Deno.test("W-13 M-8 lateness brings back what a short bound loses", () => {
  const hasty = run({ bound: 0 });
  const late = results(hasty.world, "late for sessions").length;
  ok(differencesOf(found(hasty, "delays"), delaysByDay(log.flights)) > 0);
  const patient = run({ bound: 0, lateness: 2 * DAY });
  deepStrictEqual(found(patient, "delays"), delaysByDay(log.flights));
  ok(results(patient.world, "late for sessions").length <= late);
});

Deno.test("every flight is in four days, or reported late", () => {
  for (const bound of [0, 2 * HOUR, 12 * HOUR]) {
    const timeline = run({ bound });
    const counted = found(timeline, "delays").reduce((sum, { flights }) => sum + flights, 0);
    const late = results(timeline.world, "late for days").length;
    // one that is late for some of its days only is counted in the others (W-10)
    ok(counted <= 4 * (log.flights.length - late), `${counted} with ${late} late`);
    ok(counted >= 4 * (log.flights.length - late) - 3 * log.flights.length);
    if (bound === 12 * HOUR) strictEqual(counted, 4 * 5000);
  }
});

Deno.test("the report says what differs from the plain loops", () => {
  strictEqual(flightsReport(run({ bound: 12 * HOUR })).fields.differences, 0);
  const { fields, tables } = flightsReport(run({ bound: 0 }));
  ok((fields.differences as number) > 0);
  ok(tables[1].note!.includes("differ from the plain loops"));
});
