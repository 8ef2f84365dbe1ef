import { deepStrictEqual, ok, throws } from "node:assert/strict";
import { drawBelow, streamNumber } from "../clock/prng.ts";
import type { Micros } from "../clock/time.ts";
import { type Arrivals, bursts, fixedRate, poisson, replayedList } from "./arrivals.ts";

const STREAM = streamNumber("arrivals");

/** The instants of the first records, drawn with a seed. */
function instants(arrivals: Arrivals, count: number, seed = 1): Micros[] {
  const all: Micros[] = [];
  let at = 0;
  for (let n = 0; n < count; n++) {
    const gap = arrivals.gap(n, (bound) => drawBelow(seed, STREAM, 0, n, bound));
    if (gap === null) break;
    all.push(at += gap);
  }
  return all;
}

const STORIES: [string, Arrivals, Micros[]][] = [
  ["fixedRate is evenly spaced from the start on", fixedRate(10), [0, 10, 20, 30]],
  ["fixedRate of 0 has everything at once", fixedRate(0), [0, 0, 0, 0]],
  ["bursts come together and then pause", bursts(3, 30), [0, 0, 0, 30]],
  ["bursts may be spaced", bursts(2, 30, 5), [0, 5, 35, 40]],
  ["bursts of 1 are a fixed rate", bursts(1, 10), [0, 10, 20, 30]],
  ["replayedList ends with its last instant", replayedList([4, 4, 9]), [4, 4, 9]],
  ["replayedList of nothing has no record", replayedList([]), []],
];

for (const [title, arrivals, wanted] of STORIES) {
  Deno.test(title, () => deepStrictEqual(instants(arrivals, 4), wanted));
}

Deno.test("poisson is frozen: these instants never change, or published logs are lost", () => {
  deepStrictEqual(instants(poisson(10_000), 6), FROZEN);
});

/** Printed when the table was fixed. */
const FROZEN: Micros[] = [15022, 32863, 62675, 71032, 78526, 81455];

Deno.test("poisson has the mean that it was told, and gaps as the exponential distribution has them", () => {
  const count = 40_000;
  const all = instants(poisson(10_000), count, 7);
  ok(Math.abs(all[count - 1] / count / 10_000 - 1) < 0.02);
  const gaps = all.map((at, n) => at - (n === 0 ? 0 : all[n - 1]));
  const share = (bound: number) => gaps.filter((gap) => gap > bound).length / count;
  ok(Math.abs(share(10_000) - 0.3679) < 0.02, "e⁻¹ of all gaps are longer than the mean");
  ok(Math.abs(share(30_000) - 0.0498) < 0.01, "and e⁻³ longer than three");
});

Deno.test("poisson draws other instants with another seed, and the same with the same", () => {
  deepStrictEqual(instants(poisson(10), 9, 3), instants(poisson(10), 9, 3));
  ok(String(instants(poisson(1000), 9, 3)) !== String(instants(poisson(1000), 9, 4)));
});

Deno.test("E-ARRIVALS names what is wrong", () => {
  const cases: [RegExp, () => unknown][] = [
    [/E-ARRIVALS: .*fixed rate is 0.5/, () => fixedRate(0.5)],
    [/E-ARRIVALS: .*mean interval is -1/, () => poisson(-1)],
    [/E-ARRIVALS: .*mean interval is NaN/, () => poisson(NaN)],
    [/E-ARRIVALS: .*mean interval is 1000000000000000/, () => poisson(1e15)],
    [/E-ARRIVALS: .*size of a burst is 0/, () => bursts(0, 5)],
    [/E-ARRIVALS: .*pause between bursts is "5"/, () => bursts(1, "5" as never)],
    [/E-ARRIVALS: .*instant 1 of a replayed list is 3/, () => replayedList([4, 3])],
  ];
  for (const [message, attempt] of cases) throws(attempt, message);
});
