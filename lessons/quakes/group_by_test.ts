import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { countByDay } from "./group_by.ts";
import { DAY, quakeFeed } from "./source.ts";

const { quakes } = quakeFeed(Deno.readTextFileSync(new URL("quakes.ndjson", import.meta.url)));

Deno.test("countByDay counts every earthquake of the week once", () => {
  const days = countByDay(quakes);
  strictEqual(days.length, 78);
  strictEqual(days.reduce((sum, day) => sum + day.count, 0), 1679);
  deepStrictEqual(days.find((day) => day.maxMagnitude === 6.4), {
    key: "us",
    windowStart: 1517875200000, // 2018-02-06, Hualien
    windowEnd: 1517961600000,
    count: 25,
    maxMagnitude: 6.4,
  });
});

Deno.test("countByDay is sorted by network, then day, whatever the order of the records", () => {
  deepStrictEqual(countByDay(quakes.toReversed()), countByDay(quakes));
});

Deno.test("countByDay puts an event at midnight into the day that begins, also before 1970", () => {
  const quake = { net: "a", type: "earthquake", mag: -0.8 };
  const days = countByDay([{ ...quake, time: DAY }, { ...quake, time: DAY - 1 }, {
    ...quake,
    time: -1,
  }]);
  deepStrictEqual(days.map((day) => [day.windowStart, day.count, day.maxMagnitude]), [
    [-DAY, 1, -0.8],
    [0, 1, -0.8],
    [DAY, 1, -0.8],
  ]);
});
