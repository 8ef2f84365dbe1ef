import { strictEqual } from "node:assert/strict";
import { editDistance, nearest } from "./nearest.ts";

Deno.test("the nearest name is the one with the fewest changes, if they are few", () => {
  const names = ["json", "seed", "parallelism", "bound", "lateness"];
  const cases: [string, string | undefined][] = [
    ["josn", "json"],
    ["paralelism", "parallelism"],
    ["paral", "parallelism"],
    ["bounds", "bound"],
    ["latness", "lateness"],
    ["zzz", undefined],
    ["", undefined],
  ];
  for (const [typed, near] of cases) strictEqual(nearest(typed, names), near, typed);
  strictEqual(nearest("x", []), undefined);
});

Deno.test("two neighbours that changed places count once", () => {
  strictEqual(editDistance("josn", "json"), 1);
  strictEqual(editDistance("", "abc"), 3);
  strictEqual(editDistance("kitten", "sitting"), 3);
});
