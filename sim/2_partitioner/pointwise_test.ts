import { deepStrictEqual } from "node:assert/strict";
import { pointwiseReceivers, pointwiseSenders } from "./pointwise.ts";

function wiring(senderCount: number, receiverCount: number): number[][] {
  return Array.from(
    { length: receiverCount },
    (_, i) => pointwiseSenders(i, senderCount, receiverCount),
  );
}

Deno.test("TVX-22 pointwiseSenders wires 2→3, 3→2, 2→4 and 4→2 as Flink does", () => {
  deepStrictEqual(wiring(2, 3), [[0], [0], [1]]);
  deepStrictEqual(wiring(3, 2), [[0], [1, 2]]);
  deepStrictEqual(wiring(2, 4), [[0], [0], [1], [1]]);
  deepStrictEqual(wiring(4, 2), [[0, 1], [2, 3]]);
});

Deno.test("P-5 P-9 pointwiseSenders connects equal parallelisms one to one", () => {
  deepStrictEqual(wiring(4, 4), [[0], [1], [2], [3]]);
});

Deno.test("P-9 pointwiseSenders follows the formula of 1.20 for all S, T up to 40", () => {
  for (let s = 1; s <= 40; s++) {
    for (let t = 1; t <= 40; t++) deepStrictEqual(wiring(s, t), wiringOfRule(s, t), `${s}→${t}`);
  }
});

Deno.test("P-9 pointwiseReceivers is the same wiring from the sender's end", () => {
  for (let s = 1; s <= 40; s++) {
    for (let t = 1; t <= 40; t++) {
      const mirrored: number[][] = Array.from({ length: s }, () => []);
      wiring(s, t).forEach((senders, i) => senders.forEach((p) => mirrored[p].push(i)));
      const receivers = mirrored.map((_, p) => pointwiseReceivers(p, s, t));
      deepStrictEqual(receivers, mirrored, `${s}→${t}`);
    }
  }
});

/** The rule's own words: one formula for fewer receivers, another for fewer senders. */
function wiringOfRule(s: number, t: number): number[][] {
  const senders: number[][] = Array.from({ length: t }, () => []);
  if (s >= t) {
    for (let i = 0; i < t; i++) {
      for (let p = Math.floor(i * s / t); p < Math.floor((i + 1) * s / t); p++) senders[i].push(p);
    }
  } else {
    for (let p = 0; p < s; p++) {
      for (let i = Math.ceil(p * t / s); i < Math.ceil((p + 1) * t / s); i++) senders[i].push(p);
    }
  }
  return senders;
}
