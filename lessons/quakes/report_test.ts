import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { open } from "@headwater/sim";
import { readQuakesInput } from "./input.ts";
import quakes, { config, type QuakesOptions } from "./job.ts";
import { quakesReport } from "./report.ts";
import { DAY } from "./source.ts";

const report = (options: QuakesOptions = {}) =>
  quakesReport(open(quakes, { config, options, record: { level: "off" } }).run());

Deno.test("a cell says how many and how strong, and the last column sums the row up", () => {
  const { tables: [days, late] } = report();
  strictEqual(days.columns.length, 10);
  deepStrictEqual(
    days.rows.map(([network]) => network).join(" "),
    "ak ci hv mb nc nm nn pr se us uu uw",
  );
  const us = days.rows.find(([network]) => network === "us")!;
  deepStrictEqual(us.slice(1), [
    "16  6.1",
    "20  6.0",
    "25  6.0",
    "20  5.2",
    "29  6.1",
    "24  5.3",
    "25  6.4",
    "·     ",
    "159  6.4",
  ]);
  match(late.title, /^Too late: 54 records/);
  deepStrictEqual(late.rows[0].slice(0, 4), [
    "uw61345682",
    "Jan 31 01:49",
    "Feb 6  18:39",
    "160.8 h",
  ]);
  strictEqual(late.note, "and 46 more, with shorter delays");
});

Deno.test("with enough lateness nothing is too late, and that is said", () => {
  const { fields, tables } = report({ lateness: 30 * DAY });
  strictEqual(fields.late, 0);
  strictEqual(tables.at(-1)!.title, "Too late: none");
  deepStrictEqual(tables.at(-1)!.rows, []);
});

Deno.test("a long feed is shown eight days at a time, and an empty one not at all", () => {
  const line = (day: number) =>
    JSON.stringify({
      id: `x${day}`,
      net: "x",
      type: "earthquake",
      time: day * DAY,
      updated: day * DAY,
      mag: 1,
    });
  const feed = readQuakesInput(Array.from({ length: 20 }, (_, i) => line(i)).join("\n"), "feed");
  const long = quakesReport(open(quakes, feed).run());
  deepStrictEqual(long.tables.map(({ columns }) => columns.length), [10, 10, 6, 6]);
  const empty = quakesReport(open(quakes, readQuakesInput("", "feed")).run());
  deepStrictEqual(empty.fields, { recordsIn: 0, recordsFiltered: 0, late: 0, results: [] });
  ok(empty.tables.length === 1);
});
