import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { Agenda, NEVER } from "./agenda.ts";
import { drawBelow } from "./prng.ts";

Deno.test("Agenda gives the earliest lane, and of equal times the lowest", () => {
  const agenda = new Agenda();
  agenda.resize(5);
  strictEqual(agenda.nextTime(), NEVER);
  agenda.set(4, 7);
  agenda.set(1, 9);
  agenda.set(3, 7);
  strictEqual(agenda.next(), 3);
  agenda.set(3, NEVER);
  strictEqual(agenda.next(), 4);
  agenda.set(4, 9);
  strictEqual(agenda.next(), 1);
});

Deno.test("Agenda agrees with a plain search over 20,000 random changes", () => {
  for (const laneCount of [1, 2, 3, 17, 64]) {
    const agenda = new Agenda();
    agenda.resize(laneCount);
    const plain: number[] = new Array(laneCount).fill(NEVER);
    for (let n = 0; n < 4000; n++) {
      const lane = drawBelow(1, laneCount, 0, 2 * n, laneCount);
      const bits = drawBelow(1, laneCount, 0, 2 * n + 1, 10);
      const time = bits === 9 ? NEVER : bits;
      agenda.set(lane, time);
      plain[lane] = time;
      strictEqual(agenda.nextTime(), Math.min(...plain));
      if (agenda.nextTime() !== NEVER) {
        strictEqual(agenda.next(), plain.indexOf(Math.min(...plain)));
      }
    }
  }
});

Deno.test("Agenda takes actions in the total order (time, lane)", () => {
  const agenda = new Agenda();
  agenda.resize(3);
  const waiting = [[5, 5, 8], [5], [1, 5]];
  waiting.forEach((times, lane) => agenda.set(lane, times[0]));
  const order: string[] = [];
  while (agenda.nextTime() !== NEVER) {
    const lane = agenda.next();
    order.push(`${waiting[lane].shift()}@${lane}`);
    agenda.set(lane, waiting[lane][0] ?? NEVER);
  }
  deepStrictEqual(order, ["1@2", "5@0", "5@0", "5@1", "5@2", "8@0"]);
});
