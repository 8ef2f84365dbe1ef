import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { NEVER } from "../clock/agenda.ts";
import { Heartbeats } from "./heartbeats.ts";

const OPTIONS = { interval: 10_000, timeout: 50_000 };
const SECOND = 1_000_000;

function heartbeats() {
  const beats = new Heartbeats();
  beats.build(2);
  return beats;
}

Deno.test("RS-12 a process that refuses two heartbeats in a row is lost, and one that answers is not", () => {
  const beats = heartbeats(), dead = { isReachable: false, isRefused: true };
  strictEqual(beats.look(0, 10 * SECOND, dead, OPTIONS), "missed");
  strictEqual(
    beats.look(0, 20 * SECOND, { isReachable: true, isRefused: false }, OPTIONS),
    "answered",
  );
  strictEqual(beats.look(0, 30 * SECOND, dead, OPTIONS), "missed");
  strictEqual(beats.look(0, 40 * SECOND, dead, OPTIONS), "refused too often");
});

Deno.test("RS-12 a process that is silent is lost when the timeout is over since it was last heard", () => {
  const beats = heartbeats(), silent = { isReachable: false, isRefused: false };
  const outcomes = [10, 20, 30, 40, 50, 60].map((second) =>
    beats.look(1, second * SECOND, silent, OPTIONS)
  );
  deepStrictEqual(outcomes, ["missed", "missed", "missed", "missed", "timed out", "timed out"]);
});

Deno.test("heartbeats fall due at multiples of their interval; slots are complete when nobody is lost", () => {
  const beats = heartbeats();
  strictEqual(beats.nextAfter(10 * SECOND, 10_000), 20 * SECOND);
  strictEqual(beats.nextAfter(9.5 * SECOND, 10_000), 10 * SECOND);
  strictEqual(beats.nextAfter(0, 0), NEVER);
  strictEqual(beats.isComplete, true);
  beats.giveUp(1);
  strictEqual(beats.isComplete, false);
  beats.register(1);
  strictEqual(beats.isComplete, true);
});
