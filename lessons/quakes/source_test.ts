import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { quakeFeed } from "./source.ts";

const text = Deno.readTextFileSync(new URL("quakes.ndjson", import.meta.url));

const line = (fields: object) =>
  JSON.stringify({
    id: "a1",
    net: "a",
    type: "earthquake",
    time: 5,
    updated: 9,
    mag: 1,
    ...fields,
  });

Deno.test("the file holds 1,707 records of twelve networks and no bad line", () => {
  const { source, quakes } = quakeFeed(text);
  strictEqual(quakes.length, 1707);
  strictEqual(new Set(quakes.map((quake) => quake.id)).size, 1707);
  deepStrictEqual(source.rejected, []);
  deepStrictEqual(
    source.splits.map((split) => `${split.id} ${split.records.length}`),
    [
      "quakes-ak 297",
      "quakes-ci 386",
      "quakes-hv 46",
      "quakes-mb 28",
      "quakes-nc 370",
      "quakes-nm 5",
      "quakes-nn 260",
      "quakes-pr 62",
      "quakes-se 1",
      "quakes-us 168",
      "quakes-uu 33",
      "quakes-uw 51",
    ],
  );
});

Deno.test("the simulated wall clock shows the true arrival of every record", () => {
  const { source, startTime } = quakeFeed(text);
  strictEqual(startTime, 1517356800000); // 2018-01-31, midnight UTC
  for (const { records } of source.splits) {
    for (const { arrival, value } of records) {
      strictEqual(startTime + arrival / 1000, value.updated);
    }
  }
});

Deno.test("event time is when the ground moved, and every record arrives after it", () => {
  const records = quakeFeed(text).source.splits.flatMap((split) => split.records);
  ok(records.every(({ timestamp, value }) => timestamp === value.time));
  ok(records.every(({ value }) => value.updated > value.time));
});

Deno.test("957 records arrive behind a later event of their own network", () => {
  let behind = 0;
  for (const { records } of quakeFeed(text).source.splits) {
    let latest = -Infinity;
    for (const { value } of records) {
      if (value.time < latest) behind++;
      latest = Math.max(latest, value.time);
    }
  }
  strictEqual(behind, 957);
});

Deno.test("quakeFeed orders a network by arrival, then id, whatever the order of the lines", () => {
  const lines = [
    line({ id: "a3", updated: 9 }),
    line({ id: "a2", updated: 7 }),
    line({ id: "a1", updated: 9 }),
  ];
  for (const text of [lines.join("\n"), lines.toReversed().join("\r\n")]) {
    const [split] = quakeFeed(text).source.splits;
    deepStrictEqual(split.records.map((record) => record.value.id), ["a2", "a1", "a3"]);
  }
});

Deno.test("quakeFeed keeps aside lines that are no quake, each with its reason", () => {
  const bad: [string, RegExp][] = [
    ["[]", /is not an object/],
    ["null", /is not an object/],
    [line({ net: null }), /needs a text in "net"/],
    [line({ id: "" }), /needs a text in "id"/],
    [line({ time: "5" }), /needs whole milliseconds since 1970 in "time"/],
    [line({ updated: 0.5 }), /needs whole milliseconds since 1970 in "updated"/],
    [line({ mag: null }), /needs a number in "mag"/],
    ['{"id":', /is not JSON/],
  ];
  const { source, quakes } = quakeFeed(
    [...bad.map(([text]) => text), line({})].join("\n"),
    "my.ndjson",
  );
  strictEqual(quakes.length, 1);
  strictEqual(source.rejected?.length, bad.length);
  bad.forEach(([, reason], i) => {
    match(source.rejected![i], new RegExp(`^E-FILE-LINE: my\\.ndjson line ${i + 1}: `));
    match(source.rejected![i], reason);
  });
});

Deno.test("quakeFeed starts at the midnight before the first event, also before 1970", () => {
  strictEqual(quakeFeed(line({ time: -5 })).startTime, -86_400_000);
  strictEqual(quakeFeed(line({ time: 86_400_000, updated: 86_400_001 })).startTime, 86_400_000);
  deepStrictEqual(quakeFeed("").source.splits, []);
});
